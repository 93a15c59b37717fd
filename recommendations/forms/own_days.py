"""Dates of receipt and notice for each further addressee of a set, where those are not the set's own."""

from __future__ import annotations

import datetime
from typing import Any

from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from council.forms import DateField
from council.statute.wording import long_date
from recommendations.due import DUTY_BOUND
from recommendations.forms.quiet import only_past
from recommendations.models import Duty, RecommendationSet

RECEIVED = _("%(who)s received them on")
NOTICED = _("Written notice given to %(who)s on")


class OwnDays:
    """The fields of these days on a form that has the set's, and what may be typed in them."""

    def __init__(self, form: Any, record: RecommendationSet | None) -> None:
        self.form: Any = form
        self.duties = list(record.duties.order_by("number")) if record else []
        if record and self.duties and record.recommendations.filter(duty=None).exists():
            self._name_the_first(record.addressee.name)
        for duty in self.duties:
            names = {"who": duty.name}
            self._add(duty, "received_on", RECEIVED % names, gettext("the date %(who)s received them") % names,
                      gettext("Leave this empty if it was the same day"))  # fmt: skip
            if duty.route in DUTY_BOUND:  # a notice makes no difference to anybody else's due date
                noun = gettext("the date of the notice to %(who)s") % names
                self._add(duty, "notice_given_on", NOTICED % names, noun)

    def _name_the_first(self, who: str) -> None:
        """The set's own days are those of its addressee: beside the days of others they must say so."""
        labels = {"received_on": RECEIVED, "notice_given_on": NOTICED}
        for column, label in labels.items():
            self.form.fields[column].label = label % {"who": who}

    def _add(self, duty: Duty, column: str, label: str, noun: str, hint: str = "") -> None:
        name = _name(column, duty)
        field = DateField(label=label, noun=noun, required=False, **({"help_text": hint} if hint else {}))
        self.form.fields[name] = field
        self.form.initial.setdefault(name, getattr(duty, column))

    @property
    def names(self) -> list[str]:
        """The fields that were added, in their order."""
        names = [_name(column, duty) for duty in self.duties for column in ("received_on", "notice_given_on")]
        return [name for name in names if name in self.form.fields]

    def bound(self) -> list[Any]:
        """The same, to be put on a page one after another."""
        return [self.form[name] for name in self.names]

    def check(self, earliest: datetime.date | None, today: datetime.date, why: str = "") -> None:
        """Nothing in the future, nothing received before it was made or sent, no notice without a day of receipt.

        `why` says what happened on the earliest day; without it, they were made.
        """
        found = self.form.cleaned_data
        for name in self.names:
            only_past(self.form, name, today)
        for duty in self.duties:
            received, notice = _name("received_on", duty), _name("notice_given_on", duty)
            day = found.get(received)
            if day and earliest and day < earliest:
                words = gettext("This must be %(day)s or later: %(why)s")
                why = why or gettext("the recommendations were made that day")
                self.form.add_error(received, words % {"day": long_date(earliest), "why": why})
            if found.get(notice) and not day and received not in self.form.errors:
                words = gettext("Enter the day %(who)s received them, or take the date of their notice out")
                self.form.add_error(received, words % {"who": duty.name})

    def values(self) -> dict[int, tuple[datetime.date, datetime.date | None]]:
        """Number of an addressee -> their days, for those that have their own."""
        found = self.form.cleaned_data
        own = {
            duty.number: (found[_name("received_on", duty)], found.get(_name("notice_given_on", duty)))
            for duty in self.duties
        }
        return {number: (day, notice) for number, (day, notice) in own.items() if day}


def _name(column: str, duty: Duty) -> str:
    return f"{column}_{duty.number}"
