"""Do the work in the background: packs of agendas and whatever else waits in the queue."""

from __future__ import annotations

import os
import signal
from typing import Any

from django.core.management.base import BaseCommand, CommandParser

from council.worker import Worker


class Command(BaseCommand):
    help = "Does the work that waits in the background, one job after the other, until it is stopped."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--batch", action="store_true", help="end when nothing is ready")
        parser.add_argument("--interval", type=float, default=1, help="seconds between two looks (default: 1)")
        parser.add_argument(
            "--lease", type=float, default=60, help="seconds after which a worker that says nothing counts as dead"
        )
        parser.add_argument("--with-process", type=int, default=0, help="end with the process that has this number")

    def handle(self, *args: Any, **options: Any) -> None:
        worker = Worker(interval=options["interval"], lease=options["lease"], parent=options["with_process"])
        for number in (signal.SIGINT, signal.SIGTERM):
            signal.signal(number, worker.stop)
        if options["batch"]:
            return worker.work_off()
        os.nice(5)  # pages come first
        return worker.run()
