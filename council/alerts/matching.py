"""From what happened to what each subscription is to be told: one line for each, written in one transaction.

The cursor says how far the register and the calendar were read; it moves with the lines, so a process that is killed
has either written both or neither. Clerical corrections and seals are no news.
"""

from __future__ import annotations

import datetime
from collections.abc import Iterable

from django.db import transaction
from django.db.models import Q, QuerySet

from council.alerts.sources import DEADLINES, TOUCHES, Followed, Happening
from council.models import AlertCursor, AlertLine, PublicEvent, RegisterEntry, RegisterHead, Subscription

Act = RegisterEntry.Act
NO_NEWS = (Act.CLERICAL, Act.SEALED)
ENTRIES_AT_ONCE = 200
# Days on which nothing ran are made up for, as far as this.
MOST_DAYS_BACK = 7


def active() -> Q:
    """Subscriptions that are told anything."""
    return Q(confirmed_at__isnull=False, reader__stopped_at__isnull=True)


def read_register() -> None:
    """Write the lines of every entry that was not read yet."""
    while _read_on():
        pass


def _cursor() -> AlertCursor:
    head = RegisterHead.objects.filter(pk=1).values_list("serial", flat=True).first() or 0
    AlertCursor.objects.get_or_create(pk=1, defaults={"serial": _first_wanted(head)})
    return AlertCursor.objects.select_for_update().get(pk=1)


def _first_wanted(head: int) -> int:
    """The serial after which somebody wants to be told: what lies before was never asked for."""
    wanted = Subscription.objects.filter(active()).order_by("after_serial").values_list("after_serial", flat=True)
    return wanted[:1][0] if wanted[:1] else head


@transaction.atomic
def _read_on() -> bool:
    """Read a number of entries; whether there may be more."""
    cursor = _cursor()
    head = RegisterHead.objects.filter(pk=1).values_list("serial", flat=True).first() or 0
    after = max(cursor.serial, _first_wanted(head))
    if after >= head:
        if cursor.serial != head:
            cursor.serial = head
            cursor.save(update_fields=["serial"])
        return False
    upto = min(after + ENTRIES_AT_ONCE, head)
    found = happenings(RegisterEntry.objects.filter(serial__gt=after, serial__lte=upto))
    if found:
        _write_lines(_touched(found, followed()))
    cursor.serial = upto
    cursor.save(update_fields=["serial"])
    return upto < head


def happenings(entries: QuerySet) -> list[Happening]:
    """Entries that are news, oldest first. A withdrawal belongs where the record's events before it belonged."""
    rows = (
        entries.exclude(act__in=NO_NEWS)
        .order_by("serial")
        .values_list("serial", "act", "record_kind", "reference", "event__body__slug", "event__issue_reference")
    )
    found = [
        Happening(serial, act, kind, reference, body or "", issue or "")
        for serial, act, kind, reference, body, issue in rows
    ]
    gone = {one.reference for one in found if one.act == Act.WITHDRAWN}
    before: dict[str, tuple[str, str]] = {}
    if gone:
        events = PublicEvent.objects.filter(reference__in=gone).exclude(entry__act=Act.WITHDRAWN).order_by("entry_id")
        for reference, body, issue in events.values_list("reference", "body__slug", "issue_reference"):
            before[reference] = (body or "", issue)
    return [
        Happening(one.serial, one.act, one.kind, one.reference, *before.get(one.reference, ("", "")))
        if one.act == Act.WITHDRAWN
        else one
        for one in found
    ]


def followed() -> Followed:
    """What anybody follows."""
    found: Followed = {}
    for kind, key in Subscription.objects.filter(active()).order_by().values_list("kind", "key").distinct():
        found.setdefault(kind, set()).add(key)
    return found


def _touched(found: list[Happening], what: Followed) -> dict[tuple[str, str], set[int]]:
    """The serials that touch each thing that is followed."""
    serials: dict[tuple[str, str], set[int]] = {}
    for touches in TOUCHES:
        for serial, follows in touches(found, what).items():
            for kind, key in follows:
                if key in what.get(kind, ()):
                    serials.setdefault((kind, key), set()).add(serial)
    return serials


def _following(follows: Iterable[tuple[str, str]]) -> Iterable[Subscription]:
    """The subscriptions to any of these, in one query."""
    kinds: dict[str, set[str]] = {}
    for kind, key in follows:
        kinds.setdefault(kind, set()).add(key)
    condition = Q(pk__in=[])
    for kind, keys in kinds.items():
        condition |= Q(kind=kind, key__in=keys)
    return Subscription.objects.filter(active(), condition).order_by("pk")


def _write_lines(serials: dict[tuple[str, str], set[int]]) -> None:
    lines = [
        AlertLine(subscription=one, about=f"entry:{serial}", serial=serial)
        for one in _following(serials)
        for serial in sorted(serials[one.kind, one.key])
        if serial > one.after_serial
    ]
    AlertLine.objects.bulk_create(lines, ignore_conflicts=True, batch_size=500)


@transaction.atomic
def read_calendar(on: datetime.date) -> None:
    """Write the lines of duties that fall due on `on` or turned overdue, or did since this was last read."""
    cursor = _cursor()
    if cursor.day is not None and cursor.day >= on:
        return
    first = on if cursor.day is None else max(cursor.day + datetime.timedelta(days=1), on - _back())
    dues = [due for deadlines in DEADLINES for due in deadlines.between(first, on)]
    wanted = _following({follow for due in dues for follow in due.follows}) if dues else ()
    lines = [
        AlertLine(subscription=one, about=due.about)
        for one in wanted
        for due in dues
        if (one.kind, one.key) in due.follows
    ]
    AlertLine.objects.bulk_create(lines, ignore_conflicts=True, batch_size=500)
    cursor.day = on
    cursor.save(update_fields=["day"])


def _back() -> datetime.timedelta:
    return datetime.timedelta(days=MOST_DAYS_BACK - 1)
