"""Officers' pages that plan many meetings at once: a series, last year's calendar again, publishing several drafts."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

from django.contrib import messages
from django.http import HttpResponse, QueryDict
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from council.access import officer_view
from council.held import NEVER_HELD, form_data, held_for, release
from council.publication import ChangedSinceError, RefusedError
from council.roles import Permission, bodies_for
from council.templatetags.words import at as at_time
from council.templatetags.words import on_day
from meetings import scheduling
from meetings.forms import MeetingListForm
from meetings.forms.scheduling import ROWS, CopyForm, DraftsForm, PlannedRowsForm, SeriesForm
from meetings.models import Meeting
from meetings.permissions import meetings_for
from meetings.scheduling import MOST_AT_ONCE, Flag, Planned
from meetings.views.editing import OfficerRequest

BOTH = ("GET", "HEAD", "POST")
# Preview a row unticked where one of these stands beside it.
UNTICKED = {"ended"}


@officer_view(Permission.EDIT_MEETING, methods=BOTH)
def series(request: OfficerRequest) -> HttpResponse:
    """A series of meetings of one body: described, looked at, saved as drafts."""
    return _plan(request, SeriesForm, {"heading": _("Add a series of meetings"), "what": "series"})


@officer_view(Permission.EDIT_MEETING, methods=BOTH)
def copy_year(request: OfficerRequest) -> HttpResponse:
    """The calendar of a municipal year again for the next one."""
    return _plan(request, CopyForm, {"heading": _("Copy a year’s calendar"), "what": "copy"})


def _plan(request: OfficerRequest, make_form: Callable[..., Any], words: dict[str, str]) -> HttpResponse:
    """The form; from it a preview with a row for each meeting; from that the drafts."""
    data = form_data(request)
    form = make_form(data, user=request.user)
    held = held_for(request) if request.method != "POST" else None
    context = words | {"form": form, "kept_because": held and held.why}
    has_rows = data is not None and f"{ROWS}-TOTAL_FORMS" in data
    is_asked = has_rows or request.method == "POST"
    if data is None or not is_asked or data.get("do") == "change" or not form.is_valid():
        return render(request, "meetings/officer/plan.html", context)
    if not has_rows:
        return _preview(request, form, data, context)
    rows = PlannedRowsForm(data, prefix=ROWS)
    if not rows.forms:
        messages.warning(request, _("Part of the page did not arrive. These are the dates as they were at first."))
        return _preview(request, form, data, context)
    if rows.is_valid() and request.method == "POST" and data.get("do") == "save":
        kept = [row for row in rows if row.cleaned_data["keep"]]
        try:
            return _saved(request, form, kept)
        except RefusedError as refused:
            messages.warning(request, str(refused))
    return _preview(request, form, data, context, rows)


def _saved(request: OfficerRequest, form: Any, rows: Sequence[Any]) -> HttpResponse:
    planned = [form.row(row.cleaned_data["source"], row.cleaned_data["held_on"]) for row in rows]
    if None in planned:
        raise ChangedSinceError(_("One of these meetings was withdrawn meanwhile. Look at the list again."))
    seen = [row.cleaned_data["seen"] for row in rows]
    saved = scheduling.schedule(planned, seen=seen, by=request.user, at=timezone.now())
    release(request)
    said = ngettext(
        "%(count)d meeting is saved as a draft. Nobody outside the council sees it yet.",
        "%(count)d meetings are saved as drafts. Nobody outside the council sees them yet.",
        len(saved),
    )
    messages.success(request, said % {"count": len(saved)})
    bodies = {meeting.body_id for meeting in saved}
    query = f"&body={bodies.pop()}" if len(bodies) == 1 else ""
    return redirect(f"{reverse('meetings:officer-list')}?show=drafts{query}")


def _preview(
    request: OfficerRequest, form: Any, data: QueryDict, context: dict[str, Any], rows: Any = None
) -> HttpResponse:
    """Every meeting with what stands beside its day. Without `rows` as the form gives them, else as they were typed."""
    already: list[dict[str, Any]] = []
    if rows is None:
        planned = form.planned()
        found = list(zip(planned, scheduling.flags_of(planned), strict=True))
        already = [_shown(one, flags) for one, flags in found if any(flag.is_double for flag in flags)]
        found = [(one, flags) for one, flags in found if not any(flag.is_double for flag in flags)]
        rows = PlannedRowsForm(prefix=ROWS, initial=[_initial(one, flags) for one, flags in found])
    else:
        found = _as_typed(form, rows)
    lines = [_shown(one, flags) | {"form": row} for row, (one, flags) in zip(rows, found, strict=True)]
    for line in lines:
        line["form"].fields["keep"].label = line["name"]
        line["form"].fields["held_on"].label = _("Date, row %(number)s") % {"number": line["form"].heading.split()[-1]}
    kept = [(name, value) for name, values in data.lists() for value in values if _is_described(name)]
    context |= {"rows": rows, "lines": lines, "already": already, "kept": kept}
    return render(request, "meetings/officer/plan_rows.html", context)


def _is_described(name: str) -> bool:
    """Whether a field belongs to the first form: the preview carries those along unseen."""
    return name != "do" and not name.startswith(f"{ROWS}-") and name not in NEVER_HELD


def _initial(planned: Planned, flags: list[Flag]) -> dict[str, Any]:
    return {
        "keep": not UNTICKED & {flag.code for flag in flags},
        "held_on": planned.held_on,
        "source": planned.source.public_id.hex if planned.source else "",
    }


def _as_typed(form: Any, rows: Any) -> list[tuple[Planned | None, list[Flag]]]:
    """Each row's meeting, None where its day cannot be read, with its flags; rows left out do not stand in the way."""
    rows.is_valid()
    typed = [getattr(row, "cleaned_data", {}) for row in rows]
    planned = [form.row(one.get("source", ""), one["held_on"]) if one.get("held_on") else None for one in typed]
    flags: list[list[Flag]] = [[] for _row in typed]
    for is_kept in (True, False):
        places = [place for place, one in enumerate(typed) if planned[place] and bool(one.get("keep")) == is_kept]
        found = scheduling.flags_of([planned[place] for place in places]) if places else []  # type: ignore[misc]
        for place, those in zip(places, found, strict=True):
            flags[place] = those
    return list(zip(planned, flags, strict=True))


def _shown(planned: Planned | None, flags: list[Flag]) -> dict[str, Any]:
    """A meeting of the preview in words."""
    if planned is None:
        return {"name": _("A date that cannot be read"), "flags": [], "mark": "", "was": ""}
    time = f", {at_time(planned.starts_at)}" if planned.starts_at else ""
    return {
        "name": f"{planned.body.name}, {on_day(planned.held_on)}{time}",
        "flags": flags,
        "mark": scheduling.mark(planned.held_on, flags),
        "was": on_day(planned.source.held_on) if planned.source else "",
    }


@officer_view(Permission.PUBLISH_MEETING, methods=BOTH)
def publish_several(request: OfficerRequest) -> HttpResponse:
    """Choose drafts, look at what becomes public, publish all of it."""
    filters = MeetingListForm(request.GET, user=request.user)
    drafts = {meeting.public_id.hex: meeting for meeting in _drafts(request, filters)}
    sent = dict(part.rsplit(":", 1) for part in request.POST.getlist("seen") if ":" in part)
    numbers = {key: int(number) for key, number in sent.items() if number.isascii() and number.isdigit()}
    if request.method == "POST" and numbers:
        return _publish(request, drafts, numbers)
    today = timezone.localdate()
    form = DraftsForm(
        request.POST if request.method == "POST" else None,
        drafts={key: _draft_words(meeting) for key, meeting in drafts.items()},
        ticked=[key for key, meeting in drafts.items() if meeting.held_on >= today],
    )
    if request.method == "POST" and form.is_valid():
        return _to_confirm(request, [drafts[key] for key in form.cleaned_data["meetings"]])
    context = {"form": form, "filters": filters, "drafts": drafts, "most": MOST_AT_ONCE}
    return render(request, "meetings/officer/publish_several.html", context)


def _drafts(request: OfficerRequest, filters: MeetingListForm) -> Any:
    """Draft meetings that this officer may publish, the earliest first, of the body that was chosen."""
    keys = bodies_for(request.user, Permission.PUBLISH_MEETING)
    found = filters.chosen(meetings_for(request.user), timezone.localdate()).filter(published_at=None)
    found = found if keys is None else found.filter(body__in=keys)
    return found.order_by("held_on", "starts_at", "body__name", "pk")[:MOST_AT_ONCE]


def _draft_words(meeting: Meeting) -> str:
    facts = [meeting.body.name, on_day(meeting.held_on), at_time(meeting.starts_at), meeting.venue]
    return ", ".join(filter(None, facts))


def _to_confirm(request: OfficerRequest, meetings: Sequence[Meeting]) -> HttpResponse:
    rows = [{"meeting": meeting, "seen": f"{meeting.public_id.hex}:{meeting.edit_number}"} for meeting in meetings]
    return render(request, "meetings/officer/confirm_several.html", {"rows": rows})


def _publish(request: OfficerRequest, drafts: dict[str, Meeting], numbers: dict[str, int]) -> HttpResponse:
    """Publish what was confirmed; where something changed meanwhile, show it again as it is now."""
    try:
        if set(numbers) - set(drafts):
            raise ChangedSinceError(_("One of these is no draft any more. This is what is left."))
        seen = {drafts[key]: number for key, number in numbers.items()}
        published = scheduling.publish_several(seen, by=request.user, at=timezone.now())
    except RefusedError as refused:
        messages.warning(request, str(refused))
        left = [meeting for key, meeting in drafts.items() if key in numbers]
        return _to_confirm(request, left) if left else redirect("meetings:officer-publish-several")
    said = ngettext(
        "%(count)d meeting is published: it stands in the public calendar.",
        "%(count)d meetings are published: they stand in the public calendar.",
        len(published),
    )
    messages.success(request, said % {"count": len(published)})
    return redirect("meetings:officer-list")
