"""Stop everything for one address and delete it: for bounces that come back to the sender, and for who asks by post."""

from __future__ import annotations

from typing import Any

from django.core.management.base import BaseCommand, CommandParser

from council.alerts.asking import forget
from council.models import AlertReader


class Command(BaseCommand):
    help = "Stops all e-mail alerts to an address and deletes it."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("email", help="the address")

    def handle(self, *args: Any, **options: Any) -> None:
        reader = AlertReader.objects.filter(email=options["email"].strip().lower()).first()
        if reader is not None:
            forget(reader)
        self.stdout.write("Nothing is sent to this address, and it is not kept.")
