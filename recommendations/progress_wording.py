"""Sentences about where a recommendation stands. No state is decided here."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from council.templatetags.words import on as long_date
from recommendations.choices_progress import CLOSED_STATES, Implementation, ProgressStatus, Verdict
from recommendations.wording import name_of

Facts = dict[str, Any]

SENTENCES = {
    Implementation.NONE: gettext_lazy("There is no progress to follow: the recommendation was not accepted."),
    Implementation.NO_UPDATE: gettext_lazy("%(who)s accepted it. No update on what was done has been published yet."),
    Implementation.NOT_STARTED: gettext_lazy("Work on it has not started."),
    Implementation.IN_PROGRESS: gettext_lazy("Work on it is in progress."),
    Implementation.PAUSED: gettext_lazy("Work on it is paused."),
    Implementation.KEPT_OPEN: gettext_lazy("%(body)s has looked at what was done and keeps it open."),
    Implementation.COMPLETE_REPORTED: gettext_lazy(
        "It is reported as complete. %(body)s has not confirmed that yet: only it can close a recommendation."
    ),
    Implementation.NOT_IMPLEMENTED_REPORTED: gettext_lazy(
        "It is reported that it will not be done. %(body)s has not closed it yet: only it can."
    ),
    Implementation.AWAITING: gettext_lazy(
        "%(body)s was asked to close it and has met since. Its confirmation is still awaited."
    ),
    Implementation.COMPLETE_CONFIRMED: gettext_lazy("%(body)s confirmed on %(day)s that it is complete."),
    Implementation.CLOSED: gettext_lazy("%(body)s closed it on %(day)s as not implemented."),
}

ACTIONS = {
    ProgressStatus.NOT_STARTED.value: gettext_lazy("Not started"),
    ProgressStatus.IN_PROGRESS.value: gettext_lazy("In progress"),
    ProgressStatus.COMPLETE.value: gettext_lazy("Complete (reported)"),
    ProgressStatus.PAUSED.value: gettext_lazy("Paused"),
    ProgressStatus.NOT_IMPLEMENTED.value: gettext_lazy("Will not be done (reported)"),
}


def action_words(status: str) -> str:
    """Where one action stands."""
    return str(ACTIONS[status])


def sentence(state: str, facts: Facts, reviews: Sequence[Any], *, waiting: str) -> str:
    """Where it stands, in one or two sentences; while nobody has answered, what is `waiting`."""
    if state == Implementation.NONE and waiting:
        return f"{waiting}."
    names = {"who": name_of(facts["addressee"]), "body": name_of(facts["made_by"]), "day": ""}
    if state in CLOSED_STATES:
        names["day"] = long_date(reviews[0].reviewed_on)
    words = str(SENTENCES[Implementation(state)] % names)
    if reviews and reviews[0].verdict == Verdict.NOT_SATISFIED:
        said = _("On %(day)s %(body)s said that it was not satisfied.")
        words += " " + said % (names | {"day": long_date(reviews[0].reviewed_on)})
    return words
