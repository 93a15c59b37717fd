"""The forms for a notice, for what people wrote about a private meeting, and for moving an entry of the plan."""

from __future__ import annotations

import datetime as dt
from typing import Any

from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from council.corrections import OF_THE_CORRECTION
from council.forms import DateField, ParagraphsField, PlainForm, RadiosField, RecordField, TextField, TickField
from council.models import User
from council.roles import Permission
from council.templatetags.words import on as day_words
from meetings.choices import ItemKind
from meetings.choices_plan import AgreedBy, KeyRoute, NoticeKind, ToldWhom, UrgencyCovers
from meetings.forms.base import RecordForm
from meetings.forms.meeting import bodies_of
from meetings.forms.plan import DATES, DueFields, check_dates
from meetings.models import AgendaItem, PlanEntry

# What is asked for, by kind of notice.
ASKED: dict[str, tuple[str, ...]] = {
    NoticeKind.KEY_DECISION: (),
    NoticeKind.PRIVATE_FIRST: ("reasons", "representations_how", "representations_by"),
    NoticeKind.PRIVATE_SECOND: ("reasons", "no_representations", "reply"),
    NoticeKind.GENERAL_EXCEPTION: ("told_whom", "told_name", "told_on", "reasons"),
    NoticeKind.SPECIAL_URGENCY: ("covers", "agreed_by", "agreed_name", "agreed_on", "agreed_why_not", "reasons"),
}
REASONS = {
    NoticeKind.PRIVATE_FIRST: _("Why is the meeting to be held in private?"),
    NoticeKind.PRIVATE_SECOND: _("Why is the meeting to be held in private?"),
    NoticeKind.GENERAL_EXCEPTION: _("Why can 28 clear days’ notice not be given?"),
    NoticeKind.SPECIAL_URGENCY: _("Why is it urgent, and why can it not reasonably be deferred?"),
}
CLEARED = TickField(
    label=_("I have read it through: it holds nothing exempt or confidential"), required=False,
    help_text=_("The entry is withheld. Without this tick residents do not read these words."),
)  # fmt: skip


class NoticeForm(RecordForm):
    """One notice. Which fields it has depends on its kind."""

    columns = (
        "told_whom", "told_name", "told_on", "covers", "agreed_by", "agreed_name", "agreed_on", "agreed_why_not",
        "reasons", "representations_how", "representations_by", "no_representations", "reply", "is_cleared",
        "given_on", "late_reason",
    )  # fmt: skip

    told_whom = RadiosField(label=_("Who was told in writing?"), choices=ToldWhom.choices, required=False)
    told_name = TextField(label=_("Their name or names"), required=False, max_length=300)
    told_on = DateField(label=_("When were they told?"), noun=_("the date they were told"), required=False)
    covers = RadiosField(label=_("What is urgent?"), choices=UrgencyCovers.choices, required=False)
    agreed_by = RadiosField(label=_("Who agreed?"), choices=AgreedBy.choices, required=False)
    agreed_name = TextField(label=_("Name of who agreed"), required=False, max_length=200)
    agreed_on = DateField(label=_("When did they agree?"), noun=_("the date they agreed"), required=False)
    agreed_why_not = ParagraphsField(
        label=_("Why was it not the chair of the scrutiny committee?"), required=False, max_length=2000, rows=2,
        help_text=_("There is none, or they were unable to act."),
    )  # fmt: skip
    reasons = ParagraphsField(label=_("Reasons"), required=False, max_length=10_000, rows=4)
    representations_how = ParagraphsField(
        label=_("How can people write to us about it?"), required=False, max_length=2000, rows=2
    )
    representations_by = DateField(
        label=_("Last day to write to us"), noun=_("the last day to write to us"), required=False
    )
    no_representations = TickField(label=_("Nobody wrote to us about it"), required=False)
    reply = ParagraphsField(
        label=_("The council’s reply to what was written"), required=False, max_length=10_000, rows=4
    )
    is_cleared = CLEARED
    given_on = DateField(
        label=_("Day it was given, if it was given elsewhere before"), noun=_("the day it was given"), required=False,
        help_text=_("Leave it empty: then it is given on the day you publish it here."),
    )  # fmt: skip
    late_reason = ParagraphsField(label=_("If it was given late: why?"), required=False, max_length=2000, rows=2)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        kind = self.record.kind
        kept = {*ASKED[kind], "given_on", "late_reason", *OF_THE_CORRECTION}
        kept |= {"is_cleared"} if self.record.plan_entry.is_withheld else set()
        for name in [name for name in self.fields if name not in kept]:
            del self.fields[name]
        if "reasons" in self.fields:
            self.fields["reasons"].label = REASONS[kind]
        if self.record.is_published:
            self.fields["given_on"].required = True
            self.fields["given_on"].help_text = ""

    def clean(self) -> None:
        """No day of the past that is still to come."""
        for name in ("given_on", "told_on", "agreed_on"):
            day = self.cleaned_data.get(name)
            if day and day > timezone.localdate():
                self.add_error(name, _("Enter today or an earlier day: it cannot have happened yet"))
        told, given = self.cleaned_data.get("told_on"), self.cleaned_data.get("given_on")
        if told and given and told > given:
            self.add_error("told_on", _("They must be told before the notice is given, or on the same day"))
        if self.cleaned_data.get("no_representations") and self.cleaned_data.get("reply"):
            self.add_error(
                "reply", _("Nobody wrote, so there is nothing to reply to. Empty this box or the tick above")
            )


class RepresentationForm(RecordForm):
    """What somebody wrote. Their name and words stay inside; the summary is published."""

    columns = ("received_on", "who", "words", "public_summary", "is_cleared")

    received_on = DateField(label=_("When did it arrive?"), noun=_("the date it arrived"))
    who = TextField(
        label=_("Who wrote?"), missing=_("Enter who wrote"), max_length=300, help_text=_("This is not published.")
    )
    words = ParagraphsField(
        label=_("What did they write?"), missing=_("Enter what they wrote"), rows=6,
        help_text=_("In their own words. This is not published."),
    )  # fmt: skip
    public_summary = ParagraphsField(
        label=_("Summary for the public"), required=False, max_length=5000, rows=3,
        help_text=_("Without names. It is published with the five-day notice; you can add it until then."),
    )  # fmt: skip
    is_cleared = CLEARED

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if not self.record.entry_above.is_withheld:
            del self.fields["is_cleared"]

    def clean(self) -> None:
        """It has arrived."""
        day = self.cleaned_data.get("received_on")
        if day and day > timezone.localdate():
            self.add_error("received_on", _("Enter today or an earlier day: it cannot have arrived yet"))


class MoveForm(PlainForm):
    """Why an entry is deferred or taken off the plan."""

    asks_why = _("Why?")
    needs_why = True

    reason = ParagraphsField(
        label=_("Why?"), help_text=_("Residents will read this."), missing=_("Enter why. Residents will read this"),
        max_length=2000, rows=3,
    )  # fmt: skip
    is_cleared = CLEARED

    def __init__(self, data: Any = None, *, entry: PlanEntry) -> None:
        self.entry = entry
        super().__init__(data)
        if not entry.is_withheld:
            del self.fields["is_cleared"]
        self.fields["reason"].required = self.needs_why

    def facts(self) -> dict[str, Any]:
        """What the action is told."""
        data = self.cleaned_data
        return {"reason": data["reason"], "is_cleared": bool(data.get("is_cleared"))}


class RescheduleForm(DueFields, MoveForm):
    """The new date and why."""

    key_route = RadiosField(
        label=_("Which notice makes a key decision lawful on the new date?"), choices=KeyRoute.choices, required=False
    )

    def __init__(self, data: Any = None, *, entry: PlanEntry) -> None:
        super().__init__(data, entry=entry)
        if not entry.is_key:
            del self.fields["key_route"]
        else:
            self.fields["key_route"].initial = entry.key_route
        self.order_fields([*DATES, "key_route", "reason", "is_cleared"])

    def clean(self) -> None:
        """A real date or period."""
        check_dates(self)

    def facts(self) -> dict[str, Any]:
        """The dates, the route and why."""
        dates = {name: self.cleaned_data[name] for name in DATES}
        return super().facts() | {"dates": dates, "route": self.cleaned_data.get("key_route") or ""}


class AgendaItemField(RecordField):
    """An item of an agenda by its meeting, number and title."""

    def label_from_instance(self, item: Any) -> str:
        """ "Council, 15 December 2026: 9 Report of special urgency"."""
        number = item.agenda_number or item.minute_number
        return f"{item.meeting.body.name}, {day_words(item.meeting.held_on)}: {f'{number} {item.title}'.strip()}"


class UrgencyItemForm(PlainForm):
    """On which item of a meeting to come the report of special urgency is put."""

    item = AgendaItemField(
        label=_("Put this report on an item of an agenda"), queryset=AgendaItem.objects.none(),
        missing=_("Choose the item, or add it to the agenda of the meeting first"),
        help_text=_("It becomes a paper of the item, as a draft: it is published with the agenda."),
    )  # fmt: skip

    def __init__(self, data: Any = None, *, user: User, on: dt.date) -> None:
        super().__init__(data)
        offered = AgendaItem.objects.filter(meeting__held_on__gte=on, meeting__withdrawn_at=None, withdrawn_at=None)
        offered = offered.filter(meeting__body__in=bodies_of(user, Permission.EDIT_MEETING))
        offered = offered.exclude(kind=ItemKind.HEADING).select_related("meeting__body")
        offered = offered.order_by("meeting__held_on", "meeting__body__name", "position")
        self.fields["item"].queryset = offered  # type: ignore[attr-defined]


class DecideForm(MoveForm):
    """When it was decided, and where the decision stands."""

    needs_why = False

    decided_on = DateField(label=_("When was it decided?"), noun=_("the date it was decided"))
    address = TextField(
        label=_("Address of the decision on this site"), required=False, max_length=500,
        help_text=_("As the page of the decision or of the agenda item shows it, from the first slash: /meetings/…"),
    )  # fmt: skip

    def __init__(self, data: Any = None, *, entry: PlanEntry) -> None:
        super().__init__(data, entry=entry)
        self.fields["reason"].label = _("Anything to add?")
        self.order_fields(["decided_on", "address", "reason", "is_cleared"])

    def clean(self) -> None:
        """The decision was made, and its address is a page of this site."""
        day, address = self.cleaned_data.get("decided_on"), self.cleaned_data.get("address") or ""
        if day and day > timezone.localdate():
            self.add_error("decided_on", _("Enter today or an earlier day: it cannot have been decided yet"))
        if address and not (address.startswith("/") and not address.startswith(("//", "/officer/"))):
            self.add_error("address", _("Enter the address from the first slash on, such as /decisions/DN-2026-1/"))

    def facts(self) -> dict[str, Any]:
        """When, where and why."""
        data = self.cleaned_data
        return super().facts() | {"decided_on": data["decided_on"], "address": data["address"]}
