"""The public pages of meetings, items and issues, and where their old addresses lead."""

from __future__ import annotations

from typing import Any

from django.db.models import Max
from django.http import Http404, HttpRequest, HttpResponse, HttpResponsePermanentRedirect
from django.shortcuts import render
from django.utils import timezone

from council import formats
from council.access import public_or_gone, public_view
from council.corrections import notes_of, notes_read, with_corrections
from council.lists import page_of
from council.models import PublicEvent
from meetings import about, lists
from meetings.history import in_groups, timeline, told, with_excerpt
from meetings.models import AgendaItem, Issue
from meetings.months import calendar_address, follow, follow_issue, follow_item
from meetings.packs import pack_lines
from meetings.pages import (
    CORRECTED_BELOW,
    appearance,
    event_line,
    last_changed,
    meeting_line,
    meeting_page,
    named_beside,
    named_on_item,
    some,
)
from meetings.pages_decisions import decision_of_item
from meetings.pages_notices import carried_lines
from meetings.published import ISSUE, issue_address, item_address
from meetings.querysets import (
    TIMELINE_VALUES,
    carried,
    events_near,
    item_by_number,
    items_of_issue,
    meetings_in_full,
    neighbours,
    public_child,
    published_documents,
    timeline_of_issue,
    with_children,
    with_state,
)
from meetings.standing import standing
from meetings.subjects import ways_of


@public_view
def meeting_list(request: HttpRequest) -> HttpResponse:
    """Upcoming meetings, the next one first, then past ones; by committee and year."""
    found = lists.MEETINGS.select(request.GET, council=request.council, on=timezone.localdate())  # type: ignore[attr-defined]
    chosen = found.filters
    rows = with_state(found.rows).select_related("body")
    page = page_of(rows, lists.PAGE_SIZE, request.GET.get("page"), found.total)
    lines = [meeting_line(meeting) for meeting in page.object_list]
    context = {
        "form": chosen.form,
        "chosen": chosen.chosen(),
        "page": page,
        "count": page.paginator.count,
        "upcoming": [line for line in lines if line["is_upcoming"]],
        "past": [line for line in lines if not line["is_upcoming"]],
        "calendar_url": calendar_address(body=chosen.chosen_body()),
    }
    calendars = follow(chosen.chosen_body(), chosen.chosen()["body"])
    return render(
        request, "meetings/meeting_list.html", context | formats.listing(lists.MEETINGS, chosen.form, *calendars)
    )


@public_view
def meeting(request: HttpRequest, body: str, place: str) -> HttpResponse:
    """A meeting: before it, how to come and take part; after it, what was decided."""
    meetings = with_corrections(meetings_in_full().select_related("entry"))
    found = public_or_gone(meetings, body__slug=body, place=place)
    before, after = neighbours(found)
    page = meeting_page(found, before, after, timezone.localdate())
    page["formats"] = follow(found.body.slug, found.body.name, page["meeting"])
    page["packs"] = pack_lines(found, request.council)  # type: ignore[attr-defined]
    notes = notes_of(found, named_beside(found))
    return render(request, "meetings/meeting.html", page | {"notes": notes, "about": about.of_meeting(page, found)})


@public_view
def item(request: HttpRequest, body: str, place: str, slug: str) -> HttpResponse:
    """An agenda item. Its other number, or an old one, leads to its lasting address."""
    items = with_children(AgendaItem.objects.all(), with_corrections(published_documents()))
    items = with_corrections(items.select_related("entry"), *CORRECTED_BELOW)
    try:
        found = public_or_gone(items, meeting__body__slug=body, meeting__place=place, slug=slug)
    except Http404:
        other = item_by_number(body, place, slug)
        if other is None:
            raise
        return HttpResponsePermanentRedirect(item_address(other))
    issue = found.issue if found.issue and found.issue.is_public else None
    here = (item_address(found), issue_address(issue)) if issue else ()
    data = appearance(found)
    context = {
        "found": data,
        "is_past": found.meeting.held_on < timezone.localdate(),
        "decision": decision_of_item(found, public_child(found, "decision")),
        "issue": some(ISSUE, issue, ("title", "address")) if issue else None,
        "carried": carried_lines(found, carried(found)),
        "elsewhere": [event_line(event) for event in events_near(found, here)],
        "last_changed": data["last_changed"],
        "notes": notes_read(named_on_item(found)),
    }
    context["formats"] = follow_item(found, context["issue"])
    return render(request, "meetings/item.html", context | {"about": about.of_item(context, found)})


@public_view
def issue_list(request: HttpRequest) -> HttpResponse:
    """The subjects followed over time, with the day something last happened to each."""
    selected = lists.ISSUES.select(request.GET, council=request.council, on=timezone.localdate())  # type: ignore[attr-defined]
    chosen = selected.filters
    page = page_of(selected.rows, lists.PAGE_SIZE, request.GET.get("page"), selected.total)
    chosen.call_wards(request.council.ward_word)  # type: ignore[attr-defined]
    keys = [found.public_id.hex for found in page.object_list]
    events = PublicEvent.objects.shown().filter(issue_reference__in=keys).order_by()
    latest = dict(events.values_list("issue_reference").annotate(Max("happened_on")))
    lines = [ISSUE.read(found) | {"latest": latest.get(found.public_id.hex)} for found in page.object_list]
    context = {
        "form": chosen.form,
        "chosen": chosen.chosen(),
        "page": page,
        "count": page.paginator.count,
        "issues": lines,
    }
    return render(request, "meetings/issue_list.html", context | formats.listing(lists.ISSUES, chosen.form))


@public_view
def issue(request: HttpRequest, reference: str, slug: str) -> HttpResponse:
    """The history of one issue; any other words in its address lead to the right ones."""
    found = public_or_gone(with_corrections(Issue.objects.select_related("entry")), reference=reference)
    if slug != found.slug:
        return HttpResponsePermanentRedirect(issue_address(found))
    items = list(items_of_issue(found))
    events = [told(event) for event in timeline_of_issue(found).values(*TIMELINE_VALUES)]
    today = timezone.localdate()
    entries = timeline([with_excerpt(appearance(item)) for item in items], events, today)
    context: dict[str, Any] = {
        "issue": ISSUE.read(found),
        "ways": ways_of({"wards": found.wards, "topics": found.topics}),
        "standing": standing(entries, issue_address(found), today),
        "groups": in_groups(entries),
        "last_changed": last_changed([found, *items]),
        "notes": notes_of(found),
    }
    context["formats"] = [*follow_issue(context["issue"]), *formats.alerts("issue", found.reference)]
    return render(request, "meetings/issue.html", context | {"about": about.of_issue(context, found)})
