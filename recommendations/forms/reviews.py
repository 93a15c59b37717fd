"""The forms of committee reviews: at which item, a verdict for each open recommendation, a correction of one."""

from __future__ import annotations

import datetime
import uuid
from collections.abc import Iterable, Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from council.corrections import CorrectionField, ReasonField
from council.forms import DateField, ParagraphsField, PlainForm, RadiosField, SelectField, TextField, TickField
from council.models import Body
from meetings.models import AgendaItem
from recommendations.choices_progress import Implementation, Rag, Verdict
from recommendations.lifecycle import name_of
from recommendations.models import CommitteeReview, Recommendation
from recommendations.querysets_progress import TAKE_PLACE

MOST_ITEMS = 300


class WhereForm(PlainForm):
    """At which meeting and item the committee reviewed."""

    item = SelectField(
        label=_("At which meeting and item"),
        missing=_("Select the item at which they were reviewed"),
        help_text=_("The newest first. Residents see a link to it if it is published"),
    )

    def __init__(self, *args: Any, body: Body, today: datetime.date, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        items = AgendaItem.objects.filter(
            meeting__body=body, meeting__held_on__lte=today, meeting__status__in=TAKE_PLACE, withdrawn_at=None
        ).exclude(kind="heading")
        ordered = items.select_related("meeting__body").order_by("-meeting__held_on", "position")[:MOST_ITEMS]
        self.items = {str(item.pk): item for item in ordered}
        choices = [("", gettext("Choose one")), *((key, _words(item)) for key, item in self.items.items())]
        self.fields["item"].choices = choices  # type: ignore[attr-defined]

    def chosen(self) -> AgendaItem:
        """The item, once the form is valid."""
        return self.items[self.cleaned_data["item"]]


def _words(item: AgendaItem) -> str:
    number = item.agenda_number or item.minute_number
    place = gettext("item %(number)s") % {"number": number} if number else gettext("item")
    return f"{item.meeting}, {place}: {item.title}"


class ReviewFields(PlainForm):
    """A verdict with what belongs to it."""

    rag = SelectField(label=_("Rating"), choices=Rag.choices, required=False)
    words = ParagraphsField(
        label=_("In the committee’s words"),
        noun=_("the committee’s words"),
        help_text=_("As minuted. Residents will read them"),
        required=False,
        max_length=5000,
        rows=3,
    )
    further_by = DateField(
        label=_("Not satisfied: further response wanted by"), noun=_("the day of the further response"), required=False
    )
    refers_to_council = TickField(label=_("Not satisfied: refer the matter to council"), required=False)

    def clean(self) -> dict[str, Any]:
        found = self.cleaned_data
        verdict = found.get("verdict")
        if verdict == Verdict.NOT_SATISFIED and not (found.get("further_by") or found.get("refers_to_council")):
            if "further_by" not in self.errors:
                words = _("Enter by when a further response is wanted, or refer the matter to council")
                self.add_error("further_by", words)
        elif verdict and verdict != Verdict.NOT_SATISFIED and (found.get("further_by") or found["refers_to_council"]):
            self.add_error("further_by", _("Take this out, or select “Not satisfied”"))
        if verdict == Verdict.NOT_IMPLEMENTED and not found.get("words") and "words" not in self.errors:
            self.add_error("words", _("Enter why it is closed as not implemented"))
        return found


class ReviewRowForm(ReviewFields):
    """One open recommendation of many; without a verdict it was not looked at and is left alone."""

    field_order = ("verdict",)
    mark_optional = False
    more = ("further_by", "refers_to_council", "asked_office", "calls_officer")

    verdict = RadiosField(
        label=_("Verdict"), choices=[("", _("Not looked at")), *Verdict.choices], required=False, initial=""
    )
    asked_office = TextField(
        label=_("Post asked to account"), noun=_("the post that is asked"), max_length=200, required=False
    )
    calls_officer = TickField(label=_("Put it on the agenda of the next meeting, as a draft item"), required=False)

    def __init__(self, *args: Any, row: Any, may_call: bool, **kwargs: Any) -> None:
        self.row: Any = row
        super().__init__(*args, prefix=f"r{row.pk}", **kwargs)
        self.stands = str(Implementation(row.implementation).label)
        self.heading = gettext("Recommendation %(label)s") % {"label": name_of(row)}
        if not may_call:
            del self.fields["calls_officer"]

    @property
    def is_more_open(self) -> bool:
        """Whether what is seldom needed is shown: something stands in it, or is wrong with it."""
        return self.is_bound and any(name in self.errors or self.cleaned_data.get(name) for name in self.more)

    def clean(self) -> dict[str, Any]:
        found = super().clean()
        typed = [name for name, value in found.items() if value and name != "verdict"]
        if not found.get("verdict") and typed and "verdict" not in self.errors:
            self.add_error("verdict", _("Select a verdict, or take out what stands below"))
        if found.get("calls_officer") and not found.get("asked_office") and "asked_office" not in self.errors:
            self.add_error("asked_office", _("Enter the post that is asked to account"))
        return found


class Reviews:
    """The page of many verdicts: where, and a form for each open recommendation."""

    def __init__(
        self,
        data: Any,
        *,
        body: Body,
        rows: Iterable[Recommendation],
        today: datetime.date,
        may_call: bool,
    ) -> None:
        self.data = data
        self.where = WhereForm(data, body=body, today=today)
        self.forms: Sequence[ReviewRowForm] = [ReviewRowForm(data, row=row, may_call=may_call) for row in rows]

    def is_valid(self) -> bool:
        """Whether all of it is right and at least one verdict was given."""
        is_right = all([self.where.is_valid(), *(form.is_valid() for form in self.forms)])
        if is_right and not self.given():
            self.where.add_error(None, _("Select a verdict for at least one recommendation"))
            return False
        return is_right

    def given(self) -> dict[int, dict[str, Any]]:
        """The verdicts by key of the recommendation, ready for the action."""
        return {form.row.pk: form.cleaned_data for form in self.forms if form.cleaned_data.get("verdict")}

    def all_forms(self) -> list[forms.BaseForm]:
        """For the summary of errors."""
        return [self.where, *self.forms]


class ReviewForm(ReviewFields):
    """A correction of one review."""

    field_order = ("verdict",)

    verdict = RadiosField(label=_("Verdict"), choices=Verdict.choices, missing=_("Select the verdict"))
    asked_office = TextField(
        label=_("Post asked to account"), noun=_("the post that is asked"), max_length=200, required=False
    )
    correction = CorrectionField()
    reason = ReasonField(
        label=_("Why it is corrected"),
        help_text=_("Residents will read this"),
        missing=_("Enter why it is corrected. Residents will read this"),
        max_length=2000,
        rows=3,
    )

    def __init__(self, data: Any = None, *, record: CommitteeReview, **kwargs: Any) -> None:
        names = ("verdict", "rag", "words", "further_by", "refers_to_council", "asked_office")
        initial = {name: getattr(record, name) for name in names}
        super().__init__(data, initial=initial, **kwargs)

    def values(self) -> dict[str, Any]:
        """The columns, ready for the action."""
        return {name: value for name, value in self.cleaned_data.items() if name not in ("correction", "reason")}


def key_of(data: Any) -> uuid.UUID:
    """The key of the form of many verdicts, which it sends back."""
    try:
        return uuid.UUID(data.get("new_key", ""))
    except (ValueError, AttributeError):
        return uuid.uuid4()
