"""A whole number in the administrator's forms."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from council.forms import Worded


class NumberField(Worded, forms.IntegerField):
    """A whole number in a narrow box."""

    default_error_messages = {
        "invalid": _("Enter a whole number, such as 2"),
        "min_value": _("Enter %(limit_value)d or more"),
        "max_value": _("Enter %(limit_value)d or less"),
    }

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(**{"widget": forms.TextInput(attrs={"class": "width-4", "inputmode": "numeric"}), **kwargs})
