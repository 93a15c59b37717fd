"""What the administrator's forms have in common. The forms themselves: `settings_forms.py`, `settings_users.py`."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from council.forms import PlainModelForm, Worded
from council.side_by_side import typed_values, words_of


class EmailField(Worded, forms.EmailField):
    """An e-mail address."""

    default_error_messages = {"invalid": _("Enter an e-mail address like name@example.org")}


class SettingsForm(PlainModelForm):
    """A form for one record of the configuration; what it gives is applied by `council/configuration.py`."""

    def changes(self) -> dict[str, Any]:
        """What is to be saved, by column."""
        return {name: self.cleaned_data[name] for name in self._meta.fields or () if name in self.cleaned_data}

    def children(self) -> Callable[[Any], None] | None:
        """What writes the rows that belong to the record; None where it has none."""
        return None

    def row_sets(self) -> tuple[forms.BaseFormSet, ...]:
        """The rows that belong to the record."""
        return ()

    def is_valid(self) -> bool:
        """Whether the form and its rows are right."""
        return all([super().is_valid(), *(rows.is_valid() for rows in self.row_sets())])

    def typed_words(self) -> dict[str, str]:
        """Each field as typed, by its label, in words."""
        return self.in_words(typed_values(self))

    def stored_words(self) -> dict[str, str]:
        """Each field as stored, by its label, in words."""
        return self.in_words({name: getattr(self.instance, name) for name in self._meta.fields or ()})

    def in_words(self, values: Mapping[str, Any]) -> dict[str, str]:
        """Values by the label of their field, in words."""
        listed = [name for name in self._meta.fields or () if name in self.fields]
        return {str(self.fields[name].label): words_of(self.fields[name], values.get(name)) for name in listed}

    def refuse_end_before_start(self, start: str, end: str) -> None:
        """The last day must not be before the first: said beside the last."""
        first, last = self.cleaned_data.get(start), self.cleaned_data.get(end)
        if first and last and last < first:
            self.add_error(end, _("The last day must not be before the first"))
