"""The forward plan outside England: no page claims England's regulations, and nothing is refused by them."""

from __future__ import annotations

import re

import pytest

from council.models import Council, Snapshot
from meetings import actions_plan
from tests import factories
from tests.decision_factories import make_decision
from tests.factories import AT
from tests.factories_plan import make_entry, make_notice
from tests.filling import fields_of
from tests.reading import links_of, words_of

pytestmark = [pytest.mark.django_db, pytest.mark.pdf, pytest.mark.usefixtures("private_files")]
Nation = Council.Nation
# What only England's law says of a forward plan.
CLAIMS = re.compile(
    r"regulation|SI 20|clear (?:calendar |working )?days|28 days|28-day|Schedule 12A to the Local Government Act 1972, "
    r"paragraph 3|the law asks|lawful day|special urgency|general exception",
    re.I,
)
PART = {"restriction": "part_exempt", "exempt_paragraphs": "14", "exempt_reason": "Prices"}
ELSEWHERE = [Nation.WALES, Nation.SCOTLAND, Nation.NORTHERN_IRELAND]


def make_plan(nation):
    """A key decision that is partly private, noticed three times on one day, and an edition."""
    factories.make_council(nation=nation)
    paragraphs = {"wales": "14", "scotland": "6", "northern-ireland": "Schedule 6, paragraph 3"}.get(nation, "3")
    entry = make_entry(public=True, **(PART | {"exempt_paragraphs": paragraphs}))
    for kind in ("key_decision", "private_first", "private_second"):
        make_notice(entry, kind, public=True)
    return entry, actions_plan.publish_edition(body=None, by=None, at=AT)


def pages_of(entry, edition) -> list[str]:
    key = f"/officer/forward-plan/{entry.public_id}/"
    public = ["/forward-plan/", f"/forward-plan/{entry.reference}/", f"/forward-plan/editions/{edition.reference}/"]
    none = {"consultation_answer": "none", "would_have_decided_answer": "none"}
    decision = make_decision(public=True, plan_entry=entry, **none)
    public.append(f"/decisions/{decision.reference}/")
    officers = [
        "/officer/forward-plan/", "/officer/forward-plan/add/", key, f"{key}edit/", f"{key}notices/key_decision/add/",
        "/officer/decisions/add/",
    ]  # fmt: skip
    return [*public, *officers]


@pytest.mark.parametrize("nation", ELSEWHERE)
def test_no_page_of_the_plan_claims_the_law_of_england(client, nation):
    pages = pages_of(*make_plan(nation))
    client.force_login(factories.make_user(("officer", "both"), ("publisher", "both")))
    claimed = {page: CLAIMS.findall(words_of(client.get(page))) for page in pages}
    assert [found for found in claimed.items() if found[1]] == []
    assert not CLAIMS.search(" ".join(Snapshot.objects.values_list("text", flat=True)))


def test_in_england_the_same_pages_say_on_which_regulation_they_rest(client):
    entry, edition = make_plan(Nation.ENGLAND)
    pages = pages_of(entry, edition)
    client.force_login(factories.make_user(("officer", "both"), ("publisher", "both")))
    claimed = [page for page in pages if CLAIMS.search(words_of(client.get(page)))]
    silent = ("/officer/forward-plan/", "/forward-plan/editions/")
    assert [page for page in pages if page not in claimed and not page.startswith(silent)] == []
    assert {f"/forward-plan/{entry.reference}/", f"/officer/forward-plan/{entry.public_id}/"} <= set(claimed)


@pytest.mark.parametrize("nation", ELSEWHERE)
def test_officers_are_asked_and_offered_nothing_that_only_england_has(client, nation):
    entry, _edition = make_plan(nation)
    client.force_login(factories.make_user(("officer", "both"), ("publisher", "both")))
    form = client.get("/officer/forward-plan/add/")
    assert {"key_route", "is_agreed_urgent_private"} & set(fields_of(form)) == set()
    key = f"/officer/forward-plan/{entry.public_id}/"
    assert [link for link in links_of(client.get(key)) if "urgency" in link or "exception" in link] == []
    missing = (
        f"{key}notices/special_urgency/add/",
        "/officer/forward-plan/urgency/",
        "/officer/forward-plan/urgency.pdf",
    )
    assert [client.get(address).status_code for address in missing] == [404, 404, 404]
    overview = client.get("/officer/forward-plan/")
    assert "/officer/forward-plan/urgency/" not in links_of(overview)
    assert "Give notice as its own rules ask." in words_of(overview)


@pytest.mark.parametrize("nation", ELSEWHERE)
def test_a_key_decision_is_entered_for_the_next_day_by_the_council_s_own_rules(client, nation):
    factories.make_council(nation=nation)
    entry = make_entry(public=True, due_on=AT.date())
    assert entry.is_public
    assert make_notice(entry, public=True).given_on == AT.date()
