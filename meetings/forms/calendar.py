"""Which month of the public calendar is shown, and whose meetings."""

from __future__ import annotations

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from council.forms import PlainForm, SelectField, TextField
from meetings.months import FIRST_YEAR, LAST_YEAR, Month, read_month


class MonthField(TextField):
    """A month as people write it: "November 2026", "11/2026", "2026-11"."""

    widget = forms.TextInput(attrs={"class": "width-10"})

    def prepare_value(self, value: Any) -> Any:
        """A month in words; typed text as it was typed."""
        return value.words if isinstance(value, Month) else value

    def clean(self, value: Any) -> Month | None:
        """The month, None where nothing was typed; raises ValidationError where it is none."""
        typed = super().clean(value)
        if not typed:
            return None
        month = read_month(typed)
        if month is None:
            years = {"first": FIRST_YEAR, "last": LAST_YEAR}
            words = _("Enter a month and a year from %(first)d to %(last)d, like November 2026")
            raise ValidationError(words, code="invalid", params=years)
        return month


class CalendarForm(PlainForm):
    """Every field is optional: this month, and all committees."""

    mark_optional = False

    month = MonthField(label=_("Month"), required=False, max_length=40, help_text=_("For example, November 2026"))
    body = SelectField(
        label=_("Committee"), required=False,
        error_messages={"invalid_choice": _("Choose a committee from the list. All of them are shown")},
    )  # fmt: skip

    def __init__(self, data: Any, *, bodies: dict[str, str], this_month: Month) -> None:
        sent = {name: data[name] for name in ("month", "body") if name in data}
        super().__init__({"month": this_month.words} | sent)
        self.fields["body"].choices = [("", _("All committees")), *bodies.items()]  # type: ignore[attr-defined]
        self.this_month = this_month

    @property
    def chosen_month(self) -> Month:
        """The month asked for; this month where none was, or none that is one."""
        self.is_valid()
        return self.cleaned_data.get("month") or self.this_month

    @property
    def chosen_body(self) -> str:
        """The slug of the body asked for; empty for all."""
        self.is_valid()
        return self.cleaned_data.get("body") or ""
