"""The public calendar: a month as a page, and meetings as iCal, for all, for one body and for one meeting."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from typing import Any

from django.db.models import Max, Min
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
from meetings.forms.calendar import CalendarForm
from meetings.models import Meeting
from meetings.months import Month, calendar_address, event_of, follow, weeks
from meetings.pages import meeting_line
from meetings.published import MEETING, meeting_address
from meetings.querysets import in_order, upcoming_first, with_state

# A calendar that programs read holds a year of past meetings and all that are to come.
DAYS_BACK = 366


@public_view
def month_page(request: HttpRequest) -> HttpResponse:
    """One month's meetings, of all committees or of one."""
    today = timezone.localdate()
    found = Meeting.objects.published().order_by("body__name").values_list("body__slug", "body__name")
    bodies = list(found.annotate(first=Min("held_on"), last=Max("held_on")))
    names = {slug: name for slug, name, _first, _last in bodies}
    form = CalendarForm(request.GET, bodies=names, this_month=Month.of(today))
    month, body = form.chosen_month, form.chosen_body
    meetings: Any = Meeting.objects.published().filter(held_on__range=(month.first_on, month.last_on))
    meetings = upcoming_first(meetings.filter(body__slug=body) if body else meetings, today).select_related("body")
    lines = [meeting_line(meeting) for meeting in in_order(with_state(meetings))]
    days = [today, *(day for _slug, _name, *span in bodies for day in span)]
    context = {
        "form": form,
        "month": month,
        "body": {"slug": body, "name": names[body]} if body else None,
        "count": len(lines),
        "weeks": weeks(month, lines, today),
        "today": today,
        "previous": _step(month, -1, min(days), max(days), body),
        "next": _step(month, 1, min(days), max(days), body),
        "formats": follow(body, names.get(body, "")),
        "about": About(_("Calendar of meetings"), reverse("meetings:calendar")),
    }
    return render(request, "meetings/calendar.html", context)


def _step(month: Month, months: int, first: dt.date, last: dt.date, body: str) -> dict[str, Any] | None:
    """The month before or after, as far as there are meetings: a reader never walks into empty years."""
    beside = month.step(months)
    if not Month.of(first) <= beside <= Month.of(last):
        beside = min(max(beside, Month.of(first)), Month.of(last))
    is_on_that_side = beside < month if months < 0 else beside > month
    return {"words": beside.words, "url": calendar_address(beside, body)} if is_on_that_side else None


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
