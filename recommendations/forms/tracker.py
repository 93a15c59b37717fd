"""The forms of the tracker: what it is narrowed to, and the papers that are made from it."""

from __future__ import annotations

import datetime
from collections.abc import Mapping, Sequence
from typing import Any

from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from council.forms import DateField, PlainForm, RadiosField, RecordField, SelectField
from meetings.models import AgendaItem
from recommendations.forms.quiet import only_past
from recommendations.models import RecommendationSet
from recommendations.tracker_filter import AWAITING, Question
from recommendations.wording import OUTCOMES

Choices = Sequence[tuple[str, str]]
RESPONSE, REPORT_BACK, TRACKER = "response", "report-back", "tracker"


class TrackerFilterForm(PlainForm):
    """What the tracker is narrowed to. A value that does not exist narrows nothing."""

    body = SelectField(label=_("Made by"), required=False)
    office = SelectField(label=_("Answered by"), required=False)
    owner = SelectField(label=_("Led by"), required=False)
    outcome = SelectField(label=_("Answer"), required=False)
    status = SelectField(label=_("Where it stands"), required=False)
    year = SelectField(label=_("Made in"), required=False)
    due = SelectField(label=_("Due"), required=False)
    mark_optional = False

    def __init__(self, *args: Any, choices: Mapping[str, Choices], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        outcomes = [(AWAITING, gettext("Awaiting an answer")), *((str(c), str(w)) for c, w in OUTCOMES.items())]
        offered = {
            **choices,
            "outcome": outcomes,
            "status": [("open", gettext("Not closed")), *choices.get("status", ())],
            "due": [
                ("answer", gettext("Answer overdue")),
                ("answer-soon", gettext("Answer due soon")),
                ("action", gettext("Action overdue")),
                ("action-soon", gettext("Action due soon")),
            ],
        }
        for name, field in self.fields.items():
            field.choices = [("", gettext("All")), *offered.get(name, ())]  # type: ignore[attr-defined]

    def question(self) -> Question:
        """What is asked, without what is not offered."""
        self.is_valid()
        return Question(**{name: self.cleaned_data.get(name) or "" for name in self.fields})

    def words(self) -> str:
        """What is asked, in words: "Made by: Scrutiny Committee; Made in: 2026/27"."""
        self.is_valid()
        asked = [(self.fields[name], self.cleaned_data.get(name)) for name in self.fields]
        said = [f"{field.label}: {dict(field.choices)[value]}" for field, value in asked if value]  # type: ignore[attr-defined]
        return "; ".join(said)


class PaperForm(PlainForm):
    """Which paper, as at when, in which form, and where it goes."""

    kind = RadiosField(
        label=_("Which paper"),
        choices=[
            (RESPONSE, _("Response to scrutiny recommendations")),
            (REPORT_BACK, _("Report back on recommendations")),
            (TRACKER, _("Recommendation tracker")),
        ],
        missing=_("Select the paper"),
    )
    set = RecordField(
        queryset=RecommendationSet.objects.none(),
        label=_("Which recommendations"),
        help_text=_("Only for the response"),
        required=False,
    )
    body = SelectField(label=_("Recommendations made by"), required=False)
    as_at = DateField(label=_("As at"), noun=_("the day the paper stands for"))
    form = RadiosField(label=_("As"), choices=[("pdf", _("PDF")), ("docx", _("Word"))], missing=_("Select PDF or Word"))
    item = RecordField(
        queryset=AgendaItem.objects.none(),
        label=_("Put it on the agenda, with this item"),
        empty_label=_("No: download it only"),
        required=False,
    )

    def __init__(self, *args: Any, sets: Any, bodies: Choices, items: Any, today: datetime.date, **kwargs: Any) -> None:
        self.today = today
        super().__init__(*args, **kwargs)
        self.fields["set"].queryset = sets  # type: ignore[attr-defined]
        self.fields["item"].queryset = items  # type: ignore[attr-defined]
        self.fields["item"].label_from_instance = item_words  # type: ignore[attr-defined]
        self.fields["body"].choices = [("", gettext("Every committee")), *bodies]  # type: ignore[attr-defined]

    def clean(self) -> dict[str, Any]:
        only_past(self, "as_at", self.today)
        found = self.cleaned_data
        if found.get("kind") == RESPONSE and not found.get("set") and "set" not in self.errors:
            self.add_error("set", _("Select the recommendations that were answered"))
        return found


def item_words(item: AgendaItem) -> str:
    """ "Scrutiny Committee, 14 December 2026: 5. Report back"."""
    number = f"{item.agenda_number}. " if item.agenda_number else ""
    return f"{item.meeting}: {number}{item.title}"
