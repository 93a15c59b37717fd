"""The rungs of a council's ladder of reminders. Configuration: what was sent stands in the mail log."""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext as _t
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

from recommendations.choices_reminders import ReminderAbout, ReminderTo


class ReminderStep(models.Model):
    """One rung: so many days after the due date (before it, where negative), to one of those concerned."""

    about = models.CharField(_("about"), max_length=6, choices=ReminderAbout)
    days = models.SmallIntegerField(_("days after the due date"))
    to = models.CharField(_("to"), max_length=8, choices=ReminderTo)
    is_used = models.BooleanField(_("in use"), default=True)

    class Meta:
        verbose_name = _("reminder")
        ordering = ["about", "days", "to"]
        constraints = [models.UniqueConstraint(fields=["about", "days", "to"], name="reminder_rung_once")]

    def __str__(self) -> str:
        if self.days == 0:
            when = _t("on the due date")
        elif self.days < 0:
            when = ngettext("%(n)d day before", "%(n)d days before", -self.days) % {"n": -self.days}
        else:
            when = ngettext("%(n)d day after", "%(n)d days after", self.days) % {"n": self.days}
        return f"{self.get_about_display()}: {when}"
