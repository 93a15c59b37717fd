"""Tell readers who follow something what is new, once a day: one e-mail each, however often this is run."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone

from council.alerts.sending import send_alerts


class Command(BaseCommand):
    help = "Puts the day's e-mail alerts into the queue. Run it once a day; running it again sends nothing twice."

    def handle(self, *args: Any, **options: Any) -> None:
        if not settings.SITE_ADDRESS:
            raise CommandError(
                "Set COUNCIL_ADDRESS to the site's own address, such as https://decisions.council.example"
            )
        sent = send_alerts(on=timezone.localdate(), at=timezone.now())
        self.stdout.write(f"{sent} alerts put into the queue.")
