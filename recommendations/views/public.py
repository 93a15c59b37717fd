"""The public pages of recommendations and of the answers to them, and their stored PDFs."""

from __future__ import annotations

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.cache import get_conditional_response

from council import files
from council.access import public_view
from recommendations import listing, pages
from recommendations.papers import notice_name, paper_name


@public_view
def recommendation_list(request: HttpRequest) -> HttpResponse:
    """Every public recommendation, filtered, what is next first."""
    page = listing.list_page(request.GET, council=request.council, on=timezone.localdate())  # type: ignore[attr-defined]
    return render(request, "recommendations/list.html", page)


@public_view
def recommendation_set(request: HttpRequest, reference: str) -> HttpResponse:
    """What was recommended, what was answered, what will be done, what has happened."""
    page = pages.set_page(reference, council=request.council, on=timezone.localdate())  # type: ignore[attr-defined]
    return render(request, "recommendations/set.html", page)


@public_view
def response(request: HttpRequest, reference: str, version: int, duty: int | None = None) -> HttpResponse:
    """One version of an answer, as it was published."""
    page = pages.response_page(reference, version, duty, on=timezone.localdate())
    return render(request, "recommendations/response.html", page)


@public_view
def set_pdf(request: HttpRequest, reference: str) -> HttpResponse:
    """The paper of the answer that stands now."""
    return _paper(request, pages.paper_digest(reference), paper_name(reference))


@public_view
def notice_pdf(request: HttpRequest, reference: str) -> HttpResponse:
    """The notice by which the set was sent."""
    return _paper(request, pages.notice_digest(reference), notice_name(reference))


@public_view
def response_pdf(request: HttpRequest, reference: str, version: int, duty: int | None = None) -> HttpResponse:
    """The paper of one version."""
    return _paper(request, pages.paper_digest(reference, version, duty), paper_name(reference, version, duty))


def _paper(request: HttpRequest, digest: str, name: str) -> HttpResponse:
    """The stored bytes with this digest, never rendered on request; the digest is their ETag."""
    data = files.fetch(digest)
    if data is None:
        raise Http404
    headers = {"ETag": f'"{digest}"', "Content-Disposition": f'inline; filename="{name}"'}
    found = HttpResponse(data, content_type="application/pdf", headers=headers)
    return get_conditional_response(request, etag=headers["ETag"], response=found) or found
