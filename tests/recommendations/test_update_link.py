"""The mailed link: single use, expiring, of one row only, never shown to a scanner's cost; its words survive."""

from __future__ import annotations

import datetime
import re

import pytest
import time_machine
from django.core import mail as outbox
from django.core.cache import cache

from council.models import AuditEvent, MailSent
from council.publication import RefusedError
from council.worker import Worker
from recommendations.actions.links import ask_for_update, return_with_link, send_by_link, token_of
from recommendations.actions.progress import accept_update, revise_update
from recommendations.models import ProgressUpdate, UpdateLink
from tests import factories as f
from tests.council.test_races import refused, together
from tests.filling import fields_of
from tests.recommendations.progressing import (
    actions_of,
    an_answered_set,
    an_update,
    at_noon,
    day,
    fields_of_update,
    first,
)

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("private_files")]
NOW = at_noon(day(11, 2))
WORDS = {"status": "complete", "narrative": "All lamps are lit."}


@pytest.fixture(autouse=True)
def _today():
    cache.clear()
    f.make_council()
    with time_machine.travel(NOW, tick=False):
        yield


def a_link(found=None, to="lamps@wenshire.example", at=NOW, **options):
    found = found or an_answered_set(actions=[{"description": "Buy lamps.", "due_on": day(8, 1)}])
    said = {"office": None, "office_title": "Head of Lamps", "address": "https://council.example/", "by": None}
    return ask_for_update(first(found), to=to, at=at, **(said | options))


def address(link) -> str:
    return f"/updates/{token_of(link.public_id)}/"


def sent(client, link, **changed):
    """The form as the page holds it, with what is typed now."""
    return client.post(address(link), fields_of(client.get(address(link))) | WORDS | changed)


def test_the_mail_holds_the_only_copy_of_the_token():
    link = a_link()
    token = token_of(link.public_id)
    row = MailSent.objects.get()
    stored = [str(vars(record)) for model in (UpdateLink, MailSent, AuditEvent) for record in model.objects.all()]
    assert token not in "".join(stored)
    Worker().work_off()
    (message,) = outbox.outbox
    assert (message.to, row.kind) == (["lamps@wenshire.example"], "update-link")
    assert f"https://council.example/updates/{token}/" in message.body
    assert "23 November 2026" in message.body
    row.refresh_from_db()
    assert (row.state, row.text) == ("sent", "")


def test_a_scanner_that_follows_the_link_changes_nothing(client):
    link = a_link()
    answers = [client.get(address(link)) for _time in range(3)] + [client.head(address(link))]
    assert {answer.status_code for answer in answers} == {200}
    link.refresh_from_db()
    assert (link.used_at, ProgressUpdate.objects.count()) == (None, 0)
    headers = answers[0].headers
    assert ("no-store" in headers["Cache-Control"], headers["Referrer-Policy"]) == (True, "no-referrer")
    assert "Cookie" not in headers.get("Vary", "")


def test_it_is_sent_once_and_waits_for_scrutiny(client):
    found = an_answered_set(actions=[{"description": "Buy lamps.", "due_on": day(8, 1)}])
    (action,) = actions_of(found)
    link = a_link(found, action=action)
    page = client.get(address(link))
    assert "Buy lamps." in page.content.decode()
    assert fields_of(page)["office_title"] == "Head of Lamps"
    assert "Thank you" in sent(client, link).content.decode()
    update = ProgressUpdate.objects.get()
    told = (update.stage, update.is_public, update.action_key, update.narrative, update.as_at)
    assert told == ("waiting", False, action.key, "All lamps are lit.", day(11, 2))


def test_the_same_form_sent_twice_is_one_update_and_says_so(client):
    link = a_link()
    fields = fields_of(client.get(address(link))) | WORDS
    assert client.post(address(link), fields).status_code == 200
    again = client.post(address(link), fields)
    assert (again.status_code, "arrived once" in again.content.decode()) == (200, True)
    assert ProgressUpdate.objects.count() == 1


@pytest.mark.parametrize("how", ["used", "expired"])
def test_words_that_come_too_late_are_shown_and_stand_in_the_next_form(client, how):
    link = a_link()
    fields = fields_of(client.get(address(link))) | WORDS
    if how == "used":
        sent(client, link, narrative="Something else.")
    else:
        UpdateLink.objects.update(expires_at=NOW)
    answer = client.post(address(link), fields | {"narrative": "Seven lamps & a half"})
    body = answer.content.decode()
    assert answer.status_code == 410
    assert "Seven lamps &amp; a half" in body
    assert "Finance Panel" in body
    assert "for a new" in body
    fresh = a_link(link.recommendation.set)
    assert fields_of(client.get(address(fresh)))["narrative"] == "Seven lamps & a half"
    assert client.get(address(link)).status_code == 410


def test_an_error_keeps_every_word_and_does_not_use_the_link_up(client):
    link = a_link()
    answer = sent(client, link, status="paused", narrative="Frost & ice", as_at_year="20")
    body = answer.content.decode()
    assert "Enter why it is paused" in body
    assert "The year of the date it is as at must have 4 numbers" in body
    assert fields_of(answer)["narrative"] == "Frost & ice"
    assert ProgressUpdate.objects.count() == 0
    link.refresh_from_db()
    assert link.used_at is None


def test_closing_through_the_link_is_refused_in_words(client):
    body = sent(client, a_link(), status="complete_confirmed").content.decode()
    assert "Only the committee closes a recommendation" in body
    assert ProgressUpdate.objects.count() == 0


def test_no_other_row_is_read_or_written_through_it(client):
    found = an_answered_set("That the lamps be lit.", "That kingfishers be counted.")
    other = an_answered_set("That kingfishers be fed.")
    an_update(other, narrative="A kingfisher.", accepted=False)
    link = a_link(found)
    page = client.get(address(link))
    assert "kingfisher" not in page.content.decode().lower()
    sent(client, link, action=first(other).key, recommendation=first(other).pk)
    assert ProgressUpdate.objects.get(narrative="All lamps are lit.").recommendation == first(found)


def test_of_what_is_withheld_it_shows_the_summary_alone(client):
    rows = [{"label": "1)", "text": "A kingfisher.", "restriction": "exempt", "exempt_paragraphs": "3",
             "exempt_reason": "A price.", "public_summary": "A lease."}]  # fmt: skip
    link = a_link(f.make_set(rows=rows, public=True))
    body = client.get(address(link)).content.decode()
    assert ("A lease." in body, "kingfisher" in body) == (True, False)
    assert "kingfisher" not in MailSent.objects.get().text


def test_a_link_that_does_not_exist_keeps_what_was_typed_and_is_limited(client):
    answer = client.post("/updates/nothing/", WORDS)
    assert (answer.status_code, "All lamps are lit." in answer.content.decode()) == (404, True)
    statuses = [client.get(f"/updates/{number}/").status_code for number in range(70)]
    assert (statuses[0], statuses[-1]) == (404, 429)
    assert client.get(address(a_link())).status_code == 200


def test_posts_to_one_link_are_limited(client):
    link = a_link()
    answers = [client.post(address(link), {"narrative": "Words."}) for _time in range(25)]
    assert (answers[0].status_code, answers[-1].status_code) == (200, 429)
    assert "Words." in answers[-1].content.decode()


def test_a_returned_update_comes_back_with_a_fresh_link_and_is_written_again(client):
    link = a_link()
    sent(client, link)
    update = ProgressUpdate.objects.get()
    said = {"edit_number": None, "by": None, "at": NOW + datetime.timedelta(hours=1)}
    return_with_link(update, reason="Say where.", address="https://council.example/", **said)
    fresh = UpdateLink.objects.order_by("-pk").first()
    assert "Say where." in MailSent.objects.order_by("-pk").first().text
    page = client.get(address(fresh))
    assert fields_of(page)["narrative"] == "All lamps are lit."
    sent(client, fresh, narrative="All lamps of the quay are lit.")
    update.refresh_from_db()
    assert (update.stage, update.narrative) == ("waiting", "All lamps of the quay are lit.")
    accept_update(update, edit_number=None, by=None, at=NOW)
    assert ProgressUpdate.objects.published().count() == 1


def test_a_returned_update_that_was_changed_meanwhile_is_not_lost(client):
    link = a_link()
    sent(client, link)
    update = ProgressUpdate.objects.get()
    said = {"edit_number": None, "by": None, "at": NOW + datetime.timedelta(hours=1)}
    return_with_link(update, reason="Say where.", address="https://council.example/", **said)
    fresh = UpdateLink.objects.order_by("-pk").first()
    opened = fields_of(client.get(address(fresh)))
    revise_update(update, fields={"narrative": "Theirs."}, evidence=[], **said)
    answer = client.post(address(fresh), opened | {"narrative": "Mine."})
    assert (answer.status_code, "Theirs." in answer.content.decode()) == (409, True)
    assert fields_of(answer)["narrative"] == "Mine."
    assert client.post(address(fresh), fields_of(answer)).status_code == 200
    update.refresh_from_db()
    assert update.narrative == "Mine."


def test_nothing_is_sent_to_nobody():
    with pytest.raises(RefusedError, match="nothing is sent to nobody"):
        a_link(to=" ")
    assert MailSent.objects.count() == 0


def test_a_new_link_ends_the_one_before(client):
    found = an_answered_set()
    old = a_link(found, at=NOW - datetime.timedelta(minutes=1))
    new = a_link(found)
    assert [client.get(address(link)).status_code for link in (old, new)] == [410, 200]


@pytest.mark.django_db(transaction=True)
def test_one_link_sent_four_times_at_once_is_one_update():
    link = a_link()
    fields = fields_of_update("complete")
    results = together(*[lambda: send_by_link(link, fields=fields, evidence=[], at=NOW) for _time in range(4)])
    assert len(refused(results)) == 3
    assert ProgressUpdate.objects.count() == 1


def test_links_of_the_message_are_whole_lines():
    a_link()
    Worker().work_off()
    assert re.search(r"^https://council\.example/updates/[\w-]{43}/$", outbox.outbox[0].body, re.M)
