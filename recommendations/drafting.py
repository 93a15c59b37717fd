"""Getting the answers in: which rows of responses being drafted are with which service, and how far they are."""

from __future__ import annotations

import datetime
from collections.abc import Iterable

from django.db.models import QuerySet
from django.urls import reverse
from django.utils.translation import gettext as _

from council.models import Office
from council.statute.wording import long_date
from recommendations import published
from recommendations.announcements import about
from recommendations.choices import ResponseStatus, RowState
from recommendations.lifecycle import name_of
from recommendations.models import CabinetResponse, ResponseItem


def state_of(item: ResponseItem) -> RowState:
    """Drafted once it has an outcome; asked once somebody has it to draft."""
    if item.outcome:
        return RowState.DRAFTED
    is_asked = item.drafter_office_id or item.drafter or item.asked_on
    return RowState.ASKED if is_asked else RowState.NOT_ASKED


def rows_being_drafted() -> QuerySet[ResponseItem]:
    """Rows of every response that is being drafted."""
    facts = {"response__status": ResponseStatus.DRAFTING, "response__published_at": None}
    return ResponseItem.objects.filter(**facts, response__set__withdrawn_at=None).order_by(
        "response", "recommendation__position"
    )


def rows_awaited() -> QuerySet[ResponseItem]:
    """Rows that a service has and has not drafted."""
    return rows_being_drafted().filter(outcome="", drafter_office__isnull=False)


def may_be_chased(item: ResponseItem) -> bool:
    """Whether a service can be asked for this row."""
    return state_of(item) == RowState.ASKED and item.drafter_office_id is not None


def is_wanted(item: ResponseItem, on: datetime.date) -> bool:
    """Whether the day its draft is wanted by has come."""
    return may_be_chased(item) and item.internal_due_on is not None and item.internal_due_on <= on


def is_late(item: ResponseItem, on: datetime.date) -> bool:
    """Whether that day has gone."""
    return is_wanted(item, on) and item.internal_due_on != on


def names_of(items: Iterable[ResponseItem]) -> str:
    """The rows as people say them: "1, 2 and 5"."""
    names = [name_of(item.recommendation) for item in items]
    if len(names) < 2:
        return "".join(names)
    return _("%(first)s and %(last)s") % {"first": ", ".join(names[:-1]), "last": names[-1]}


def wanted_words(response: CabinetResponse, office: Office, items: list[ResponseItem], site: str) -> tuple[str, str]:
    """Subject and text of the message that asks a service for its drafts. Public words alone."""
    days = [item.internal_due_on for item in items if item.internal_due_on]
    found = response.set
    names = {
        "who": response.who, "made_by": found.made_by.name, "subject": about(found), "reference": found.reference,
        "office": office.title, "day": long_date(min(days)) if days else "",
    }  # fmt: skip
    subject = _("Draft answer wanted by %(day)s: %(subject)s (%(reference)s)")
    if not days:
        subject = _("Draft answer wanted: %(subject)s (%(reference)s)")
    lines = [
        _("To: %(office)s") % names,
        _("%(who)s has to answer the recommendations of %(made_by)s about %(subject)s. Your draft is wanted for:")
        % names,
        *(_row_words(item) for item in items),
    ]
    asked = response.duty if response.duty is not None else found
    if asked.due_on:
        lines.append(_("The whole answer is due by %(day)s.") % {"day": long_date(asked.due_on)})
    lines.append(_("What was recommended, and what is public of it:"))
    lines.append(site.rstrip("/") + published.set_address(found))
    lines.append(_("Whoever writes the response signs in here:"))
    lines.append(site.rstrip("/") + reverse("recommendations:officer-response-edit", args=[response.public_id]))
    if response.kept_by.email:
        lines.append(_("Or send your draft to %(address)s.") % {"address": response.kept_by.email})
    return subject % names, "\n\n".join(lines) + "\n"


def _row_words(item: ResponseItem) -> str:
    """One row: its number, when its draft is wanted, and what residents read of it."""
    public = published.RECOMMENDATION.read(item.recommendation)
    names = {"name": name_of(item.recommendation), "words": public["text"] or item.recommendation.public_summary}
    if item.internal_due_on is None:
        return _("Recommendation %(name)s: %(words)s") % names
    names["day"] = long_date(item.internal_due_on)
    return _("Recommendation %(name)s, wanted by %(day)s: %(words)s") % names
