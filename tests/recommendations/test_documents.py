"""Documents on recommendations, responses and updates: added by officers and by link, public with what they hang on."""

from __future__ import annotations

import pytest
import time_machine
from django.core.cache import cache
from django.core.files.uploadedfile import SimpleUploadedFile

from council.publication import RefusedError
from meetings import actions as meetings
from meetings.models import Document
from recommendations import actions
from recommendations.actions.progress import accept_update, withdraw_update
from recommendations.models import ProgressUpdate, RecommendationSet
from tests import factories as f
from tests.filling import fields_of
from tests.recommendations.progressing import an_answered_set, an_update, at_noon, day, first
from tests.recommendations.test_update_link import a_link, address

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("private_files")]
NOW = at_noon(day(11, 2))
TYPED = {"title": "A plan of the lamps", "kind": "appendix", "restriction": "open"}
WORDS = {"status": "complete", "narrative": "All lamps are lit."}


@pytest.fixture(autouse=True)
def _today():
    cache.clear()
    f.make_council()
    with time_machine.travel(NOW, tick=False):
        yield


def a_file(text: str = "Seven lamps", name: str = "plan.txt") -> SimpleUploadedFile:
    return SimpleUploadedFile(name, text.encode(), "text/plain")


@pytest.fixture
def scrutiny(client):
    """Signed in: writes and publishes for scrutiny."""
    user = f.make_user(("officer", "scrutiny"), ("publisher", "scrutiny"))
    client.force_login(user)
    return user


@pytest.fixture
def executive(client_of):
    """A browser of those who answer, write and publish."""
    return client_of(f.make_user(("officer", "executive"), ("publisher", "executive")))


def add(client, kind: str, holder) -> Document:
    """Through the officers' form."""
    page = f"/officer/{kind}/{holder.public_id}/documents/add/"
    assert client.post(page, TYPED | {"upload": a_file()}).status_code == 302
    return Document.objects.latest("pk")


def publish(client, paper: Document):
    return client.post(f"/officer/publish/document/{paper.public_id}/", {"edit_number": paper.edit_number, "seen": "1"})


def read(client, path: str) -> str:
    return client.get(path).content.decode()


def test_a_paper_of_a_set_is_public_once_it_is_published_itself(client, scrutiny, executive):
    found = an_answered_set()
    paper = add(client, "recommendations", found)
    page = f"/recommendations/{found.reference}/"
    assert TYPED["title"] not in read(client, page)
    assert executive.get(f"/officer/documents/{paper.public_id}/").status_code == 404
    assert TYPED["title"] not in read(executive, f"/officer/recommendations/{found.public_id}/")
    publish(client, paper)
    paper.refresh_from_db()
    assert f"/documents/{paper.reference}/a-plan-of-the-lamps.txt" in read(client, page)
    assert "TXT, 11 bytes" in read(client, page).replace("\xa0", " ")
    assert b"".join(client.get(f"/documents/{paper.reference}/a-plan-of-the-lamps.txt")) == b"Seven lamps"
    above = read(client, f"/documents/{paper.reference}/")
    assert f'href="{page}"' in above


def test_a_paper_of_a_response_belongs_to_those_who_answer(client, scrutiny, executive):
    found = an_answered_set()
    response = found.responses.get()
    path = f"/officer/responses/{response.public_id}/documents/add/"
    assert client.post(path, TYPED | {"upload": a_file()}).status_code == 404
    paper = add(executive, "responses", response)
    assert client.get(f"/officer/documents/{paper.public_id}/").status_code == 404
    assert publish(client, paper).status_code == 404
    publish(executive, paper)
    paper.refresh_from_db()
    for page in (f"/recommendations/{found.reference}/", f"/recommendations/{found.reference}/responses/1/"):
        assert f"/documents/{paper.reference}/a-plan-of-the-lamps.txt" in read(client, page)
    assert client.get(f"/officer/documents/{paper.public_id}/").status_code == 200


def test_a_paper_of_a_draft_response_cannot_be_published_before_it(executive, client_of):
    found = f.make_set(public=True)
    draft = actions.start_response(found, by=None, at=NOW)
    paper = add(executive, "responses", draft)
    assert "Publish the response first." in read(executive, f"/officer/responses/{draft.public_id}/")
    publish(executive, paper)
    paper.refresh_from_db()
    assert paper.published_at is None


def test_a_withheld_paper_is_named_with_its_paragraph_and_not_given(client, scrutiny):
    found = an_answered_set()
    paper = add(client, "recommendations", found)
    publish(client, paper)
    exempt = {"restriction": "exempt", "paragraphs": "3", "reason": "Prices of a firm."}
    paper = meetings.make_exempt(paper, **exempt, by=scrutiny, at=NOW)
    page = read(client, f"/recommendations/{found.reference}/")
    assert ("Prices of a firm." in page, f"/documents/{paper.reference}/a-plan" in page) == (True, False)
    assert client.get(f"/documents/{paper.reference}/a-plan-of-the-lamps.txt").status_code == 404


def test_what_is_sent_through_a_link_is_public_once_it_is_accepted(client, scrutiny):
    found = an_answered_set()
    link = a_link(found)
    form = fields_of(client.get(address(link))) | WORDS | {"upload": a_file(), "paper_title": "The works order"}
    assert "Thank you" in client.post(address(link), form).content.decode()
    (paper,) = Document.objects.all()
    page = f"/recommendations/{found.reference}/1/"
    assert (paper.update.recommendation, paper.title) == (first(found), "The works order")
    assert "The works order" not in read(client, page)
    assert "The works order" in read(client, f"/officer/updates/{paper.update.public_id}/")
    accept_update(paper.update, edit_number=None, by=scrutiny, at=NOW)
    paper.refresh_from_db()
    assert f"/documents/{paper.reference}/the-works-order.txt" in read(client, page)
    withdraw_update(ProgressUpdate.objects.get(), reason="By mistake", by=scrutiny, at=NOW)
    assert client.get(f"/documents/{paper.reference}/the-works-order.txt").status_code == 410


def test_a_file_chosen_at_a_link_stays_chosen_where_something_else_is_wrong(client):
    link = a_link()
    form = fields_of(client.get(address(link))) | WORDS | {"upload": a_file(), "narrative": ""}
    wrong = client.post(address(link), form)
    assert "You chose plan.txt, which is kept." in wrong.content.decode()
    kept = fields_of(wrong)["kept"]
    client.post(address(a_link(an_answered_set(), to="b@wenshire.example")), fields_of(wrong) | WORDS | {"kept": kept})
    assert Document.objects.count() == 0  # another link has no claim on it
    client.post(address(link), fields_of(wrong) | WORDS)
    assert [paper.file.read() for paper in Document.objects.all()] == [b"Seven lamps"]


def test_a_file_that_is_too_large_costs_none_of_the_words(client, settings):
    settings.LARGEST_UPLOAD = 10
    link = a_link()
    answer = client.post(address(link), fields_of(client.get(address(link))) | WORDS | {"upload": a_file()})
    page = answer.content.decode()
    assert ("The file must be" in page, "All lamps are lit." in page) == (True, True)
    assert ProgressUpdate.objects.count() == 0


def test_an_update_whose_paper_hides_something_is_accepted_once_somebody_looked(client, scrutiny):
    update = an_update(an_answered_set(), accepted=False)
    paper = add(client, "updates", update)
    Document.objects.filter(pk=paper.pk).update(needs_a_look=True)
    with pytest.raises(RefusedError, match=r"A plan of the lamps.*Look at what was found"):
        accept_update(update, edit_number=None, by=scrutiny, at=NOW)
    update.refresh_from_db()
    assert (update.is_published, Document.objects.get().is_published) == (False, False)


def test_an_officer_sends_a_file_with_an_update_twice_and_there_is_one(client, scrutiny):
    found = an_answered_set()
    path = f"/officer/recommendations/{found.public_id}/1/update/"
    form = fields_of(client.get(path)) | WORDS | {"do": "publish"}
    for _time in range(2):
        client.post(path, form | {"upload": a_file()})
    assert [(paper.title, paper.is_public) for paper in Document.objects.all()] == [("plan", True)]


def test_papers_go_with_the_set_and_stay_gone(client, scrutiny):
    found = an_answered_set()
    paper = add(client, "recommendations", found)
    publish(client, paper)
    actions.withdraw_set(RecommendationSet.objects.get(), reason="By mistake", by=scrutiny, at=NOW)
    paper.refresh_from_db()
    assert (paper.withdrawn_reason, client.get(f"/documents/{paper.reference}/").status_code) == ("By mistake", 410)
    assert client.get(f"/officer/recommendations/{found.public_id}/documents/add/").status_code == 404


@pytest.mark.parametrize("count", [1, 30])
def test_the_set_page_asks_no_more_however_many_papers(client, django_assert_num_queries, count):
    found = an_answered_set()
    for number in range(count):
        f.make_document(None, f"Paper {number}", public=True, recommendation_set=found)
    client.get("/")
    with django_assert_num_queries(7):
        page = read(client, f"/recommendations/{found.reference}/")
    assert page.count("Paper ") == count
