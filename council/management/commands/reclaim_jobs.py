"""Take back what workers that died were doing. Workers do the same by themselves while any is alive."""

from __future__ import annotations

from typing import Any

from django.core.management.base import BaseCommand
from django.utils import timezone

from council.jobs import reclaim


class Command(BaseCommand):
    help = "Puts back into the queue what a worker that died was doing, and what failed and may be tried again."

    def handle(self, *args: Any, **options: Any) -> None:
        self.stdout.write(f"{reclaim(timezone.now())} put back into the queue.")
