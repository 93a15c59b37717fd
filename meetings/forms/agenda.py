"""The forms of building an agenda: a place, a later meeting to carry an item over to."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from council.forms import ParagraphsField, PlainForm, RecordField, Worded
from council.roles import Permission, bodies_for
from council.templatetags.words import on_day
from meetings.choices import MeetingStatus
from meetings.models import AgendaItem, Meeting


class PlaceField(Worded, forms.IntegerField):
    """A place on the agenda, counted from 1."""

    default_error_messages = {
        "invalid": _("Enter the place as a number, such as 3"),
        "min_value": _("Enter %(limit_value)d or more"),
        "max_value": _("Enter %(limit_value)d or less"),
    }
    widget = forms.TextInput(attrs={"class": "width-4", "inputmode": "numeric"})


class PlaceForm(PlainForm):
    """Where an item goes; why, where residents read the agenda already."""

    place = PlaceField(
        label=_("Place on the agenda"), min_value=1, max_value=999, missing=_("Enter the place, such as 3"),
        help_text=_("1 is the first. An item takes its sub-items along."),
    )  # fmt: skip
    reason = ParagraphsField(
        label=_("Why does the order change?"), required=False, max_length=2000, rows=3,
        help_text=_("Needed where residents read this agenda already. They will read this."),
    )  # fmt: skip

    def __init__(self, data: Any = None, *, item: AgendaItem, place: int) -> None:
        super().__init__(data, initial={"place": place})
        if not item.is_published:
            del self.fields["reason"]


class MeetingToCome(RecordField):
    """A meeting by its body and date."""

    def label_from_instance(self, meeting: Any) -> str:
        """ "Cabinet, Tuesday 10 March 2026"."""
        return f"{meeting.body.name}, {on_day(meeting.held_on)}"


class CarryForm(PlainForm):
    """The meeting an item is carried over to."""

    to = MeetingToCome(
        label=_("Which meeting?"), queryset=Meeting.objects.none(),
        missing=_("Select the meeting it is carried over to"),
        help_text=_("Meetings from this one’s date on that are still to be held, drafts too."),
    )  # fmt: skip

    def __init__(self, data: Any = None, *, item: AgendaItem, user: Any) -> None:
        super().__init__(data)
        meeting, keys = item.meeting, bodies_for(user, Permission.EDIT_MEETING)
        later = Meeting.objects.filter(held_on__gte=meeting.held_on, withdrawn_at=None).exclude(pk=meeting.pk)
        later = later.filter(status__in=(MeetingStatus.SCHEDULED, MeetingStatus.POSTPONED)).select_related("body")
        later = later if keys is None else later.filter(body__in=keys)
        self.fields["to"].queryset = later.order_by("held_on", "body__name")  # type: ignore[attr-defined]
