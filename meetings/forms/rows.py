"""Rows inside the form of an agenda item: what its report recommends, and whom to ask."""

from __future__ import annotations

from typing import Any

from django import forms
from django.http import QueryDict
from django.utils.translation import gettext_lazy as _

from council.forms import ParagraphsField, PlainForm, TextField
from council.text import split_labelled
from meetings.forms.base import EmailField
from meetings.models import AgendaItem

EMPTY_ROWS = 2
RECOMMENDATIONS, CONTACTS = "recommendation", "contact"


class RecommendationRow(PlainForm):
    """One recommendation of the report."""

    noun = _("Recommendation")
    mark_optional = False
    names = ("label", "text")

    label = TextField(
        label=_("Label"), required=False, max_length=20, widget=forms.TextInput(attrs={"class": "width-5"})
    )
    text = ParagraphsField(label=_("Recommendation"), required=False, rows=3)

    def clean(self) -> None:
        """A label belongs to words."""
        if self.cleaned_data.get("label") and not self.cleaned_data.get("text") and "text" not in self.errors:
            self.add_error("text", _("Enter what is recommended, or empty the label"))


class ContactRow(PlainForm):
    """One person to ask."""

    noun = _("Contact")
    mark_optional = False
    names = ("name", "job_title", "telephone", "email")

    name = TextField(label=_("Name"), required=False, max_length=200)
    job_title = TextField(label=_("Post"), required=False, max_length=200)
    telephone = TextField(
        label=_("Telephone"), required=False, max_length=60, widget=forms.TextInput(attrs={"class": "width-20"})
    )
    email = EmailField(label=_("E-mail"), required=False)

    def clean(self) -> None:
        """A row with anything in it names somebody."""
        if any(self.cleaned_data.values()) and not self.cleaned_data.get("name") and "name" not in self.errors:
            self.add_error("name", _("Enter the name of the contact, or empty the row"))


class Rows(forms.BaseFormSet):
    """The rows of one kind: those saved, then empty ones. A row with nothing in it is dropped.

    A bound row is never compared with a saved one: Django would take an unchanged row for an empty one.
    """

    default_error_messages = {
        "missing_management_form": _("Part of the page did not arrive. Open it again before you go on"),
        "too_many_forms": _("There are more than %(num)d rows. Divide them between two items"),
    }

    def __init__(
        self, data: Any = None, *, stored: list[dict[str, Any]], prefix: str, start: list[dict[str, Any]] | None = None
    ) -> None:
        # `start` is shown in place of what is stored, where nothing is stored yet.
        self.stored_rows = stored
        super().__init__(data, prefix=prefix, initial=None if data is not None else (start or stored))

    def add_fields(self, form: Any, index: int | None) -> None:
        super().add_fields(form, index)
        form.heading = f"{form.noun} {(index or 0) + 1}"

    def rows(self) -> list[dict[str, Any]]:
        """The rows with something in them. Needs checked rows."""
        found = []
        for form in self.forms:
            given = ((name, form.cleaned_data.get(name)) for name in form.names)
            found.append({name: "" if value is None else value for name, value in given})
        return [row for row in found if any(value != "" for value in row.values())]

    def has_changed(self) -> bool:
        """Whether saving would change the rows that are stored. Needs valid rows."""
        return self.rows() != self.stored_rows


def rows_of(row: type[forms.Form], most: int, formset: type[Rows] = Rows, extra: int = EMPTY_ROWS) -> Any:
    """The set of rows of one kind: at most so many, some of them empty."""
    return forms.formset_factory(
        row, formset=formset, extra=extra, max_num=most, absolute_max=most + 100, validate_max=True
    )


RecommendationRows = rows_of(RecommendationRow, 200)
ContactRows = rows_of(ContactRow, 40)


def stored_rows(item: AgendaItem, row: type[RecommendationRow | ContactRow]) -> list[dict[str, str]]:
    """The rows of a saved item, in order."""
    if item.pk is None:
        return []
    rows: Any = item.contacts.all() if row is ContactRow else item.report_recommendations.all()
    return [{name: getattr(found, name) for name in row.names} for found in rows]


def with_pasted_divided(
    data: QueryDict, prefix: str = RECOMMENDATIONS, lead_name: str = "recommendations_lead"
) -> tuple[QueryDict, int]:
    """The form's data with the pasted recommendations divided by their labels into rows, and how many they are.

    They follow the rows there are; nothing that was typed is replaced.
    """
    found = split_labelled(data.get("pasted", ""))
    divided = data.copy()
    divided["pasted"] = ""
    rows = _typed_rows(data, prefix)
    lead = data.get(lead_name, "")
    if found.lead_in and not lead.strip():
        divided[lead_name] = found.lead_in
    elif found.lead_in and found.lead_in != lead.strip():
        rows.append(("", found.lead_in))
    rows += [(part.label, part.text) for part in found.parts]
    for place, (label, text) in enumerate([*rows, *[("", "")] * EMPTY_ROWS]):
        divided[f"{prefix}-{place}-label"], divided[f"{prefix}-{place}-text"] = label, text
    divided[f"{prefix}-TOTAL_FORMS"] = str(len(rows) + EMPTY_ROWS)
    divided[f"{prefix}-INITIAL_FORMS"] = "0"
    return divided, len(found.parts)


def _typed_rows(data: QueryDict, prefix: str) -> list[tuple[str, str]]:
    total = data.get(f"{prefix}-TOTAL_FORMS", "")
    places = range(min(int(total), RecommendationRows.absolute_max) if total.isascii() and total.isdigit() else 0)
    typed = [tuple(data.get(f"{prefix}-{place}-{name}", "") for name in RecommendationRow.names) for place in places]
    return [(label, text) for label, text in typed if label.strip() or text.strip()]
