"""What the calendar shows of one month: its meetings, of all committees or of one, and the months beside it."""

from __future__ import annotations

import datetime as dt
from typing import Any

from django.db.models import Max, Min

from meetings.forms.calendar import CalendarForm
from meetings.models import Meeting
from meetings.months import Month, calendar_address, weeks
from meetings.pages import meeting_line
from meetings.querysets import in_order, upcoming_first, with_state


def calendar_page(params: Any, today: dt.date) -> dict[str, Any]:
    """The month and the body that are asked for. What cannot be used stands in the errors of `form`."""
    found = Meeting.objects.published().order_by("body__name").values_list("body__slug", "body__name")
    bodies = list(found.annotate(first=Min("held_on"), last=Max("held_on")))
    names = {slug: name for slug, name, _first, _last in bodies}
    form = CalendarForm(params, bodies=names, this_month=Month.of(today))
    month, body = form.chosen_month, form.chosen_body
    meetings: Any = Meeting.objects.published().filter(held_on__range=(month.first_on, month.last_on))
    meetings = upcoming_first(meetings.filter(body__slug=body) if body else meetings, today).select_related("body")
    lines = [meeting_line(meeting) for meeting in in_order(with_state(meetings))]
    days = [today, *(day for _slug, _name, *span in bodies for day in span)]
    return {
        "form": form,
        "month": month,
        "body": {"slug": body, "name": names[body]} if body else None,
        "lines": lines,
        "count": len(lines),
        "weeks": weeks(month, lines, today),
        "today": today,
        "previous": _step(month, -1, min(days), max(days), body),
        "next": _step(month, 1, min(days), max(days), body),
    }


def _step(month: Month, months: int, first: dt.date, last: dt.date, body: str) -> dict[str, Any] | None:
    """The month before or after, as far as there are meetings: a reader never walks into empty years."""
    beside = month.step(months)
    if not Month.of(first) <= beside <= Month.of(last):
        beside = min(max(beside, Month.of(first)), Month.of(last))
    is_on_that_side = beside < month if months < 0 else beside > month
    return {"words": beside.words, "url": calendar_address(beside, body)} if is_on_that_side else None
