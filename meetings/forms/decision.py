"""The form for a decision: every element of its written statement, each with its own field."""

from __future__ import annotations

from typing import Any

from django.db.models import Q
from django.forms.utils import ErrorDict
from django.utils.translation import gettext_lazy as _

from council.models import Body, Council, OfficeHolding
from council.roles import Permission
from meetings.choices_decisions import Answer, MakerKind, NoticeRule
from meetings.choices_plan import PlanStatus
from meetings.forms.base import RESTRICTION, RestrictedForm
from meetings.forms.decision_fields import DecisionFields, StatementFields
from meetings.forms.decision_rows import PART, PartRows
from meetings.forms.meeting import bodies_of
from meetings.forms.rows import CONTACTS, ContactRows, with_pasted_divided
from meetings.models import Issue, PlanEntry
from meetings.models.decision import ANSWERED

# What only the law of Wales asks for.
FOR_WALES = ("consultation", "would_have_decided")


class DecisionForm(StatementFields, DecisionFields, RestrictedForm):
    """A decision record. A draft may be incomplete: the check list says what is missing before it is published."""

    columns = (
        "title", "public_title", "maker_kind", "body", "holding", "maker_title", "maker_name", "authority",
        "is_expressly_delegated", "issue", "plan_entry", "decided_on", "lead_in", "text", "purpose", "reasons",
        *(column for name in ANSWERED for column in (f"{name}_answer", name)),
        "is_key", "key_reason", "is_subject", "not_subject", "not_subject_reason", "urgency_agreed_by", "wards",
        "lead_member", "report_author", "background_papers", "broken_rule", "broken_rule_reason", "published_on",
        "override_on", "override_reason", *RESTRICTION, "public_summary",
    )  # fmt: skip

    def __init__(self, data: Any = None, *args: Any, **kwargs: Any) -> None:
        self.only_divides = data is not None and bool(data.get("pasted", "").strip())
        self.divided_count = 0
        if self.only_divides:
            data, self.divided_count = with_pasted_divided(data, PART, "lead_in")
        super().__init__(data, *args, **kwargs)
        self.parts = PartRows(data, stored=list(self.record.parts), prefix=PART)
        self.contacts = ContactRows(data, stored=list(self.record.contacts), prefix=CONTACTS)
        self.council = Council.current()
        self._offer_records()
        if self.council.nation != Council.Nation.ENGLAND:
            kept = ("", NoticeRule.OTHER, self.record.broken_rule)
            rules = self.fields["broken_rule"]
            rules.choices = [choice for choice in rules.choices if choice[0] in kept]  # type: ignore[attr-defined]
        if self.council.nation != Council.Nation.WALES:
            for name in FOR_WALES:
                if not getattr(self.record, f"{name}_answer"):
                    del self.fields[name], self.fields[f"{name}_answer"]

    def _offer_records(self) -> None:
        issues = Issue.objects.filter(withdrawn_at=None) | Issue.objects.filter(pk=self.record.issue_id)
        self.fields["issue"].queryset = issues  # type: ignore[attr-defined]
        self._offer_entries()
        self.fields["holding"].queryset = OfficeHolding.objects.select_related("office", "person")  # type: ignore[attr-defined]
        if self.record.is_published or self.record.item_id:
            del self.fields["body"]
        else:
            self.fields["body"].queryset = bodies_of(self.user, Permission.EDIT_MEETING)  # type: ignore[attr-defined]

    def _offer_entries(self) -> None:
        """The public entries that no decision is recorded of yet; a published decision keeps the one it has."""
        if self.record.is_published and self.record.plan_entry_id:
            del self.fields["plan_entry"]
            return
        found = PlanEntry.objects.published().exclude(status=PlanStatus.DROPPED).filter(decisions=None)
        found = found.filter(body__in=bodies_of(self.user, Permission.EDIT_MEETING))
        offered = Q(pk__in=found.values("pk")) | Q(pk=self.record.plan_entry_id)
        self.fields["plan_entry"].queryset = PlanEntry.objects.filter(offered)  # type: ignore[attr-defined]

    @property
    def has_parts(self) -> bool:
        """Whether there are parts to be seen already."""
        return bool(self.parts.stored_rows) or self.divided_count > 0

    @property
    def thresholds(self) -> list[str]:
        """What makes a decision key in this council, for the hint beside the question."""
        return [line.strip() for line in self.council.key_thresholds.splitlines() if line.strip()]

    @property
    def answers(self) -> list[tuple[Any, Any]]:
        """The elements to which "none" is an answer: each question with the box for its words."""
        return [(self[f"{name}_answer"], self[name]) for name in ANSWERED if name in self.fields]

    def stored(self) -> dict[str, Any]:
        """As saved; a decision not yet saved may have no body."""
        found = {name: getattr(self.record, name) for name in self.columns if name != "body"}
        return found | {"body": self.record.body if self.record.body_id else None}

    def row_sets(self) -> tuple[Any, ...]:
        """Parts of the decision and contacts."""
        return (self.parts, self.contacts)

    def full_clean(self) -> None:
        """Nothing is an error while parts are only being divided."""
        if self.only_divides:
            self._errors, self.cleaned_data = ErrorDict(), {}
            return
        super().full_clean()

    def clean(self) -> None:
        """What belongs together is there together; no date of effect before the decision."""
        super().clean()
        for name in ANSWERED:
            if name in self.fields:
                self._check_answer(name)
        self._both("broken_rule", "broken_rule_reason", _("Say why the rule was not met"), _("Select the rule first"))
        self._both("override_on", "override_reason", _("Say why it takes effect on another day"),
                   _("Enter the day it takes effect, or empty this box"))  # fmt: skip
        found = self.cleaned_data
        if found.get("is_subject") is not False:
            for name in ("not_subject", "not_subject_reason", "urgency_agreed_by"):
                if found.get(name):
                    words = _("This is for a decision that cannot be called in. Select No above, or empty this")
                    self.add_error(name, words)
        decided_on, override_on = found.get("decided_on"), found.get("override_on")
        if decided_on and override_on and override_on < decided_on:
            self.add_error("override_on", _("A decision cannot take effect before it is made. Check both dates"))

    def _check_answer(self, name: str) -> None:
        answer, text = self.cleaned_data.get(f"{name}_answer"), self.cleaned_data.get(name)
        if answer == Answer.NONE and text:
            self.add_error(name, _("You selected None, but entered words. Select “Yes, as follows”, or empty this box"))
        elif answer == Answer.GIVEN and not text and name not in self.errors:
            self.add_error(name, _("Enter the words, or select None"))
        elif text:
            self.cleaned_data[f"{name}_answer"] = Answer.GIVEN

    def _both(self, first: str, second: str, no_second: Any, no_first: Any) -> None:
        one, other = self.cleaned_data.get(first), self.cleaned_data.get(second)
        if one and not other:
            self.add_error(second, no_second)
        elif other and not one and first not in self.errors:
            self.add_error(first, no_first)

    def changes(self) -> dict[str, Any]:
        """The columns and rows; who decided is written down as it is called on that day where nothing was typed."""
        found = super().changes() | {"parts": self.parts.rows(), "contacts": self.contacts.rows()}
        body: Body | None = found.get("body") or (self.record.body if self.record.body_id else None)
        holding: OfficeHolding | None = found["holding"]
        if found["maker_kind"] == MakerKind.BODY:
            found["maker_title"] = found["maker_title"] or (body.name if body else "")
        elif holding is not None:
            found["maker_title"] = found["maker_title"] or holding.office.title
            found["maker_name"] = found["maker_name"] or holding.person.name
        return found

    def typed_words(self) -> dict[str, str]:
        """The fields as typed, and the rows as paragraphs."""
        return super().typed_words() | self._rows_in_words(self.parts.rows(), self.contacts.rows())

    def stored_words(self) -> dict[str, str]:
        """The fields as saved, and the rows as paragraphs."""
        return super().stored_words() | self._rows_in_words(self.parts.stored_rows, self.contacts.stored_rows)

    def _rows_in_words(self, parts: list[dict[str, str]], contacts: list[dict[str, str]]) -> dict[str, str]:
        return {
            str(_("Parts of the decision")): "\n\n".join(f"{row['label']} {row['text']}".strip() for row in parts),
            str(_("Contacts")): "\n".join(", ".join(value for value in row.values() if value) for row in contacts),
        }
