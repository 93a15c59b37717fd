"""The form of one recommendation of a set, and the box into which they are pasted."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from council.choices import CITING, Restriction
from council.forms import ParagraphsField, PlainForm, SelectField, TextField
from recommendations.choices import Route
from recommendations.limbs import Limb, NoLabelsError, read


class PasteForm(PlainForm):
    """The box into which the minutes are pasted. It is only read, never saved."""

    pasted = ParagraphsField(
        label=_("Paste the recommendations as the minutes have them"),
        help_text=_(
            "All at once, with their labels: 1), (a), 1.1, R1. You correct what is recognised before it is saved"
        ),
        max_length=500_000,
        rows=12,
        required=False,
    )
    mark_optional = False


class RecommendationForm(PlainForm):
    """One recommendation of the list: label as printed, text, and who may read it."""

    key = forms.UUIDField(required=False, widget=forms.HiddenInput)
    label = TextField(
        label=_("Label"), max_length=20, required=False, widget=forms.TextInput(attrs={"class": "width-5"})
    )
    text = ParagraphsField(label=_("Text"), missing=_("Enter the text, or remove this recommendation"), rows=4)
    limbs = ParagraphsField(
        label=_("Its limbs, each answered by itself"),
        help_text=_("(a), (b) and so on, each with its label, an empty line between them"),
        max_length=20_000,
        rows=4,
        required=False,
    )
    addressee = SelectField(label=_("Who has to answer it"), choices=(), required=False)
    addressee_name = TextField(
        label=_("Or somebody who is not listed"),
        help_text=_("For example, a partner body or an officer's post"),
        max_length=200,
        required=False,
    )
    route = SelectField(label=_("Which way it goes"), choices=(), required=False)
    dissent_by = TextField(label=_("Who did not agree with it"), max_length=300, required=False)
    dissent = ParagraphsField(label=_("What they said"), max_length=5000, rows=2, required=False)
    restriction = SelectField(label=_("May the public read it?"), choices=Restriction.choices, required=False)
    exempt_paragraphs = TextField(
        label=_("Schedule 12A paragraphs"), help_text=_("For example, 3"), max_length=60, required=False
    )
    exempt_reason = ParagraphsField(
        label=_("Why the public interest is in withholding it"), max_length=2000, rows=2, required=False
    )
    public_summary = ParagraphsField(
        label=_("What residents read in its place"), max_length=5000, rows=2, required=False
    )
    mark_optional = False

    def __init__(self, *args: Any, place: int, addressees: list[tuple[str, str]] | None = None, **kwargs: Any) -> None:
        self.place = place
        self.heading = gettext("Recommendation %(place)d") % {"place": place}
        super().__init__(*args, **kwargs)
        choices = [("", gettext("Who has to answer them all")), *(addressees or [])]
        self.fields["addressee"].choices = choices  # type: ignore[attr-defined]
        self.fields["route"].choices = [("", gettext("As it follows from who that is")), *Route.choices]  # type: ignore[attr-defined]

    def clean_limbs(self) -> list[Limb]:
        """The limbs as they are stored."""
        try:
            return read(self.cleaned_data["limbs"])
        except NoLabelsError:
            words = _("Begin each limb with its label, such as (a) and (b), with an empty line between them")
            raise forms.ValidationError(words) from None

    def clean_restriction(self) -> str:
        """A form without the field (a row just pasted) is open."""
        return self.cleaned_data["restriction"] or Restriction.OPEN

    def clean(self) -> dict[str, Any]:
        found = self.cleaned_data
        restriction = found.get("restriction")
        if found.get("addressee") and found.get("addressee_name"):
            self.add_error("addressee_name", _("Choose one from the list or enter a name, not both"))
        if found.get("dissent_by") and not found.get("dissent"):
            self.add_error("dissent", _("Enter what they said, or take out who did not agree"))
        if restriction in CITING:
            for name, words in (
                ("exempt_paragraphs", _("Enter the Schedule 12A paragraphs it is exempt under")),
                ("exempt_reason", _("Enter why the public interest is in withholding it")),
            ):
                if name not in self.errors and not found.get(name):
                    self.add_error(name, words)
        elif restriction and found.get("exempt_paragraphs"):
            words = _("Choose “Exempt” above, or take the paragraphs out: only exempt information cites them")
            self.add_error("exempt_paragraphs", words)
        return found

    @property
    def is_elsewhere(self) -> bool:
        """Whether to show who else has to answer it opened."""
        return any(self[name].value() or self[name].errors for name in ("addressee", "addressee_name", "route"))

    @property
    def has_limbs(self) -> bool:
        """Whether to show its limbs opened."""
        return bool(self["limbs"].value() or self["limbs"].errors)

    @property
    def has_dissent(self) -> bool:
        """Whether to show the dissent opened."""
        return any(self[name].value() or self[name].errors for name in ("dissent_by", "dissent"))

    @property
    def is_restricted(self) -> bool:
        """Whether to show the restriction opened: it is set, or something in it must be put right."""
        names = ("exempt_paragraphs", "exempt_reason", "public_summary", "restriction")
        is_filled = any(self[name].value() for name in names[:3])
        return is_filled or self["restriction"].value() not in (None, "", "open") or any(self[n].errors for n in names)
