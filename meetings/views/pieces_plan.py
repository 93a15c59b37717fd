"""The forward plan's records as officers see them: names, pages, and what is kept from the public."""

from __future__ import annotations

from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _

from council.choices import Restriction
from council.templatetags.words import on
from meetings.models import Notice, PlanEdition, PlanEntry, Representation
from meetings.published import public_title
from meetings.published_plan import due_words_of

PLAN_RECORDS = (PlanEntry, Notice, Representation, PlanEdition)


def plan_named(record: Any) -> str:
    """What to call it in a sentence or a list."""
    if isinstance(record, PlanEntry):
        return _("%(title)s (%(due)s)") % {"title": record.title, "due": due_words_of(record)}
    if isinstance(record, Representation):
        return _("Representation of %(day)s from %(who)s") % {"day": on(record.received_on), "who": record.who}
    if isinstance(record, PlanEdition):
        day = on(record.published_at) if record.published_at else _("not published")
        return _("%(what)s, edition of %(day)s") % {"what": record, "day": day}
    return str(record)


def plan_page(record: Any) -> str:
    """The officers' page on which it is shown."""
    if isinstance(record, PlanEdition):
        return reverse("meetings:officer-plan") + "#editions"
    if isinstance(record, PlanEntry):
        return reverse("meetings:officer-plan-entry", args=[record.public_id])
    anchor = "notices" if isinstance(record, Notice) else "representations"
    return f"{plan_page(record.entry_above)}#{anchor}"


def plan_withheld_words(record: Any) -> str:
    """What residents do not read of it, in a sentence; empty where they read all."""
    if isinstance(record, Representation):
        if record.hides_its_words:
            return _("The entry is withheld and this is not cleared: residents read its date only.")
        return _("Residents read the date and the summary, not who wrote or what.")
    if isinstance(record, Notice) and record.hides_its_words:
        return _("The entry is withheld and this notice is not cleared: residents do not read its reasons.")
    if isinstance(record, PlanEntry) and record.is_withheld:
        return _(
            "Residents read the title “%(title)s”, the summary for the public, who decides, when, and that it is "
            "withheld and why. They do not get what it is about, why it is key, the consultation or the documents."
        ) % {"title": public_title(record)}  # type: ignore[arg-type]
    if isinstance(record, PlanEntry) and record.restriction == Restriction.PART_EXEMPT:
        return _("Residents read all of this, and that a part is expected to be private and why.")
    return ""
