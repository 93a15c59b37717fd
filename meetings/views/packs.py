"""Packs: the file for everybody, checked at each request; for officers how it stands, and having it made again."""

from __future__ import annotations

import uuid

from django.contrib import messages
from django.http import FileResponse, Http404, HttpRequest, HttpResponse, HttpResponseNotModified
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from council import files, jobs
from council.access import officer_view, public_or_gone, public_view
from council.roles import Permission
from meetings.models import Meeting
from meetings.packs import ask_for, job_of, pack_states, servable
from meetings.permissions import find, may_draft, may_publish
from meetings.published import meeting_address
from meetings.views.editing import OfficerRequest
from meetings.views.pieces import named, page_of, rows_of


@public_view
def pack(request: HttpRequest, body: str, place: str) -> HttpResponse:
    """The pack of an agenda, if it is the one of what is public at this moment."""
    return _answer(request, body, place, 0)


@public_view
def supplement_pack(request: HttpRequest, body: str, place: str, number: int) -> HttpResponse:
    """The pack of a supplement: its page numbers go on where the pack before it ends."""
    return _answer(request, body, place, number or -1)


def _answer(request: HttpRequest, body: str, place: str, number: int) -> HttpResponse:
    """The bytes, or a page in their place while the pack is made again."""
    meeting = public_or_gone(Meeting.objects.select_related("body"), body__slug=body, place=place)
    is_one, found = servable(meeting, number, request.council)  # type: ignore[attr-defined]
    if not is_one:
        raise Http404
    file = files.opened(found.digest) if found else None
    if found is None or file is None:
        waiting = {"name": named(meeting), "address": meeting_address(meeting), "body": meeting.body.name}
        return render(request, "meetings/pack_waiting.html", waiting, status=404)
    etag = f'"{found.digest}"'
    if request.headers.get("If-None-Match") == etag:
        file.close()
        return HttpResponseNotModified(headers={"ETag": etag})  # type: ignore[return-value]
    name = f"{meeting.body.slug}-{meeting.place}-{_file_name(number)}.pdf"
    response = FileResponse(file, filename=name, content_type="application/pdf", headers={"ETag": etag})
    response["X-Content-Type-Options"] = "nosniff"
    return response  # type: ignore[return-value]


def _file_name(number: int) -> str:
    return f"supplement-{number}-pack" if number else "agenda-pack"


@officer_view(Permission.SEE_MEETINGS)
def officer_pack(request: OfficerRequest, key: uuid.UUID) -> HttpResponse:
    """How the packs of one meeting stand: made, being made, what is left out and why."""
    meeting = find(rows_of("meeting"), key, request.user)
    job = job_of(meeting)
    context = {
        "meeting": meeting,
        "name": named(meeting),
        "back": page_of(meeting),
        "packs": pack_states(meeting),
        "job": job,
        "job_rests_until": job.run_after if job and job.status == jobs.READY and job.worker_ids else None,
        "has_worker": jobs.has_worker(timezone.now()),
        "may_make": _may_make(request.user, meeting) and meeting.is_public,
    }
    return render(request, "meetings/officer/packs.html", context)


@officer_view(Permission.SEE_MEETINGS, methods=("POST",))
def make(request: OfficerRequest, key: uuid.UUID) -> HttpResponse:
    """Have the packs made now. What is there already as it should be stays."""
    meeting = find(rows_of("meeting"), key, request.user, _may_make)
    if not meeting.is_public:
        messages.error(request, _("The meeting is not public, so it has no pack. Publish its agenda first."))
        return redirect(page_of(meeting))
    ask_for(meeting, anew=True)
    messages.success(request, _("The pack is being made. Load this page again to see how far it is."))
    return redirect(reverse("meetings:officer-packs", args=[meeting.public_id]))


def _may_make(user: object, meeting: Meeting) -> bool:
    return may_draft(user, meeting) or may_publish(user, meeting)  # type: ignore[arg-type]
