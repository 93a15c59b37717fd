"""The council's fields of its accessibility statement: part of the administrator's form of the council."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from council.forms import DateField, ParagraphsField, PlainModelForm, RadiosField, TextField
from council.models import Council
from council.settings_numbers import NumberField

STATEMENT = (
    "accessibility_status", "accessibility_problems", "accessibility_burden", "accessibility_plan",
    "accessibility_visits", "accessibility_reply_days", "accessibility_prepared_on", "accessibility_reviewed_on",
    "accessibility_tested_on", "accessibility_tested_how",
)  # fmt: skip


class AccessibilityFields(PlainModelForm):
    """What the council found about this site, how it can be reached, when the statement was made and checked."""

    accessibility_status = RadiosField(
        label=_("How far the site meets WCAG 2.2 AA"), choices=Council.Accessible.choices,
        missing=_("Select how far the site meets the standard"),
        help_text=_("“Partially” while any document or page does not. Say which below."),
    )  # fmt: skip
    accessibility_problems = ParagraphsField(
        label=_("What does not work"), required=False, max_length=5000, rows=5,
        help_text=_("One problem on each line, with the success criterion: Reports scanned before 2024 cannot be read "
                    "aloud (WCAG 1.1.1)"),
    )  # fmt: skip
    accessibility_burden = ParagraphsField(
        label=_("What would be a disproportionate burden to put right"), required=False, max_length=5000, rows=4,
        help_text=_("One on each line, with the year in which it was assessed."),
    )  # fmt: skip
    accessibility_plan = ParagraphsField(
        label=_("What is being done, and by when"), required=False, max_length=5000, rows=4,
        help_text=_("One on each line."),
    )  # fmt: skip
    accessibility_visits = ParagraphsField(
        label=_("Telephone relay, British Sign Language, hearing loops"), required=False, max_length=2000, rows=3,
        help_text=_("How somebody who is deaf, hard of hearing or has a speech impairment can ring or visit you."),
    )  # fmt: skip
    accessibility_reply_days = NumberField(
        label=_("Working days within which you answer"), min_value=1, max_value=60,
        missing=_("Enter how many working days you take to answer"),
    )  # fmt: skip
    accessibility_prepared_on = DateField(
        label=_("Statement prepared on"), noun=_("the day the statement was prepared"), required=False
    )
    accessibility_reviewed_on = DateField(
        label=_("Statement last reviewed on"), noun=_("the day the statement was reviewed"), required=False
    )
    accessibility_tested_on = DateField(
        label=_("Site last tested on"), noun=_("the day the site was tested"), required=False
    )
    accessibility_tested_how = TextField(
        label=_("Who tested it, and which pages"), required=False, max_length=500,
        help_text=_("The test was carried out by …, on the pages that are used most and one of each kind."),
    )  # fmt: skip
