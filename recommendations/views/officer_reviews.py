"""Officers' pages of committee reviews: many verdicts from one minute, a correction, a withdrawal. Scrutiny's alone."""

from __future__ import annotations

import re
import uuid
from typing import Any

from django.contrib import messages
from django.db.models import Exists, OuterRef, Q
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from council.access import found_or_404, officer_view
from council.corrections import CLERICAL
from council.held import form_data, release
from council.models import Body
from council.publication import ChangedSinceError, RefusedError
from council.roles import Permission, bodies_for, has_permission
from council.templatetags.site import errors_of
from recommendations.actions.reviews import correct_review, record_reviews, withdraw_review
from recommendations.forms.quiet import differences, words_of
from recommendations.forms.reviews import ReviewForm, Reviews, key_of
from recommendations.forms.steps import ReasonForm
from recommendations.models import CommitteeReview, RecommendationSet
from recommendations.permissions import in_bodies
from recommendations.permissions_progress import review_or_404
from recommendations.querysets_progress import open_recommendations, public_rows, with_progress
from recommendations.views.officer_progress import with_reason
from recommendations.views.shared import READ_WRITE, edit_number, keep_typed, saved_by
from recommendations.views.update_editor import told

HERE = "recommendations/officer"
MOST_ROWS = 200
POSTED = re.compile(r"r(\d{1,9})-verdict")


@officer_view(Permission.PUBLISH_SET)
def bodies(request: HttpRequest) -> HttpResponse:
    """Of which committee: those whose recommendations this user may review."""
    keys = bodies_for(told(request), Permission.PUBLISH_SET)
    sets = RecommendationSet.objects.published().filter(made_by=OuterRef("pk"))
    own = Body.objects.filter(in_bodies("pk", keys)).filter(Exists(sets))
    today = timezone.localdate()
    open_in: dict[int, int] = {}
    for body in open_recommendations(today).values_list("set__made_by", flat=True):
        open_in[body] = open_in.get(body, 0) + 1
    rows = [{"body": body, "count": open_in.get(body.pk, 0)} for body in own]
    return render(request, f"{HERE}/review_bodies.html", {"rows": rows})


@officer_view(Permission.PUBLISH_SET, methods=READ_WRITE)
def review(request: HttpRequest, slug: str) -> HttpResponse:
    """Every open recommendation of a committee, with room for a verdict on each; published together."""
    body = found_or_404(Body.objects.all(), slug=slug)
    if not has_permission(told(request), Permission.PUBLISH_SET, body):
        raise Http404
    page = _reviews(request, body)
    if request.method != "POST" or not page.is_valid():
        return _show(request, body, page)
    try:
        said: dict[str, Any] = {"by": told(request), "at": timezone.now(), "key": key_of(request.POST)}
        made = record_reviews(page.where.chosen(), page.given(), **said)
    except RefusedError as refused:
        page.where.add_error(None, str(refused))
        return _show(request, body, page)
    release(request)
    words = ngettext("One verdict published.", "%(count)d verdicts published.", len(made)) % {"count": len(made)}
    messages.success(request, words)
    return redirect("recommendations:officer-review-bodies")


def _reviews(request: HttpRequest, body: Body) -> Reviews:
    """The open ones, of one set where the page was opened from it; and all on which something was posted."""
    today = timezone.localdate()
    data = form_data(request)
    typed: Any = data or {}
    is_open = Q(pk__in=open_recommendations(today).values("pk"))
    if wanted := request.GET.get("set", "").replace("\0", ""):
        is_open &= Q(set__reference=wanted)
    posted = [found[1] for name in typed if typed[name] and (found := POSTED.fullmatch(name))]
    rows = with_progress(public_rows(), today).filter(is_open | Q(pk__in=posted), set__made_by=body)
    ordered = rows.select_related("set__made_by").order_by("set__made_on", "set_id", "position")[:MOST_ROWS]
    may_call = has_permission(told(request), Permission.EDIT_MEETING, body)
    return Reviews(data, body=body, rows=ordered, today=today, may_call=may_call)


def _show(request: HttpRequest, body: Body, page: Reviews) -> HttpResponse:
    context = {"body": body, "page": page, "new_key": key_of(request.POST), "errors": list(errors_of(page.all_forms()))}
    return render(request, f"{HERE}/review_many.html", context)


@officer_view(Permission.PUBLISH_SET, methods=READ_WRITE)
def edit(request: HttpRequest, key: uuid.UUID) -> HttpResponse:
    """Correct a public review, with a reason."""
    found = review_or_404(told(request), key)
    page = reverse("recommendations:officer-set", args=[found.set.public_id]) + "#progress"
    if found.is_withdrawn or not found.is_published:
        return redirect(page)
    form = ReviewForm(form_data(request), record=found)
    context: dict[str, Any] = {"review": found, "set": found.set, "form": form, "page": page}
    if request.method != "POST" or not form.is_valid():
        return render(request, f"{HERE}/review_edit.html", context)
    try:
        _correct(request, found, form)
    except ChangedSinceError as refused:
        texts = _both_texts(form, key)
        if not texts["conflicts"]:  # the same words, sent twice
            return redirect(page)
        keep_typed(request, _("somebody saved a newer version while you were writing"))
        form.add_error(None, str(refused))
        context |= {"saved_by": saved_by(found), **texts}
        return render(request, f"{HERE}/review_edit.html", context, status=409)
    except RefusedError as refused:
        form.add_error(None, str(refused))
        return render(request, f"{HERE}/review_edit.html", context)
    release(request)
    messages.success(request, _("Corrected."))
    return redirect(page)


def _correct(request: HttpRequest, found: CommitteeReview, form: ReviewForm) -> None:
    is_clerical = form.cleaned_data["correction"] == CLERICAL
    said: dict[str, Any] = {"edit_number": edit_number(request), "by": told(request), "at": timezone.now()}
    correct_review(found, fields=form.values(), reason=form.cleaned_data["reason"], is_clerical=is_clerical, **said)


def _pairs(form: ReviewForm) -> list[tuple[str, str]]:
    left_out = ("reason", "correction")
    return [(str(form.fields[name].label), text) for name, text in words_of(form).items() if name not in left_out]


def _both_texts(form: ReviewForm, key: uuid.UUID) -> dict[str, Any]:
    stored = CommitteeReview.objects.get(public_id=key)
    pairs = differences(_pairs(form), _pairs(ReviewForm(record=stored)))
    parts = [{"heading": pair.pop("label"), "fields": [pair]} for pair in pairs]
    return {"conflicts": parts, "is_kept": True, "edit_number": stored.edit_number}


@officer_view(Permission.PUBLISH_SET, methods=READ_WRITE)
def withdraw(request: HttpRequest, key: uuid.UUID) -> HttpResponse:
    """Withdraw a review: the recommendation stands as if it had not been given."""
    found = review_or_404(told(request), key)
    page = reverse("recommendations:officer-set", args=[found.set.public_id]) + "#progress"
    label, hint = _("Why it is withdrawn"), _("Residents will read this in the register")
    missing = _("Enter why it is withdrawn. Residents will read this")
    form = ReasonForm(form_data(request), label=label, missing=missing, hint=hint)
    if found.is_withdrawn or not found.is_published:
        return redirect(page)

    def act() -> None:
        withdraw_review(found, reason=form.cleaned_data["reason"], by=told(request), at=timezone.now())

    words = {"title": _("Withdraw the review"), "button": _("Withdraw it")}
    return with_reason(request, found, form, "withdrawn", act, page, words, _("Withdrawn."))
