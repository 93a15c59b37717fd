"""Filters that say which provision a record is withheld under, by nation."""

from __future__ import annotations

from django import template
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from council.statute import exemptions
from council.statute.wording import listed

register = template.Library()


@register.filter
def cited(paragraphs: str, nation: str) -> str:
    """ "(Schedule 12A to the Local Government Act 1972, paragraph 3)"; without a Schedule, the words themselves."""
    if not paragraphs:
        return ""
    schedule = exemptions.SCHEDULES.get(nation, "")
    if not schedule:
        return f"({paragraphs})"
    count = len(exemptions.numbers_in(paragraphs)) or 1
    words = ngettext("(%(schedule)s, paragraph %(numbers)s)", "(%(schedule)s, paragraphs %(numbers)s)", count)
    return words % {"schedule": schedule, "numbers": paragraphs}


@register.filter
def paragraphs_explained(paragraphs: str, nation: str) -> str:
    """What these paragraphs are about: "the financial or business affairs of …"; nothing where that is not known."""
    found = exemptions.explained(paragraphs, nation) if nation in exemptions.PARAGRAPHS else []
    return _("Information: %(what)s.") % {"what": listed(found)} if found else ""
