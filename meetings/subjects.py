"""Which wards and topics public rows are about: their own words, and those of the public issue they belong to.

An issue that is not public says nothing of its records, and a decision that is withheld names no ward.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from django.db.models import Case, CharField, F, Q, QuerySet, Value, When

from council import subjects
from council.choices import WITHHELD
from meetings.models import Decision, Issue, PlanEntry

NOTHING = Value("", output_field=CharField())
COLUMNS = ("own_wards", "issue_wards", "issue_topics")


def of_issue(column: str, *paths: str, when: Q | None = None) -> Case:
    """A column of the issue that the first of these lookups leads to, if the public may read that issue."""
    cases, before = [], Q()
    for path in paths:
        is_public = Issue.public_when(f"{path}__") & before
        cases.append(When(is_public & when if when and path == paths[-1] else is_public, then=F(f"{path}__{column}")))
        before &= Q(**{f"{path}__isnull": True})
    return Case(*cases, default=NOTHING, output_field=CharField())


def with_subjects(rows: Any, *paths: str, own: Any = NOTHING, when: Q | None = None) -> Any:
    """Adds COLUMNS. `paths` lead to an issue; `when` is asked of the row for the last of them."""
    return rows.annotate(
        own_wards=own,
        issue_wards=of_issue("wards", *paths, when=when),
        issue_topics=of_issue("topics", *paths, when=when),
    )


def about(kind: str, lines: Iterable[str]) -> Q:
    """Rows (with COLUMNS) one of whose lines of wards, or of topics, is among these."""
    lines = list(lines)
    if kind == "topics":
        return Q(issue_topics__in=lines)
    return Q(own_wards__in=lines) | Q(issue_wards__in=lines)


def lines_of(group: Mapping[str, Any], kind: str) -> list[str]:
    """The lines of wards or of topics of a group of rows that was read with COLUMNS."""
    names = ("issue_topics",) if kind == "topics" else ("own_wards", "issue_wards")
    return [group[name] for name in names if group[name]]


def codes_of(group: Mapping[str, Any], kind: str) -> set[str]:
    """The wards or topics of a group, as they stand in addresses."""
    return {slug for line in lines_of(group, kind) for slug in subjects.slugs_in(line)}


def decisions(rows: QuerySet) -> Any:
    """Decisions with COLUMNS."""
    is_withheld = Q(restriction__in=WITHHELD) | Q(item__isnull=False, item__restriction__in=WITHHELD)
    own = Case(When(is_withheld, then=NOTHING), default=F("wards"), output_field=CharField())
    return with_subjects(rows, "issue", "item__issue", own=own)


def entries(rows: QuerySet) -> Any:
    """Entries of the forward plan with COLUMNS."""
    return with_subjects(rows, "issue", own=F("wards"))


def issues(rows: QuerySet) -> Any:
    """Public issues with COLUMNS."""
    return rows.annotate(own_wards=F("wards"), issue_wards=NOTHING, issue_topics=F("topics"))


def outcomes(rows: QuerySet) -> Any:
    """Outcomes of public items with COLUMNS."""
    return with_subjects(rows, "item__issue")


def public_lines(kind: str) -> Any:
    """Every line of wards or of topics in public records, each once: one query, to be joined with others."""
    found = Issue.objects.published().exclude(**{kind: ""}).order_by().values_list(kind, NOTHING, NOTHING)
    if kind == "topics":
        return found.distinct()
    own = decisions(Decision.objects.published()).exclude(own_wards="").order_by()
    planned = PlanEntry.objects.published().exclude(wards="").order_by()
    return found.union(own.values_list("own_wards", NOTHING, NOTHING), planned.values_list("wards", NOTHING, NOTHING))


def ways_of(lines: Mapping[str, str]) -> list[dict[str, Any]]:
    """Links to the pages of the wards and topics in the lines of one record, by kind; none for an empty line."""
    found = [
        {
            "kind": kind,
            "links": [
                {"name": name, "address": f"/{kind}/{subjects.slug_of(name)}/"} for name in subjects.names_in(line)
            ],
        }
        for kind, line in lines.items()
    ]
    return [way for way in found if way["links"]]
