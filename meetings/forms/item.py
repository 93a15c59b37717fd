"""The forms for an agenda item, its outcome line and its minutes."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.db.models import Q
from django.forms.utils import ErrorDict
from django.utils.translation import gettext_lazy as _

from council.forms import ParagraphsField, RadiosField, RecordField, TextField, TickField
from council.rich import Rich
from council.rich.field import RichTextField
from council.templatetags.words import on
from meetings.actions import write_item_rows
from meetings.agenda_numbers import item_with_number, number_taken
from meetings.choices import ItemKind, MinutesStatus
from meetings.forms.base import RESTRICTION, AddressField, RecordForm, RestrictedForm
from meetings.forms.rows import (
    CONTACTS,
    RECOMMENDATIONS,
    ContactRow,
    ContactRows,
    RecommendationRow,
    RecommendationRows,
    stored_rows,
    with_pasted_divided,
)
from meetings.models import Issue, Meeting

NARROW = forms.TextInput(attrs={"class": "width-10"})


class IssueField(RecordField):
    """An issue by its title, drafts and withdrawn ones marked."""

    def label_from_instance(self, issue: Any) -> str:
        """Its title, and its state where that is not simply published."""
        return issue.title if issue.is_published else str(_("%(title)s (draft)") % {"title": issue.title})


class MinutesOfField(RecordField):
    """An earlier meeting of the same body by its date."""

    def label_from_instance(self, meeting: Any) -> str:
        """Its date."""
        return on(meeting.held_on)


class ItemForm(RestrictedForm):
    """An agenda item with its report's recommendations and its contacts.

    Recommendations pasted in one go are divided by their labels and shown as rows to be corrected; nothing is
    saved by that (`only_divides`).
    """

    columns = (
        "kind", "agenda_number", "minute_number", "title", "public_title", "issue", "summary", "lead_member",
        "plan_reference", "report_author", "paper_code", "recommendations_lead", "approves_minutes_of", *RESTRICTION,
    )  # fmt: skip

    kind = RadiosField(
        label=_("Where does it stand?"), required=False,
        choices=[
            (ItemKind.ITEM, _("An item of its own")),
            (ItemKind.SUB_ITEM, _("A part of the item above it: 5a below 5")),
        ],
    )  # fmt: skip
    agenda_number = TextField(
        label=_("Agenda number"), required=False, max_length=20, widget=NARROW, help_text=_("As printed: 11 or 5a")
    )
    minute_number = TextField(
        label=_("Minute number"), required=False, max_length=20, widget=NARROW,
        help_text=_("As printed: 68 or 1/19. It may come later."),
    )  # fmt: skip
    title = TextField(label=_("Title"), missing=_("Enter the title of the item"), max_length=500)
    public_title = TextField(
        label=_("Title for the public, if the title itself must not be read"), required=False, max_length=500
    )
    issue = IssueField(
        label=_("Issue it belongs to"), queryset=Issue.objects.none(), required=False, empty_label=_("No issue"),
        help_text=_("The subject that is followed from meeting to meeting."),
    )  # fmt: skip
    summary = ParagraphsField(label=_("What it is about"), required=False, rows=6)
    lead_member = TextField(
        label=_("Cabinet Member or other lead member"), required=False, max_length=300,
        help_text=_("An office alone will do: Deputy Leader"),
    )  # fmt: skip
    plan_reference = TextField(label=_("Forward plan reference"), required=False, max_length=60, widget=NARROW)
    report_author = TextField(label=_("Report by"), required=False, max_length=300)
    paper_code = TextField(
        label=_("Paper"), required=False, max_length=40, widget=NARROW, help_text=_("For example, CA11")
    )
    recommendations_lead = ParagraphsField(
        label=_("Words before the recommendations"), required=False, max_length=500, rows=2,
        help_text=_("For example, The Cabinet is RECOMMENDED to:"),
    )  # fmt: skip
    approves_minutes_of = MinutesOfField(
        label=_("Minutes that this item approves"), queryset=Meeting.objects.none(), required=False,
        empty_label=_("None"), help_text=_("Residents get a link. When it is agreed you can confirm them in one step."),
    )  # fmt: skip
    pasted = ParagraphsField(
        label=_("Paste the report’s recommendations"), required=False, rows=6,
        help_text=_("All of them, as the report has them. They are divided by labels such as (a), 1) or 1.1, and shown "
                    "below for you to correct before anything is saved."),
    )  # fmt: skip

    def __init__(self, data: Any = None, *args: Any, **kwargs: Any) -> None:
        self.only_divides = data is not None and bool(data.get("pasted", "").strip())
        self.divided_count = 0
        if self.only_divides:
            data, self.divided_count = with_pasted_divided(data)
        super().__init__(data, *args, **kwargs)
        offered = Q(withdrawn_at=None) | Q(pk=self.record.issue_id)
        self.fields["issue"].queryset = Issue.objects.filter(offered)  # type: ignore[attr-defined]
        item = self.record
        earlier = Q(body=item.meeting.body_id, held_on__lt=item.meeting.held_on, withdrawn_at=None)
        meetings = Meeting.objects.filter(earlier | Q(pk=item.approves_minutes_of_id)).order_by("-held_on")
        self.fields["approves_minutes_of"].queryset = meetings  # type: ignore[attr-defined]
        self.recommendations = RecommendationRows(
            data, stored=stored_rows(item, RecommendationRow), prefix=RECOMMENDATIONS
        )
        self.contacts = ContactRows(data, stored=stored_rows(item, ContactRow), prefix=CONTACTS)

    def clean_kind(self) -> str:
        """An item of its own unless something else is chosen."""
        return self.cleaned_data["kind"] or ItemKind.ITEM

    def clean_agenda_number(self) -> str:
        """No two items of a meeting have one number."""
        number: str = self.cleaned_data["agenda_number"]
        other = item_with_number(self.record.meeting, number, but_for=self.record) if number else None
        if other is not None:
            raise ValidationError(number_taken(other))
        return number

    @property
    def has_recommendations(self) -> bool:
        """Whether there are recommendations to be seen already."""
        return bool(self.recommendations.stored_rows) or self.divided_count > 0

    def row_sets(self) -> tuple[forms.BaseFormSet, ...]:
        """Recommendations and contacts."""
        return (self.recommendations, self.contacts)

    def full_clean(self) -> None:
        """Nothing is an error while recommendations are only being divided."""
        if self.only_divides:
            self._errors, self.cleaned_data = ErrorDict(), {}
            return
        super().full_clean()

    def children(self) -> Callable[[Any], None]:
        """Writes the recommendations and the contacts."""
        return write_item_rows(self.recommendations.rows(), self.contacts.rows())

    def typed_words(self) -> dict[str, str]:
        """The fields as typed, and the rows as paragraphs."""
        return super().typed_words() | self._rows_in_words(self.recommendations.rows(), self.contacts.rows())

    def stored_words(self) -> dict[str, str]:
        """The fields as saved, and the rows as paragraphs."""
        stored = (self.recommendations.stored_rows, self.contacts.stored_rows)
        return super().stored_words() | self._rows_in_words(*stored)

    def _rows_in_words(self, recommendations: list[dict[str, str]], contacts: list[dict[str, str]]) -> dict[str, str]:
        return {
            str(_("The report’s recommendations")): "\n\n".join(
                f"{row['label']} {row['text']}".strip() for row in recommendations
            ),
            str(_("Contacts")): "\n".join(", ".join(value for value in row.values() if value) for row in contacts),
        }


class HeadingForm(RecordForm):
    """A heading that divides an agenda."""

    columns = ("title",)

    title = TextField(label=_("Heading"), missing=_("Enter the heading"), max_length=500)

    def changes(self) -> dict[str, Any]:
        """Its words, and that it is a heading."""
        return super().changes() | {"kind": ItemKind.HEADING}


def summary_field() -> ParagraphsField:
    """What residents read instead of the words of an exempt item."""
    return ParagraphsField(
        label=_("Summary for the public"),
        help_text=_("The item is withheld: residents read only this. You can add it later, but before you publish."),
        missing=_("Enter a summary for the public: the item is withheld, and this is all that residents read"),
        max_length=5000,
        rows=4,
    )


class UnderItemForm(RecordForm):
    """What an outcome line and minutes share: the summary for the public, asked for where the item is withheld."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if not self.record.item.is_withheld:
            self.fields.pop("public_summary")
        else:
            self.fields["public_summary"].required = self.record.is_published


class OutcomeForm(UnderItemForm):
    """The outcome line of an item."""

    columns = ("text", "public_summary")

    text = ParagraphsField(
        label=_("What was decided"), missing=_("Enter what was decided"), rows=5,
        help_text=_("In the words of the meeting: RESOLVED that: (a) … Or simply: Recommendations agreed"),
    )  # fmt: skip
    public_summary = summary_field()


class MinutesForm(UnderItemForm):
    """The minutes of one item."""

    has_rich_text = True
    next_stage_words = _("Residents will read this. Not needed where all you do is mark them as confirmed.")
    columns = ("text", "public_summary", "status", "is_cut_short", "source_url")

    text = RichTextField(
        label=_("Minutes"), missing=_("Enter the minutes of the item"),
        help_text=_("Paste them as they are. In plain text an empty line divides paragraphs, “- ” begins a line of a "
                    "list, and **two stars** make words bold."),
    )  # fmt: skip
    public_summary = summary_field()
    status = RadiosField(
        label=_("Status"), choices=MinutesStatus.choices, missing=_("Select draft or confirmed"),
        help_text=_("Minutes are a draft until the next meeting confirms them."),
    )  # fmt: skip
    is_cut_short = TickField(
        label=_("They were cut short at the source"), required=False,
        help_text=_("The page you copied them from did not show all of them. Residents are told so."),
    )  # fmt: skip
    source_url = AddressField(
        label=_("Address of the source"), required=False, help_text=_("Residents get a link to the whole text there.")
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["text"].stored = Rich(self.record.text, self.record.html)  # type: ignore[attr-defined]

    def stored(self) -> dict[str, Any]:
        """What the record holds; its text with its layout."""
        return super().stored() | {"text": Rich(self.record.text, self.record.html)}

    def changes(self) -> dict[str, Any]:
        """The columns; the text as plain words and as HTML."""
        rich = self.cleaned_data["text"]
        return super().changes() | {"text": rich.text, "html": rich.html}
