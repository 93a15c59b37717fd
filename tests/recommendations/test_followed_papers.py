"""Papers of sets, answers and updates, and who leads now: found, told and read as data wherever their holder is."""

from __future__ import annotations

import datetime

import pytest
import time_machine

from council.models import AlertLine, Office
from meetings import actions as meetings
from recommendations.actions.handover import hand_over
from tests import factories as f
from tests.alerting import follow, told, words_of
from tests.following import feed_of
from tests.reading import words_of as text_of
from tests.recommendations.progressing import an_answered_set, an_update
from tests.site.world_papers import paper_on

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("private_files")]
SINCE = datetime.date(2026, 11, 2)


@pytest.fixture(autouse=True)
def _today():
    f.make_council()
    with time_machine.travel("2026-11-02 12:00:00+00:00", tick=False):
        yield


def holders():
    found = an_answered_set()
    return found, found.responses.get(), an_update(found)


def papers_in(client, found) -> list[list[str]]:
    """The references of the papers in the data of the set, of the answer and of the update."""
    base = f"/recommendations/{found.reference}"
    whole, answer, row = (client.get(f"{base}{rest}.json").json()["record"] for rest in ("", "/responses/1", "/1"))
    return [[paper["reference"] for paper in one["documents"]] for one in (whole, answer, row["updates"][0])]


def test_a_paper_is_in_the_data_of_what_it_hangs_on_and_goes_with_its_withdrawal(client):
    made = holders()
    papers = [paper_on(holder, "open") for holder in made]
    assert papers_in(client, made[0]) == [[paper.reference] for paper in papers]
    base = f"/recommendations/{made[0].reference}/"
    belongs = [client.get(f"/documents/{paper.reference}.json").json()["record"]["belongs_to"] for paper in papers]
    assert belongs == [base, f"{base}responses/1/", f"{base}1/"]
    for paper in papers:
        meetings.withdraw(paper, reason="By mistake", by=None, at=f.AT)
    assert papers_in(client, made[0]) == [[], [], []]


def test_a_paper_is_found_under_its_committee_and_is_news_of_its_set(client):
    made = holders()
    follow("recommendations", made[0].reference)
    papers = [paper_on(holder, "open") for holder in made]
    page = client.get("/search/?words=quay&kind=document&body=finance-panel").content.decode()
    found = [f'href="/documents/{paper.reference}/"' in page for paper in papers[::2]]
    assert found == [True, True]
    titles = [entry.title for entry in feed_of(client, f"/recommendations/{made[0].reference}.atom").entries]
    assert sum("A plan of the quay" in title for title in titles) == 3
    assert AlertLine.objects.count() == 0
    (message,) = told()
    assert words_of(message).count("A plan of the quay") == 6  # three lines, as text and as HTML


def last_changes(client, found) -> dict[str, str]:
    """When each of the set's recommendations changed last, as its data, the list and the foot of its page say."""
    told = {}
    for row in client.get("/recommendations.json").json()["rows"]:
        address = row["address"]
        own = client.get(f"{address.rstrip('/')}.json").json()["record"]["changed_at"]
        foot = text_of(client.get(address), "footer")
        assert own == row["changed_at"]
        told[address] = f"{own[:16]} {' '.join(foot.partition('Last changed ')[2].split()[:3])}"
    return told


def test_a_paper_of_an_update_is_a_change_of_its_recommendation_and_of_no_other(client):
    found = an_answered_set("That the lamps be lit.", "That the lane be lit.")
    first, second = (f"/recommendations/{found.reference}/{place}/" for place in (1, 2))
    paper = paper_on(an_update(found), "open", public=False)
    before = last_changes(client, found)
    assert set(before.values()) == {"2026-11-02T10:30 2 November 2026"}
    meetings.publish(paper, by=None, at=f.AT + datetime.timedelta(days=9))
    assert last_changes(client, found) == before | {first: "2026-11-11T10:30 11 November 2026"}
    entries = feed_of(client, "/recommendations.atom").entries
    assert [entry.link for entry in entries] == [f"http://testserver{first}", f"http://testserver{second}"]


def test_who_leads_now_is_news_of_the_set_and_of_the_post(client):
    was, now = (Office.objects.create(title=title, slug=slug, kind="officer") for title, slug in POSTS)
    sweep = {"description": "Sweep it", "lead_title": was.title, "lead_office": was}
    found = an_answered_set(actions=[sweep])
    follow("recommendations", found.reference)
    assert client.get("/offices/head-of-piers.atom").status_code == 404
    hand_over(was, now, since=SINCE, by=None, at=f.AT)
    sentence = "Head of Piers leads, in place of Pier Master, what was promised on recommendation 1 about "
    for address in (f"/recommendations/{found.reference}.atom", "/offices/head-of-piers.atom"):
        titles = [entry.title for entry in feed_of(client, address).entries]
        assert sum(title.startswith(sentence) for title in titles) == 1, address
    (message,) = told()
    assert sentence in words_of(message)
    assert client.get(f"/recommendations/{found.reference}.json").json()["record"]["lead_changes"] == [
        {"reference": found.reference, "labels": "1", "from_title": "Pier Master", "to_title": "Head of Piers",
         "since": "2026-11-02"},
    ]  # fmt: skip
    further = Office.objects.create(title="Head of Lanes", slug="head-of-lanes", kind="officer")
    hand_over(now, further, since=SINCE, by=None, at=f.AT)
    pages = {slug: client.get(f"/offices/{slug}/").status_code for slug in ("head-of-piers", "head-of-lanes")}
    assert pages == {"head-of-piers": 200, "head-of-lanes": 200}


POSTS = (("Pier Master", "pier-master"), ("Head of Piers", "head-of-piers"))
