"""Seal what was published by mistake: one person asks, another one confirms."""

from __future__ import annotations

from typing import Any

from django.core.exceptions import ValidationError
from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.utils import timezone

from council import sealing
from council.models import RegisterEntry, SealRequest, User
from council.publication import RefusedError
from council.roles import NotAllowedError


class Command(BaseCommand):
    help = (
        "Asks for a withdrawn record to be sealed (seal SERIAL --by USER --because … --reason …), then by another user "
        "confirms it (seal --confirm KEY --by USER) or refuses it (seal --refuse KEY --by USER --reason …). "
        "SERIAL is any entry of the record in the register. Its words are destroyed for good; backups are not reached."
    )

    def add_arguments(self, parser: CommandParser) -> None:
        what = parser.add_mutually_exclusive_group(required=True)
        what.add_argument("serial", nargs="?", type=int, help="an entry of the record in the register")
        what.add_argument("--list", action="store_true", help="the requests that wait for a second person")
        what.add_argument("--confirm", metavar="KEY", help="the key of a request")
        what.add_argument("--refuse", metavar="KEY", help="the key of a request")
        parser.add_argument("--by", metavar="USER", help="the user name of who asks, confirms or refuses")
        parser.add_argument("--because", choices=SealRequest.Because.values)
        parser.add_argument("--reason", default="", help="for the second person, or why it is refused; never published")

    def handle(self, *args: Any, **options: Any) -> None:
        try:
            self._do(options)
        except RefusedError as refused:
            raise CommandError(str(refused)) from refused
        except NotAllowedError as refused:
            raise CommandError("This user may not seal.") from refused

    def _do(self, options: dict[str, Any]) -> None:
        if options["list"]:
            for request in sealing.waiting_requests():
                self._say(request)
            return
        by, at = self._user(options["by"]), timezone.now()
        if options["confirm"]:
            entry = sealing.confirm_seal(self._request(options["confirm"]), by=by, at=at)
            self.stdout.write(f"Sealed: entry {entry.serial}.")
        elif options["refuse"]:
            self._say(sealing.refuse_seal(self._request(options["refuse"]), reason=options["reason"], by=by, at=at))
        else:
            record = self._record(options["serial"])
            facts = {"because": options["because"] or "", "reason": options["reason"]}
            self._say(sealing.request_seal(record, by=by, at=at, **facts))

    def _say(self, request: SealRequest) -> None:
        words = f"{request.get_state_display()}: {request.record_kind}, {request.get_because_display()}"
        self.stdout.write(f"{request.public_id} {words}, asked for by {request.requested_by.username}")

    def _user(self, name: str | None) -> User:
        user = User.objects.filter(username=name or "", is_active=True).first()
        if user is None:
            raise CommandError("Name an active user with --by.")
        return user

    def _request(self, key: str) -> SealRequest:
        try:
            return SealRequest.objects.get(public_id=key)
        except (SealRequest.DoesNotExist, ValidationError) as missing:
            raise CommandError("There is no request with this key. seal --list names those that wait.") from missing

    def _record(self, serial: int) -> Any:
        entry = RegisterEntry.objects.filter(serial=serial).first()
        record = sealing.record_of(entry.record_kind, entry.reference) if entry else None
        if record is None:
            raise CommandError("The register has no record under this number.")
        return record
