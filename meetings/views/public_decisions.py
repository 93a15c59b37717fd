"""The public pages of decisions: the list, one decision with its call-in, its stored paper."""

from __future__ import annotations

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.cache import get_conditional_response
from django.utils.translation import gettext as _

from council import files, formats
from council.access import public_or_gone, public_view
from council.corrections import notes_of, with_corrections
from council.lists import page_of
from meetings import about
from meetings.lists import DECISIONS
from meetings.models import Decision
from meetings.months import follow_issue, follow_wards
from meetings.pages_decisions import decision_line, decision_page, result_words
from meetings.papers_decisions import paper_name
from meetings.querysets_decisions import in_full


@public_view
def decision_list(request: HttpRequest) -> HttpResponse:
    """Every public decision, the latest first; by body, who decided, key or not, status and year."""
    selected = DECISIONS.select(request.GET, council=request.council, on=timezone.localdate())  # type: ignore[attr-defined]
    chosen = selected.filters
    page = page_of(selected.rows, DECISIONS.page_size, request.GET.get("page"), selected.total)
    chosen.call_wards(request.council.ward_word)  # type: ignore[attr-defined]
    found = chosen.chosen()
    context = {
        "form": chosen.form,
        "is_filtered": any(found.values()),
        "result": result_words(page.paginator.count, found),
        "page": page,
        "lines": [decision_line(decision) for decision in page.object_list],
    }
    digest = formats.alerts("decisions", "all", _("Get a digest of decisions by e-mail"))
    return render(request, "meetings/decision_list.html", context | formats.listing(DECISIONS, chosen.form, *digest))


@public_view
def decision(request: HttpRequest, reference: str) -> HttpResponse:
    """One decision: its words, the written statement, when it takes effect, what came of a call-in."""
    found = public_or_gone(with_corrections(in_full(Decision.objects.select_related("entry"))), reference=reference)
    context = decision_page(found, timezone.localdate()) | {"notes": notes_of(found)}
    paper = {
        "words": _("This decision as it was published"),
        "type": "PDF",
        "url": f"{context['decision']['address'].rstrip('/')}.pdf",
    }
    follow = [
        *(follow_issue(context["issue"]) if context["issue"] else ()),
        *follow_wards(context["decision"]["wards"]),
    ]
    context["formats"] = [*([paper] if found.has_pdf else []), *follow]
    return render(request, "meetings/decision.html", context | {"about": about.of_decision(context, found)})


@public_view
def decision_pdf(request: HttpRequest, reference: str) -> HttpResponse:
    """The stored bytes of the version that stands, never rendered on request; the digest is their ETag."""
    found = public_or_gone(Decision.objects.select_related("item"), reference=reference)
    data = files.fetch(found.pdf_digest) if found.has_pdf else None
    if data is None:
        raise Http404
    headers = {
        "ETag": f'"{found.pdf_digest}"',
        "Content-Disposition": f'inline; filename="{paper_name(found.reference)}"',
    }
    answer = HttpResponse(data, content_type="application/pdf", headers=headers)
    return get_conditional_response(request, etag=headers["ETag"], response=answer) or answer
