"""Officers' pages of the report of special urgency: read, as a paper, and put on the agenda it is reported to."""

from __future__ import annotations

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _

from council.access import officer_view
from council.pdf import CannotRenderError
from council.publication import RefusedError
from council.roles import Permission, has_permission
from meetings.deadlines import Rules
from meetings.forms import UrgencyItemForm
from meetings.papers_plan import urgency_report_pdf as report_pdf
from meetings.plan_pages import urgency_report as report_of
from meetings.report_periods import period_chosen, periods_before
from meetings.urgency_papers import list_on_item, paper_name
from meetings.views.editing import OfficerRequest
from meetings.views.officer import BOTH
from meetings.views.pieces import named, page_of


@officer_view(Permission.SEE_MEETINGS, methods=BOTH)
def urgency_report(request: OfficerRequest) -> HttpResponse:
    """The report to council of decisions agreed to be urgent, by municipal year or quarter; put on an item by post."""
    _only_in_england()
    today = timezone.localdate()
    period = period_chosen(request.POST.get("period", "") or request.GET.get("period", ""), today)
    may_list = has_permission(request.user, Permission.EDIT_MEETING)
    if request.method == "POST" and not may_list:
        raise Http404
    form = UrgencyItemForm(request.POST if request.method == "POST" else None, user=request.user, on=today)
    if request.method == "POST" and form.is_valid():
        try:
            paper = list_on_item(form.cleaned_data["item"], period, by=request.user, at=timezone.now())
        except (RefusedError, CannotRenderError) as problem:
            form.add_error(None, str(problem))
        else:
            messages.success(request, _("Listed as a draft: %(name)s") % {"name": named(paper)})
            return redirect(page_of(paper))
    context = report_of(period.first_on, period.last_on, period.name)
    more = {"periods": periods_before(today), "chosen": period.name, "form": form if may_list else None}
    return render(request, "meetings/officer/plan_urgency.html", context | more)


def _only_in_england() -> None:
    """No other nation has this report (SI 2012/2089 reg 19)."""
    if not Rules().apply:
        raise Http404


@officer_view(Permission.SEE_MEETINGS)
def urgency_report_pdf(request: OfficerRequest) -> HttpResponse:
    """The same report as a paper, to be saved."""
    _only_in_england()
    period = period_chosen(request.GET.get("period", ""), timezone.localdate())
    try:
        data = report_pdf(report_of(period.first_on, period.last_on, period.name))
    except CannotRenderError as problem:
        return HttpResponse(str(problem), status=503, content_type="text/plain; charset=utf-8")
    if data is None:
        raise Http404
    headers = {"Content-Disposition": f'attachment; filename="{paper_name(period)}"'}
    return HttpResponse(data, content_type="application/pdf", headers=headers)
