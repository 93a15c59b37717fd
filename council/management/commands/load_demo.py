"""Load the demonstration council into an empty database, once; say who can sign in and what to look at."""

from __future__ import annotations

import datetime
from argparse import ArgumentTypeError
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.db import DatabaseError
from django.utils import timezone

from council.demo import build, people, scale
from council.demo.addresses import give_lasting_names, worth_a_look
from council.demo.sign_ins import PASSWORD, SIGN_INS
from council.models import AuditEvent, Body, Council, User
from council.search import index


def iso_date(text: str) -> datetime.date:
    """A date as the option is typed."""
    try:
        return datetime.date.fromisoformat(text)
    except ValueError:
        raise ArgumentTypeError(f"enter the date as YYYY-MM-DD, not {text!r}") from None


class Command(BaseCommand):
    help = "Loads an invented council with a year of meetings into an empty database. A second run changes nothing."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--show-signins", action="store_true", help="only say who can sign in; never fails")
        parser.add_argument("--show-addresses", action="store_true", help="only say which pages to look at first")
        parser.add_argument("--site", default="", help="put before each address, such as http://127.0.0.1:8000")
        parser.add_argument("--today", type=iso_date, help="load it as it stands on this day (YYYY-MM-DD)")
        parser.add_argument("--scale", type=int, default=0, help="fill it up to so many meetings, to measure speed")
        parser.add_argument("--force", action="store_true", help="load it although COUNCIL_HTTPS is on")

    def handle(self, *args: Any, **options: Any) -> None:
        if options["show_signins"]:
            return self.show_sign_ins()
        if options["show_addresses"]:
            return self.show_addresses(options["site"])
        if self.is_loaded():
            if options["scale"]:
                return self.fill_up(options)
            self.stdout.write("The demonstration council is already here. Nothing was changed.")
            return None
        self.refuse_unless_empty()
        if settings.HTTPS and not options["force"]:
            raise CommandError(
                "COUNCIL_HTTPS is on, so this may be a public server, and the demonstration's password is known to"
                " everybody. Nothing was loaded. To load it all the same, add --force."
            )
        self.stdout.write("Loading the demonstration council …")
        self.stdout.flush()
        build.load(options["today"] or timezone.localdate())
        give_lasting_names()
        self.stdout.write(f"Loaded {people.NAME}, an invented council.")
        self.show_addresses(options["site"])
        return self.fill_up(options) if options["scale"] else None

    def fill_up(self, options: dict[str, Any]) -> None:
        """Add meetings until there are as many as `--scale` says."""
        added = scale.fill(options["today"] or timezone.localdate(), options["scale"])
        index.rebuild()  # rows written in bulk are in no index yet
        self.stdout.write(f"Added {added} meetings with their agendas: invented, for measuring only.")

    def is_loaded(self) -> bool:
        """Whether the demonstration is here; a database without tables is a mistake that can be put right."""
        try:
            return people.is_loaded()
        except DatabaseError as problem:
            raise CommandError(f"The database is not ready ({problem}). Run “manage.py migrate” first.") from problem

    def refuse_unless_empty(self) -> None:
        """Stop, in words, where somebody's own records are."""
        council = Council.objects.first()
        if council is not None:
            found = f"This database holds {council.name}"
        elif Body.objects.exists() or AuditEvent.objects.exists():
            found = "This database holds records already"
        elif User.objects.filter(username__in=[sign_in.username for sign_in in SIGN_INS]).exists():
            found = "This database has a user with the name of one of the demonstration's"
        else:
            return
        raise CommandError(f"{found}. The demonstration is loaded into an empty database only. Nothing was changed.")

    def show_sign_ins(self) -> None:
        """Who may do what. Says so too where the demonstration is not loaded, or cannot be asked for."""
        try:
            is_here = people.is_loaded()
        except DatabaseError:
            is_here = False
        if not is_here:
            self.stdout.write("The demonstration council is not loaded here, so it has no sign-ins.")
            return
        self.stdout.write(f"Demonstration sign-ins at /sign-in/, all with the password  {PASSWORD}")
        for sign_in in SIGN_INS:
            self.stdout.write(f"  {sign_in.username:<20} {sign_in.post}: {sign_in.may}")

    def show_addresses(self, site: str) -> None:
        """Pages to begin with; none where the demonstration was not loaded or they are gone."""
        try:
            found = worth_a_look()
        except DatabaseError:
            found = []
        for words, path in found:
            self.stdout.write(f"  {words:<46} {site.rstrip('/')}{path}")
