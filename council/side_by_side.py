"""Two texts of one form, field by field in words, for the page that shows an officer's words beside a newer save."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from typing import Any

from django import forms
from django.db.models import Manager, QuerySet
from django.utils.translation import gettext as _

from council.templatetags.words import clock, on


def words_of(field: forms.Field, value: Any) -> str:
    """A cleaned or a stored value of a form field, in the words a reader of the page would use."""
    if isinstance(field, forms.ChoiceField) and not isinstance(field, forms.ModelChoiceField):
        return str(dict(field.choices).get(value, value or ""))  # type: ignore[arg-type]
    if isinstance(value, bool):
        return _("Yes") if value else _("No")
    if isinstance(value, dt.time):
        return clock(value)
    if isinstance(value, dt.date):
        return on(value)
    if isinstance(value, Manager | QuerySet):
        return ", ".join(map(str, value.all()))
    return "" if value is None else str(value)


def typed_values(form: forms.BaseForm) -> dict[str, Any]:
    """What was typed into each field, as cleaned; where that could not be done, as it stands. Needs a checked form."""
    return {name: form.cleaned_data[name] if name in form.cleaned_data else _raw(form[name]) for name in form.fields}


def _raw(field: forms.BoundField) -> str:
    value = field.value()
    return " ".join(map(str, value)) if isinstance(value, list | tuple) else str(value or "")


def differences(typed: Mapping[str, str], stored: Mapping[str, str]) -> list[dict[str, str]]:
    """What differs, by label, in the order of the form: `mine` as typed, `theirs` as saved now."""
    return [
        {"label": label, "mine": typed.get(label, ""), "theirs": stored.get(label, "")}
        for label in dict.fromkeys([*stored, *typed])
        if typed.get(label, "") != stored.get(label, "")
    ]
