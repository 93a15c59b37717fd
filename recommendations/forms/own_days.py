"""Dates of receipt and notice for each further addressee of a set, where those are not the set's own."""

from __future__ import annotations

import datetime
from collections.abc import Iterable
from typing import Any

from django.utils.translation import gettext

from council.forms import DateField
from council.statute.wording import long_date
from recommendations.due import DUTY_BOUND
from recommendations.forms.quiet import only_past
from recommendations.models import Duty


class OwnDays:
    """The fields of these days on a form that has the set's, and what may be typed in them."""

    def __init__(self, form: Any, duties: Iterable[Duty]) -> None:
        self.form: Any = form
        self.duties = list(duties)
        for duty in self.duties:
            names = {"who": duty.name}
            self._add(duty, "received_on", gettext("%(who)s received them on") % names,
                      gettext("the date %(who)s received them") % names,
                      gettext("Leave this empty if it was the same day"))  # fmt: skip
            if duty.route in DUTY_BOUND:  # a notice makes no difference to anybody else's due date
                self._add(duty, "notice_given_on", gettext("Written notice given to %(who)s on") % names,
                          gettext("the date of the notice to %(who)s") % names)  # fmt: skip

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

    def check(self, made_on: datetime.date | None, today: datetime.date) -> None:
        """Nothing in the future, nothing received before it was made, no notice without a day of receipt."""
        found = self.form.cleaned_data
        for name in self.names:
            only_past(self.form, name, today)
        for duty in self.duties:
            received, notice = _name("received_on", duty), _name("notice_given_on", duty)
            day = found.get(received)
            if day and made_on and day < made_on:
                words = gettext("This must be %(day)s or later: the recommendations were made that day")
                self.form.add_error(received, words % {"day": long_date(made_on)})
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
