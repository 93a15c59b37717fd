"""Import a page of the council's old system, or a paper: a dry run prints what was read, an import makes drafts."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.utils import timezone

from council import importing
from meetings.importers import issue_page
from meetings.importers import records as meeting_records
from recommendations.importers import cabinet_response
from recommendations.importers import records as response_records

# Parser of each kind, and what makes its drafts. The kind is told by the content, not by the file's name.
KINDS: tuple[tuple[importing.Parser, Any], ...] = ((cabinet_response, response_records), (issue_page, meeting_records))


class Command(BaseCommand):
    help = "Imports a Cabinet response or an “Issue - meetings” page as drafts; published records are never changed."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("file", help="the page or paper, as text")
        parser.add_argument("--dry-run", action="store_true", help="only print what was read")
        parser.add_argument("--format", choices=["text", "json"], default="text", help="how to print it")

    def handle(self, *args: Any, **options: Any) -> None:
        path = Path(options["file"])
        try:
            text = importing.read_text(path)
            parser = importing.choose(text, path.name, [kind for kind, _ in KINDS])
            parsed = parser.parse(text, path.name)
        except importing.ImportProblem as problem:
            raise CommandError(str(problem), returncode=1) from problem
        if options["dry_run"]:
            self.print_parsed(parsed, options["format"])
            return
        make_records = next(records.make_records for kind, records in KINDS if kind is parser)
        report = make_records(parsed, path.name, path.read_bytes(), timezone.now())
        if options["format"] == "json":
            answer = {"did": report.lines, "warnings": parsed.warnings, "furniture_removed": parsed.furniture}
            self.stdout.write(json.dumps(answer, ensure_ascii=False, indent=1))
            return
        for line in report.lines:
            self.stdout.write(line)
        self.print_remarks(parsed)

    def print_parsed(self, parsed: importing.Parsed, how: str) -> None:
        """The dry run's answer, as JSON or as text."""
        if how == "json":
            self.stdout.write(json.dumps(parsed.as_dict(), ensure_ascii=False, indent=1))
            return
        self.stdout.write(f"kind: {parsed.kind}")
        for name, value in parsed.data.items():
            self.stdout.write(f"{name}: {json.dumps(value, ensure_ascii=False, indent=1)}")
        self.print_remarks(parsed)

    def print_remarks(self, parsed: importing.Parsed) -> None:
        """What a clerk should look at, and what was left out."""
        for warning in parsed.warnings:
            self.stdout.write(f"look at this: {warning}")
        for words in parsed.furniture:
            self.stdout.write(f"left out as furniture of the page: {words}")
