"""The forms of readers: an address and how often; the address alone; and changing what one follows."""

from __future__ import annotations

import uuid
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.core.validators import EmailValidator
from django.utils.translation import gettext_lazy as _

from council.forms import PlainForm, RadiosField, SelectField, TextField
from council.models import Subscription

Pace = Subscription.Pace
SAYS_HOW = _("Enter an e-mail address in the right form, like name@example.org")


class AddressField(TextField):
    """An e-mail address. One with a line break in it, with which headers could be forged, is none."""

    widget = forms.EmailInput

    def __init__(self, **kwargs: Any) -> None:
        words: dict[str, Any] = {
            "label": _("Your e-mail address"),
            "missing": _("Enter your e-mail address"),
            "max_length": 254,
        }
        super().__init__(**(words | kwargs))
        self.widget.attrs |= {"autocomplete": "email", "spellcheck": "false", "inputmode": "email"}

    def validate(self, value: str) -> None:
        """Raises ValidationError in words that show the form of an address."""
        super().validate(value)
        EmailValidator(message=str(SAYS_HOW))(value)
        if not value.isascii():
            raise ValidationError(SAYS_HOW, code="invalid")


class AddressForm(PlainForm):
    """An address alone: for the link to one's own page."""

    email = AddressField()


class FollowForm(AddressForm):
    """An address, and how often; a digest comes once a day."""

    pace = RadiosField(
        label=_("How often?"), choices=Pace.choices, initial=Pace.DAILY,
        missing=_("Select whether the e-mails come once a day or at once"),
    )  # fmt: skip

    def __init__(self, *args: Any, is_digest: bool = False, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if is_digest:
            del self.fields["pace"]


class MineForm(PlainForm):
    """How often each thing comes that one follows, or that it stops."""

    STOP = "stop"

    def __init__(self, data: Any, *, rows: list[tuple[Subscription, str]], digests: list[str]) -> None:
        super().__init__(data)
        self.rows = [row for row, _words in rows]
        for row, words in rows:
            paces = [(Pace.DAILY.value, Pace.DAILY.label)] if row.kind in digests else list(Pace.choices)
            self.fields[row.public_id.hex] = SelectField(
                label=words, choices=[*paces, (self.STOP, _("Stop: no more of this"))], initial=row.pace,
                missing=_("Select how often"),
            )  # fmt: skip

    def paces(self) -> dict[uuid.UUID, str]:
        """What was chosen for each; "" to stop."""
        chosen = {row.public_id: self.cleaned_data[row.public_id.hex] for row in self.rows}
        return {key: "" if pace == self.STOP else pace for key, pace in chosen.items()}
