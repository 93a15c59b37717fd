"""What was published in a week, day by day, in plain words: from the public events alone."""

from __future__ import annotations

import datetime
from collections.abc import Iterable
from itertools import groupby
from typing import Any

from django.db.models.functions import Substr
from django.http import Http404, HttpRequest, HttpResponse, HttpResponsePermanentRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from council import formats
from council.about import collection
from council.access import public_view
from council.canonical import plain
from council.models import PublicEvent
from council.statute.wording import long_date
from meetings.pages import event_line
from meetings.querysets import EVENT_VALUES

Line = dict[str, Any]
A_WEEK = datetime.timedelta(days=7)
ONE_DAY = datetime.timedelta(days=1)
# No council of today was there before the Local Government Act 1972 came into force.
FIRST_YEAR = 1974
# Publishing one agenda makes an event for each of its items and papers: so many are read of one week.
EVENTS_READ = 1000


def monday_of(day: datetime.date) -> datetime.date:
    """The first day of the week a day is in."""
    return day - day.weekday() * ONE_DAY


def can_be_told(day: datetime.date, on: datetime.date) -> bool:
    """Whether the week of a day can have a page: it has begun, and there was a council of today to publish anything."""
    return day <= on and day.year >= FIRST_YEAR


def event_lines(events: Iterable[dict[str, Any]]) -> list[Line]:
    """Events as lines, in their order; what was published of one meeting on one day is one line, with how many more."""
    lines: dict[Any, Line] = {}
    for event in events:
        day = timezone.localdate(datetime.datetime.fromisoformat(event["entry__at"]))
        meeting, is_below, _rest = event["address"].partition("/items/")
        key = (day, meeting) if is_below else event["entry_id"]
        if key in lines:
            lines[key]["more"] += 1
            continue
        lines[key] = event_line(event) | {"on": day, "more": 0, "all_at": f"{meeting}/" if is_below else ""}
        lines[key]["address"] = event["address"] or reverse("register-entry", args=[event["entry_id"]])
    return list(lines.values())


def _as_kept(day: datetime.date) -> str:
    """The first moment of a day as the register writes moments down."""
    start = timezone.make_aware(datetime.datetime.combine(day, datetime.time()))
    return str(plain(start))


def week_page(monday: datetime.date, on: datetime.date) -> dict[str, Any]:
    """The week that begins on `monday`: its days, the latest first, and the weeks beside it that have anything."""
    shown = PublicEvent.objects.shown()
    before = shown.filter(entry__at__lt=_as_kept(monday)).order_by("-entry__at").values_list("entry__at", flat=True)
    within = shown.filter(entry__at__gte=_as_kept(monday), entry__at__lt=_as_kept(monday + A_WEEK))
    events = list(within.order_by("-entry__at", "-entry_id").values("entry__at", *EVENT_VALUES)[: EVENTS_READ + 1])
    lines = event_lines(events[:EVENTS_READ])
    last = before.first()
    earlier = monday_of(timezone.localdate(datetime.datetime.fromisoformat(last))) if last else None
    return about_week(monday, on) | {
        "first_on": monday,
        "last_on": monday + A_WEEK - ONE_DAY,
        "is_now": monday == monday_of(on),
        "days": [{"on": day, "lines": list(own)} for day, own in groupby(lines, key=lambda line: line["on"])],
        "has_more": len(events) > EVENTS_READ,
        "earlier": {"on": earlier, "address": reverse("week", args=[earlier])} if earlier else None,
        "later": _later(monday, on),
    }


def about_week(monday: datetime.date, on: datetime.date) -> dict[str, Any]:
    """What the page says of itself: this week's stands at one address every week."""
    if monday == monday_of(on):
        about = collection(_("What changed this week"), reverse("this-week"))
    else:
        title = _("What changed in the week from %(day)s") % {"day": long_date(monday)}
        about = collection(title, reverse("week", args=[monday]))
    return {"about": about, "formats": [formats.feed(_("What was published when"), reverse("register-feed"))]}


def weeks_before(on: datetime.date) -> list[datetime.date]:
    """The Mondays of the weeks before this one in which anything was published that is shown now: one query."""
    hours = PublicEvent.objects.shown().order_by().values_list(Substr("entry__at", 1, 13), flat=True).distinct()
    days = {timezone.localdate(datetime.datetime.fromisoformat(f"{hour}:00+00:00")) for hour in hours}
    return sorted({monday_of(day) for day in days} - {monday_of(on)})


def _later(monday: datetime.date, on: datetime.date) -> str:
    following = monday + A_WEEK
    if following > monday_of(on):
        return ""
    return reverse("this-week") if following == monday_of(on) else reverse("week", args=[following])


@public_view
def this_week(request: HttpRequest) -> HttpResponse:
    """What changed this week."""
    today = timezone.localdate()
    return render(request, "council/week.html", week_page(monday_of(today), today))


@public_view
def week(request: HttpRequest, day: datetime.date) -> HttpResponse:
    """What changed in an earlier week; any day of it leads to its Monday. No week has been before it begins."""
    today = timezone.localdate()
    if not can_be_told(day, today):
        raise Http404
    monday = monday_of(day)
    if monday != day:
        return HttpResponsePermanentRedirect(reverse("week", args=[monday]))
    return render(request, "council/week.html", week_page(monday, today))
