"""The administrator's form of a standing item: a line of what is on every agenda of a body."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from council.forms import ParagraphsField, RadiosField, RecordField, TextField, TickField
from council.models import Body
from council.settings_base import SettingsForm
from council.settings_numbers import NumberField
from meetings.choices import ItemKind
from meetings.models import StandingItem


class StandingItemForm(SettingsForm):
    """One line of a body's list. It changes no agenda that was made before."""

    body = RecordField(label=_("Whose agenda?"), queryset=Body.objects.all(), missing=_("Select whose agenda"))
    position = NumberField(
        label=_("Place in the list"), min_value=1, max_value=999, missing=_("Enter the place in the list, such as 1")
    )
    kind = RadiosField(label=_("Kind"), choices=ItemKind.choices, missing=_("Select the kind"))
    title = TextField(label=_("Title"), max_length=500, missing=_("Enter the title"))
    summary = ParagraphsField(label=_("What it is about"), required=False, max_length=5000, rows=3)
    is_used = TickField(
        label=_("It is put on new agendas"),
        required=False,
        help_text=_("Take the tick away to end it; nothing is lost."),
    )

    class Meta:
        model = StandingItem
        fields = ["body", "position", "kind", "title", "summary", "is_used"]
