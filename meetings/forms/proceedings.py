"""The form for what is recorded of one item beside its minutes: votes, who spoke, interests declared."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from council.forms import ParagraphsField, PlainForm, SelectField, TextField, Worded
from meetings.actions_minutes import COUNTS, write_proceedings_rows
from meetings.choices import VoteResult, VoteWay
from meetings.forms.attendance import CHOOSE, DECLARATIONS, DeclarationRows, rows_in_words
from meetings.forms.item import UnderItemForm, summary_field
from meetings.forms.rows import Rows, rows_of
from meetings.models import ItemProceedings
from meetings.models.attendance import DECLARATION_COLUMNS, rows_in_order

VOTES, SPEAKERS = "vote", "speaker"
NAMES = {"names_for": VoteWay.FOR, "names_against": VoteWay.AGAINST, "names_abstained": VoteWay.ABSTAINED}


class CountField(Worded, forms.IntegerField):
    """How many votes."""

    default_error_messages = {
        "invalid": _("Enter a whole number, such as 7"),
        "min_value": _("Enter 0 or more"),
        "max_value": _("Enter %(limit_value)d or less"),
    }

    def __init__(self, **kwargs: Any) -> None:
        widget = forms.TextInput(attrs={"class": "width-4", "inputmode": "numeric"})
        super().__init__(required=False, min_value=0, max_value=1000, widget=widget, **kwargs)


def _names_field(label: Any) -> ParagraphsField:
    return ParagraphsField(label=label, required=False, max_length=20_000, rows=3)


class VoteRow(PlainForm):
    """One vote."""

    noun = _("Vote")
    mark_optional = False
    names = ("motion", "mover", "seconder", "result", *COUNTS, *NAMES)

    motion = ParagraphsField(label=_("Motion, in its words"), required=False, max_length=20_000, rows=3)
    mover = TextField(label=_("Moved by"), required=False, max_length=200)
    seconder = TextField(label=_("Seconded by"), required=False, max_length=200)
    result = SelectField(label=_("Result"), choices=[*CHOOSE, *VoteResult.choices], required=False)
    votes_for = CountField(label=_("For"))
    votes_against = CountField(label=_("Against"))
    abstentions = CountField(label=_("Abstained"))
    names_for = _names_field(_("Names of those for, one a line"))
    names_against = _names_field(_("Names of those against, one a line"))
    names_abstained = _names_field(_("Names of those who abstained, one a line"))

    def clean(self) -> None:
        """A vote has a motion and a result; counts are given all or none; names agree with them, nobody twice."""
        given = self.cleaned_data
        if all(value in ("", None) for value in given.values()):
            return
        for name, words in (("motion", _("Enter the motion")), ("result", _("Select whether it was carried"))):
            if not given.get(name) and name not in self.errors:
                self.add_error(name, words)
        self._fill_counts_from_names()
        self._check_counts()
        names = [" ".join(name.casefold().split()) for field in NAMES for name in lines(given.get(field, ""))]
        for field in NAMES:
            if any(names.count(" ".join(name.casefold().split())) > 1 for name in lines(given.get(field, ""))):
                self.add_error(field, _("A member is named twice in this vote"))
                break

    def _fill_counts_from_names(self) -> None:
        """Where only names are given, they are counted."""
        given = self.cleaned_data
        typed = [given.get(column) for column in COUNTS]
        has_names = any(lines(given.get(field, "")) for field in NAMES)
        if has_names and typed == [None, None, None] and not set(COUNTS) & set(self.errors):
            for column, field in zip(COUNTS, NAMES, strict=True):
                given[column] = len(lines(given.get(field, "")))

    def _check_counts(self) -> None:
        given = self.cleaned_data
        if set(COUNTS) & set(self.errors):
            return
        counts = [given.get(column) for column in COUNTS]
        if None in counts and counts != [None, None, None]:
            for column in COUNTS:
                if given.get(column) is None:
                    self.add_error(column, _("Enter all three counts, 0 where nobody did, or leave all of them out"))
            return
        for column, field in zip(COUNTS, NAMES, strict=True):
            count, named = given.get(column), len(lines(given.get(field, "")))
            if count is not None and any(lines(given.get(name, "")) for name in NAMES) and count != named:
                facts = {"count": count, "named": named, "way": COUNTS[column].label}
                words = _(
                    "%(way)s: the count is %(count)d but %(named)d are named. Make them agree, or leave out names"
                )
                self.add_error(column, words % facts)
        minority = None not in counts and int(counts[0] or 0) < int(counts[1] or 0)
        if given.get("result") == VoteResult.CARRIED and minority:
            self.add_error("result", _("More voted against than for: check the counts, or select Lost"))


def lines(text: Any) -> list[str]:
    """The names in a text, one a line."""
    return [" ".join(line.split()) for line in str(text or "").split("\n") if line.strip()]


class SpeakerRow(PlainForm):
    """Somebody who spoke."""

    noun = _("Speaker")
    mark_optional = False
    names = ("name", "capacity")

    name = TextField(label=_("Name"), required=False, max_length=200)
    capacity = TextField(
        label=_("In what capacity"), required=False, max_length=200,
        help_text=_("Member of the public, ward councillor, officer, petitioner"),
    )  # fmt: skip

    def clean(self) -> None:
        """Whoever spoke did so in some capacity."""
        given = self.cleaned_data
        if given.get("capacity") and not given.get("name") and "name" not in self.errors:
            self.add_error("name", _("Enter the name, or empty the row"))
        if given.get("name") and not given.get("capacity") and "capacity" not in self.errors:
            self.add_error("capacity", _("Enter in what capacity they spoke"))


class VoteRows(Rows):
    """Votes; their names become lists when they are saved."""

    def saved_rows(self) -> list[dict[str, Any]]:
        """The rows as `write_proceedings_rows` takes them. Needs valid rows."""
        found = []
        for row in self.rows():
            kept = {name: value for name, value in row.items() if name not in NAMES}
            for column in COUNTS:
                kept[column] = None if kept[column] == "" else kept[column]
            found.append(kept | {"members": {way: lines(row[field]) for field, way in NAMES.items()}})
        return found


VoteRowsSet = rows_of(VoteRow, 50, VoteRows, extra=1)
SpeakerRows = rows_of(SpeakerRow, 200)


def stored_votes(proceedings: ItemProceedings) -> list[dict[str, Any]]:
    """The votes of a saved record as rows of the form."""
    found = []
    for vote in proceedings.votes.order_by("position").prefetch_related("members"):
        described = vote.described()
        ways = described.pop("members")
        row = {name: "" if value is None else value for name, value in described.items()}
        row |= {field: "\n".join(ways[way]) for field, way in NAMES.items()}
        found.append({name: row[name] for name in VoteRow.names})
    return found


class ProceedingsForm(UnderItemForm):
    """Votes, speakers and interests of one item."""

    columns = ("public_summary",)

    public_summary = summary_field()

    def __init__(self, data: Any = None, *args: Any, **kwargs: Any) -> None:
        super().__init__(data, *args, **kwargs)
        record = self.record
        is_new = record.pk is None
        self.votes = VoteRowsSet(data, stored=[] if is_new else stored_votes(record), prefix=VOTES)
        spoke = [] if is_new else rows_in_order(record.speakers, SpeakerRow.names)
        self.speakers = SpeakerRows(data, stored=spoke, prefix=SPEAKERS)
        declared = [] if is_new else rows_in_order(record.declarations, DECLARATION_COLUMNS)
        self.declarations = DeclarationRows(data, stored=declared, prefix=DECLARATIONS)

    def row_sets(self) -> tuple[Rows, ...]:
        """Votes, speakers, interests."""
        return (self.votes, self.speakers, self.declarations)

    def children(self) -> Callable[[Any], None]:
        """Writes the rows."""
        return write_proceedings_rows(self.votes.saved_rows(), self.speakers.rows(), self.declarations.rows())

    def typed_words(self) -> dict[str, str]:
        """The fields as typed, and the rows as lines."""
        return super().typed_words() | _in_words(*(rows.rows() for rows in self.row_sets()))

    def stored_words(self) -> dict[str, str]:
        """The fields as saved, and the rows as lines."""
        return super().stored_words() | _in_words(*(rows.stored_rows for rows in self.row_sets()))


def _in_words(votes: Any, speakers: Any, declarations: Any) -> dict[str, str]:
    return {
        str(_("Votes")): rows_in_words(votes),
        str(_("Who spoke")): rows_in_words(speakers),
        str(_("Interests declared")): rows_in_words(declarations),
    }
