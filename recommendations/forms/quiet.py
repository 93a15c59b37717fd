"""What the officers' long forms share: showing typed words without complaint, and comparing two versions of them."""

from __future__ import annotations

import datetime
import hashlib
from collections.abc import Iterable, Sequence
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.forms.utils import ErrorDict
from django.utils.translation import gettext as _

from council.canonical import canonical_text
from council.forms import DateField

# A field's label and what stands in it.
Pair = tuple[str, str]


def hush(form: forms.BaseForm) -> None:
    """Show a bound form as it was typed, without errors: nobody has asked to save yet."""
    form._errors = ErrorDict(renderer=form.renderer)  # type: ignore[attr-defined]


def words_of(form: forms.BaseForm) -> dict[str, str]:
    """Every visible field of a form, bound or not, as comparable text: the same entry gives the same text."""
    return {name: _text(form[name]) for name in form.fields if not form[name].is_hidden}


def digest_of(words: Any) -> str:
    """A short fingerprint of such words, for a hidden field that says how a row stood when the page was made."""
    return hashlib.sha256(canonical_text({"words": words}).encode()).hexdigest()[:16]


def differences(mine: Sequence[Pair], theirs: Sequence[Pair]) -> list[dict[str, str]]:
    """Fields whose words differ, with both texts; a field only one side has is empty on the other."""
    my_words, their_words = dict(mine), dict(theirs)
    labels = [*my_words, *(label for label in their_words if label not in my_words)]
    pairs = [
        {"label": label, "mine": my_words.get(label, ""), "theirs": their_words.get(label, "")} for label in labels
    ]
    return [pair for pair in pairs if pair["mine"] != pair["theirs"]]


def _text(bound: forms.BoundField) -> str:
    value = bound.value()
    field = bound.field
    if isinstance(field, DateField):
        return _date_text(field, value)
    if isinstance(field, forms.BooleanField):
        return "yes" if value in (True, "on", "True", "true", "1") else ""
    text = "" if value is None else str(value)
    if text and isinstance(field, forms.ChoiceField | forms.ModelChoiceField):
        choices: Any = field.choices
        return next((str(words) for key, words in choices if str(key) == text), text)
    return text.replace("\r\n", "\n").strip()


def _date_text(field: DateField, value: Any) -> str:
    try:
        day = field.to_python(value)
    except ValidationError:
        return " ".join(str(part or "") for part in value).strip()
    return day.isoformat() if isinstance(day, datetime.date) else ""


def only_past(form: forms.Form, name: str, today: datetime.date) -> None:
    """Add an error to a date that has not come yet: it records something that happened."""
    day = form.cleaned_data.get(name)
    field = form.fields[name]
    if day and day > today:
        form.add_error(name, field.refusal(_("%(Noun)s must be today or in the past"), boxes=[]))  # type: ignore[attr-defined]


def together(form: forms.Form, names: Iterable[str]) -> bool:
    """Whether any of these fields was filled in."""
    return any(form.cleaned_data.get(name) for name in names)
