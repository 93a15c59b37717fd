"""Check the register: exit 1 and the first bad serial if anything was changed."""

from typing import Any

from django.core.management.base import BaseCommand, CommandError

from council.verification import verify_register


class Command(BaseCommand):
    help = "Checks every entry of the register, its chain and its snapshots."

    def handle(self, *args: Any, **options: Any) -> None:
        verdict = verify_register()
        if not verdict.is_sound:
            raise CommandError(f"Serial {verdict.bad_serial}: {verdict.problem}.", returncode=1)
        self.stdout.write(f"The register holds: {verdict.entries} entries, unbroken.")
        if verdict.in_words():
            self.stdout.write(f"Among them {verdict.in_words()}.")
