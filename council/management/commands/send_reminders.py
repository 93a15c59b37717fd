"""Remind whoever has to answer, or promised to act: once a rung of the ladder, however often this is run."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.utils import timezone

from recommendations.reminders import send_reminders


class Command(BaseCommand):
    help = "Puts every reminder that is due into the queue. Run it once a day; running it again sends nothing twice."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--address", default=settings.SITE_ADDRESS, help="the site's own address, for the links")

    def handle(self, *args: Any, **options: Any) -> None:
        site = options["address"]
        if not site:
            raise CommandError(
                "Set COUNCIL_ADDRESS to the site's own address, such as https://decisions.council.example"
            )
        report = send_reminders(on=timezone.localdate(), at=timezone.now(), site=site)
        self.stdout.write(f"{report.sent} reminders put into the queue.")
        for line in report.nobody:
            self.stderr.write(f"Nobody is reminded about {line}")
