"""The public page of one recommendation: made, answered, acted on, reported, reviewed."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone

from council.access import public_view
from recommendations import progress_pages


@public_view
def recommendation(request: HttpRequest, reference: str, place: int) -> HttpResponse:
    """One recommendation, with all that came of it."""
    council = request.council  # type: ignore[attr-defined]
    page = progress_pages.recommendation_page(reference, place, council=council, on=timezone.localdate())
    return render(request, "recommendations/recommendation.html", page)
