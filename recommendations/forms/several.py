"""The form with which ticked recommendations of the tracker are changed at once."""

from __future__ import annotations

import datetime
from typing import Any

from django.utils.translation import gettext_lazy as _

from council.forms import DateField, PlainForm, RecordField
from council.models import Office
from recommendations.several import Wanted


class ChangeSeveralForm(PlainForm):
    """Another post that leads, since when; and days that are not published. What is empty stays as it is."""

    office = RecordField(
        queryset=Office.objects.all(), label=_("Post that leads their actions now"), required=False,
        help_text=_("Actions that a published answer promises, and those in a draft. A new post is entered under "
                    "Offices first"),
    )  # fmt: skip
    since = DateField(label=_("It leads them since"), noun=_("the date since when it leads them"), required=False)
    drafts_by = DateField(
        label=_("Draft answers wanted by"), noun=_("the date the drafts are wanted by"), required=False,
        help_text=_("For those still being answered. Residents do not read this day"),
    )  # fmt: skip
    actions_by = DateField(
        label=_("Actions in draft answers to be done by"), noun=_("the date of the actions"), required=False,
        help_text=_("The day of a published action is part of the answer: correct the answer to move it"),
    )  # fmt: skip
    mark_optional = False

    def __init__(self, *args: Any, today: datetime.date, **kwargs: Any) -> None:
        self.today = today
        super().__init__(*args, **{"initial": {"since": today}, **kwargs})

    def clean(self) -> dict[str, Any]:
        found = self.cleaned_data
        if not any(found.get(name) for name in ("office", "drafts_by", "actions_by")) and not self.errors:
            self.add_error("office", _("Select the post that leads them, or enter one of the days below"))
        if found.get("office") and not found.get("since") and "since" not in self.errors:
            self.add_error("since", _("Enter the date since when it leads them"))
        day = found.get("drafts_by")
        if day and day < self.today:
            field: Any = self.fields["drafts_by"]
            self.add_error("drafts_by", field.refusal(_("%(Noun)s must be today or later"), boxes=[]))
        return found

    def wanted(self) -> Wanted:
        """What the action is asked for."""
        return Wanted(**self.cleaned_data)
