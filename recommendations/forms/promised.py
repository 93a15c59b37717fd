"""The form of one action that a response promises."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from council.forms import DateField, ParagraphsField, PlainForm, TextField, TickField
from recommendations.forms.quiet import together, words_of
from recommendations.models import Action


class ActionForm(PlainForm):
    """What will be done. An action nobody fills in is no action."""

    pk = forms.IntegerField(required=False, widget=forms.HiddenInput)
    description = ParagraphsField(label=_("What will be done"), max_length=10_000, rows=2, required=False)
    lead_title = TextField(
        label=_("Post that leads it"),
        help_text=_("A post, not a name: for example, Head of Libraries"),
        max_length=200,
        required=False,
        widget=forms.TextInput(attrs={"list": "posts"}),
    )
    due_on = DateField(label=_("By when"), noun=_("the date of the action"), required=False)
    no_due_reason = TextField(label=_("Or why there is no date"), max_length=300, required=False)
    cost = TextField(label=_("Cost or resources"), max_length=300, required=False)
    remove = TickField(label=_("Remove this action when I save"), required=False)
    mark_optional = False

    WORDS = ("description", "lead_title", "due_on", "no_due_reason", "cost")

    def __init__(self, data: Any = None, *, action: Action | None = None, heading: str, **kwargs: Any) -> None:
        self.action, self.heading, self.is_new = action, heading, False
        initial = {name: getattr(action, name) for name in (*self.WORDS, "pk")} if action else {}
        super().__init__(data, initial=initial, **kwargs)

    def clean(self) -> dict[str, Any]:
        found = self.cleaned_data
        if found.get("remove"):
            self.errors.clear()
            return found
        is_filled = together(self, self.WORDS) or found.get("pk") or self.errors
        if is_filled and not found.get("description") and "description" not in self.errors:
            self.add_error("description", _("Enter what will be done, or tick “Remove this action”"))
        if found.get("due_on") and found.get("no_due_reason"):
            self.add_error("no_due_reason", _("Give a date or say why there is none, not both"))
        return found

    @property
    def is_open(self) -> bool:
        """Whether to show its fields at once: something is typed, must be put right, or was asked for."""
        return self.is_new or bool(self.errors) or any(words_of(self).values()) or bool(self["pk"].value())

    @property
    def is_kept(self) -> bool:
        """Whether it will be there after saving."""
        return bool(self.cleaned_data.get("description")) and not self.cleaned_data.get("remove")

    def values(self, own: set[int]) -> dict[str, Any]:
        """The columns of the action; its key only where it belongs to this answer."""
        found = {name: self.cleaned_data[name] for name in self.WORDS}
        key = self.cleaned_data.get("pk")
        return found | ({"pk": key} if key in own else {})
