"""Officers' pages of the tracker: the filtered table, the same as a file, and papers put on an agenda in one step."""

from __future__ import annotations

import datetime
from typing import Any

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from council import data_papers
from council.access import officer_view
from council.data_papers import Paper
from council.models import Council, User
from council.publication import RefusedError
from council.roles import Permission, bodies_for
from council.spreadsheets import csv_response
from meetings.attaching import CONTENT_TYPES, attach_paper
from meetings.choices import MeetingStatus
from meetings.models import AgendaItem
from recommendations import tracker, tracker_filter, tracker_papers
from recommendations.forms.tracker import REPORT_BACK, RESPONSE, PaperForm, TrackerFilterForm
from recommendations.permissions import visible_sets
from recommendations.tracker import Tracked
from recommendations.views.shared import READ_WRITE

PER_PAGE = 50
XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


def _rows(user: User, on: datetime.date) -> list[Tracked]:
    return tracker.tracked(visible_sets(user), Council.current(), on)


@officer_view(Permission.SEE_DESK)
def tracker_page(request: HttpRequest) -> HttpResponse:
    """Every recommendation this user may see, filtered, with the downloads of just these rows."""
    rows = _rows(request.user, timezone.localdate())  # type: ignore[arg-type]
    form = TrackerFilterForm(request.GET, choices=tracker_filter.choices(rows))
    found = tracker_filter.narrowed(rows, form.question())
    query = request.GET.copy()
    for name in ("page", "choose"):
        query.pop(name, None)
    page = Paginator(found, PER_PAGE).get_page(request.GET.get("page"))
    here = query.copy()
    here["page"] = str(page.number)
    context = {
        "form": form,
        "page": page,
        "chooses_all": request.GET.get("choose") == "all",
        "page_query": here.urlencode(),
        "summary": ngettext("%(number)d recommendation", "%(number)d recommendations", len(found))
        % {"number": len(found)},
        "is_narrowed": bool(form.words()),
        "query": query.urlencode(),
    }
    return render(request, "recommendations/officer/tracker.html", context)


@officer_view(Permission.SEE_DESK)
def tracker_file(request: HttpRequest, form: str) -> HttpResponse:
    """The same rows as CSV, spreadsheet, PDF or Word, in the column order councils use. Public words alone."""
    if form not in ("csv", "xlsx", *CONTENT_TYPES):
        raise Http404
    today = timezone.localdate()
    rows = _rows(request.user, today)  # type: ignore[arg-type]
    asked = TrackerFilterForm(request.GET, choices=tracker_filter.choices(rows))
    found = tracker_filter.narrowed(rows, asked.question())
    name = f"recommendation-tracker-{today.isoformat()}"
    if form == "csv":
        heading = [column.heading for column in tracker_papers.tracker_columns()]
        return csv_response(f"{name}.csv", heading, map(tracker_papers.tracker_row, found))
    paper = tracker_papers.tracker_paper(found, Council.current(), today, asked.words())
    if form == "xlsx":
        return _download(data_papers.as_xlsx(paper), f"{name}.xlsx", XLSX)
    return _file(paper, form, name)


def _file(paper: Paper, form: str, name: str) -> HttpResponse:
    return _download(_bytes(paper, form), f"{name}.{form}", CONTENT_TYPES[form])


def _bytes(paper: Paper, form: str) -> bytes:
    """The paper as PDF or Word; 404 where this installation makes no PDFs."""
    data = data_papers.as_docx(paper) if form == "docx" else data_papers.as_pdf(paper)
    if data is None:
        raise Http404
    return data


def _download(data: bytes, name: str, content_type: str) -> HttpResponse:
    headers = {"Content-Disposition": f'attachment; filename="{name}"'}
    return HttpResponse(data, content_type=content_type, headers=headers)


def _items(user: User, today: datetime.date) -> Any:
    """Items of coming meetings for whose body this user writes drafts."""
    keys = bodies_for(user, Permission.EDIT_MEETING)
    items = AgendaItem.objects.filter(
        meeting__held_on__gte=today,
        meeting__status=MeetingStatus.SCHEDULED,
        withdrawn_at=None,
        meeting__withdrawn_at=None,
    )
    items = items if keys is None else items.filter(meeting__body__in=keys)
    return items.select_related("meeting__body").order_by("meeting__held_on", "meeting_id", "position")


@officer_view(Permission.SEE_DESK, methods=READ_WRITE)
def papers(request: HttpRequest) -> HttpResponse:
    """A paper made from the record as at a day: downloaded, or put on an agenda as a draft in one step."""
    user: User = request.user  # type: ignore[assignment]
    today = timezone.localdate()
    sets = visible_sets(user).published()
    bodies = sorted({(found.made_by.slug, found.made_by.name) for found in sets})
    form = PaperForm(
        request.POST or None,
        sets=sets,
        bodies=bodies,
        items=_items(user, today),
        today=today,
        initial={"as_at": today, "form": "pdf", "set": request.GET.get("set", "")},
    )
    if request.method == "POST" and form.is_valid():
        try:
            return _made(request, form.cleaned_data)
        except RefusedError as refused:
            form.add_error(None, str(refused))
    return render(request, "recommendations/officer/papers.html", {"form": form})


def _made(request: HttpRequest, asked: dict[str, Any]) -> HttpResponse:
    user: User = request.user  # type: ignore[assignment]
    paper = _paper(user, asked)
    name = f"{asked['kind']}-{asked['as_at'].isoformat()}"
    if asked["item"] is None:
        return _file(paper, asked["form"], name)
    data = _bytes(paper, asked["form"])
    file_name = f"{name}.{asked['form']}"
    attach_paper(asked["item"], title=paper.title, data=data, file_name=file_name, by=user, at=timezone.now())
    done = _("“%(title)s” is a draft paper of the item now. It is published with the agenda.")
    messages.success(request, done % {"title": paper.title})
    return redirect(reverse("meetings:officer-item", args=[asked["item"].public_id]))


def _paper(user: User, asked: dict[str, Any]) -> Paper:
    council, on = Council.current(), asked["as_at"]
    rows = _rows(user, on)
    if asked["kind"] == RESPONSE:
        own = [row for row in rows if row.set_key == asked["set"].public_id]
        if not own:
            raise RefusedError(_("These recommendations were not made by that day. Enter a later one."))
        return tracker_papers.response_paper(own, council, on)
    found = [row for row in rows if not asked["body"] or row.made_by_slug == asked["body"]]
    about = found[0].made_by if asked["body"] and found else ""
    make = tracker_papers.report_back if asked["kind"] == REPORT_BACK else tracker_papers.tracker_paper
    return make(found, council, on, about)
