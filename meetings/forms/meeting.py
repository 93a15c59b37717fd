"""The forms for a meeting, for an issue, and for choosing which meetings to list."""

from __future__ import annotations

import datetime as dt
from typing import Any

from django import forms
from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from council.forms import (
    Chosen,
    DateField,
    ParagraphsField,
    PlainForm,
    RadiosField,
    RecordField,
    SelectField,
    TextField,
    TickField,
    TimeField,
)
from council.models import Body, User
from council.roles import Permission, bodies_for
from meetings.choices import MeetingStatus
from meetings.forms.base import AddressField, RecordForm
from meetings.forms.planning import check_planned
from meetings.models import Meeting


class YesNoField(Chosen, forms.TypedChoiceField):
    """Yes, no, or not recorded."""

    widget = forms.RadioSelect

    def __init__(self, **kwargs: Any) -> None:
        choices = [("yes", _("Yes")), ("no", _("No")), ("", _("Not recorded"))]
        super().__init__(
            choices=choices, required=False, coerce={"yes": True, "no": False}.get, empty_value=None, **kwargs
        )

    def prepare_value(self, value: Any) -> Any:
        """A stored answer as its choice."""
        return {True: "yes", False: "no", None: ""}.get(value, value)

    def has_changed(self, initial: Any, data: Any) -> bool:
        """Whether another answer was chosen."""
        return super().has_changed(self.prepare_value(initial), data)


class MeetingForm(RecordForm):
    """When and where a body meets.

    The body and date of a published meeting are part of its address, its status has verbs with notices: all three
    stay here. A time or place that is no real change but was wrong from the start is corrected.
    """

    columns = (
        "body", "held_on", "starts_at", "status", "venue", "is_step_free", "has_hearing_loop", "access", "adjustments",
        "taking_part", "take_part_by", "take_part_by_time", "contact", "note", "webcast_url", "convened_on",
    )  # fmt: skip

    body = RecordField(label=_("Who meets?"), queryset=Body.objects.none(), missing=_("Select who meets"))
    held_on = DateField(label=_("Date"), noun=_("the date of the meeting"))
    starts_at = TimeField(label=_("Time"), noun=_("the start time"), required=False)
    status = RadiosField(label=_("Status"), choices=MeetingStatus.choices, missing=_("Select the meeting’s status"))
    venue = TextField(label=_("Where"), required=False, max_length=300)
    is_step_free = YesNoField(label=_("Is it step-free?"))
    has_hearing_loop = YesNoField(label=_("Is there a hearing loop?"))
    access = ParagraphsField(
        label=_("More about access to the building"), required=False, max_length=5000, rows=3,
        help_text=_("Which door, lifts, toilets, parking."),
    )  # fmt: skip
    adjustments = TextField(
        label=_("Whom to ask for adjustments"), required=False, max_length=300,
        help_text=_("Name, telephone and e-mail."),
    )  # fmt: skip
    taking_part = ParagraphsField(
        label=_("How to take part"), required=False, max_length=5000, rows=3,
        help_text=_("For example: Send your question to us. You have three minutes to speak."),
    )  # fmt: skip
    take_part_by = DateField(
        label=_("Last day to say that one takes part"), noun=_("the last day to say that one takes part"),
        required=False,
    )  # fmt: skip
    take_part_by_time = TimeField(
        label=_("Until when on that day"), noun=_("the last moment to say that one takes part"), required=False,
        help_text=_("For example, noon"),
    )  # fmt: skip
    contact = TextField(
        label=_("Contact"), required=False, max_length=300, help_text=_("Name, telephone and e-mail of whom to ask.")
    )
    note = ParagraphsField(
        label=_("Note"), required=False, max_length=5000, rows=3,
        help_text=_("Stands at the top of the meeting’s page: why it was moved or cancelled, for example."),
    )  # fmt: skip
    webcast_url = AddressField(label=_("Address of the webcast"), required=False)
    convened_on = DateField(
        label=_("Day it was convened, if at shorter notice than its agenda needs"), noun=_("the day it was convened"),
        required=False, help_text=_("For urgent meetings only. The agenda is then due on this day."),
    )  # fmt: skip
    is_meant = TickField(label=_("Yes, this is meant"), required=False)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if not self.is_bound:
            del self.fields["is_meant"]
        if self.record.is_published:
            for name in ("body", "held_on", "status", "is_meant"):
                self.fields.pop(name, None)
            return
        self.fields["body"].queryset = bodies_of(self.user, Permission.EDIT_MEETING)  # type: ignore[attr-defined]

    def clean(self) -> None:
        """A doubtful date is asked again; the last moment to take part has its day, before the meeting."""
        chosen = self.cleaned_data
        day = chosen.get("held_on") or self.record.held_on
        if chosen.get("take_part_by_time") and not chosen.get("take_part_by") and "take_part_by" not in self.errors:
            self.add_error("take_part_by", _("Enter the last day to say that one takes part"))
        for name in ("take_part_by", "convened_on"):
            if day and chosen.get(name) and chosen[name] > day:
                self.add_error(name, _("This must not be after the day of the meeting"))
        if self.record.is_published:
            return
        if self.record.pk and not {"body", "held_on", "starts_at"} & set(self.changed_data):
            self.fields.pop("is_meant", None)
            return
        check_planned(self, chosen.get("body"), but_for=self.record)

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

    columns = ("title", "plan_reference", "lead_member", "wards", "topics", "in_short")

    title = TextField(label=_("Title"), missing=_("Enter the title of the issue"), max_length=300)
    plan_reference = TextField(
        label=_("Forward plan reference"), required=False, max_length=60,
        widget=forms.TextInput(attrs={"class": "width-10"}),
    )  # fmt: skip
    lead_member = TextField(label=_("Lead member"), required=False, max_length=300)
    wards = TextField(
        label=_("Wards affected"), required=False, max_length=500,
        help_text=_("Divide them by commas. Residents find the issue on the page of each ward."),
    )  # fmt: skip
    topics = TextField(
        label=_("Topics"), required=False, max_length=300,
        help_text=_("Divide them by commas, such as “Housing, Climate”. Each has a page of its own."),
    )  # fmt: skip
    in_short = ParagraphsField(
        label=_("In short"), required=False, max_length=2000, rows=4,
        help_text=_("Two plain sentences for residents. The page says that they are not part of the record."),
    )  # fmt: skip
