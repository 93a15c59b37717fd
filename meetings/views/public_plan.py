"""The public pages of the forward plan: the list, an entry, editions and their stored PDFs."""

from __future__ import annotations

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.cache import get_conditional_response
from django.utils.translation import gettext as _

from council import files, formats
from council.about import About
from council.access import public_or_gone, public_view
from council.corrections import notes_on
from council.lists import page_of
from meetings import about
from meetings.deadlines import Rules
from meetings.lists import PLAN
from meetings.models import PlanEdition, PlanEntry
from meetings.months import follow_wards
from meetings.plan_pages import by_month, edition_line, edition_page, entry_page, line
from meetings.published_plan import edition_address
from meetings.querysets_plan import editions, in_full, with_notices

EDITIONS_LISTED = 12


@public_view
def plan_list(request: HttpRequest) -> HttpResponse:
    """The decisions that are to be made, by month; of one body its own edition."""
    today = timezone.localdate()
    found = PLAN.select(request.GET, council=request.council, on=today)  # type: ignore[attr-defined]
    chosen = found.filters
    page = page_of(with_notices(found.rows), PLAN.page_size, request.GET.get("page"), found.total)
    chosen.call_wards(request.council.ward_word)  # type: ignore[attr-defined]
    slug = chosen.picked.get("body", "")
    published = [edition_line(edition) for edition in editions(slug)[:EDITIONS_LISTED]]
    context = {
        "form": chosen.form,
        "chosen": chosen.chosen(),
        "page": page,
        "count": page.paginator.count,
        "months": by_month([line(entry, today) for entry in page.object_list]),
        "editions": published,
    }
    paper = {"words": _("The newest edition"), "url": reverse("meetings:plan-pdf"), "type": "PDF"}
    context |= formats.listing(PLAN, chosen.form, *([paper] if published and not slug else []))
    return render(request, "meetings/plan_list.html", context)


@public_view
def plan_entry(request: HttpRequest, reference: str) -> HttpResponse:
    """One entry with its notices, what is still due, and its history. It keeps its address once it is decided."""
    found = public_or_gone(in_full(PlanEntry.objects.select_related("entry")), reference=reference)
    page = entry_page(found, Rules(request.council), timezone.localdate())  # type: ignore[attr-defined]
    shown = [(found, ""), *((notice, str(notice.get_kind_display())) for notice in found.public_notices)]
    page |= {"about": about.of_plan_entry(page, found), "formats": follow_wards(page["entry"]["wards"])}
    return render(request, "meetings/plan_entry.html", page | {"notes": notes_on(shown)})


@public_view
def plan_edition(request: HttpRequest, reference: str) -> HttpResponse:
    """One edition, as it was published."""
    found = public_or_gone(PlanEdition.objects.select_related("body"), reference=reference)
    context = edition_page(found, found.published_at) | {"line": edition_line(found)}
    context["about"] = About(str(_("Edition of the forward plan")), edition_address(found))
    return render(request, "meetings/plan_edition.html", context)


@public_view
def plan_edition_pdf(request: HttpRequest, reference: str) -> HttpResponse:
    """The paper of one edition."""
    return _paper(request, public_or_gone(PlanEdition.objects.all(), reference=reference))


@public_view
def plan_pdf(request: HttpRequest) -> HttpResponse:
    """The paper of the newest edition: of the whole plan or, with ?body=, of one body."""
    found = editions(request.GET.get("body", "").replace("\0", "")).first()
    if found is None:
        raise Http404
    return _paper(request, found)


def _paper(request: HttpRequest, edition: PlanEdition) -> HttpResponse:
    """The stored bytes, never rendered on request; their digest is their ETag."""
    data = files.fetch(edition.pdf_digest)
    if data is None:
        raise Http404
    name = f"forward-plan-{edition.reference}.pdf"
    headers = {"ETag": f'"{edition.pdf_digest}"', "Content-Disposition": f'inline; filename="{name}"'}
    found = HttpResponse(data, content_type="application/pdf", headers=headers)
    return get_conditional_response(request, etag=headers["ETag"], response=found) or found
