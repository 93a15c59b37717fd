"""The administrator's form of one rung of the ladder of reminders."""

from __future__ import annotations

from typing import Any

from django.utils.translation import gettext_lazy as _

from council.forms import RadiosField, TickField
from council.settings_forms import NumberField, SettingsForm
from recommendations.choices_reminders import ReminderAbout, ReminderTo
from recommendations.models import ReminderStep


class ReminderStepForm(SettingsForm):
    """Once a council has one rung of its own, the usual ladder no longer holds for what that rung is about."""

    about = RadiosField(label=_("About"), choices=ReminderAbout.choices, missing=_("Select what it is about"))
    days = NumberField(
        label=_("Days after the due date"),
        help_text=_("Enter -7 for a week before, 0 for the day itself"),
        min_value=-120,
        max_value=365,
        missing=_("Enter how many days after the due date"),
    )
    to = RadiosField(label=_("To"), choices=ReminderTo.choices, missing=_("Select whom it goes to"))
    is_used = TickField(
        label=_("It is sent"), required=False, help_text=_("Take the tick away to end it; nothing is lost.")
    )

    def clean(self) -> dict[str, Any]:
        found = super().clean() or self.cleaned_data
        if found.get("about") == ReminderAbout.DRAFT and found.get("to") not in (None, "", ReminderTo.DOER):
            self.add_error("to", _("Select whoever has to answer: scrutiny does not see what is being drafted"))
        return found

    class Meta:
        model = ReminderStep
        fields = ["about", "days", "to", "is_used"]
