"""The forms of publishing many pieces of a meeting at once: most ask nothing, two need words or a meeting."""

from __future__ import annotations

from typing import Any

from django.utils.translation import gettext_lazy as _

from council.forms import ParagraphsField, PlainForm, RecordField
from council.templatetags.words import on_day
from meetings.models import Meeting


class NothingForm(PlainForm):
    """Nothing is asked: what is shown is confirmed by the button."""

    def __init__(self, data: Any = None, *, meeting: Meeting) -> None:
        self.meeting = meeting
        super().__init__(data)


class SupplementForm(NothingForm):
    """Why the supplement is late."""

    reason = ParagraphsField(
        label=_("Why could this not wait, and why was it not on the agenda?"),
        help_text=_("Residents will read this. By law a late item is taken only where the person in the chair agrees "
                    "that it is urgent, for special circumstances that the minutes name (Local Government Act 1972, "
                    "section 100B(4)(b))."),
        missing=_("Enter why this is late. Residents will read this"), max_length=2000, rows=4,
    )  # fmt: skip


class LaterMeetingField(RecordField):
    """A meeting by its date."""

    def label_from_instance(self, meeting: Any) -> str:
        """ "Tuesday 10 March 2026"."""
        return str(on_day(meeting.held_on))


class ConfirmForm(NothingForm):
    """Which meeting confirmed the minutes."""

    at_meeting = LaterMeetingField(
        label=_("Which meeting confirmed them?"), queryset=Meeting.objects.none(), required=False,
        empty_label=_("Not recorded"), help_text=_("Published meetings of the same body held after this one."),
    )  # fmt: skip

    def __init__(self, data: Any = None, *, meeting: Meeting) -> None:
        super().__init__(data, meeting=meeting)
        later = Meeting.objects.published().filter(body=meeting.body_id, held_on__gt=meeting.held_on)
        self.fields["at_meeting"].queryset = later.order_by("held_on")  # type: ignore[attr-defined]
