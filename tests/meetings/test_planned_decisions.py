"""A decision and its entry of the forward plan: started from it, marks it decided, and the pages lead to each other."""

from __future__ import annotations

import datetime

import pytest

from council.models import RegisterEntry
from council.publication import RefusedError
from council.verification import verify_register
from meetings import actions, actions_decisions, actions_plan
from meetings.models import Decision, PlanEntry
from meetings.published import issue_address
from tests import factories
from tests.decision_factories import make_decision
from tests.factories import AT
from tests.factories_plan import make_entry
from tests.reading import links_of, words_of

pytestmark = pytest.mark.django_db
DAY = datetime.date(2026, 10, 27)


@pytest.fixture(autouse=True)
def council(private_files):
    return factories.make_council()


def acts_since(serial: int) -> list[tuple[str, str]]:
    return list(RegisterEntry.objects.filter(serial__gt=serial).order_by("serial").values_list("act", "record_kind"))


def last_serial() -> int:
    return RegisterEntry.objects.order_by("serial").values_list("serial", flat=True).last() or 0


def planned(**fields) -> Decision:
    """A decision that lacks nothing but publication, of an entry of the plan."""
    entry = fields.pop("entry", None) or make_entry(public=True, issue=factories.make_issue("Roofs", public=True))
    return make_decision(plan_entry=entry, issue=entry.issue, **fields)


def test_an_officer_starts_a_decision_with_what_the_entry_knows(client):
    issue = factories.make_issue("Library roof, the whole story", public=True)
    entry = make_entry(
        public=True, issue=issue, key_reason="£500,000", wards="Millgate", lead_member="Deputy Leader",
        contact="Ines Calderwick, 020 7946 0142", consultation="Staff",
    )  # fmt: skip
    client.force_login(factories.make_user(("officer", "both")))
    address = f"/officer/forward-plan/{entry.public_id}/"
    assert "Start a decision" in words_of(client.get(address))
    first = client.post(f"{address}decision/")
    again = client.post(f"{address}decision/")
    made = Decision.objects.get()
    assert first.url == again.url == f"/officer/decisions/{made.public_id}/"
    known = (
        made.plan_entry, made.issue, made.title, made.maker_kind, made.maker_title, made.body, made.is_key,
        made.key_reason, made.purpose, made.wards, made.lead_member, made.consultation, made.consultation_answer,
        made.contacts[0]["name"], made.decided_on,
    )  # fmt: skip
    assert known == (
        entry, issue, "Library roof", "body", "Cabinet", entry.body, True, "£500,000", "Whether to replace the roof.",
        "Millgate", "Deputy Leader", "Staff", "given", "Ines Calderwick, 020 7946 0142", None,
    )  # fmt: skip
    page = client.get(address)
    assert first.url in links_of(page)
    assert "Start a decision" not in words_of(page)
    assert address in links_of(client.get(first.url))


def test_one_persons_decision_keeps_who_it_was_to_be(client):
    entry = make_entry(
        public=True, maker_kind="officer", maker_title="Head of Property", maker_name="Ines Calderwick", is_key=False,
        due_on=AT.date(),
    )  # fmt: skip
    made = actions_decisions.start_from_entry(entry, by=None, at=AT)
    known = (made.maker_kind, made.maker_title, made.maker_name, made.key_reason, made.decided_on)
    assert known == ("executive_officer", "Head of Property", "Ines Calderwick", "", AT.date())


def test_nothing_starts_from_what_is_not_on_the_public_plan():
    dropped = make_entry(public=True)
    actions_plan.drop(dropped, reason="Not needed", by=None, at=AT)
    for entry in (make_entry(), dropped):
        with pytest.raises(RefusedError, match="public forward plan"):
            actions_decisions.start_from_entry(entry, by=None, at=AT)


def test_an_item_that_gives_the_entrys_reference_hands_it_on():
    entry = make_entry(public=True)
    with_it = factories.make_item(public=True, plan_reference=entry.reference)
    without = factories.make_item(public=True)
    found = [actions_decisions.start_from_item(item, by=None, at=AT).plan_entry for item in (with_it, without)]
    assert found == [entry, None]


def test_publishing_it_marks_the_entry_decided_in_the_same_transaction(client):
    decision = planned()
    before = last_serial()
    decision = actions_decisions.publish_decision(decision, by=None, at=AT)
    entry = PlanEntry.objects.get()
    address = f"/decisions/{decision.reference}/"
    assert (entry.status, entry.decided_on, entry.decided_at) == ("decided", DAY, address)
    assert acts_since(before) == [("published", "decision"), ("changed", "planentry")]
    assert verify_register().is_sound
    of_decision, of_entry = client.get(address), client.get(f"/forward-plan/{entry.reference}/")
    assert f"On the forward plan as {entry.reference}: Library roof" in words_of(of_decision)
    assert f"/forward-plan/{entry.reference}/" in links_of(of_decision)
    assert "Decided on 27 October 2026: read the decision." in words_of(of_entry)
    assert links_of(of_entry).count(address) == 1
    timeline = words_of(client.get(issue_address(decision.issue))).partition("What happened, newest first")[2]
    assert "The decision on the forward plan was made on 27 October 2026: Library roof" in timeline
    assert "Decision of Cabinet on 27 October 2026: New opening hours for libraries" in timeline


def test_where_the_entry_cannot_be_marked_nothing_is_published():
    decision = planned(body=factories.make_body("Harbour Panel"))
    publisher = factories.make_user(("publisher", "both"))
    publisher.grants.get().bodies.set([decision.body])
    before = last_serial()
    with pytest.raises(RefusedError, match="You do not publish for Cabinet"):
        actions_decisions.publish_decision(decision, by=publisher, at=AT)
    decision.refresh_from_db()
    assert (decision.is_published, PlanEntry.objects.get().status, last_serial()) == (False, "planned", before)


def test_an_entry_marked_before_keeps_its_words_and_still_leads_there(client):
    entry = make_entry(public=True)
    actions_plan.mark_decided(entry, decided_on=DAY, address="/meetings/", by=None, at=AT)
    before = last_serial()
    decision = actions_decisions.publish_decision(planned(entry=entry), by=None, at=AT)
    assert acts_since(before) == [("published", "decision")]
    page = client.get(f"/forward-plan/{entry.reference}/")
    assert {"/meetings/", f"/decisions/{decision.reference}/"} <= set(links_of(page))


def test_a_corrected_day_is_corrected_on_the_plan_too():
    decision = actions_decisions.publish_decision(planned(), by=None, at=AT)
    day = datetime.date(2026, 10, 26)
    reason = "It was the Monday."
    actions_decisions.save_decision(decision, changes={"decided_on": day}, reason=reason, by=None, at=AT)
    entry = PlanEntry.objects.get()
    assert (entry.decided_on, entry.decided_at) == (day, f"/decisions/{decision.reference}/")


def test_an_entry_that_was_withdrawn_is_not_linked_nor_marked(client):
    decision = planned()
    entry = PlanEntry.objects.get()
    actions.withdraw(entry, reason="By mistake", by=None, at=AT)
    decision = actions_decisions.publish_decision(decision, by=None, at=AT)
    page = client.get(f"/decisions/{decision.reference}/")
    assert entry.reference not in words_of(page)
    assert PlanEntry.objects.get().status == "planned"


def test_the_form_offers_entries_that_have_no_decision(client):
    taken = planned().plan_entry
    free, draft = make_entry("Quay lamps", public=True), make_entry("A secret")
    client.force_login(factories.make_user(("officer", "both")))
    words = client.get("/officer/decisions/add/").content.decode()
    assert [entry.title in words for entry in (taken, free, draft)] == [False, True, False]
