"""The register in public: the list, an entry as it was published, what changed, and how to verify it."""

from __future__ import annotations

import hashlib
import time

import pytest

from council.models import RegisterEntry
from council.models.register import GENESIS, chain_hash
from council.views.snapshots import compared
from meetings import actions as meetings
from recommendations import actions as recommendations
from tests import factories
from tests.factories import AT
from tests.meetings.test_public_item import EXEMPT, RECORD
from tests.reading import heading_of, links_of, words_of

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("private_files")]

GONE = "The words of this entry are no longer public."


def page_of(client, record):
    return client.get(f"/register/{record.entry_id}/")


def as_published(response):
    """The words of the record itself."""
    return words_of(response).partition("The record as it was published ")[2].partition(" Check it yourself")[0]


def changed(response):
    """The words below "What changed since the version before"."""
    words = words_of(response).partition("What changed since the version before ")[2]
    return words.partition(" The record as it was published")[0]


def correct(record, **changes):
    return meetings.save(record, changes=changes, reason="A word was wrong.", by=None, at=AT)


def test_an_empty_register_says_what_will_stand_there(client):
    assert "Nothing has been published yet." in words_of(client.get("/register/"))
    assert client.get("/register/1/").status_code == 404
    assert client.get("/register/1.txt").status_code == 404


def test_the_list_tells_of_every_entry_and_gives_its_fingerprint(client):
    publisher = factories.make_user(("publisher", "scrutiny"), post="Head of Scrutiny")
    issue = meetings.publish(factories.make_issue("Library hours"), by=publisher, at=AT)
    issue = correct(issue, title="Library opening hours")
    response = client.get("/register/")
    words = words_of(response)
    entries = list(RegisterEntry.objects.order_by("serial"))
    for entry, act, sentence in zip(
        entries, ("Published", "Corrected"), ("Library hours", "Library opening hours"), strict=True
    ):
        assert f"{act} issue A new issue is followed: {sentence}" in words
        assert entry.fingerprint in words
        assert f"/register/{entry.serial}/" in links_of(response)
    assert "2 November 2026 at 10.30am" in words
    assert "Head of Scrutiny" in words
    assert f"The newest entry is number 2. Its fingerprint is: {entries[1].fingerprint}" in words
    assert "Entries cut off at the end can be seen only by somebody who kept an older fingerprint." in words


def test_the_list_is_paged(client):
    for number in range(26):
        factories.make_issue(f"Issue {number}", public=True)
    for page, rows in (("1", 25), ("2", 1), ("99", 1), ("x", 25)):
        links = links_of(client.get(f"/register/?page={page}"))
        assert len([link for link in links if link.startswith("/register/") and link != "/register/"]) == rows


def test_the_entry_of_an_item_shows_it_by_its_labels_and_not_as_json(client):
    item = factories.make_item(public=True, **RECORD)
    words = as_published(page_of(client, item))
    for expected in (
        "Agenda number 11 Minute number 68 Title Sharing the payroll office - Next Steps",
        "Lead member Deputy Leader Forward plan reference 2014/074 Report by Chief Executive Paper CA11",
        "Before the recommendations The Cabinet is RECOMMENDED to:",
        "The report's recommendations (a) agree to join the partnership. (b) note that a report will follow.",
        "Contacts 1 Name: Lora Baxley Post: Chief Finance Officer Telephone: (01632) 960971",
        "E-mail: stan.mundy@wenshire.example",
    ):
        assert expected in words, expected
    assert not {"{", "[", "None", "null", "restriction", "public_title"} & set(words)
    assert "Restriction" not in words


def test_the_entry_of_an_exempt_item_shows_what_was_published_in_its_place(client):
    item = factories.make_item(public=True, **(RECORD | EXEMPT | {"public_title": "Sale of land"}))
    response = page_of(client, item)
    assert "Title Sale of land Restriction Exempt Schedule 12A paragraphs 3 Why it is withheld" in as_published(
        response
    )
    assert "payroll" not in response.content.decode()


def test_the_entry_of_recommendations_shows_dates_and_codes_as_words(client):
    made = factories.make_set(public=True)
    words = as_published(page_of(client, made))
    assert "Made by Finance Panel Made on 2 August 2021" in words
    assert "Recommendations 1) That the ledger be balanced. 2) That the staff be thanked." in words
    assert "Status Agreed by the committee" in words
    assert "due date" not in words


def test_the_entry_of_a_response_shows_it_as_on_its_page_with_its_actions(client):
    answers = {"no_action": "", "actions": [{"description": "Train the staff", "lead_title": "Head of Finance"}]}
    response = factories.make_response(until="published", answers=answers)
    words = as_published(page_of(client, response))
    assert words.startswith("Cabinet response to recommendations of the Finance Panel made on 2 August 2021")
    assert "1) That the ledger be balanced. Agree? Yes Comment Agreed." in words
    assert "What will be done 1) Actions: What will be done: Train the staff Who leads it: Head of Finance" in words
    assert "Approved on 14 September 2021" in words


def test_the_text_is_salt_and_words_so_that_one_command_gives_the_digest(client):
    factories.make_issue("Café hours", public=True)
    entry = RegisterEntry.objects.get()
    response = client.get("/register/1.txt")
    assert response["Content-Type"] == "text/plain; charset=utf-8"
    assert response.content.decode() == entry.snapshot.salt + entry.snapshot.text
    assert hashlib.sha256(response.content).hexdigest() == entry.digest
    words = words_of(client.get("/register/1/"))
    assert "curl -s http://testserver/register/1.txt | sha256sum" in words
    for value in (entry.digest, entry.snapshot.salt, GENESIS, entry.fingerprint, entry.reference, entry.at):
        assert value in words, value


def test_the_nine_values_of_the_table_give_the_fingerprint(client):
    issue = factories.make_issue(public=True)
    correct(issue, title="Another")
    values = [value for _, value in client.get("/register/2/").context["chained"]]
    assert hashlib.sha256("\n".join(values).encode()).hexdigest() == RegisterEntry.objects.get(serial=2).fingerprint
    serial, act, kind, reference, version, *rest = values
    assert chain_hash(int(serial), act, kind, reference, int(version), *rest)


def test_what_changed_is_marked_word_by_word_and_said_in_words(client):
    issue = factories.make_issue("Library hours", public=True, lead_member="Leader")
    issue = correct(issue, title="Library opening hours", lead_member="", plan_reference="2026/31")
    response = page_of(client, issue)
    words = changed(response)
    assert "Compared with entry 1." in words
    assert "Title Library [new: opening ] hours" in words
    assert "Lead member [taken out: Leader]" in words
    assert "Forward plan reference [new: 2026/31]" in words
    assert "In short" not in words
    assert "<ins>" in response.content.decode()
    assert "Why A word was wrong." in words_of(response)


def test_what_changed_in_parts_of_a_list_names_the_part(client):
    item = factories.make_item(public=True, **RECORD)
    rows = [{"label": "(a)", "text": "agree to join the league."}]
    children = meetings.write_item_rows(rows, [])
    meetings.save(item, changes={}, reason="Wrong", by=None, at=AT, children=children)
    words = changed(client.get(f"/register/{RegisterEntry.objects.latest('serial').serial}/"))
    assert "The report's recommendations, (a): Recommendation agree to join the [taken out: partnership.]" in words
    assert "The report's recommendations, (b): Recommendation [taken out: note that a report will follow.]" in words
    assert "Contacts, 1: Name [taken out: Lora Baxley]" in words


def test_a_later_version_of_a_response_is_compared_with_the_one_before(client):
    first = factories.make_response(until="published")
    second = recommendations.start_response(first.set, by=first.drafted_by, at=AT, correction_reason="A word was wrong")
    rows = {row.pk: {"comment": "Agreed in full."} for row in second.items.all()}
    second = recommendations.save_response(
        second, fields={}, rows=rows, edit_number=second.edit_number, by=first.drafted_by, at=AT
    )
    second = factories.advance(second, "published")
    words = changed(page_of(client, second))
    assert f"Compared with entry {first.entry_id}." in words
    assert "Answers, 1): Comment [taken out: Agreed.] [new: Agreed in full.]" in words
    assert changed(page_of(client, first)) == ""


def test_long_texts_are_compared_by_paragraph_and_in_little_time():
    long = ["the council and the officers said that " * 400, "Kept.", "of the matter to be in it " * 400]
    before, after = "\n\n".join(long), "\n\n".join([long[1], "New.", long[2].replace("matter", "question")])
    started = time.process_time()
    shown = str(compared(before, after))
    assert time.process_time() - started < 2
    assert "<p>Kept.</p>" in shown
    assert "<ins>New." in shown
    assert shown.count("matter") == shown.count("question") == 400
    small = compared("One word.\n\nTwo <b>.", "One word.\n\nThree <b>.", effort=4)
    assert small.startswith("<p>One word.</p>")
    for piece in ("<del>Two</del>", "<ins>Three</ins>", "&lt;b&gt;"):
        assert piece in small, piece


def test_words_of_a_record_are_escaped_also_where_they_changed(client):
    issue = factories.make_issue("<script>alert(1)</script>", public=True)
    issue = correct(issue, title="<b onclick=x>Hours</b>")
    page = page_of(client, issue).content.decode()
    assert "<script>alert" not in page
    assert "<b onclick" not in page
    assert "&lt;b onclick=x&gt;Hours&lt;/b&gt;" in page


def test_withdrawal_hides_every_earlier_entry_with_its_text_and_keeps_the_chain(client):
    issue = factories.make_issue("A secret subject", public=True)
    correct(issue, title="A more secret subject")
    meetings.withdraw(issue, reason="It named a person.", by=None, at=AT)
    for serial in (1, 2):
        for path in (f"/register/{serial}/", f"/register/{serial}.txt"):
            response = client.get(path)
            assert response.status_code == 410, path
            words = words_of(response)
            assert heading_of(response) == f"The words of entry {serial} are no longer public"
            assert "By Democratic Services Why It named a person." in words
            assert RegisterEntry.objects.get(serial=serial).digest in words
            entry = RegisterEntry.objects.select_related("snapshot").get(serial=serial)
            for hidden in ("secret", entry.snapshot.salt):
                assert hidden not in response.content.decode(), hidden
    response = client.get("/register/3/")
    assert "It named a person." in as_published(response)
    assert changed(response) == ""
    assert "secret" not in response.content.decode()
    listed = words_of(client.get("/register/"))
    assert listed.count(GONE) == 2
    assert "secret" not in client.get("/register/").content.decode()


def test_making_exempt_hides_what_stood_before_and_compares_with_nothing(client):
    item = factories.make_item(public=True, title="Sale to Brackwater")
    factories.make_outcome(item, "Brackwater pays", public=True)
    meetings.save(item, changes=EXEMPT | {"public_title": "Sale of land"}, reason="Prices", by=None, at=AT)
    statuses = {serial: client.get(f"/register/{serial}/").status_code for serial in range(1, 6)}
    assert statuses == {1: 200, 2: 410, 3: 410, 4: 200, 5: 200}
    response = client.get("/register/4/")
    assert "Title Sale of land" in as_published(response)
    assert changed(response) == ""
    for path in ("/register/", *(f"/register/{serial}{end}" for serial in range(1, 6) for end in ("/", ".txt"))):
        assert "Brackwater" not in client.get(path).content.decode(), path
    assert "Why Prices" in words_of(client.get("/register/2/"))


def test_withdrawing_a_set_hides_its_responses_too(client):
    response = factories.make_response(until="published", answers={"comment": "A secret comment"})
    entry = response.entry_id
    assert "A secret comment" in words_of(client.get(f"/register/{entry}/"))
    recommendations.withdraw_set(response.set, reason="By mistake", by=None, at=AT)
    assert client.get(f"/register/{entry}/").status_code == 410
    assert "secret" not in client.get(f"/register/{entry}.txt").content.decode()


def test_withdrawing_a_response_hides_every_version_of_it(client):
    first = factories.make_response(until="published", answers={"comment": "A secret comment"})
    second = recommendations.start_response(first.set, by=first.drafted_by, at=AT, correction_reason="Wrong")
    second = factories.advance(second, "published")
    recommendations.withdraw_response(second, reason="By mistake", by=None, at=AT)
    for entry in RegisterEntry.objects.filter(record_kind="cabinetresponse", act="published"):
        assert client.get(f"/register/{entry.serial}/").status_code == 410
        assert "secret" not in client.get(f"/register/{entry.serial}/").content.decode()


def test_drafts_leave_no_trace(client):
    issue = factories.make_issue(public=True)
    before = [client.get(path).content for path in ("/register/", "/register/1/", "/register/1.txt")]
    factories.make_item(issue=issue, title="Hidden")
    factories.make_set(subject="hidden")
    assert [client.get(path).content for path in ("/register/", "/register/1/", "/register/1.txt")] == before


@pytest.mark.parametrize("serial", [0, 99, 10**30])
def test_numbers_of_no_entry_are_404(client, serial):
    factories.make_issue(public=True)
    assert client.get(f"/register/{serial}/").status_code == 404
    assert client.get(f"/register/{serial}.txt").status_code == 404


@pytest.mark.parametrize("count", [1, 30])
def test_the_register_needs_the_same_queries_at_1_and_at_30_rows(client, django_assert_num_queries, count):
    for number in range(count):
        issue = factories.make_issue(f"Issue {number}", public=True)
    rows = [{"label": f"{n})", "text": "That it be so."} for n in range(count)]
    response = factories.make_response(factories.make_set(public=True, rows=rows), until="published")
    issue = correct(issue, title="Another")
    gone = factories.make_issue(public=True)
    gone_entry = gone.entry_id
    meetings.withdraw(gone, reason="By mistake", by=None, at=AT)
    for path, queries in (
        ("/register/", 5),
        (f"/register/{issue.entry_id}/", 4),
        (f"/register/{response.entry_id}/", 4),
        (f"/register/{response.entry_id}.txt", 3),
        (f"/register/{gone_entry}/", 4),
    ):
        with django_assert_num_queries(queries):
            client.get(path)
