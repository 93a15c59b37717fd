"""One version of an answer as it was published, and the stored papers."""

from __future__ import annotations

import pytest
from django.template.loader import render_to_string

from council import files
from meetings import actions as meeting_actions
from recommendations import actions, published
from recommendations.models import CabinetResponse
from tests import factories as f
from tests.reading import heading_of, links_of, words_of

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("private_files")]


@pytest.fixture
def two_versions():
    """A set answered twice: the second version corrects the first."""
    recommendation_set = f.make_set("That the ledger be balanced.", public=True)
    f.make_response(recommendation_set, until="published", answers={"comment": "By spring."})
    second = actions.start_response(recommendation_set, by=None, at=f.AT, correction_reason="The season was wrong.")
    rows = {item.pk: {"comment": "By summer."} for item in second.items.all()}
    second = actions.save_response(second, fields={}, rows=rows, edit_number=second.edit_number, by=None, at=f.AT)
    f.advance(second, "published", drafter=f.make_user(("officer", "executive")))
    return recommendation_set


def versions_of(recommendation_set) -> list[CabinetResponse]:
    return list(CabinetResponse.objects.filter(set=recommendation_set).order_by("version"))


class TestVersions:
    def test_the_first_says_what_replaced_it(self, client, two_versions):
        page = client.get(f"/recommendations/{two_versions.reference}/responses/1/")
        words = words_of(page)
        assert heading_of(page).startswith("Cabinet response to recommendations of the Finance Panel")
        assert "Version 2 replaced it on 2 November 2026. Why: The season was wrong." in words
        assert "Comment By spring." in words
        assert "By summer." not in words
        assert f"/recommendations/{two_versions.reference}/" in links_of(page)

    def test_the_newest_says_why_it_was_corrected(self, client, two_versions):
        page = client.get(f"/recommendations/{two_versions.reference}/responses/2/")
        assert "This response was corrected on 2 November 2026. Why: The season was wrong." in words_of(page)
        assert b"<p>By <del>spring.</del> <ins>summer.</ins></p>" in page.content

    def test_a_version_stands_as_it_was_whatever_its_committee_is_called_now(self, client, two_versions):
        two_versions.made_by.name = "Audit Panel"
        two_versions.made_by.save()
        page = client.get(f"/recommendations/{two_versions.reference}/responses/1/")
        assert "of the Finance Panel made on" in heading_of(page)

    def test_queries_do_not_grow(self, client, django_assert_num_queries):
        for count in (1, 30):
            recommendation_set = f.make_set(*[f"Number {n}." for n in range(count)], public=True)
            f.make_response(recommendation_set, until="published")
            with django_assert_num_queries(6):
                client.get(f"/recommendations/{recommendation_set.reference}/responses/1/")

    @pytest.mark.parametrize("address", ["2/", "0/", "99999999999999999999/", "1", "2.pdf", "99999999999999999999.pdf"])
    def test_what_does_not_exist_is_404(self, client, address):
        recommendation_set = f.make_set(public=True)
        f.make_response(recommendation_set, until="published")
        response = client.get(f"/recommendations/{recommendation_set.reference}/responses/{address}")
        assert response.status_code == (301 if address == "1" else 404)

    def test_a_draft_is_404(self, client):
        recommendation_set = f.make_set(public=True)
        f.make_response(recommendation_set, until="approved")
        for address in ("responses/1/", "responses/1.pdf"):
            assert client.get(f"/recommendations/{recommendation_set.reference}/{address}").status_code == 404

    def test_the_item_it_was_agreed_at_is_linked_while_it_is_public(self, client):
        item = f.make_item(f.make_meeting(public=True), public=True)
        recommendation_set = f.make_set("One.", public=True)
        response = f.make_response(recommendation_set, until="signed_off")
        response = actions.record_approval(
            response, basis="meeting", approved_on=item.meeting.held_on, approved_at=item, edit_number=None, by=None,
            at=f.AT,
        )  # fmt: skip
        actions.publish_response(response, edit_number=None, by=None, at=f.AT)
        addresses = [f"/recommendations/{recommendation_set.reference}/{end}" for end in ("", "responses/1/")]
        linked = "/meetings/cabinet/2026-10-06/items/1/"
        assert [linked in links_of(client.get(address)) for address in addresses] == [True, True]
        meeting_actions.withdraw(item, reason="A mistake.", by=None, at=f.AT)
        assert [linked in links_of(client.get(address)) for address in addresses] == [False, False]


@pytest.mark.pdf
class TestPapers:
    def test_the_sets_paper_is_the_newest_versions_stored_bytes(self, client, two_versions):
        first, second = versions_of(two_versions)
        response = client.get(f"/recommendations/{two_versions.reference}.pdf")
        assert response.content == files.fetch(second.pdf_digest)
        assert response.content != files.fetch(first.pdf_digest)
        assert response["Content-Type"] == "application/pdf"
        assert response["Content-Disposition"] == f'inline; filename="{two_versions.reference}-response.pdf"'
        assert response["ETag"] == f'"{second.pdf_digest}"'
        assert response.cookies == {}

    def test_each_version_keeps_its_own(self, client, two_versions):
        for version in versions_of(two_versions):
            response = client.get(f"/recommendations/{two_versions.reference}/responses/{version.version}.pdf")
            assert response.content == files.fetch(version.pdf_digest)
            name = f"{two_versions.reference}-response-version-{version.version}.pdf"
            assert response["Content-Disposition"] == f'inline; filename="{name}"'

    def test_it_is_asked_for_again_by_its_digest(self, client, two_versions):
        address = f"/recommendations/{two_versions.reference}.pdf"
        again = client.get(address, headers={"If-None-Match": client.get(address)["ETag"]})
        assert (again.status_code, again.content) == (304, b"")

    def test_pages_link_to_it_with_its_size(self, client, two_versions):
        page = client.get(f"/recommendations/{two_versions.reference}/")
        assert f"/recommendations/{two_versions.reference}.pdf" in links_of(page)
        assert "Download this response PDF, " in words_of(page)

    def test_bytes_that_are_lost_are_404_and_not_linked(self, client, two_versions, private_files):
        for found in (private_files / "rendered").rglob("*"):
            if found.is_file():
                found.unlink()
        assert client.get(f"/recommendations/{two_versions.reference}.pdf").status_code == 404
        page = client.get(f"/recommendations/{two_versions.reference}/")
        assert f"/recommendations/{two_versions.reference}.pdf" not in links_of(page)

    def test_bytes_that_were_changed_are_not_served(self, client, two_versions, private_files):
        digest = versions_of(two_versions)[1].pdf_digest
        (private_files / files.path_of(digest)).write_bytes(b"%PDF-1.7 something else")
        assert client.get(f"/recommendations/{two_versions.reference}.pdf").status_code == 404

    def test_a_withdrawn_answer_takes_its_papers_along(self, client, two_versions):
        actions.withdraw_response(versions_of(two_versions)[1], reason="It was wrong.", by=None, at=f.AT)
        ends = (".pdf", "/responses/1.pdf", "/responses/2.pdf", "/responses/1/", "/responses/2/")
        answers = [client.get(f"/recommendations/{two_versions.reference}{end}") for end in ends]
        assert [answer.status_code for answer in answers] == [410] * 5
        assert all("It was wrong." in words_of(answer) for answer in answers)

    def test_a_withdrawn_set_takes_its_papers_along(self, client, two_versions):
        actions.withdraw_set(two_versions, reason="It was wrong.", by=None, at=f.AT)
        ends = ("/", ".pdf", "/responses/1.pdf", "/responses/2/")
        answers = [client.get(f"/recommendations/{two_versions.reference}{end}").status_code for end in ends]
        assert answers == [410] * 4


def test_the_fragment_of_a_draft_is_that_of_the_page(client):
    """What an officer previews from the catalogue is, word for word, what the snapshot gives residents."""
    recommendation_set = f.make_set("That the ledger be balanced.", public=True)
    response = f.make_response(recommendation_set, until="approved")
    previewed = render_to_string(
        "recommendations/_response_answers.html", {"response": published.RESPONSE.read(response)}
    )
    actions.publish_response(response, edit_number=None, by=None, at=f.AT)
    page = client.get(f"/recommendations/{recommendation_set.reference}/").content.decode()
    assert previewed.strip() in page
