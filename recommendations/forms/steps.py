"""The short forms of the steps: sending, receipt, starting, returning, the approval, correction, withdrawal."""

from __future__ import annotations

import datetime
from typing import Any

from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from council.forms import DateField, ParagraphsField, PlainForm, RadiosField, SelectField
from council.statute.wording import long_date
from meetings.choices_decisions import MakerKind
from meetings.models import AgendaItem, Decision
from recommendations.choices import ApprovalBasis
from recommendations.forms.meeting_items import item_words, items_of
from recommendations.forms.own_days import OwnDays
from recommendations.forms.quiet import only_past
from recommendations.models import CabinetResponse, RecommendationSet


class SendForm(PlainForm):
    """When the set went to who has to answer."""

    sent_on = DateField(label=_("Sent on"), noun=_("the date they were sent"))

    def __init__(self, *args: Any, today: datetime.date, found: RecommendationSet, **kwargs: Any) -> None:
        self.today, self.found = today, found
        super().__init__(*args, **kwargs)

    def clean(self) -> dict[str, Any]:
        for name in self.fields:
            only_past(self, name, self.today)
        self._not_before("sent_on", self.found.made_on, gettext("the recommendations were made that day"))
        return self.cleaned_data

    def _not_before(self, name: str, earliest: datetime.date | None, why: str) -> None:
        day = self.cleaned_data.get(name)
        if day and earliest and day < earliest:
            words = gettext("This must be %(day)s or later: %(why)s")
            self.add_error(name, words % {"day": long_date(earliest), "why": why})


class ReceiveForm(SendForm):
    """When the set was received, and whether a written notice was given: the clock starts."""

    sent_on = None  # type: ignore[assignment]
    received_on = DateField(label=_("Received on"), noun=_("the date of receipt"))
    notice_given_on = DateField(
        label=_("Written notice given on"),
        noun=_("the date of the written notice"),
        help_text=_("Only where the committee gave notice in writing: the two months in law need one"),
        required=False,
    )

    def __init__(self, *args: Any, found: RecommendationSet, **kwargs: Any) -> None:
        super().__init__(*args, found=found, **kwargs)
        self.own_days = OwnDays(self, found)

    def clean(self) -> dict[str, Any]:
        for name in ("received_on", "notice_given_on"):
            only_past(self, name, self.today)
        self._check_receipt(self.found.made_on, self.found.sent_on)
        return self.cleaned_data

    def _check_receipt(self, made_on: datetime.date | None, sent_on: datetime.date | None) -> None:
        """Nobody received them before they were sent, or where that is not recorded, before they were made."""
        made, sent = gettext("the recommendations were made that day"), gettext("they were sent that day")
        earliest, why = (sent_on, sent) if sent_on else (made_on, made)
        self._not_before("received_on", earliest, why)
        self.own_days.check(earliest, self.today, why)

    def values(self) -> dict[str, Any]:
        """What the action is told: the set's days, and those of further addressees that have their own."""
        days = {name: day for name, day in self.cleaned_data.items() if name not in self.own_days.names}
        return days | {"others": self.own_days.values()}


class StagesForm(ReceiveForm):
    """Agreed, sent and received, each with its date: what is empty has not happened yet."""

    made_on = DateField(label=_("Agreed by the committee on"), noun=_("the date they were agreed"))
    sent_on = DateField(label=_("Sent on"), noun=_("the date they were sent"), required=False)  # type: ignore[assignment]
    mark_optional = False
    field_order = ("made_on", "sent_on", "received_on", "notice_given_on")

    def __init__(self, *args: Any, found: RecommendationSet, **kwargs: Any) -> None:
        initial = {name: getattr(found, name) for name in self.field_order}
        super().__init__(*args, found=found, initial=initial, **kwargs)
        self.fields["received_on"].required = False

    def clean(self) -> dict[str, Any]:
        for name in self.field_order:
            only_past(self, name, self.today)
        found = self.cleaned_data
        made_on, sent_on, received_on = (found.get(name) for name in ("made_on", "sent_on", "received_on"))
        self._not_before("sent_on", made_on, gettext("they were agreed that day"))
        self._check_receipt(made_on, sent_on)
        if not received_on and "received_on" not in self.errors:
            self._no_days_without_receipt()
        if self.found.is_published and made_on and not (sent_on or received_on) and not self.errors:
            self.add_error("sent_on", _("Enter the date they were sent or received"))
        return found

    def _no_days_without_receipt(self) -> None:
        if self.own_days.values():
            self.add_error("received_on", _("Enter this date too, or take out when the others received them"))
        elif self.cleaned_data.get("notice_given_on"):
            self.add_error("received_on", _("Enter the date of receipt, or take the date of the notice out"))


class ReasonForm(PlainForm):
    """A reason, in the words of whoever gives it."""

    reason = ParagraphsField(label=_("Reason"), missing=_("Enter the reason"), max_length=2000, rows=4)

    def __init__(self, *args: Any, label: str, missing: str, hint: str = "", **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field = self.fields["reason"]
        field.label, field.help_text = label, hint
        field.error_messages["required"] = missing


class ApprovalForm(PlainForm):
    """How and when the response was approved: an act of Cabinet or of one member, recorded here, not taken."""

    basis = RadiosField(
        label=_("How was it approved?"),
        missing=_("Select how the response was approved"),
        choices=(
            (ApprovalBasis.MEETING, _("At a meeting")),
            (ApprovalBasis.INDIVIDUAL, _("By one member, who may decide alone")),
            (ApprovalBasis.NOT_RECORDED, _("Not recorded: only for history that does not say")),
        ),
    )
    item = SelectField(
        label=_("At which meeting and item"),
        help_text=_("Its date is taken over if you leave the date empty"),
        required=False,
    )
    decision = SelectField(
        label=_("By which decision of one member"),
        help_text=_("Its date is taken over if you leave the date empty"),
        required=False,
    )
    approved_on = DateField(label=_("Approved on"), noun=_("the date it was approved"), required=False)
    mark_optional = False

    def __init__(self, data: Any = None, *, response: CabinetResponse, today: datetime.date, **kwargs: Any) -> None:
        self.response, self.today = response, today
        initial: dict[str, Any] = {"basis": response.approval_basis, "approved_on": response.approved_on}
        initial |= {"item": response.approved_at_id, "decision": response.approved_decision_id}
        super().__init__(data, initial=initial, **kwargs)
        self.decisions = _decisions_of(response)
        self.items = _items_of(response, today)
        offers = {
            "item": [(str(key), item_words(item)) for key, item in self.items.items()],
            "decision": [(str(key), _decision_words(decision)) for key, decision in self.decisions.items()],
        }
        for name, choices in offers.items():
            self.fields[name].choices = [("", gettext("Not listed here")), *choices]  # type: ignore[attr-defined]
        if not self.decisions:
            del self.fields["decision"]

    def clean(self) -> dict[str, Any]:
        only_past(self, "approved_on", self.today)
        found = self.cleaned_data
        item = self.items.get(int(found["item"])) if found.get("item") else None
        decision = self.decisions.get(int(found["decision"])) if found.get("decision") else None
        basis = found.get("basis")
        is_date_right = "approved_on" not in self.errors
        if is_date_right and basis == ApprovalBasis.MEETING and item and not found.get("approved_on"):
            found["approved_on"] = item.meeting.held_on
        if is_date_right and basis == ApprovalBasis.INDIVIDUAL and decision and not found.get("approved_on"):
            found["approved_on"] = decision.decided_on
        if basis and is_date_right:
            self._check_facts(basis, found.get("approved_on"), item)
        if decision and basis and basis != ApprovalBasis.INDIVIDUAL:
            self.add_error("decision", _("Take the decision out, or select “By one member”"))
        found |= {"approved_at": item, "approved_decision": decision}
        return found

    def _check_facts(self, basis: str, day: datetime.date | None, item: AgendaItem | None) -> None:
        made_on = self.response.set.made_on
        if basis == ApprovalBasis.NOT_RECORDED:
            if day:
                self.add_error("approved_on", _("Take the date out, or say how the response was approved"))
            if item:
                self.add_error("item", _("Take the item out, or select “At a meeting”"))
            return
        if day is None:
            self.add_error("approved_on", _("Enter the date it was approved"))
        elif made_on and day < made_on:
            words = gettext("The date it was approved must be %(day)s or later: the recommendations were made that day")
            self.add_error("approved_on", words % {"day": long_date(made_on)})
        elif item and basis == ApprovalBasis.MEETING and day != item.meeting.held_on:
            words = gettext("This must be %(day)s, the day of the meeting you chose, or choose another item")
            self.add_error("approved_on", words % {"day": long_date(item.meeting.held_on)})
        if item and basis == ApprovalBasis.INDIVIDUAL:
            self.add_error("item", _("Take the item out, or select “At a meeting”"))

    def values(self) -> dict[str, Any]:
        """Ready for the action."""
        found = self.cleaned_data
        return {name: found[name] for name in ("basis", "approved_on", "approved_at", "approved_decision")}


def _items_of(response: CabinetResponse, today: datetime.date) -> dict[int, AgendaItem]:
    """Items of the meetings at which it may have been agreed, the one already recorded among them."""
    return items_of(response.kept_by, response.set.made_on, today, response.approved_at)


def _decisions_of(response: CabinetResponse) -> dict[int, Decision]:
    """Decisions of one member or officer since the recommendations were made, the newest first, at most 100."""
    decisions = Decision.objects.filter(withdrawn_at=None).exclude(maker_kind=MakerKind.BODY)
    if response.set.made_on:
        decisions = decisions.filter(decided_on__gte=response.set.made_on)
    found = {decision.pk: decision for decision in decisions.order_by("-decided_on", "-pk")[:100]}
    if response.approved_decision and response.approved_decision_id not in found:
        found[response.approved_decision.pk] = response.approved_decision
    return found


def _decision_words(decision: Decision) -> str:
    day = long_date(decision.decided_on) if decision.decided_on else gettext("no date yet")
    return f"{decision.maker_title}, {day}: {decision.title}"
