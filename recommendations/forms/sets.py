"""The form of a recommendation set: what it is about, who made it, who has to answer."""

from __future__ import annotations

import datetime
from typing import Any

from django import forms
from django.db.models import Q
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from council.corrections import OF_THE_CORRECTION, CorrectionField, ReasonField
from council.forms import DateField, ParagraphsField, PlainForm, RecordField, SelectField, TextField, TickField
from council.models import Body, User
from council.roles import Permission, bodies_for
from council.statute.wording import long_date
from meetings.models import Issue, Meeting
from recommendations.choices import Origin
from recommendations.forms.own_days import OwnDays
from recommendations.forms.quiet import only_past
from recommendations.models import RecommendationSet


class SetForm(PlainForm):
    """What a set is about, who made it and who has to answer. A draft may leave most of it open."""

    subject = TextField(
        label=_("What the recommendations are about"),
        noun=_("what the recommendations are about"),
        help_text=_("As it reads after “recommendations concerning”, for example “opening hours of libraries”"),
        max_length=500,
    )
    has_article = TickField(label=_("The heading reads “concerning the …”"), required=False)
    made_by = RecordField(
        queryset=Body.objects.none(),
        label=_("Made by"),
        missing=_("Select the committee that made the recommendations"),
    )
    made_on = DateField(label=_("Made on"), noun=_("the date the recommendations were made"), required=False)
    made_where = SelectField(
        label=_("At which meeting and item"), required=False, help_text=_("Leave it as it is if they came by letter")
    )
    origin = SelectField(label=_("How they came about"), choices=(), required=False)
    referred_by = TextField(
        label=_("Referred by"), help_text=_("A councillor who raised it, if one did"), max_length=200, required=False
    )
    copy_to = TextField(
        label=_("Copy to"),
        help_text=_("Who gets a copy, for example the councillor who raised it"),
        max_length=300,
        required=False,
    )
    dissent_by = TextField(label=_("Who did not agree with them"), max_length=300, required=False)
    dissent = ParagraphsField(
        label=_("What they said"),
        help_text=_("Dissent from all of them. From one alone, it stands with that recommendation"),
        max_length=5000,
        rows=3,
        required=False,
    )
    issue = RecordField(
        queryset=Issue.objects.none(),
        label=_("Issue they belong to"),
        help_text=_("Its history will then show them. Empty: the issue of the item"),
        empty_label=_("None"),
        required=False,
    )
    addressee = RecordField(
        queryset=Body.objects.none(), label=_("Who has to answer"), missing=_("Select who has to answer")
    )
    notice_given_on = DateField(
        label=_("Written notice given on"),
        noun=_("the date of the written notice"),
        help_text=_("Only where the committee gave notice in writing: the two months in law need one"),
        required=False,
    )
    received_on = DateField(
        label=_("Received on"),
        noun=_("the date of receipt"),
        help_text=_("The clock starts on this day. Leave it empty if they are not yet received, or if it is not known"),
        required=False,
    )
    in_short = ParagraphsField(
        label=_("In short"),
        help_text=_("Two plain sentences for residents, shown as no part of the record"),
        max_length=1000,
        rows=3,
        required=False,
    )
    correction = CorrectionField()
    reason = ReasonField(
        label=_("Why it is corrected"),
        help_text=_("Residents will read this"),
        missing=_("Enter why it is corrected. Residents will read this"),
        max_length=2000,
        rows=3,
    )

    def __init__(
        self,
        data: Any = None,
        *,
        user: User,
        today: datetime.date,
        record: RecommendationSet | None = None,
        **kwargs: Any,
    ) -> None:
        self.record, self.today = record, today
        super().__init__(data, initial=_initial(record), **kwargs)
        is_public = record is not None and record.is_published
        self._offer_bodies(user, Permission.PUBLISH_SET if is_public else Permission.RECORD_SET)
        self.fields["origin"].choices = [("", gettext("Not recorded")), *Origin.choices]  # type: ignore[attr-defined]
        self.fields["issue"].queryset = Issue.objects.filter(withdrawn_at=None).order_by("title")  # type: ignore[attr-defined]
        self._offer_meetings()
        if not is_public:
            del self.fields["reason"], self.fields["correction"]
        elif record and record.received_on:
            self.fields["received_on"].required = True
        else:  # sending and receipt are steps of their own
            del self.fields["notice_given_on"], self.fields["received_on"]
        is_received = is_public and record is not None and record.received_on
        self.own_days = OwnDays(self, record if is_received else None)

    def _offer_bodies(self, user: User, permission: Permission) -> None:
        current = Q(exists_to=None) | Q(exists_to__gte=self.today)
        makers, addressees = Q(current), Q(current)
        keys = bodies_for(user, permission)
        if keys is not None:
            makers &= Q(pk__in=keys)
        makers &= ~Q(kind=Body.Kind.EXECUTIVE)
        if self.record:
            makers |= Q(pk=self.record.made_by_id)
            addressees |= Q(pk=self.record.addressee_id)
        self.fields["made_by"].queryset = Body.objects.filter(makers)  # type: ignore[attr-defined]
        self.fields["addressee"].queryset = Body.objects.filter(addressees)  # type: ignore[attr-defined]
        if self.record is None:
            self.initial.setdefault("addressee", Body.objects.filter(kind=Body.Kind.EXECUTIVE).filter(current).first())
            only = list(Body.objects.filter(makers)[:2])
            self.initial.setdefault("made_by", only[0] if len(only) == 1 else None)

    def _offer_meetings(self) -> None:
        """The meetings of the maker on the day the set was made, and their items: read from what is typed so far."""
        choices = [("", gettext("Not recorded"))]
        try:
            made_by = self.fields["made_by"].clean(self["made_by"].value())
            made_on = self.fields["made_on"].clean(self["made_on"].value())
        except forms.ValidationError:
            made_by = made_on = None
        same_day = Q(body=made_by, held_on=made_on) if made_by and made_on else Q(pk=None)
        stored = Q(pk=self.record.made_at_meeting_id) if self.record and self.record.made_at_meeting_id else Q(pk=None)
        for meeting in Meeting.objects.filter(same_day | stored).prefetch_related("items").select_related("body"):
            choices.append((f"m{meeting.pk}", gettext("%(meeting)s, no item") % {"meeting": meeting}))
            choices += [(f"i{item.pk}", _item_words(meeting, item)) for item in meeting.items.all()]
        self.fields["made_where"].choices = choices  # type: ignore[attr-defined]
        self.has_meetings = len(choices) > 1

    def clean_received_on(self) -> datetime.date | None:
        """Receipt cannot come before the recommendations were made."""
        made_on, received_on = self.cleaned_data.get("made_on"), self.cleaned_data.get("received_on")
        if made_on and received_on and received_on < made_on:
            words = _("The date of receipt must be %(day)s or later: the recommendations were made that day")
            raise forms.ValidationError(words, params={"day": long_date(made_on)})
        return received_on

    def clean(self) -> dict[str, Any]:
        for name in ("notice_given_on", "received_on"):
            if name in self.fields:
                only_past(self, name, self.today)
        self.own_days.check(self.cleaned_data.get("made_on"), self.today)
        return self.cleaned_data

    def values(self) -> dict[str, Any]:
        """The columns of the set, ready for the action."""
        others = ("made_where", *OF_THE_CORRECTION, *self.own_days.names)
        values = {name: value for name, value in self.cleaned_data.items() if name not in others}
        where = self.cleaned_data["made_where"]
        meetings = Meeting.objects.prefetch_related("items__issue")
        meeting = None
        item = None
        if where.startswith("m"):
            meeting = meetings.filter(pk=where[1:]).first()
        elif where:
            meeting = meetings.filter(items__pk=where[1:]).first()
            items = meeting.items.all() if meeting else ()
            item = next((found for found in items if str(found.pk) == where[1:]), None)
        values |= {"made_at_meeting": meeting, "made_at": item}
        values["issue"] = values["issue"] or (item.issue if item else None)
        return values


def _item_words(meeting: Meeting, item: Any) -> str:
    number = item.agenda_number or item.minute_number
    words = gettext("item %(number)s, %(title)s") if number else gettext("item without a number, %(title)s")
    return f"{meeting}, {words % {'number': number, 'title': item.title}}"


def _initial(record: RecommendationSet | None) -> dict[str, Any]:
    if record is None:
        return {}
    names = (
        "subject", "has_article", "made_by", "made_on", "origin", "referred_by", "copy_to", "dissent_by", "dissent",
        "issue", "addressee",
    )  # fmt: skip
    initial = {name: getattr(record, name) for name in (*names, "notice_given_on", "received_on", "in_short")}
    where = f"i{record.made_at_id}" if record.made_at_id else f"m{record.made_at_meeting_id or ''}"
    return initial | {"made_where": where if where != "m" else ""}
