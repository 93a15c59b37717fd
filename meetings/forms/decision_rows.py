"""Rows inside the forms of decisions and call-ins: lettered parts, members who call in."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from council.forms import ParagraphsField, PlainForm, TextField
from meetings.forms.rows import RecommendationRow, rows_of

PART, MEMBER = "part", "member"


class PartRow(RecommendationRow):
    """One lettered part of the decision."""

    noun = _("Part")

    text = ParagraphsField(label=_("What was decided"), required=False, rows=3)


class MemberRow(PlainForm):
    """One councillor who asks for the decision to be called in."""

    noun = _("Councillor")
    mark_optional = False
    names = ("name", "ward")

    name = TextField(label=_("Name"), required=False, max_length=200)
    ward = TextField(label=_("Ward, division or committee"), required=False, max_length=200)

    def clean(self) -> None:
        """A row with anything in it names somebody."""
        if self.cleaned_data.get("ward") and not self.cleaned_data.get("name") and "name" not in self.errors:
            self.add_error("name", _("Enter the name of the councillor, or empty the row"))


PartRows = rows_of(PartRow, 200)
MemberRows = rows_of(MemberRow, 100)
