"""The administrator's forms: the council's own configuration, bodies, people, offices, users, extra bank holidays."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from council.forms import (
    DateField,
    RadiosField,
    RecordField,
    TextField,
    TickField,
)
from council.models import Body, Council, ExtraHoliday, Membership, Office, OfficeHolding, Person
from council.settings_accessibility import STATEMENT, AccessibilityFields
from council.settings_base import EmailField, SettingsForm
from council.settings_decisions import CALL_IN, DecisionFields
from council.settings_numbers import NumberField

NOTICE_BASES = ("key_notice_basis", "private_first_basis", "private_second_basis", "general_exception_basis")

TARGET_DAYS = ("target_days_officer", "target_days_partner", "target_days_committee")


class CouncilForm(AccessibilityFields, DecisionFields, SettingsForm):
    """The council: its words, its rules, whom to ask."""

    name = TextField(label=_("Council’s name"), max_length=200, missing=_("Enter the council’s name"))
    nation = RadiosField(label=_("Nation"), choices=Council.Nation.choices, missing=_("Select the nation"))
    governance = RadiosField(
        label=_("Governance"), choices=Council.Governance.choices, missing=_("Select how the council is governed")
    )
    colour = TextField(
        label=_("Main colour"),
        max_length=7,
        missing=_("Enter the main colour, such as #1d4f5c"),
        help_text=_("As # and six figures. The colour of the words on it is chosen so that they can be read."),
        widget=forms.TextInput(attrs={"class": "width-10"}),
    )
    executive_word = TextField(
        label=_("Word for the executive"), max_length=60, missing=_("Enter the word for the executive"),
        help_text=_("Cabinet, Executive"),
    )  # fmt: skip
    ward_word = TextField(
        label=_("Word for a ward"), max_length=60, missing=_("Enter the word for a ward"),
        help_text=_("Ward, Electoral division"),
    )  # fmt: skip
    word_accepted = TextField(label=_("Word for accepted"), max_length=60, missing=_("Enter the word for accepted"))
    word_accepted_in_part = TextField(
        label=_("Word for accepted in part"), max_length=60, missing=_("Enter the word for accepted in part")
    )
    word_not_accepted = TextField(
        label=_("Word for not accepted"), max_length=60, missing=_("Enter the word for not accepted")
    )
    response_months = NumberField(
        label=_("Months to respond where a written notice was given"), min_value=1, max_value=24,
        missing=_("Enter the months to respond"), help_text=_("Two in England, by the Local Government Act 2000."),
    )  # fmt: skip
    target_months = NumberField(
        label=_("The council’s own target in months, where no notice was given"), required=False,
        min_value=1, max_value=24,
    )  # fmt: skip
    target_days_officer = NumberField(
        label=_("The council’s own target in days for an officer"), required=False, min_value=1, max_value=730,
        help_text=_("Leave these three empty where the target in months above holds for everybody."),
    )  # fmt: skip
    target_days_partner = NumberField(
        label=_("The council’s own target in days for a partner body"), required=False, min_value=1, max_value=730
    )
    target_days_committee = NumberField(
        label=_("The council’s own target in days for another committee"), required=False, min_value=1, max_value=730
    )
    clock_starts_on = DateField(
        label=_("Show clocks in public for recommendations received from"), noun=_("the first day of public clocks"),
        required=False,
    )  # fmt: skip
    due_soon_days = NumberField(
        label=_("Days before the due date that count as soon"), min_value=0, max_value=90,
        missing=_("Enter how many days count as soon"),
    )  # fmt: skip
    agenda_notice_days = NumberField(
        label=_("Clear days between an agenda and its meeting"), required=False, min_value=1, max_value=60,
        help_text=_("Leave it empty for the law’s own: five in England, three in Wales and Scotland."),
    )  # fmt: skip
    agenda_notice_basis = RadiosField(
        label=_("Which days count"), choices=Council.NoticeBasis.choices, missing=_("Select which days count"),
        help_text=_("Most councils count working days. The law says only clear days."),
    )  # fmt: skip
    key_notice_basis = RadiosField(
        label=_("28 days’ notice of a key decision counts"), choices=Council.NoticeBasis.choices,
        missing=_("Select how notice of a key decision is counted"),
    )  # fmt: skip
    private_first_basis = RadiosField(
        label=_("28 days’ notice of a private meeting counts"), choices=Council.NoticeBasis.choices,
        missing=_("Select how the first notice of a private meeting is counted"),
    )  # fmt: skip
    private_second_basis = RadiosField(
        label=_("Five days’ notice of a private meeting counts"), choices=Council.NoticeBasis.choices,
        missing=_("Select how the second notice of a private meeting is counted"),
    )  # fmt: skip
    general_exception_basis = RadiosField(
        label=_("Five days’ notice of a general exception counts"), choices=Council.NoticeBasis.choices,
        missing=_("Select how notice of a general exception is counted"),
    )  # fmt: skip
    has_four_eyes = TickField(label=_("Nobody signs off a response they drafted themselves"), required=False)
    contact_name = TextField(label=_("Contact"), max_length=200, missing=_("Enter whom residents are to ask"))
    contact_email = EmailField(label=_("Contact e-mail"), required=False)
    contact_phone = TextField(
        label=_("Contact telephone"), required=False, max_length=40,
        widget=forms.TextInput(attrs={"class": "width-20"}),
    )  # fmt: skip
    licence_name = TextField(label=_("Licence"), max_length=100, missing=_("Enter the licence of what is published"))
    licence_url = forms.URLField(
        label=_("Address of the licence"), required=False, assume_scheme="https", widget=forms.TextInput,
        error_messages={"invalid": _("Enter a full address, like https://www.example.org/licence")},
    )  # fmt: skip

    sections = (
        (_("The council"), ("name", "nation", "governance", "colour")),
        (
            _("Its words"),
            ("executive_word", "ward_word", "word_accepted", "word_accepted_in_part", "word_not_accepted"),
        ),
        (
            _("Answering recommendations"),
            ("response_months", "target_months", *TARGET_DAYS, "clock_starts_on", "due_soon_days", "has_four_eyes"),
        ),
        (_("Agendas"), ("agenda_notice_days", "agenda_notice_basis")),
        (_("Notice of decisions"), NOTICE_BASES),
        (_("Decisions"), ("key_thresholds",)),
        (_("Call-in"), CALL_IN),
        (
            _("Contact and licence"),
            ("contact_name", "contact_email", "contact_phone", "licence_name", "licence_url"),
        ),
        (_("Accessibility statement"), STATEMENT),
    )

    class Meta:
        model = Council
        fields = [
            "name", "nation", "governance", "colour", "executive_word", "ward_word", "word_accepted",
            "word_accepted_in_part", "word_not_accepted", "response_months", "target_months", *TARGET_DAYS,
            "clock_starts_on", "due_soon_days", "has_four_eyes", "key_thresholds", *CALL_IN, "agenda_notice_days",
            "agenda_notice_basis", *NOTICE_BASES, "contact_name", "contact_email", "contact_phone", "licence_name",
            "licence_url", *STATEMENT,
        ]  # fmt: skip

    def groups(self) -> list[tuple[Any, list[forms.BoundField]]]:
        """The fields under the headings of the page."""
        return [(words, [self[name] for name in names]) for words, names in self.sections]


class BodyForm(SettingsForm):
    """A body. It keeps the part of its address that it got with its first name."""

    name = TextField(
        label=_("Name"), max_length=200, missing=_("Enter the name"),
        error_messages={"unique": _("There is already a body of this name")},
        help_text=_("A body that took another’s place is a new one: name its predecessor below."),
    )  # fmt: skip
    kind = RadiosField(label=_("Kind"), choices=Body.Kind.choices, missing=_("Select the kind"))
    parent = RecordField(label=_("Part of"), queryset=Body.objects.all(), required=False, empty_label=_("None"))
    predecessor = RecordField(
        label=_("Took the place of"), queryset=Body.objects.all(), required=False, empty_label=_("None")
    )
    exists_from = DateField(label=_("First day"), noun=_("the first day"), required=False)
    exists_to = DateField(label=_("Last day"), noun=_("the last day"), required=False)
    email = EmailField(
        label=_("E-mail of its officers"), required=False, help_text=_("Reminders go there. Residents never see it")
    )
    chair = RecordField(
        label=_("Chair"), queryset=Office.objects.all(), required=False, empty_label=_("None"),
        help_text=_("The office whose e-mail the last reminders go to"),
    )  # fmt: skip

    class Meta:
        model = Body
        fields = ["name", "kind", "parent", "predecessor", "exists_from", "exists_to", "email", "chair"]

    def clean(self) -> None:
        """The last day is not before the first."""
        super().clean()
        self.refuse_end_before_start("exists_from", "exists_to")


class PersonForm(SettingsForm):
    """Somebody who holds or held an office."""

    name = TextField(
        label=_("Name"),
        max_length=200,
        missing=_("Enter the name"),
        help_text=_("As it is printed: Councillor Ada Fenwright"),
    )

    class Meta:
        model = Person
        fields = ["name"]


class OfficeForm(SettingsForm):
    """A named post."""

    title = TextField(
        label=_("Title"), max_length=200, missing=_("Enter the title of the office"),
        error_messages={"unique": _("There is already an office of this title")},
    )  # fmt: skip
    kind = RadiosField(label=_("Held by"), choices=Office.Kind.choices, missing=_("Select who holds it"))
    body = RecordField(label=_("Belongs to"), queryset=Body.objects.all(), required=False, empty_label=_("No body"))
    email = EmailField(
        label=_("E-mail"), required=False, help_text=_("Where it is asked what has been done. Residents never see it")
    )

    class Meta:
        model = Office
        fields = ["title", "kind", "body", "email"]


class HoldingForm(SettingsForm):
    """Who held an office, from and to."""

    office = RecordField(label=_("Office"), queryset=Office.objects.all(), missing=_("Select the office"))
    person = RecordField(label=_("Person"), queryset=Person.objects.all(), missing=_("Select the person"))
    starts_on = DateField(label=_("First day"), noun=_("the first day"), required=False)
    ends_on = DateField(label=_("Last day"), noun=_("the last day"), required=False)

    class Meta:
        model = OfficeHolding
        fields = ["office", "person", "starts_on", "ends_on"]

    def clean(self) -> None:
        """The last day is not before the first."""
        super().clean()
        self.refuse_end_before_start("starts_on", "ends_on")


class MembershipForm(SettingsForm):
    """Who sits on a body, from and to. The attendance of a meeting starts from this list."""

    body = RecordField(label=_("Body"), queryset=Body.objects.all(), missing=_("Select the body"))
    person = RecordField(label=_("Person"), queryset=Person.objects.all(), missing=_("Select the person"))
    capacity = RadiosField(
        label=_("Capacity"), choices=Membership.Capacity.choices, missing=_("Select in which capacity")
    )
    party = TextField(label=_("Party or group"), required=False, max_length=100)
    ward = TextField(label=_("Ward"), required=False, max_length=100)
    starts_on = DateField(label=_("First day"), noun=_("the first day"), required=False)
    ends_on = DateField(label=_("Last day"), noun=_("the last day"), required=False)

    class Meta:
        model = Membership
        fields = ["body", "person", "capacity", "party", "ward", "starts_on", "ends_on"]

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["ward"].label = Council.current().ward_word

    def clean(self) -> None:
        """The last day is not before the first."""
        super().clean()
        self.refuse_end_before_start("starts_on", "ends_on")


class HolidayForm(SettingsForm):
    """A bank holiday proclaimed after this release was made."""

    on = DateField(
        label=_("Date"), noun=_("the date of the bank holiday"),
        error_messages={"unique": _("This day is already listed")},
    )  # fmt: skip
    title = TextField(label=_("What for"), max_length=200, missing=_("Enter what the holiday is for"))

    class Meta:
        model = ExtraHoliday
        fields = ["on", "title"]
