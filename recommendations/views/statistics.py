"""What came of recommendations, in numbers: the public page, and the table behind each chart as CSV."""

from __future__ import annotations

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from council.about import About
from council.access import public_view
from council.spreadsheets import csv_response
from recommendations import statistics


@public_view
def statistics_page(request: HttpRequest) -> HttpResponse:
    """Sentences first, then for years, committees and offices a chart with its table."""
    year = request.GET.get("year", "")[:20]
    page = statistics.statistics_page(request.council, timezone.localdate(), year)  # type: ignore[attr-defined]
    page["about"] = About(_("Recommendations in numbers"), reverse("recommendations:statistics"))
    page["formats"] = [
        {"words": table["heading"], "url": table["csv"], "type": "CSV"} for table in page.get("tables", ())
    ]
    return render(request, "recommendations/statistics.html", page)


@public_view
def statistics_csv(request: HttpRequest, grouping: str) -> HttpResponse:
    """The figures of one grouping, of all years or of one."""
    if grouping not in statistics.GROUPINGS:
        raise Http404
    today = timezone.localdate()
    rows = statistics.rows_of(request.council, today)  # type: ignore[attr-defined]
    year = request.GET.get("year", "")
    if grouping != "years" and year in statistics.years_of(rows):
        rows = rows.only("year", year)
    heading, lines = statistics.csv_table(grouping, rows, today)
    return csv_response(f"statistics-{grouping}.csv", heading, lines)
