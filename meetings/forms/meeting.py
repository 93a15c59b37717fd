"""The forms for a meeting, for an issue, and for choosing which meetings to list."""

from __future__ import annotations

import datetime as dt
from typing import Any

from django import forms
from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from council.forms import (
    DateField,
    ParagraphsField,
    PlainForm,
    RadiosField,
    RecordField,
    SelectField,
    TextField,
    TimeField,
)
from council.models import Body, User
from council.roles import Permission, bodies_for
from meetings.choices import MeetingStatus
from meetings.forms.base import AddressField, RecordForm
from meetings.models import Meeting


class MeetingForm(RecordForm):
    """When and where a body meets. The body of a published meeting is part of its address and stays."""

    next_stage_words = _("Residents will read this. Not needed where all you do is mark it as held.")
    columns = (
        "body", "held_on", "starts_at", "status", "venue", "access", "taking_part", "contact", "note", "webcast_url",
    )  # fmt: skip

    body = RecordField(label=_("Who meets?"), queryset=Body.objects.none(), missing=_("Select who meets"))
    held_on = DateField(label=_("Date"), noun=_("the date of the meeting"))
    starts_at = TimeField(label=_("Time"), noun=_("the start time"), required=False)
    status = RadiosField(label=_("Status"), choices=MeetingStatus.choices, missing=_("Select the meeting’s status"))
    venue = TextField(label=_("Where"), required=False, max_length=300)
    access = ParagraphsField(
        label=_("Access to the building"), required=False, max_length=5000, rows=3,
        help_text=_("Step-free ways in, hearing loop, and whom to ask for adjustments."),
    )  # fmt: skip
    taking_part = ParagraphsField(
        label=_("How to take part, and by when"), required=False, max_length=5000, rows=3,
        help_text=_("For example: Send your question to us by noon on Thursday 19 November."),
    )  # fmt: skip
    contact = TextField(
        label=_("Contact"), required=False, max_length=300, help_text=_("Name, telephone and e-mail of whom to ask.")
    )
    note = ParagraphsField(
        label=_("Note"), required=False, max_length=5000, rows=3,
        help_text=_("Stands at the top of the meeting’s page: why it was moved or cancelled, for example."),
    )  # fmt: skip
    webcast_url = AddressField(label=_("Address of the webcast"), required=False)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if self.record.is_published:
            del self.fields["body"]
            return
        self.fields["body"].queryset = bodies_of(self.user, Permission.EDIT_MEETING)  # type: ignore[attr-defined]

    def stored(self) -> dict[str, Any]:
        """As saved; a meeting not yet saved has no body."""
        found = {name: getattr(self.record, name) for name in self.columns if name != "body"}
        return found | {"body": self.record.body if self.record.body_id else None}


class MeetingListForm(PlainForm):
    """Which meetings the list shows."""

    mark_optional = False
    shows = {
        "": _("All meetings"),
        "drafts": _("Not published yet"),
        "coming": _("Coming up"),
        "past": _("Past"),
    }

    body = RecordField(label=_("Who meets?"), queryset=Body.objects.none(), required=False, empty_label=_("All"))
    show = SelectField(label=_("Show"), choices=list(shows.items()), required=False)

    def __init__(self, data: Any, *, user: User) -> None:
        super().__init__(data)
        self.fields["body"].queryset = bodies_of(user, Permission.SEE_MEETINGS)  # type: ignore[attr-defined]

    def chosen(self, meetings: QuerySet[Meeting], today: dt.date) -> QuerySet[Meeting]:
        """The meetings asked for; what cannot be understood narrows nothing."""
        self.is_valid()
        meetings = meetings.order_by("-held_on", "-starts_at", "pk")
        if body := self.cleaned_data.get("body"):
            meetings = meetings.filter(body=body)
        show = self.cleaned_data.get("show")
        if show == "drafts":
            meetings = meetings.filter(published_at=None)
        if show == "coming":
            meetings = meetings.filter(held_on__gte=today).order_by("held_on", "starts_at", "pk")
        return meetings.filter(held_on__lt=today) if show == "past" else meetings


def bodies_of(user: User, permission: Permission) -> QuerySet[Body]:
    """The bodies for which a user holds a permission."""
    keys = bodies_for(user, permission)
    return Body.objects.all() if keys is None else Body.objects.filter(pk__in=keys)


class IssueForm(RecordForm):
    """A subject that is followed through meetings."""

    columns = ("title", "plan_reference", "lead_member", "in_short")

    title = TextField(label=_("Title"), missing=_("Enter the title of the issue"), max_length=300)
    plan_reference = TextField(
        label=_("Forward plan reference"), required=False, max_length=60,
        widget=forms.TextInput(attrs={"class": "width-10"}),
    )  # fmt: skip
    lead_member = TextField(label=_("Lead member"), required=False, max_length=300)
    in_short = ParagraphsField(
        label=_("In short"), required=False, max_length=2000, rows=4,
        help_text=_("Two plain sentences for residents. The page says that they are not part of the record."),
    )  # fmt: skip
