"""The forms of a call-in and of the steps that follow it."""

from __future__ import annotations

import datetime as dt
from typing import Any

from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from council.forms import (
    CheckboxesField,
    DateField,
    ParagraphsField,
    RadiosField,
    RecordField,
    TextField,
    TimeField,
)
from council.models import Council
from meetings.choices_decisions import CallInOutcome, CallInStepKind, FinalResult
from meetings.forms.base import RecordForm
from meetings.forms.decision_rows import MEMBER, MemberRows
from meetings.models import Meeting


class CallInForm(RecordForm):
    """A request of councillors: when it arrived, who, and on which grounds."""

    columns = ("received_on", "received_time", "grounds", "grounds_words", "refused_reason")

    received_on = DateField(label=_("Received on"), noun=_("the day it was received"))
    received_time = TimeField(label=_("Received at"), noun=_("the time it was received"))
    grounds = CheckboxesField(label=_("Grounds"), required=False)
    grounds_words = ParagraphsField(label=_("Grounds, in the councillors’ own words"), required=False, rows=5)
    refused_reason = ParagraphsField(
        label=_("If the proper officer refuses it, why?"), required=False, max_length=2000, rows=2,
        help_text=_("Leave it empty otherwise. Time and number are checked against the council’s rule anyway."),
    )  # fmt: skip

    def __init__(self, data: Any = None, *args: Any, **kwargs: Any) -> None:
        super().__init__(data, *args, **kwargs)
        self.members = MemberRows(data, stored=list(self.record.members), prefix=MEMBER)
        council = Council.current()
        # As many empty rows as the council's rule asks for councillors: nobody saves twice to get them all in.
        self.members.extra = max(self.members.extra, council.call_in_members - len(self.members.stored_rows))
        lines = [*council.call_in_grounds.splitlines(), *self.record.grounds.splitlines()]
        choices = [(line, line) for line in dict.fromkeys(text.strip() for text in lines) if line]
        if choices:
            self.fields["grounds"].choices = choices  # type: ignore[attr-defined]
        else:
            del self.fields["grounds"]

    def stored(self) -> dict[str, Any]:
        """The moment as day and time, the grounds as a list."""
        at = timezone.localtime(self.record.received_at) if self.record.received_at else None
        return {
            "received_on": at.date() if at else None,
            "received_time": at.time().replace(second=0, microsecond=0) if at else None,
            "grounds": self.record.grounds.splitlines(),
            "grounds_words": self.record.grounds_words,
            "refused_reason": self.record.refused_reason,
        }

    def row_sets(self) -> tuple[Any, ...]:
        """Who asks for it."""
        return (self.members,)

    def clean(self) -> None:
        """Nobody can call in what is not yet published."""
        day, published_on = self.cleaned_data.get("received_on"), self.record.decision.published_on
        if day and published_on and day < published_on:
            self.add_error("received_on", _("It cannot arrive before the decision was published. Check the date"))

    def is_valid(self) -> bool:
        """A request is made by somebody."""
        if super().is_valid() and not self.members.rows():
            self.add_error(None, _("Enter the name of at least one councillor"))
        return not self.errors

    def changes(self) -> dict[str, Any]:
        """The columns of the record."""
        found = self.cleaned_data
        at = dt.datetime.combine(found["received_on"], found["received_time"])
        return {
            "received_at": timezone.make_aware(at),
            "members": self.members.rows(),
            "grounds": "\n".join(found.get("grounds", [])),
            "grounds_words": found["grounds_words"],
            "refused_reason": found["refused_reason"],
        }

    def in_words(self, values: Any) -> dict[str, str]:
        """The grounds as lines; the rest as ever."""
        chosen = values.get("grounds") or []
        lines = "\n".join(chosen) if isinstance(chosen, list) else str(chosen)
        found = super().in_words({**values, "grounds": ""})
        return found | ({str(_("Grounds")): lines} if "grounds" in self.fields else {})

    def typed_words(self) -> dict[str, str]:
        """The fields as typed, and the councillors as lines."""
        return super().typed_words() | self._members_in_words(self.members.rows())

    def stored_words(self) -> dict[str, str]:
        """The fields as saved, and the councillors as lines."""
        return super().stored_words() | self._members_in_words(self.members.stored_rows)

    def _members_in_words(self, rows: list[dict[str, str]]) -> dict[str, str]:
        return {str(_("Councillors")): "\n".join(", ".join(filter(None, row.values())) for row in rows)}


class CallInStepForm(RecordForm):
    """One step after a valid call-in; only the fields of its kind."""

    columns = ("happened_on", "by_whom", "meeting", "outcome", "result", "text", "effective_on")

    happened_on = DateField(label=_("Date"), noun=_("the date"))
    by_whom = TextField(label=_("By whom"), max_length=300, missing=_("Enter by whom: Scrutiny Committee, Cabinet"))
    meeting = RecordField(
        label=_("Meeting"), queryset=Meeting.objects.none(), required=False, empty_label=_("None, or not listed")
    )
    outcome = RadiosField(label=_("What scrutiny decided"), choices=CallInOutcome.choices,
                          missing=_("Select what scrutiny decided"))  # fmt: skip
    result = RadiosField(label=_("The final decision"), choices=FinalResult.choices,
                         missing=_("Select whether the decision is confirmed or changed"))  # fmt: skip
    text = ParagraphsField(label=_("In words"), missing=_("Enter the final decision"), required=False, rows=5)
    effective_on = DateField(
        label=_("The decision takes effect on"), noun=_("the day the decision takes effect"), required=False
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        kind = self.record.kind
        meetings = Meeting.objects.select_related("body").filter(withdrawn_at=None)
        self.fields["meeting"].queryset = meetings  # type: ignore[attr-defined]
        if kind != CallInStepKind.OUTCOME:
            del self.fields["outcome"]
        if kind == CallInStepKind.FINAL:
            self.fields["text"].required = True
        else:
            del self.fields["result"]
        if kind == CallInStepKind.MEETING:
            del self.fields["effective_on"]

    def clean(self) -> None:
        """In order of time, and a day of effect exactly where the call-in ends."""
        found = self.cleaned_data
        day, effective_on = found.get("happened_on"), found.get("effective_on")
        received_on = timezone.localtime(self.record.call_in.received_at).date()
        if day and day < received_on:
            self.add_error("happened_on", _("This cannot be before the call-in was received. Check the date"))
        if day and effective_on and effective_on < day:
            self.add_error("effective_on", _("It cannot take effect before this day. Check both dates"))
        if found.get("outcome") == CallInOutcome.NO_ACTION and not effective_on and "effective_on" not in self.errors:
            self.add_error("effective_on", _("Enter the day the decision takes effect"))
        if found.get("outcome") in (CallInOutcome.REFERRED_BACK, CallInOutcome.TO_COUNCIL) and effective_on:
            self.add_error("effective_on", _("It takes no effect until the final decision. Empty this box"))
