"""The forms of a meeting's notices: what happens to it and why; and of the corrections of notices and supplements."""

from __future__ import annotations

from typing import Any

from django.utils.translation import gettext_lazy as _

from council.forms import DateField, ParagraphsField, PlainForm, TextField, TickField, TimeField
from meetings.forms.base import RecordForm
from meetings.forms.planning import check_planned


def why(label: Any) -> ParagraphsField:
    """The reason that residents read."""
    return ParagraphsField(
        label=label, help_text=_("Residents will read this at the top of the meeting’s page."),
        missing=_("Enter why. Residents will read this"), max_length=2000, rows=3,
    )  # fmt: skip


class NoticeForm(PlainForm):
    """A verb with nothing but its reason."""

    reason = why(_("Why?"))

    def __init__(self, data: Any = None, *, meeting: Any) -> None:
        self.meeting = meeting
        super().__init__(data, initial=self.stored())

    def stored(self) -> dict[str, Any]:
        """What the meeting's page says now."""
        return {}

    def changes(self) -> dict[str, Any]:
        """What changes of the meeting, by column. Needs a valid form."""
        return {name: value for name, value in self.cleaned_data.items() if name not in ("reason", "is_meant")}


class MoveForm(NoticeForm):
    """Another date, perhaps another time and place."""

    held_on = DateField(label=_("New date"), noun=_("the new date"))
    starts_at = TimeField(label=_("Time"), noun=_("the start time"), required=False)
    venue = TextField(label=_("Where"), required=False, max_length=300)
    is_meant = TickField(label=_("Yes, this is meant"), required=False)
    field_order = ("held_on", "starts_at", "venue", "is_meant", "reason")

    def stored(self) -> dict[str, Any]:
        """The time and place stay unless changed."""
        return {"starts_at": self.meeting.starts_at, "venue": self.meeting.venue}

    def clean(self) -> None:
        """The date is another one, and not one that nobody can mean."""
        if self.cleaned_data.get("held_on") == self.meeting.held_on:
            self.add_error("held_on", _("The meeting is on this date already. Enter another one"))
        check_planned(self, self.meeting.body, but_for=self.meeting)


class ChangeForm(NoticeForm):
    """Another time or place on the same day."""

    starts_at = TimeField(label=_("Time"), noun=_("the start time"), required=False)
    venue = TextField(label=_("Where"), required=False, max_length=300)
    field_order = ("starts_at", "venue", "reason")

    def stored(self) -> dict[str, Any]:
        """As it is now."""
        return {"starts_at": self.meeting.starts_at, "venue": self.meeting.venue}

    def clean(self) -> None:
        """Something is different."""
        if not {"starts_at", "venue"} & set(self.changed_data):
            self.add_error(None, _("Nothing is different yet. Enter the new time or place"))


class NoticeCorrectionForm(RecordForm):
    """The words of a published notice."""

    columns = ("notice_reason",)

    notice_reason = ParagraphsField(
        label=_("Why did it happen?"), missing=_("Enter why it happened. Residents will read this"), max_length=2000,
        rows=3,
    )  # fmt: skip

    def stored(self) -> dict[str, Any]:
        """The words of the notice; `reason` is the form's own field for why they are corrected."""
        return {"notice_reason": self.record.reason}

    def changes(self) -> dict[str, Any]:
        """The reason is the one column that can be corrected."""
        return {"reason": self.cleaned_data["notice_reason"]}


class SupplementCorrectionForm(NoticeCorrectionForm):
    """The words of a published supplement."""
