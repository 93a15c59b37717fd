"""The form for who was at a meeting: members from the membership list, officers and guests, interests declared."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.utils.translation import gettext_lazy as _

from council.forms import ParagraphsField, PlainForm, SelectField, TextField
from council.models import Council, Membership
from meetings.actions_minutes import members_on_the_day, write_attendance_rows
from meetings.choices import Conduct, InterestKind, Presence
from meetings.forms.base import RecordForm
from meetings.forms.rows import Rows, rows_of
from meetings.models.attendance import DECLARATION_COLUMNS, MEMBER_COLUMNS, rows_in_order

MEMBERS, OTHERS, DECLARATIONS = "member", "other", "declaration"
CHOOSE = [("", _("Choose one"))]


class MemberRow(PlainForm):
    """One member at the meeting."""

    noun = _("Member")
    mark_optional = False
    names = MEMBER_COLUMNS

    name = TextField(label=_("Name"), required=False, max_length=200)
    presence = SelectField(label=_("Present?"), choices=[*CHOOSE, *Presence.choices], required=False)
    capacity = SelectField(label=_("Capacity"), choices=[*CHOOSE, *Membership.Capacity.choices], required=False)
    substitute_for = TextField(label=_("Substitute for"), required=False, max_length=200)
    note = TextField(label=_("Arrived or left"), required=False, max_length=300)
    party = TextField(label=_("Party or group"), required=False, max_length=100)
    ward = TextField(label=_("Ward"), required=False, max_length=100)

    def clean(self) -> None:
        """A row with anything in it names a member, in a capacity, there or not."""
        given = self.cleaned_data
        if not any(given.values()):
            return
        for name, words in (
            ("name", _("Enter the name of the member, or empty the row")),
            ("presence", _("Select whether the member was present")),
            ("capacity", _("Select in which capacity")),
        ):
            if not given.get(name) and name not in self.errors:
                self.add_error(name, words)
        if given.get("substitute_for") and given.get("presence") not in (Presence.PRESENT, "", None):
            self.add_error("substitute_for", _("Only somebody who was present took another member’s place"))


class OtherRow(PlainForm):
    """An officer or a guest."""

    noun = _("Officer or guest")
    mark_optional = False
    names = ("name", "capacity")

    name = TextField(label=_("Name"), required=False, max_length=200)
    capacity = TextField(label=_("Post, or why they came"), required=False, max_length=200)

    def clean(self) -> None:
        """A capacity belongs to a name."""
        if self.cleaned_data.get("capacity") and not self.cleaned_data.get("name") and "name" not in self.errors:
            self.add_error("name", _("Enter the name, or empty the row"))


class DeclarationRow(PlainForm):
    """An interest somebody declared."""

    noun = _("Interest")
    mark_optional = False
    names = DECLARATION_COLUMNS

    name = TextField(label=_("Who declared it"), required=False, max_length=200)
    kind = SelectField(label=_("Kind of interest"), choices=[*CHOOSE, *InterestKind.choices], required=False)
    interest = ParagraphsField(label=_("The interest, as declared"), required=False, max_length=5000, rows=2)
    conduct = SelectField(label=_("What they did"), choices=[*CHOOSE, *Conduct.choices], required=False)

    def clean(self) -> None:
        """A row with anything in it says who, of what kind, and what they did."""
        if not any(self.cleaned_data.values()):
            return
        for name, words in (
            ("name", _("Enter who declared the interest, or empty the row")),
            ("kind", _("Select the kind of interest")),
            ("conduct", _("Select what they did")),
        ):
            if not self.cleaned_data.get(name) and name not in self.errors:
                self.add_error(name, words)


class NamedRows(Rows):
    """Rows in which nobody may be named twice."""

    def clean(self) -> None:
        """The second row of a name is refused."""
        seen: set[str] = set()
        for form in self.forms:
            name = " ".join(str(getattr(form, "cleaned_data", {}).get("name", "")).casefold().split())
            if name and name in seen:
                form.add_error("name", _("This member is named twice. Empty one of the rows"))
            seen.add(name)


MemberRows = rows_of(MemberRow, 200, NamedRows)
OtherRows = rows_of(OtherRow, 100)
DeclarationRows = rows_of(DeclarationRow, 100)


class AttendanceForm(RecordForm):
    """Who was at a meeting. A new one starts from the membership list as it was on the day.

    Where `fill` was pressed, members of the list that are not named yet are added as rows; nothing is saved by that.
    """

    columns = ("note",)

    note = ParagraphsField(
        label=_("Note"), required=False, max_length=5000, rows=2, help_text=_("For example, that there was no quorum.")
    )

    def __init__(self, data: Any = None, *args: Any, **kwargs: Any) -> None:
        attendance = kwargs["record"]
        on_list = members_on_the_day(attendance.meeting)
        self.only_divides = data is not None and "fill" in data
        if self.only_divides:
            data = _with_missing_members(data, on_list)
        super().__init__(data, *args, **kwargs)
        is_new = attendance.pk is None
        stored = [] if is_new else rows_in_order(attendance.members, MEMBER_COLUMNS)
        self.has_list = bool(on_list)
        self.members = MemberRows(data, stored=stored, prefix=MEMBERS, start=on_list if is_new else None)
        ward_word = Council.current().ward_word
        for row in self.members.forms:
            row.fields["ward"].label = ward_word
        others = [] if is_new else rows_in_order(attendance.others, OtherRow.names)
        self.others = OtherRows(data, stored=others, prefix=OTHERS)
        declared = [] if is_new else rows_in_order(attendance.declarations, DECLARATION_COLUMNS)
        self.declarations = DeclarationRows(data, stored=declared, prefix=DECLARATIONS)

    def row_sets(self) -> tuple[Rows, ...]:
        """Members, officers and guests, interests."""
        return (self.members, self.others, self.declarations)

    def children(self) -> Callable[[Any], None]:
        """Writes the rows."""
        return write_attendance_rows(self.members.rows(), self.others.rows(), self.declarations.rows())

    def typed_words(self) -> dict[str, str]:
        """The fields as typed, and the rows as lines."""
        return super().typed_words() | _in_words(*(rows.rows() for rows in self.row_sets()))

    def stored_words(self) -> dict[str, str]:
        """The fields as saved, and the rows as lines."""
        return super().stored_words() | _in_words(*(rows.stored_rows for rows in self.row_sets()))


def rows_in_words(rows: list[dict[str, Any]]) -> str:
    """Each row as a line."""
    return "\n".join(", ".join(str(value) for value in row.values() if value not in ("", None)) for row in rows)


def _in_words(members: Any, others: Any, declarations: Any) -> dict[str, str]:
    return {
        str(_("Members")): rows_in_words(members),
        str(_("Officers and guests")): rows_in_words(others),
        str(_("Interests declared")): rows_in_words(declarations),
    }


def _with_missing_members(data: Any, on_list: list[dict[str, Any]]) -> Any:
    """The form's data with a row more for each member of the list that no row names."""
    filled = data.copy()
    sent = data.get(f"{MEMBERS}-TOTAL_FORMS", "")
    total = min(int(sent), 300) if sent.isascii() and sent.isdigit() and len(sent) < 6 else 0
    named = {" ".join(data.get(f"{MEMBERS}-{place}-name", "").casefold().split()) for place in range(total)}
    missing = [row for row in on_list if " ".join(row["name"].casefold().split()) not in named]
    for place, row in enumerate(missing, start=total):
        for name, value in row.items():
            filled[f"{MEMBERS}-{place}-{name}"] = value
    filled[f"{MEMBERS}-TOTAL_FORMS"] = str(total + len(missing))
    return filled
