"""The forms of the verbs that need words: withdraw, make exempt, review a restriction, look at what a file hides."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from council.choices import WITHHELD, Restriction
from council.forms import DateField, ParagraphsField, PlainForm, RadiosField, TickField
from meetings.forms.base import ExemptParagraphsField, check_restriction


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
        help_text=_(
            "Exempt rests on a description in law and may lapse. Confidential is a bar in law and cites no paragraph."
        ),
    )
    exempt_paragraphs = ExemptParagraphsField()
    exempt_reason = ParagraphsField(
        label=_("Why?"),
        help_text=_("Residents will read this in its place. Do not repeat what must not be read."),
        missing=_("Enter why it is withheld. Residents will read this"),
        max_length=5000,
        rows=4,
    )
    restriction_lapses_on = DateField(
        label=_("When will the restriction be reviewed?"), noun=_("the review date"), required=False
    )

    def clean(self) -> None:
        """Exempt cites paragraphs; confidential cites none."""
        check_restriction(self)


class LookedForm(PlainForm):
    """That an officer has looked at what was found in a file."""

    looked = TickField(
        label=_("I have looked at everything listed here. The file may be published with it"),
        missing=_("Tick that you have looked at everything listed here, or choose another file"),
    )


class ReviewForm(PlainForm):
    """What becomes of a restriction whose day has come: opened with a reason, or kept until another day."""

    OPEN, KEEP = "open", "keep"

    decision = RadiosField(
        label=_("What do you decide?"),
        choices=[(OPEN, _("Open it now: residents read all of it")), (KEEP, _("Keep it withheld until another day"))],
        missing=_("Select whether to open it now or to keep it withheld"),
    )
    until = DateField(
        label=_("Withheld until, if you keep it withheld"), noun=_("the date until which it is withheld"),
        required=False, help_text=_("You are asked again on that day. For example, 27 3 2027"),
    )  # fmt: skip
    reason = ParagraphsField(
        label=_("Why?"),
        help_text=_("If you open it, residents will read this. If you keep it withheld, it stays in the audit trail."),
        missing=_("Enter why"),
        max_length=2000,
        rows=3,
    )

    def clean(self) -> None:
        """Keeping needs a day."""
        has_day = self.cleaned_data.get("until") or "until" in self.errors
        if self.cleaned_data.get("decision") == self.KEEP and not has_day:
            self.add_error("until", _("Enter the date until which it is withheld"))
