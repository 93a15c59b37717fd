"""What came of recommendations, in numbers: the public rows, grouped by committee, office and municipal year.

Reads the public records (three queries, however many there are) and hands plain values to the page and its CSV;
what each figure counts stands in `figures.py`.
"""

from __future__ import annotations

import datetime
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

from django.db.models import Exists, F, IntegerField, OuterRef, Subquery, Value
from django.db.models.functions import Coalesce
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from council.models import Council
from council.statute.periods import municipal_year
from recommendations import figures
from recommendations.choices_progress import Implementation, ProgressStatus
from recommendations.figures import Asked, Figures, Made, Share
from recommendations.models import Duty, Recommendation, RecommendationSet
from recommendations.querysets import has_own_part, own_answers, published_answers
from recommendations.querysets_progress import what_it_rests_on, with_progress
from recommendations.states import is_timed

# What a table's rows are -> its name in addresses, its heading, and what stands at the head of its first column.
GROUPINGS = {
    "years": (gettext_lazy("By municipal year"), gettext_lazy("Made in")),
    "committees": (gettext_lazy("By committee"), gettext_lazy("Made by")),
    "offices": (gettext_lazy("By who answered"), gettext_lazy("Answered by")),
}
NOT_YET = gettext_lazy("Nobody yet")
NOT_RECORDED = gettext_lazy("Not recorded")
COMPLETE_STATES = (Implementation.COMPLETE_REPORTED, Implementation.AWAITING, Implementation.COMPLETE_CONFIRMED)


@dataclass(frozen=True)
class Rows:
    """All public rows that count."""

    asked: tuple[Asked, ...]
    made: tuple[Made, ...]

    def only(self, name: str, value: str) -> Rows:
        """The rows whose `name` (body, office or year) is `value`."""
        return Rows(
            tuple(row for row in self.asked if getattr(row, name) == value),
            tuple(row for row in self.made if getattr(row, name) == value),
        )

    def values(self, name: str) -> list[str]:
        """Every value of `name` there is."""
        return sorted({getattr(row, name) for row in (*self.asked, *self.made)})


Key = tuple[int, int | None]
# What is read of each recommendation beside its state.
RESTS_ON = ("answer_outcome", "reviewed_on", "update_status", "update_public_on")


def rows_of(council: Council, on: datetime.date) -> Rows:
    """Every public set, once for each who has to answer, and every public recommendation: three queries."""
    sets: Any = RecommendationSet.objects.published().select_related(None).order_by()
    asked: dict[Key, Asked] = {}
    for row in (*_own(sets), *_of_others(sets)):
        asked[row["set_id"], row["duty_id"]] = _asked(row, council)
    rows = Recommendation.objects.filter(set__in=sets.values("pk")).order_by()
    rests_on = {name: value for name, value in what_it_rests_on(on).items() if name in RESTS_ON}
    made = with_progress(rows, on).annotate(**rests_on).values("set_id", "duty_id", "implementation", *RESTS_ON)
    return Rows(tuple(asked.values()), tuple(_made(row, asked[row["set_id"], row["duty_id"]]) for row in made))


def _own(sets: Any) -> Any:
    """The part of each set that its own addressee has to answer."""
    answers = own_answers()
    return (
        sets.filter(has_own_part())
        .annotate(
            set_id=F("pk"),
            duty_id=Value(None, output_field=IntegerField()),
            is_answered=Exists(answers),
            own_on=Subquery(answers.values("approved_on")[:1]),
            title=Subquery(answers.values("respondent_title")[:1]),
        )
        .values(
            "set_id", "duty_id", "is_answered", "title", "due_on", "due_basis", "made_on", received=F("received_on"),
            answered=F("own_on"), committee=F("made_by__name"),
        )
    )  # fmt: skip


def _of_others(sets: Any) -> Any:
    """The parts that further addressees have to answer."""
    title = Subquery(published_answers(duty=OuterRef("pk")).values("respondent_title")[:1])
    duties: Any = Duty.objects.filter(set__in=sets.values("pk")).order_by().with_answered_on()
    return duties.annotate(duty_id=F("pk"), title=title).values(
        "set_id", "duty_id", "is_answered", "title", "due_on", "due_basis",
        answered=F("answered_on"), made_on=F("set__made_on"), received=Coalesce("received_on", "set__received_on"),
        committee=F("set__made_by__name"),
    )  # fmt: skip


def _asked(row: dict[str, Any], council: Council) -> Asked:
    return Asked(
        set=row["set_id"],
        body=row["committee"],
        office=row["title"] or str(NOT_RECORDED if row["is_answered"] else NOT_YET),
        year=municipal_year(row["made_on"]).name if row["made_on"] else str(NOT_RECORDED),
        received_on=row["received"],
        due_on=row["due_on"] if is_timed(row["due_on"], row["received"], council) else None,
        basis=row["due_basis"],
        is_answered=row["is_answered"],
        answered_on=row["answered"],
    )


def _made(row: dict[str, Any], asked: Asked) -> Made:
    return Made(
        set=asked.set,
        body=asked.body,
        office=asked.office,
        year=asked.year,
        outcome=row["answer_outcome"] or "",
        answered_on=asked.answered_on,
        complete_on=_complete_on(row),
    )


def _complete_on(row: dict[str, Any]) -> datetime.date | None:
    """The day residents first read that it is complete: of the report that stands, or of the committee's verdict."""
    if row["implementation"] not in COMPLETE_STATES:
        return None
    days = [row["reviewed_on"] if row["implementation"] == Implementation.COMPLETE_CONFIRMED else None]
    days.append(row["update_public_on"] if row["update_status"] == ProgressStatus.COMPLETE else None)
    return min((day for day in days if day), default=None)


FIELD_OF = {"years": "year", "committees": "body", "offices": "office"}


def table(rows: Rows, grouping: str, on: datetime.date) -> list[tuple[str, Figures]]:
    """A name and its figures for each group: years newest first, the others by name."""
    name = FIELD_OF[grouping]
    groups = [rows.only(name, value) for value in rows.values(name)]
    found = [
        (value, figures.figures(group.asked, group.made, on))
        for value, group in zip(rows.values(name), groups, strict=True)
    ]
    return found[::-1] if grouping == "years" else found


COLUMNS: tuple[tuple[Any, Callable[[Figures], Any]], ...] = (
    (gettext_lazy("Sets of recommendations made"), lambda f: f.sets),
    (gettext_lazy("Recommendations made"), lambda f: f.recommendations),
    (gettext_lazy("Agreed"), lambda f: f.accepted),
    (gettext_lazy("Agreed in part"), lambda f: f.in_part),
    (gettext_lazy("Not agreed"), lambda f: f.not_accepted),
    (gettext_lazy("No outcome given"), lambda f: f.no_outcome),
    (gettext_lazy("Awaiting an answer"), lambda f: f.awaiting),
    (gettext_lazy("Answered in the time set by law"), lambda f: f.statutory),
    (gettext_lazy("Answered within the council’s own target"), lambda f: f.target),
    (gettext_lazy("Sets overdue for an answer"), lambda f: f.overdue),
    (gettext_lazy("Median days to answer"), lambda f: f.median_days),
    (gettext_lazy("Sets the median is of"), lambda f: f.median_of),
    (gettext_lazy("Complete after 6 months"), lambda f: f.complete_6),
    (gettext_lazy("Complete after 12 months"), lambda f: f.complete_12),
)


def csv_table(grouping: str, rows: Rows, on: datetime.date) -> tuple[list[Any], list[list[Any]]]:
    """Heading and lines of a grouping; a share is three columns: how many, of how many, per cent."""
    heading: list[Any] = [GROUPINGS[grouping][1], _("As at")]
    lines: list[list[Any]] = [[name, on.isoformat()] for name, _figures in table(rows, grouping, on)]
    everything = [found for _name, found in table(rows, grouping, on)]
    nothing = figures.figures((), (), on)
    for words, read in COLUMNS:
        if isinstance(read(nothing), Share):
            heading += [words, _("%(words)s: of") % {"words": words}, _("%(words)s: %%") % {"words": words}]
        else:
            heading.append(words)
        for line, found in zip(lines, everything, strict=True):
            value = read(found)
            line += [value.count, value.of, value.percent] if isinstance(value, Share) else [value]
    return heading, lines


def years_of(rows: Rows) -> list[str]:
    """The years there are, newest first."""
    return [year for year in reversed(rows.values("year")) if year[:1].isdigit()]


def statistics_page(council: Council, on: datetime.date, year: str) -> dict[str, Any]:
    """Everything the page shows; `year` narrows the tables of committees and offices, where it is one there is."""
    rows = rows_of(council, on)
    years = years_of(rows)
    chosen = year if year in years else ""
    narrowed = rows.only("year", chosen) if chosen else rows
    return {
        "on": on,
        "years": years,
        "chosen": chosen,
        "is_unknown": bool(year) and not chosen,
        "has_any": bool(rows.made),
        "sentences": sentences(figures.figures(narrowed.asked, narrowed.made, on), chosen),
        "tables": [_table(name, rows if name == "years" else narrowed, on, chosen) for name in GROUPINGS],
        "clock_starts_on": council.clock_starts_on,
    }


def _table(grouping: str, rows: Rows, on: datetime.date, year: str) -> dict[str, Any]:
    heading, first = GROUPINGS[grouping]
    query = f"?year={year}" if year and grouping != "years" else ""
    lines = [
        {"name": name, "figures": found, "outcomes": outcome_parts(found), "chart": spoken(name, found)}
        for name, found in table(rows, grouping, on)
    ]
    return {
        "name": grouping,
        "heading": heading,
        "first": first,
        "year": year if query else "",
        "lines": lines,
        "csv": reverse("recommendations:statistics-csv", args=[grouping]) + query,
    }


OUTCOME_PARTS: tuple[tuple[str, Any, Callable[[Figures], int]], ...] = (
    ("agreed", gettext_lazy("agreed"), lambda f: f.accepted.count),
    ("part", gettext_lazy("agreed in part"), lambda f: f.in_part.count),
    ("refused", gettext_lazy("not agreed"), lambda f: f.not_accepted.count),
    ("unsaid", gettext_lazy("no outcome given"), lambda f: f.no_outcome.count),
    ("awaiting", gettext_lazy("awaiting an answer"), lambda f: f.awaiting),
)


def outcome_parts(found: Figures) -> list[dict[str, Any]]:
    """The bar of one group: each part's kind, where it starts and how wide it is, in thousandths of the whole."""
    parts, start = [], 0
    for kind, _words, read in OUTCOME_PARTS:
        count = read(found)
        if count:
            end = start + count
            whole = found.recommendations
            parts.append(
                {"kind": kind, "x": 1000 * start // whole, "width": 1000 * end // whole - 1000 * start // whole}
            )
            start = end
    return parts


def spoken(name: str, found: Figures) -> str:
    """The bar in words: "Scrutiny Committee: 3 agreed, 1 awaiting an answer"."""
    parts = [f"{read(found)} {words}" for _kind, words, read in OUTCOME_PARTS if read(found)]
    return f"{name}: {', '.join(parts)}"


def sentences(found: Figures, year: str) -> Sequence[str]:
    """What the figures say, in words."""
    said = []
    when = _("of %(year)s") % {"year": year} if year else _("of all years")
    for share, words in (
        (
            found.statutory,
            _("%(count)d of %(of)d sets of recommendations %(when)s were answered in the time set by law."),
        ),
        (found.target, _("%(count)d of %(of)d sets %(when)s were answered within the council’s own target.")),
    ):
        if share.of:
            said.append(words % {"count": share.count, "of": share.of, "when": when})
    if found.median_days is not None:
        days = {"days": f"{found.median_days:g}", "number": found.median_of}
        said.append(
            ngettext(
                "The one answer whose dates are known took %(days)s days.",
                "The middle answer of %(number)d took %(days)s days.",
                found.median_of,
            )
            % days
        )
    return said
