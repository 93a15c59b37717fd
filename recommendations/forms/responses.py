"""The forms of the response editor: who responds, the answer to one recommendation.

A draft may be incomplete: these forms refuse only what could not be kept as it was meant. What is still missing
before the response can go on is said by `lifecycle.response_gaps`.
"""

from __future__ import annotations

import datetime
from typing import Any

from django.db.models import Q
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from council.forms import (
    DateField,
    ParagraphsField,
    PlainForm,
    RadiosField,
    RecordField,
    SelectField,
    TextField,
    TickField,
)
from council.models import Council, OfficeHolding
from recommendations import limbs
from recommendations.choices import NoAction, Outcome, ResponseKind
from recommendations.forms.quiet import together
from recommendations.models import CabinetResponse, ResponseItem


class ResponseForm(PlainForm):
    """The kind of response, and who responds: office and name are kept as they were that day."""

    kind = RadiosField(
        label=_("What kind of response is it?"),
        missing=_("Select full or interim"),
        choices=(
            (ResponseKind.FULL, _("Full: every recommendation is answered")),
            (ResponseKind.INTERIM, _("Interim: it does not stop the clock")),
        ),
    )
    respondent = RecordField(
        queryset=OfficeHolding.objects.none(),
        label=_("Who responds"),
        help_text=_("Choosing somebody copies office and name, as they are today, into the two boxes below"),
        empty_label=_("As typed below"),
        required=False,
    )
    respondent_title = TextField(
        label=_("Office"), help_text=_("For example, Cabinet Member for Housing"), max_length=200, required=False
    )
    respondent_name = TextField(
        label=_("Name"), help_text=_("For example, Councillor Ada Fenwright"), max_length=200, required=False
    )
    mark_optional = False

    def __init__(self, data: Any = None, *, response: CabinetResponse, today: datetime.date, **kwargs: Any) -> None:
        self.response = response
        names = ("kind", "respondent", "respondent_title", "respondent_name")
        super().__init__(data, initial={name: getattr(response, name) for name in names}, **kwargs)
        current = Q(ends_on=None) | Q(ends_on__gte=today)
        holdings = OfficeHolding.objects.filter(current | Q(pk=response.respondent_id))
        self.fields["respondent"].queryset = holdings.select_related("office", "person")  # type: ignore[attr-defined]

    def values(self) -> dict[str, Any]:
        """The columns of the response, ready for the action."""
        found = self.cleaned_data
        holding = found["respondent"]
        is_blank = not (found["respondent_title"] or found["respondent_name"])
        if holding is not None and (is_blank or holding.pk != self.response.respondent_id):
            found = found | {"respondent_title": holding.office.title, "respondent_name": holding.person.name}
        return found


class AnswerForm(PlainForm):
    """The answer to one recommendation: outcome in the council's words, comment, exempt part, what is not published."""

    outcome = RadiosField(label=_("Outcome"), required=False)
    outcome_free = TextField(
        label=_("Their own words"),
        help_text=_("For example, Noted. Only with “No outcome given”"),
        max_length=200,
        required=False,
    )
    is_in_principle = TickField(label=_("In principle"), required=False)
    is_already_in_progress = TickField(label=_("Already in progress"), required=False)
    has_amendment = TickField(label=_("With an amendment"), required=False)
    agreed_wording = ParagraphsField(
        label=_("Agreed wording"),
        help_text=_("The whole recommendation as amended. Differences will be marked"),
        rows=3,
        required=False,
    )
    comment = ParagraphsField(
        label=_("Comment"), help_text=_("Paragraphs and lists pasted from Word are kept"), rows=7, required=False
    )
    exempt_comment = ParagraphsField(
        label=_("Exempt part of the comment"), help_text=_("Never published"), rows=4, required=False
    )
    exempt_paragraphs = TextField(
        label=_("Schedule 12A paragraphs"), help_text=_("For example, 3"), max_length=60, required=False
    )
    exempt_reason = ParagraphsField(
        label=_("Why the public interest is in withholding it"), max_length=2000, rows=2, required=False
    )
    public_summary = ParagraphsField(
        label=_("What residents read in its place"), max_length=5000, rows=2, required=False
    )
    no_action = SelectField(label=_("No separate action, because"), required=False)
    no_action_reason = ParagraphsField(
        label=_("More about why there is no separate action"), max_length=2000, rows=2, required=False
    )
    drafter = TextField(label=_("Who drafts this answer"), max_length=200, required=False)
    internal_due_on = DateField(label=_("Draft wanted by"), noun=_("the date the draft is wanted by"), required=False)
    private_notes = ParagraphsField(label=_("Private notes"), rows=3, max_length=20_000, required=False)
    mark_optional = False

    EXEMPT = ("exempt_comment", "exempt_paragraphs", "exempt_reason", "public_summary")

    def __init__(self, data: Any = None, *, item: ResponseItem, council: Council, heading: str, **kwargs: Any) -> None:
        self.item, self.council, self.heading = item, council, heading
        initial = {name: getattr(item, name) for name in self.base_fields if name != "outcome_free"}
        initial["outcome_free"] = item.outcome_words if item.outcome == Outcome.NO_OUTCOME else ""
        super().__init__(data, initial=initial, **kwargs)
        self.fields["outcome"].choices = _outcomes(item, council)  # type: ignore[attr-defined]
        self.fields["no_action"].choices = [("", gettext("–")), *NoAction.choices]  # type: ignore[attr-defined]
        self.limbs = limbs.with_answers(item.recommendation.limbs, item.limbs)
        for place, limb in enumerate(self.limbs):
            self._add_limb(place, limb)

    def _add_limb(self, place: int, limb: dict[str, Any]) -> None:
        """Fields of their own for the answer to one limb."""
        label = {"label": limb["label"]}
        free = limb["outcome_words"] if limb["outcome"] == Outcome.NO_OUTCOME else ""
        outcome = SelectField(label=gettext("Outcome of %(label)s") % label, required=False)
        outcome.choices = [("", gettext("Not answered yet")), *_outcomes_of(limb, self.council)]
        words = TextField(
            label=gettext("Their own words on %(label)s") % label,
            help_text=gettext("Only with “No outcome given”"),
            max_length=200,
            required=False,
        )
        comment = ParagraphsField(label=gettext("Comment on %(label)s") % label, rows=2, required=False)
        found: dict[str, Any] = {
            "outcome": (outcome, limb["outcome"]),
            "words": (words, free),
            "comment": (comment, limb["comment"]),
        }
        for name, (field, value) in found.items():
            self.fields[f"limb_{place}_{name}"] = field
            self.initial[f"limb_{place}_{name}"] = value

    @property
    def limb_fields(self) -> list[dict[str, Any]]:
        """Each limb with its own bound fields."""
        names = ("outcome", "words", "comment")
        return [
            {"label": limb["label"], "text": limb["text"]} | {name: self[f"limb_{place}_{name}"] for name in names}
            for place, limb in enumerate(self.limbs)
        ]

    def _limb_values(self) -> list[dict[str, str]]:
        found = []
        for place, limb in enumerate(self.limbs):
            outcome, free, comment = (
                self.cleaned_data[f"limb_{place}_{name}"] for name in ("outcome", "words", "comment")
            )
            words = free if outcome == Outcome.NO_OUTCOME else ""
            if outcome and outcome != Outcome.NO_OUTCOME:
                is_kept = outcome == limb["outcome"] and limb["outcome_words"]
                words = limb["outcome_words"] if is_kept else self.council.word_for(outcome)
            found.append({"label": limb["label"], "outcome": outcome, "outcome_words": words, "comment": comment})
        return found

    def clean(self) -> dict[str, Any]:
        found = self.cleaned_data
        if found.get("outcome_free") and found.get("outcome") != Outcome.NO_OUTCOME:
            words = _("Select “No outcome given” above, or take these words out")
            self.add_error("outcome_free", words)
        for place, _limb in enumerate(self.limbs):
            if found.get(f"limb_{place}_words") and found.get(f"limb_{place}_outcome") != Outcome.NO_OUTCOME:
                words = _("Select “No outcome given” above, or take these words out")
                self.add_error(f"limb_{place}_words", words)
        if found.get("agreed_wording") and not found.get("has_amendment"):
            self.add_error("has_amendment", _("Tick “With an amendment”, or take the agreed wording out"))
        if found.get("no_action_reason") and not found.get("no_action"):
            self.add_error("no_action", _("Select why there is no separate action, or take out the words below"))
        if together(self, self.EXEMPT):
            for name, words in (
                ("exempt_comment", _("Enter the exempt part, or take out what belongs to it")),
                ("exempt_paragraphs", _("Enter the Schedule 12A paragraphs the exempt part falls under")),
                ("exempt_reason", _("Enter why the public interest is in withholding the exempt part")),
            ):
                if not found.get(name) and name not in self.errors:
                    self.add_error(name, words)
        return found

    def values(self) -> dict[str, Any]:
        """The columns of the answer. The council's word is kept as it was shown the day the outcome was chosen."""
        found = {name: self.cleaned_data[name] for name in self.base_fields if name != "outcome_free"}
        found["limbs"] = self._limb_values()
        outcome = found["outcome"]
        if outcome == Outcome.NO_OUTCOME:
            found["outcome_words"] = self.cleaned_data["outcome_free"]
        elif outcome != self.item.outcome or not self.item.outcome_words:
            found["outcome_words"] = self.council.word_for(outcome)
        return found

    @property
    def has_exempt_part(self) -> bool:
        """Whether to show the exempt part opened."""
        return any(self[name].value() or self[name].errors for name in self.EXEMPT)

    @property
    def has_free_words(self) -> bool:
        """Whether to show the box for their own words opened."""
        return bool(self["outcome_free"].value() or self["outcome_free"].errors) or (
            self["outcome"].value() == Outcome.NO_OUTCOME
        )

    @property
    def has_no_action(self) -> bool:
        """Whether to show "no separate action" opened."""
        return any(self[name].value() or self[name].errors for name in ("no_action", "no_action_reason"))

    @property
    def has_internal_words(self) -> bool:
        """Whether to show the inner matters opened."""
        names = ("drafter", "internal_due_on", "private_notes")
        typed = (self[name].value() for name in names)
        return any(any(value) if isinstance(value, list) else value for value in typed) or any(
            self[name].errors for name in names
        )

    @property
    def has_qualifiers(self) -> bool:
        """Whether to show the qualifiers opened."""
        names = ("is_in_principle", "is_already_in_progress", "has_amendment", "agreed_wording")
        return any(self[name].value() or self[name].errors for name in names)


def _outcomes(item: ResponseItem, council: Council) -> list[tuple[str, str]]:
    """The outcomes of one answer, and that there is none yet."""
    stored = {"outcome": item.outcome, "outcome_words": item.outcome_words}
    return [*_outcomes_of(stored, council), ("", gettext("Not answered yet"))]


def _outcomes_of(answer: dict[str, Any], council: Council) -> list[tuple[str, str]]:
    """The council's words of today; an outcome chosen earlier keeps the word it was shown with."""
    words = {code: council.word_for(code) for code in (Outcome.ACCEPTED, Outcome.IN_PART, Outcome.NOT_ACCEPTED)}
    if answer["outcome"] in words and answer["outcome_words"]:
        words[Outcome(answer["outcome"])] = answer["outcome_words"]
    return [
        *((str(code), word) for code, word in words.items()),
        (str(Outcome.NO_OUTCOME), gettext("No outcome given")),
    ]
