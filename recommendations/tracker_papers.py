"""Papers made from the tracker: the answer to one set, a report back, the tracker itself, as at a day.

The tracker's columns stand in the order councils print them. Everything in these papers is public.
"""

from __future__ import annotations

import datetime
from collections.abc import Iterable, Sequence

from django.utils.translation import gettext as _

from council.data_papers import Cell, Column, Paper, Table
from council.models import Council
from council.statute.wording import long_date
from recommendations import wording
from recommendations.tracker import Tracked, TrackedAction


def tracker_columns() -> tuple[Column, ...]:
    """Reference, origin, date, subject, recommendation, date to the executive, lead, action, status."""
    return (
        Column(_("Reference"), 10),
        Column(_("Origin"), 11),
        Column(_("Date"), 10),
        Column(_("Subject"), 11),
        Column(_("Recommendation"), 19),
        Column(_("Date to the executive"), 10),
        Column(_("Answer"), 13),
        Column(_("Lead officer or member"), 10),
        Column(_("Action taken"), 16),
        Column(_("Status"), 10),
    )


def tracker_row(row: Tracked) -> tuple[Cell, ...]:
    """One line of the tracker."""
    return (
        row.name,
        row.origin,
        row.made_on,
        row.subject,
        row.words,
        row.received_on,
        answer_words(row),
        lead_words(row),
        action_words(row),
        status_words(row),
    )


def answer_words(row: Tracked) -> str:
    """ "In part (14 September 2021). The …", or who has to answer and by when."""
    if row.outcome:
        day = f" ({long_date(row.answered_on)})" if row.answered_on else ""
        return f"{row.outcome_words}{day}\n{row.comment}".strip()
    if row.due_on is None:
        return _("Awaiting an answer of %(who)s") % {"who": row.addressee}
    names = {"who": row.addressee, "day": long_date(row.due_on)}
    return (_("%(who)s had to answer by %(day)s") if row.is_due else _("%(who)s has to answer by %(day)s")) % names


def lead_words(row: Tracked) -> str:
    """The posts that lead its actions, or who answered."""
    return "; ".join(row.owners) or row.respondent


def action_words(row: Tracked) -> str:
    """What was promised, and the latest update."""
    lines = [_action(action) for action in row.actions] or [row.no_action] * bool(row.no_action)
    if row.latest and row.latest_on:
        lines.append(_("%(day)s: %(what)s") % {"day": long_date(row.latest_on), "what": row.latest})
    return "\n".join(lines)


def _action(action: TrackedAction) -> str:
    if action.due_on is None:
        return action.description
    by = {"what": action.description, "day": long_date(action.due_on)}
    return (_("%(what)s (overdue since %(day)s)") if action.is_overdue else _("%(what)s (by %(day)s)")) % by


def status_words(row: Tracked) -> str:
    """Where it stands, and the committee's rating with its word."""
    return f"{row.status_words}\n{row.rag}".strip()


def tracker_paper(rows: Sequence[Tracked], council: Council, on: datetime.date, about: str = "") -> Paper:
    """The tracker: open ones, then closed ones."""
    still_open = tuple(tracker_row(row) for row in rows if not row.is_closed)
    closed = tuple(tracker_row(row) for row in rows if row.is_closed)
    return Paper(
        title=_("Recommendation tracker"),
        council=council.name,
        as_at=on,
        facts=_facts(on, about),
        tables=(
            Table(_("Open recommendations"), tracker_columns(), still_open, _("No recommendation is open.")),
            Table(_("Closed by the committee"), tracker_columns(), closed, _("No recommendation is closed.")),
        ),
        notes=(_source(on),),
        is_landscape=True,
    )


def report_back(rows: Sequence[Tracked], council: Council, on: datetime.date, about: str = "") -> Paper:
    """What came of what was agreed: for the committee's next meeting."""
    agreed = [row for row in rows if row.outcome and not row.is_closed]
    columns = (
        Column(_("Reference"), 10),
        Column(_("Recommendation"), 21),
        Column(_("Answer"), 17),
        Column(_("What has been done"), 22),
        Column(_("Lead officer or member"), 12),
        Column(_("Status"), 11),
    )
    lines = tuple(
        (row.name, row.words, answer_words(row), action_words(row), lead_words(row), status_words(row))
        for row in agreed
    )
    waiting = [row for row in rows if not row.outcome]
    awaited = tuple((row.name, row.words, answer_words(row)) for row in waiting)
    return Paper(
        title=_("Report back on recommendations"),
        council=council.name,
        as_at=on,
        facts=_facts(on, about),
        tables=(
            Table(_("Answered, and not yet closed"), columns, lines, _("Every answered recommendation is closed.")),
            Table(
                _("Awaiting an answer"),
                (Column(_("Reference"), 10), Column(_("Recommendation"), 38), Column(_("Who has to answer"), 20)),
                awaited,
                _("Every recommendation is answered."),
            ),
        ),
        notes=(_source(on),),
        is_landscape=True,
    )


def response_paper(rows: Sequence[Tracked], council: Council, on: datetime.date) -> Paper:
    """The answer to one set: `rows` are its recommendations."""
    first = rows[0]
    answered = [(row.outcome, row.outcome_words) for row in rows]
    asked = _each(row.addressee for row in rows)
    columns = (
        Column(_("Recommendation"), 24),
        Column(_("Agree?"), 8),
        Column(_("Comment"), 24),
        Column(_("Action, who leads it, by when"), 22),
    )
    lines = tuple(
        (
            f"{row.label} {row.words}".strip(),
            row.outcome_words or _("Awaiting an answer"),
            "\n".join(filter(None, (_who(row) if len(asked) > 1 else "", row.comment))),
            "\n".join(filter(None, (action_words(row), lead_words(row) if row.actions else ""))),
        )
        for row in rows
    )
    facts = [
        (_("Made by"), first.made_by),
        (_("Made on"), long_date(first.made_on) if first.made_on else _("Not recorded")),
        (_("About"), first.subject),
        (_("To be answered by"), "; ".join(asked)),
        (_("Response provided by"), "; ".join(_each(row.respondent for row in rows)) or _("Awaiting an answer")),
    ]
    if due := _each(_due(row, len(asked) > 1) for row in rows):
        facts.append((_("Answer due on"), "; ".join(due)))
    return Paper(
        title=_("Response to scrutiny recommendations"),
        council=council.name,
        as_at=on,
        facts=(*facts, *_facts(on, first.reference)),
        paragraphs=(_counts(answered),),
        tables=(Table(_("Recommendations and answers"), columns, lines),),
        notes=(_source(on),),
        is_landscape=True,
    )


def _each(words: Iterable[str]) -> list[str]:
    """Each of them once, in their order."""
    return list(dict.fromkeys(filter(None, words)))


def _who(row: Tracked) -> str:
    """Whose answer a row is, in a paper in which several answer."""
    return _("Answer of %(who)s") % {"who": row.addressee}


def _due(row: Tracked, names_who: bool) -> str:
    if row.due_on is None:
        return ""
    return f"{row.addressee}: {long_date(row.due_on)}" if names_who else long_date(row.due_on)


def _counts(answered: Iterable[tuple[str, str]]) -> str:
    counted: dict[str, int] = {}
    for outcome, _words in answered:
        words = str(wording.OUTCOMES[outcome]) if outcome else _("Awaiting an answer")
        counted[words] = counted.get(words, 0) + 1
    return "; ".join(f"{words}: {count}" for words, count in counted.items()) + "."


def _facts(on: datetime.date, about: str) -> tuple[tuple[str, str], ...]:
    facts = [(_("As at"), long_date(on))]
    if about:
        facts.append((_("Shown"), about))
    return tuple(facts)


def _source(on: datetime.date) -> str:
    words = _("Made from the council’s public record of recommendations, as it stood on %(day)s.")
    return words % {"day": long_date(on)}
