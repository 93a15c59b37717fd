"""The public calendar: a month as a page, and meetings as iCal, for all, for one body and for one meeting."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from council import ical
from council.about import About
from council.access import found_or_404, public_or_gone, public_view
from council.feeds import open_to_programs
from council.models import Body
from meetings.calendar_page import calendar_page
from meetings.models import Meeting
from meetings.months import event_of, follow
from meetings.published import MEETING, meeting_address
from meetings.querysets import in_order

# A calendar that programs read holds a year of past meetings and all that are to come.
DAYS_BACK = 366


@public_view
def month_page(request: HttpRequest) -> HttpResponse:
    """One month's meetings, of all committees or of one."""
    page = calendar_page(request.GET, timezone.localdate())
    body = page["body"] or {"slug": "", "name": ""}
    about = About(_("Calendar of meetings"), reverse("meetings:calendar"))
    context = page | {"formats": follow(body["slug"], body["name"]), "about": about}
    return render(request, "meetings/calendar.html", context)


@public_view
def every_meeting(request: HttpRequest) -> HttpResponse:
    """The meetings of every body, to be followed by a calendar program."""
    return _answer(request, _("Meetings of %(council)s"), _followed(), "meetings")


@public_view
def meetings_of_body(request: HttpRequest, body: str) -> HttpResponse:
    """One body's meetings. A body of which no meeting was ever published does not exist for the public."""
    found = found_or_404(Body.objects.filter(pk__in=Meeting.objects.published().values("body")), slug=body)
    name = found.name.replace("%", "%%") + " – %(council)s"
    return _answer(request, name, _followed().filter(body=found), found.slug)


@public_view
def one_meeting(request: HttpRequest, body: str, place: str) -> HttpResponse:
    """One meeting, to be put into one's own calendar."""
    found = public_or_gone(Meeting.objects.select_related("body"), body__slug=body, place=place)
    return _answer(request, found.body.name.replace("%", "%%") + " – %(council)s", [found], f"{body}-{place}")


def _followed() -> Any:
    since = timezone.localdate() - dt.timedelta(days=DAYS_BACK)
    return in_order(Meeting.objects.published().filter(held_on__gte=since)).select_related("body")


def _answer(request: HttpRequest, name: str, meetings: Iterable[Meeting], file_name: str) -> HttpResponse:
    council = request.council  # type: ignore[attr-defined]
    events = [
        event_of(MEETING.read(meeting), request.build_absolute_uri(meeting_address(meeting)), meeting)
        for meeting in meetings
    ]
    response = HttpResponse(ical.write(name % {"council": council.name}, events), content_type=ical.CONTENT_TYPE)
    response.headers["Content-Disposition"] = f'inline; filename="{file_name}.ics"'
    return open_to_programs(response)
