"""Officers' pages of issues: the list, one issue with its items, its form."""

from __future__ import annotations

import uuid
from typing import Any

from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext as _

from council.access import officer_view
from council.roles import Permission, has_permission
from meetings import actions
from meetings.forms import IssueForm
from meetings.models import Issue
from meetings.permissions import find, items_of_issue, may_see
from meetings.published import issue_address
from meetings.views.editing import OfficerRequest, edit_page, editable
from meetings.views.officer import BOTH, saver
from meetings.views.pieces import named, page_of, piece, rows_of, state


@officer_view(Permission.SEE_MEETINGS)
def issue_list(request: OfficerRequest) -> HttpResponse:
    """Every issue, drafts too, or those with the words looked for in their title."""
    words = request.GET.get("words", "").replace("\x00", "").strip()[:200]
    found = Issue.objects.filter(title__icontains=words) if words else Issue.objects.all()
    page = Paginator(found.order_by("title", "pk"), 30).get_page(request.GET.get("page"))
    rows = [{"issue": issue, "state": state(issue), "url": page_of(issue)} for issue in page]
    may_add = has_permission(request.user, Permission.EDIT_MEETING)
    return render(
        request, "meetings/officer/issue_list.html", {"page": page, "rows": rows, "words": words, "may_add": may_add}
    )


@officer_view(Permission.EDIT_MEETING, methods=BOTH)
def issue_add(request: OfficerRequest) -> HttpResponse:
    """A new issue, as a draft."""

    def save(form: Any, edit_number: int) -> Issue:
        return actions.save(Issue(), changes=form.changes(), by=request.user, at=timezone.now())

    return edit_page(request, IssueForm, Issue(), save=save, context={"heading": _("Add an issue")})


@officer_view(Permission.SEE_MEETINGS)
def issue(request: OfficerRequest, key: uuid.UUID) -> HttpResponse:
    """One issue and the items about it that this officer may see."""
    found = find(rows_of("issue"), key, request.user)
    rows = [{"item": item, "name": named(item), "state": state(item), "url": page_of(item)}
            for item in items_of_issue(request.user, found)]  # fmt: skip
    original = found.original
    context = {
        "issue": found,
        "piece": piece(found, request.user),
        "rows": rows,
        "original": original if original and may_see(request.user, original) else None,
        "public_url": issue_address(found) if found.is_public else "",
    }
    return render(request, "meetings/officer/issue.html", context)


@officer_view(Permission.SEE_MEETINGS, methods=BOTH)
def issue_edit(request: OfficerRequest, key: uuid.UUID) -> HttpResponse:
    """The form of an issue; a published one is corrected."""
    record = editable(request, "issue", key)
    heading = _("Correct a published issue") if record.is_published else _("Edit an issue")
    return edit_page(
        request,
        IssueForm,
        record,
        save=saver(request, record),
        context={"heading": heading, "above": [(named(record), page_of(record))]},
    )
