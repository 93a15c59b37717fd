"""The administrator's form with which one post hands over what is open to another."""

from __future__ import annotations

from typing import Any

from django.utils.translation import gettext_lazy as _

from council.forms import DateField, PlainForm, RecordField
from council.models import Office


class HandOverForm(PlainForm):
    """From which post to which, since when."""

    office = RecordField(queryset=Office.objects.all(), label=_("From"), missing=_("Select the post that hands over"))
    to = RecordField(
        queryset=Office.objects.all(), label=_("To"), missing=_("Select the post that takes over"),
        help_text=_("A new post is entered under Offices first"),
    )  # fmt: skip
    since = DateField(label=_("Since"), noun=_("the date since when"))

    def clean(self) -> dict[str, Any]:
        found = self.cleaned_data
        if found.get("office") and found["office"] == found.get("to"):
            self.add_error("to", _("Select another post than the one that hands over"))
        return found
