"""Sentences about who has to answer, by when, and whether the answer came in time. No state is decided here."""

from __future__ import annotations

import datetime
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from council.templatetags.words import on as long_date
from council.templatetags.words import on_day
from recommendations import states
from recommendations.choices import DueBasis, SetStatus
from recommendations.wording import name_of

Facts = dict[str, Any]


def days(number: int) -> str:
    """ "1 day", "9 days"."""
    return ngettext("%(number)d day", "%(number)d days", number) % {"number": number}


def clock_words(state: str, facts: Facts, *, on: datetime.date, answered_on: datetime.date | None) -> str:
    """What is next and when, or how it came out, as one sentence without its full stop."""
    who = name_of(facts["addressee"])
    if state in states.AWAITING_STATES:
        return _awaiting_words(state, facts, who, on)
    if answered_on is None:
        return _("The date of the answer is not recorded")
    names = {"day": long_date(answered_on)}
    if facts.get("has_others"):
        words = _("The last answer came on %(day)s") % names
        return words + _(", and one of them was late") if state == states.ANSWERED_LATE else words
    if state == states.ANSWERED_LATE:
        late = days((answered_on - due_of(facts)).days)
        return _("The answer came on %(day)s, %(late)s late") % (names | {"late": late})
    if state == states.ANSWERED_IN_TIME:
        return _("The answer came on %(day)s, in time") % names
    return _("The answer came on %(day)s") % names


def _awaiting_words(state: str, facts: Facts, who: str, on: datetime.date) -> str:
    if facts.get("has_several") and state != states.OVERDUE:
        return _several_wait(state, facts, who, on)
    if state == states.NO_CLOCK:
        return _("%(who)s has not answered yet; no due date is shown") % {"who": who}
    left = (due_of(facts) - on).days
    names = {"who": who, "day": on_day(facts["due_on"]), "days": days(abs(left))}
    if state == states.OVERDUE:
        return _("%(who)s had to answer by %(day)s: %(days)s overdue") % names
    if left == 0:
        return _("%(who)s has to answer by today, %(day)s") % names
    if state == states.DUE_SOON:
        return _("%(who)s has to answer by %(day)s, in %(days)s") % names
    return _("%(who)s has to answer by %(day)s") % names


def _several_wait(state: str, facts: Facts, who: str, on: datetime.date) -> str:
    """The same of more than one who have not answered."""
    if state == states.NO_CLOCK:
        return _("%(who)s have not answered yet; no due date is shown") % {"who": who}
    left = (due_of(facts) - on).days
    names = {"who": who, "day": on_day(facts["due_on"]), "days": days(left)}
    if left == 0:
        return _("%(who)s have to answer by today, %(day)s") % names
    if state == states.DUE_SOON:
        return _("%(who)s have to answer by %(day)s, in %(days)s") % names
    return _("%(who)s have to answer by %(day)s") % names


def day(value: str | datetime.date | None) -> datetime.date | None:
    """A date of the catalogue, which gives it as text."""
    return datetime.date.fromisoformat(value) if isinstance(value, str) and value else value or None  # type: ignore[return-value]


def due_of(facts: Facts) -> datetime.date:
    """The last day to answer. Call it only in a state that has one."""
    return datetime.date.fromisoformat(facts["due_on"])


def basis_words(facts: Facts) -> str:
    """Whether the last day is the law's or the council's own."""
    if facts["due_basis"] == DueBasis.STATUTORY:
        return _(
            "This period is set by law (Local Government Act 2000, section 9FE): written notice was given, so the "
            "answer has to be made and published in that time."
        )
    return _("This is the council’s own target. No period is set by law where no written notice was given.")


def why_no_clock(facts: Facts, clock_starts_on: datetime.date | None) -> str:
    """Why no due date is shown."""
    who = name_of(facts["addressee"])
    if facts["due_on"]:
        start = {"day": long_date(clock_starts_on)}
        return _("The council counts the time to answer for recommendations received from %(day)s.") % start
    if facts["received_on"]:
        return _("No period to answer applies to these recommendations.")
    if facts["status"] == SetStatus.SENT:
        return _("The time to answer starts when %(who)s receives the recommendations.") % {"who": who}
    return _("When %(who)s received the recommendations is not recorded, so nothing is said of a due date.") % {
        "who": who
    }
