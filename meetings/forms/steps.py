"""The forms of the verbs that need words: withdraw, make exempt."""

from __future__ import annotations

from django import forms
from django.utils.translation import gettext_lazy as _

from council.choices import WITHHELD, Restriction
from council.forms import ParagraphsField, PlainForm, RadiosField, TextField
from meetings.forms.base import check_restriction


class WithdrawForm(PlainForm):
    """Why something is withdrawn."""

    reason = ParagraphsField(
        label=_("Why is it withdrawn?"),
        help_text=_("Residents will read this in its place. Do not repeat what must not be read."),
        missing=_("Enter why it is withdrawn. Residents will read this"),
        max_length=2000,
        rows=4,
    )


class ExemptForm(PlainForm):
    """Which restriction, and what it rests on."""

    restriction = RadiosField(
        label=_("How is it withheld?"),
        choices=[(value, label) for value, label in Restriction.choices if value in WITHHELD],
        missing=_("Select exempt or confidential"),
        help_text=_("Exempt rests on Schedule 12A and may lapse. Confidential is a bar in law and cites no paragraph."),
    )
    exempt_paragraphs = TextField(
        label=_("Schedule 12A paragraphs"),
        help_text=_("If it is exempt. For example, 3 or 1 and 2"),
        required=False,
        max_length=60,
        widget=forms.TextInput(attrs={"class": "width-10"}),
    )
    exempt_reason = ParagraphsField(
        label=_("Why?"),
        help_text=_("Residents will read this in its place. Do not repeat what must not be read."),
        missing=_("Enter why it is withheld. Residents will read this"),
        max_length=5000,
        rows=4,
    )

    def clean(self) -> None:
        """Exempt cites paragraphs; confidential cites none."""
        check_restriction(self)
