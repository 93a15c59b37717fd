"""The filter by words of every list of records that the search knows: they are looked for in its index, and only there.

So a list gives the rows that the search gives for the same words, and a word that is withheld finds nothing.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import django_filters
from django import forms
from django.db.models import Case, Q, QuerySet, Value, When
from django.utils.translation import gettext_lazy as _

from council import search


class WordsFilter(django_filters.CharFilter):
    """Rows that are found as entries of one kind. A filter set has it under the name `words`."""

    def __init__(self, kind: str) -> None:
        super().__init__(
            label=_("Words"),
            max_length=search.LONGEST,
            strip=True,
            error_messages={
                "max_length": _("Search for 400 characters or fewer: these words were not used"),
                "null_characters_not_allowed": _("Search for words: what was entered was not used"),
            },
            widget=forms.TextInput(attrs={"type": "search"}),
        )
        self.kind = kind

    def words_of(self, data: Mapping[str, Any]) -> str:
        """The words that are looked for; none where the form refuses them."""
        try:
            return str(self.field.clean(data.get("words")))
        except forms.ValidationError:
            return ""

    def found(self, words: str) -> Q:
        """The condition for being found."""
        return Q(pk__in=search.rows_matching(self.kind, search.parse(words)))

    def matches(self, words: str) -> Case | Value:
        """Whether a row is found, in SQL; every row where no words are looked for."""
        return Case(When(self.found(words), then=Value(True)), default=Value(False)) if words else Value(True)

    def filter(self, rows: QuerySet, words: str) -> QuerySet:
        """The rows that are found."""
        return rows.filter(self.found(words)) if words else rows
