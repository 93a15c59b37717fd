"""The council's fields on decisions and call-in: part of the administrator's form of the council."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from council.forms import ParagraphsField, PlainModelForm, RadiosField, TextField, TickField, TimeField
from council.models import Council
from council.settings_numbers import NumberField

CALL_IN = (
    "call_in_days", "call_in_effective", "call_in_skips_non_working", "call_in_hour", "call_in_members",
    "call_in_who", "call_in_grounds", "call_in_meeting_days",
)  # fmt: skip


class DecisionFields(PlainModelForm):
    """When a decision takes effect, who may call it in and how, and what makes it key."""

    call_in_days = NumberField(
        label=_("Working days for call-in"), min_value=0, max_value=30, missing=_("Enter the working days for call-in"),
        help_text=_("0 where this council has no call-in. A decision keeps the dates it was published with."),
    )  # fmt: skip
    call_in_effective = RadiosField(
        label=_("A decision takes effect"), choices=Council.CallInEffective.choices,
        missing=_("Select when a decision takes effect"),
    )  # fmt: skip
    call_in_skips_non_working = TickField(
        label=_("Where that is a weekend or a bank holiday, on the next working day"), required=False
    )
    call_in_hour = TimeField(
        label=_("Hour by which a call-in must arrive on the last day"), noun=_("the hour for a call-in")
    )
    call_in_members = NumberField(
        label=_("Councillors needed for a call-in"), min_value=1, max_value=100,
        missing=_("Enter how many councillors a call-in needs"),
    )  # fmt: skip
    call_in_who = TextField(
        label=_("Who may call in, in words"), required=False, max_length=300,
        help_text=_("Residents read this: any four councillors who are not members of Cabinet"),
    )  # fmt: skip
    call_in_grounds = ParagraphsField(
        label=_("Grounds for a call-in"), required=False, max_length=5000, rows=5, help_text=_("One on each line.")
    )
    call_in_meeting_days = NumberField(
        label=_("Working days within which a call-in is considered"), required=False, min_value=1, max_value=60,
        help_text=_("Counted from the day it was received."),
    )  # fmt: skip
    key_thresholds = ParagraphsField(
        label=_("What makes a decision key"), required=False, max_length=5000, rows=4,
        help_text=_("One threshold on each line: Spending or saving £500,000 or more"),
    )  # fmt: skip
