"""Make the search index anew from everything that is public."""

from typing import Any

from django.core.management.base import BaseCommand

from council.search import index


class Command(BaseCommand):
    help = "Makes the search index anew. Searches meanwhile find what they found before; publications wait."

    def handle(self, *args: Any, **options: Any) -> None:
        self.stdout.write(f"{index.rebuild():,} entries can be found.")
