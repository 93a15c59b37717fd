"""The forms with which several rows of a response are handled at once: given to a service, chased, answered alike."""

from __future__ import annotations

import datetime
import re
from typing import Any

from django.core.exceptions import ValidationError
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from council.forms import (
    CheckboxesField,
    DateField,
    ParagraphsField,
    PlainForm,
    RadiosField,
    RecordField,
    SelectField,
    TextField,
    TickField,
)
from council.models import Council, Office
from council.statute.wording import long_date
from recommendations.choices import NoAction, Outcome
from recommendations.drafting import is_wanted, may_be_chased
from recommendations.lifecycle import name_of
from recommendations.models import ResponseItem

RANGE = re.compile(r"\s*(?:\bto\b|[-–])\s*")
COMMA = re.compile(r"\s*(?:[,;]|\band\b)\s*")


def rows_named(typed: str, items: list[ResponseItem]) -> list[int]:
    """The keys of the rows in "1 to 6, 9" or "all", by what the recommendations are called on the page.

    Raises ValidationError that names what is not there.
    """
    places = {name_of(item.recommendation).casefold(): place for place, item in enumerate(items)}
    typed = typed.strip().casefold()
    if typed == gettext("all"):
        return [item.pk for item in items]
    found: set[int] = set()
    for part in filter(None, COMMA.split(typed)):
        ends = [part] if part in places else RANGE.split(part, maxsplit=1)
        missing = [end for end in ends if end.strip("(). ") not in places]
        if missing:
            words = _("There is no recommendation “%(name)s”. Enter, for example, 1 to 6, 9")
            raise ValidationError(words, params={"name": missing[0] or part})
        first, last = (places[end.strip("(). ")] for end in (ends[0], ends[-1]))
        found |= set(range(min(first, last), max(first, last) + 1))
    return [item.pk for place, item in enumerate(items) if place in found]


class WhichForm(PlainForm):
    """A form about several rows, named in one box."""

    which = TextField(
        label=_("Which recommendations"),
        help_text=_("For example, 1 to 6, 9; or: all"),
        missing=_("Enter which recommendations, for example 1 to 6, 9"),
        max_length=200,
    )

    def __init__(self, *args: Any, items: list[ResponseItem], **kwargs: Any) -> None:
        self.items = items
        super().__init__(*args, **kwargs)

    def clean_which(self) -> list[int]:
        return rows_named(self.cleaned_data["which"], self.items)


class AssignForm(WhichForm):
    """Which rows are drafted by which service, by when."""

    office = RecordField(
        queryset=Office.objects.all(), label=_("Who drafts them"), missing=_("Select the service that drafts them")
    )
    drafter = TextField(
        label=_("Person"), help_text=_("If you know who there writes it"), max_length=200, required=False
    )
    internal_due_on = DateField(label=_("Drafts wanted by"), noun=_("the date the drafts are wanted by"))
    tells = TickField(label=_("E-mail the service about it now"), required=False)

    def __init__(self, *args: Any, today: datetime.date, **kwargs: Any) -> None:
        self.today = today
        super().__init__(*args, **kwargs)

    def clean(self) -> dict[str, Any]:
        day = self.cleaned_data.get("internal_due_on")
        if day and day < self.today:
            field: Any = self.fields["internal_due_on"]
            self.add_error("internal_due_on", field.refusal(_("%(Noun)s must be today or later"), boxes=[]))
        office = self.cleaned_data.get("office")
        if office and self.cleaned_data.get("tells") and not office.email:
            words = gettext("%(office)s has no e-mail address. Take this tick away, or have its address entered first")
            self.add_error("tells", words % {"office": office.title})
        return self.cleaned_data


class ChaseForm(PlainForm):
    """Which rows are asked for by e-mail now: those whose day has come are ticked."""

    rows = CheckboxesField(label=_("Ask for the drafts of"), missing=_("Select at least one recommendation to ask for"))

    def __init__(self, data: Any = None, *, items: list[ResponseItem], today: datetime.date, **kwargs: Any) -> None:
        found = [item for item in items if may_be_chased(item)]
        initial = {"rows": [str(item.pk) for item in found if is_wanted(item, today)]}
        super().__init__(data, initial=initial, **kwargs)
        self.fields["rows"].choices = [(str(item.pk), _row_words(item)) for item in found]  # type: ignore[attr-defined]

    @property
    def has_rows(self) -> bool:
        """Whether there is anything to chase."""
        return bool(self.fields["rows"].choices)  # type: ignore[attr-defined]


def _row_words(item: ResponseItem) -> str:
    names = {"name": name_of(item.recommendation), "office": item.drafter_office}
    if item.internal_due_on is None:
        return gettext("Recommendation %(name)s: %(office)s") % names
    names["day"] = long_date(item.internal_due_on)
    return gettext("Recommendation %(name)s: %(office)s, wanted by %(day)s") % names


class AnswerRowsForm(WhichForm):
    """One answer for several rows."""

    outcome = RadiosField(label=_("Outcome"), missing=_("Select the outcome they all get"))
    outcome_free = TextField(
        label=_("Their own words"),
        help_text=_("For example, Noted. Only with “No outcome given”"),
        max_length=200,
        required=False,
    )
    comment = ParagraphsField(
        label=_("Comment"), help_text=_("The same words stand under each of them"), rows=4, required=False
    )
    no_action = SelectField(label=_("No separate action, because"), required=False)

    def __init__(self, *args: Any, council: Council, **kwargs: Any) -> None:
        self.council = council
        super().__init__(*args, **kwargs)
        words = {code: council.word_for(code) for code in Outcome.values if code != Outcome.NO_OUTCOME}
        choices = [*words.items(), (Outcome.NO_OUTCOME.value, gettext("No outcome given"))]
        self.fields["outcome"].choices = choices  # type: ignore[attr-defined]
        self.fields["no_action"].choices = [("", gettext("–")), *NoAction.choices]  # type: ignore[attr-defined]

    def clean(self) -> dict[str, Any]:
        found = self.cleaned_data
        if found.get("outcome_free") and found.get("outcome") != Outcome.NO_OUTCOME:
            self.add_error("outcome_free", _("Select “No outcome given” above, or take these words out"))
        return found

    def answer(self) -> dict[str, Any]:
        """The columns of the answer, with the council's own word of today."""
        found = self.cleaned_data
        free = found["outcome"] == Outcome.NO_OUTCOME
        words = found["outcome_free"] if free else self.council.word_for(found["outcome"])
        return {
            "outcome": found["outcome"], "outcome_words": words, "comment": found["comment"],
            "no_action": found["no_action"],
        }  # fmt: skip
