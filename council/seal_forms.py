"""The forms of sealing: ask for it; confirm or refuse what somebody else asked for."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from council.forms import ParagraphsField, PlainForm, RadiosField, TickField
from council.models import SealRequest


class SealForm(PlainForm):
    """Why a record is to be sealed: a category that residents read, and words for the second officer alone."""

    because = RadiosField(
        label=_("Why is it to be sealed?"), choices=SealRequest.Because.choices,
        missing=_("Select why it is to be sealed"), help_text=_("Residents will read this line."),
    )  # fmt: skip
    reason = ParagraphsField(
        label=_("What does the second officer need to know?"),
        help_text=_("Only officers who may seal read this, and it is kept. Do not repeat the words that must go."),
        missing=_("Enter what the second officer needs to know"),
        max_length=2000,
        rows=4,
    )


class ConfirmSealForm(PlainForm):
    """The second officer says that they have looked at what will be destroyed."""

    is_understood = TickField(
        label=_("I have looked at what will be destroyed, and I know that nobody can bring it back"),
        missing=_("Tick the box to show that you have looked at what will be destroyed"),
    )


class RefuseSealForm(PlainForm):
    """Why it is not to be sealed."""

    refusal = ParagraphsField(
        label=_("Why is it not to be sealed?"), missing=_("Enter why it is not to be sealed"), max_length=2000, rows=3,
        help_text=_("The officer who asked for it reads this."),
    )  # fmt: skip
