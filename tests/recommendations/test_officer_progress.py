"""Officers and progress: asking, writing, accepting, returning, correcting; verdicts from one minute; nothing lost."""

from __future__ import annotations

import datetime
import re

import pytest
import time_machine
from django.test import Client
from django.urls import reverse

from council.models import AuditEvent, HeldText, MailSent
from council.publication import RefusedError
from council.roles import NotAllowedError
from council.worker import Worker
from meetings.models import AgendaItem
from recommendations.actions.progress import accept_update, revise_update, write_update
from recommendations.actions.reviews import record_reviews
from recommendations.choices_progress import Verdict
from recommendations.models import CommitteeReview, ProgressUpdate
from tests import factories as f
from tests.council.test_races import refused, together
from tests.filling import fields_of, pressed
from tests.recommendations.progressing import (
    a_review,
    actions_of,
    an_answered_set,
    an_item,
    an_update,
    at_noon,
    day,
    fields_of_update,
    first,
)

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("private_files")]
NOW = at_noon(day(11, 2))
LAMPS = [{"description": "Buy lamps.", "due_on": day(8, 1)}]


@pytest.fixture(autouse=True)
def _today():
    f.make_council()
    with time_machine.travel(NOW, tick=False):
        yield


def browser(*grants, **fields):
    client = Client()
    client.force_login(f.make_user(*grants, **fields))
    return client


@pytest.fixture
def scrutiny():
    return browser(("officer", "scrutiny"), ("publisher", "scrutiny"))


@pytest.fixture
def executive():
    return browser(("officer", "executive"), ("publisher", "executive"))


def url(name, *args):
    return reverse(f"recommendations:officer-{name}", args=args)


def body_of(response) -> str:
    return response.content.decode()


def test_the_page_of_a_set_has_its_actions_with_what_to_do_about_them(scrutiny, executive):
    found = an_answered_set(actions=LAMPS)
    page = body_of(scrutiny.get(url("set", found.public_id)))
    ask = f"{url('update-ask', found.public_id, 1)}?action={actions_of(found)[0].key.hex}"
    assert ask in page
    assert "update overdue" in page
    assert f"{url('review', 'finance-panel')}?set={found.reference}" in page
    page = body_of(executive.get(url("set", found.public_id)))
    assert "Only Finance Panel closes these recommendations." in page
    assert "/officer/reviews/" not in page


def test_asking_sends_a_link_to_the_address_kept_with_the_post(scrutiny):
    found = an_answered_set(actions=LAMPS)
    office = f.make_holding("Head of Lamps").office
    office.email = "lamps@wenshire.example"
    office.save()
    address = f"{url('update-ask', found.public_id, 1)}?action={actions_of(found)[0].key.hex}"
    page = scrutiny.get(address)
    answers = [pressed(scrutiny, page, office=office.pk) for _time in range(2)]  # the same form, sent twice
    assert [answer.status_code for answer in answers] == [302, 302]
    Worker().work_off()
    assert MailSent.objects.values_list("to", "state").get() == ("lamps@wenshire.example", "sent")
    assert "Link sent to lamps@wenshire.example" in body_of(scrutiny.get(url("set", found.public_id)))


def test_asking_nobody_is_refused_in_words(scrutiny):
    found = an_answered_set()
    page = scrutiny.get(url("update-ask", found.public_id, 1))
    answer = pressed(scrutiny, page, office_title="Head of Lamps")
    assert "Enter the e-mail address the link goes to" in body_of(answer)
    assert fields_of(answer)["office_title"] == "Head of Lamps"
    office = f.make_holding("Head of Quays").office
    assert "No address is kept with this post" in body_of(pressed(scrutiny, page, office=office.pk))


def written(client, found, button="save", **changed):
    page = client.get(url("update-write", found.public_id, 1))
    typed = {"status": "complete", "narrative": "All are lit.", "office_title": "Head of Lamps"}
    return pressed(client, page, button, **(typed | changed))


def test_a_service_writes_and_scrutiny_accepts(scrutiny, executive):
    found = an_answered_set()
    assert written(executive, found, "publish").status_code == 302
    update = ProgressUpdate.objects.get()
    assert not update.is_public
    assert "Accept the progress update" in body_of(scrutiny.get("/officer/"))
    assert "Accept the progress update" not in body_of(executive.get("/officer/"))
    accept = url("update-accept", update.public_id)
    assert executive.post(accept).status_code == 404
    page = scrutiny.get(url("update", update.public_id))
    assert scrutiny.post(accept, fields_of(page)).status_code == 302
    assert scrutiny.post(accept, fields_of(page)).status_code == 302  # pressed twice
    update.refresh_from_db()
    assert (update.is_public, update.version, update.public_on) == (True, 1, day(11, 2))


def test_what_is_returned_waits_on_the_writers_desk_with_its_reason(scrutiny, executive):
    written(executive, an_answered_set())
    update = ProgressUpdate.objects.get()
    page = scrutiny.get(url("update-return", update.public_id))
    assert "Enter why you return it" in body_of(pressed(scrutiny, page))
    assert pressed(scrutiny, page, reason="Say which lamps.").status_code == 302
    assert "Say which lamps." in body_of(executive.get("/officer/"))
    edit = executive.get(url("update-edit", update.public_id))
    assert pressed(executive, edit, narrative="All of the quay.").status_code == 302
    update.refresh_from_db()
    assert (update.stage, update.narrative) == ("waiting", "All of the quay.")


def test_an_update_older_than_the_answer_is_a_warning_and_no_wall(scrutiny):
    found = an_answered_set()
    written(scrutiny, found, "save", as_at_day="1", as_at_month="5", as_at_year="2026")
    update = ProgressUpdate.objects.get()
    page = scrutiny.get(url("update", update.public_id))
    assert "a day before the response was agreed, on 1 June 2026" in body_of(page)
    scrutiny.post(url("update-accept", update.public_id), fields_of(page))
    update.refresh_from_db()
    assert update.is_public


@pytest.mark.parametrize(
    ("typed", "words"),
    [
        ({"narrative": ""}, "Enter what has been done"),
        ({"status": "paused"}, "Enter why it is paused"),
        ({"status": "not_implemented"}, "Select why it will not be done"),
        ({"status": "in_progress", "proposes_closing": "on"}, "Take the tick out"),
        ({"as_at_year": "2027"}, "must be today or in the past"),
        ({"evidence": "see my desk"}, "has no link at its end"),
        ({"evidence": "The order D-1999-1"}, "is no document that residents can read"),
        ({"status": "closed"}, "Only the committee closes a recommendation"),
    ],
)
def test_bad_input_is_refused_in_words_and_nothing_is_lost(executive, typed, words):
    answer = written(executive, an_answered_set(), **({"narrative": "All are lit."} | typed))
    assert words in body_of(answer)
    assert ProgressUpdate.objects.count() == 0
    if "narrative" not in typed:
        assert fields_of(answer)["narrative"] == "All are lit."


def test_two_officers_that_save_one_update_see_both_texts(executive, scrutiny):
    update = an_update(an_answered_set(), accepted=False)
    mine, theirs = (client.get(url("update-edit", update.public_id)) for client in (executive, scrutiny))
    assert pressed(scrutiny, theirs, narrative="Theirs.").status_code == 302
    answer = pressed(executive, mine, narrative="Mine.")
    assert answer.status_code == 409
    assert {"Theirs.", "Mine."} <= set(re.findall(r"Theirs\.|Mine\.", body_of(answer)))
    assert HeldText.objects.get().fields["narrative"] == ["Mine."]
    assert pressed(executive, answer).status_code == 302
    update.refresh_from_db()
    assert update.narrative == "Mine."


def test_a_correction_asks_which_kind_and_why_and_clerical_is_not_for_the_status(scrutiny):
    update = an_update(an_answered_set(), "complete")
    page = scrutiny.get(url("update-edit", update.public_id))
    assert "Residents will read this" in body_of(pressed(scrutiny, page))
    slip = {"correction": "clerical", "reason": "A slip"}
    assert "residents rely on it" in body_of(pressed(scrutiny, page, status="in_progress", **slip))
    assert pressed(scrutiny, page, narrative="All.", **slip).status_code == 302
    update.refresh_from_db()
    assert (update.version, update.narrative) == (2, "All.")


# Verdicts


def review_page(client, found):
    return client.get(f"{url('review', 'finance-panel')}?set={found.reference}")


def test_many_are_closed_from_one_minute(scrutiny):
    found = an_answered_set("One.", "Two.", "Three.")
    other = an_answered_set("Elsewhere.", made_by=f.make_body("Quay Panel"))
    item = an_item(found)
    page = review_page(scrutiny, found)
    assert "Elsewhere." not in body_of(page)
    one, two, three = found.recommendations.all()
    typed = {"item": item.pk, f"r{one.pk}-verdict": "complete", f"r{one.pk}-rag": "green"}
    typed |= {f"r{three.pk}-verdict": "not_implemented", f"r{three.pk}-words": "It costs too much."}
    assert pressed(scrutiny, page, "publish", **typed).status_code == 302
    assert pressed(scrutiny, page, "publish", **typed).status_code == 302  # the same form, sent twice
    told = CommitteeReview.objects.published().order_by("recommendation__position")
    assert [(review.recommendation, review.verdict) for review in told] == [
        (one, "complete"),
        (three, "not_implemented"),
    ]
    assert [(review.item, review.reviewed_on) for review in told] == [(item, day(10, 6))] * 2
    left = body_of(review_page(scrutiny, found))
    assert ("Two." in left, "One." in left) == (True, False)
    assert not CommitteeReview.objects.filter(set=other).exists()
    assert two.reviews.count() == 0


@pytest.mark.parametrize(
    ("typed", "words"),
    [
        ({}, "Select a verdict for at least one recommendation"),
        ({"verdict": "not_satisfied"}, "Enter by when a further response is wanted"),
        ({"verdict": "not_implemented"}, "Enter why it is closed as not implemented"),
        ({"words": "Seen & heard."}, "Select a verdict, or take out what stands below"),
        ({"verdict": "complete", "refers_to_council": "on"}, "Take this out, or select “Not satisfied”"),
        ({"verdict": "keep_open", "calls_officer": "on"}, "Enter the post that is asked to account"),
    ],
)
def test_bad_verdicts_are_refused_in_words_and_nothing_is_lost(typed, words):
    client = browser(("publisher", "both"), ("officer", "both"))
    found = an_answered_set()
    key = f"r{first(found).pk}"
    item = an_item(found)
    answer = pressed(
        client,
        review_page(client, found),
        "publish",
        item=item.pk,
        **{f"{key}-{name}": text for name, text in typed.items()},
    )
    assert words in body_of(answer)
    assert fields_of(answer).get(f"{key}-words") == typed.get("words", "")
    assert fields_of(answer)["item"] == str(item.pk)
    assert CommitteeReview.objects.count() == 0


def test_asking_the_officer_to_account_puts_a_draft_on_the_next_agenda():
    client = browser(("publisher", "scrutiny"), ("officer", "scrutiny"))
    found = an_answered_set()
    following = f.make_meeting(found.made_by, day(12, 1), public=True)
    f.make_meeting(found.made_by, day(12, 22), public=True)
    key = f"r{first(found).pk}"
    typed = {f"{key}-verdict": "not_satisfied", f"{key}-refers_to_council": "on", f"{key}-calls_officer": "on"}
    typed |= {f"{key}-asked_office": "Head of Lamps", "item": an_item(found).pk}
    assert pressed(client, review_page(client, found), "publish", **typed).status_code == 302
    review = CommitteeReview.objects.get()
    item = AgendaItem.objects.get(public_id=review.asked_item)
    assert (item.meeting, item.is_published, item.title) == (
        following, False, f"What came of recommendation 1 of {found.reference}",
    )  # fmt: skip
    assert f"/recommendations/{found.reference}/1/" in item.summary
    assert f"/officer/items/{item.public_id}/" in body_of(client.get(url("set", found.public_id)))


def test_without_a_next_meeting_the_officer_cannot_be_asked_and_nothing_is_published():
    found = an_answered_set()
    fields = {"verdict": "keep_open", "asked_office": "Head of Lamps", "calls_officer": True}
    with pytest.raises(RefusedError, match="No later meeting of Finance Panel is listed"):
        record_reviews(an_item(found), {first(found).pk: fields}, by=None, at=NOW)
    assert CommitteeReview.objects.count() == 0


def test_the_executive_cannot_close(executive):
    found = an_answered_set()
    assert executive.get(url("review-bodies")).status_code == 404
    assert executive.post(url("review", "finance-panel")).status_code == 404
    user = f.make_user(("officer", "executive"), ("publisher", "executive"), ("approver", "executive"))
    with pytest.raises(NotAllowedError):
        record_reviews(an_item(found), {first(found).pk: {"verdict": "complete"}}, by=user, at=NOW)
    update = an_update(found, accepted=False)
    with pytest.raises(NotAllowedError):
        accept_update(update, edit_number=None, by=user, at=NOW)


@pytest.mark.parametrize("wrong", ["another body", "to come", "cancelled", "before it was made"])
def test_a_review_needs_a_meeting_of_the_committee_that_was_held(wrong):
    found = an_answered_set()
    body = f.make_cabinet() if wrong == "another body" else found.made_by
    days = {"to come": day(11, 3), "before it was made": day(5, 3)}
    meeting = f.make_meeting(body, days.get(wrong, day(10, 6)), status="cancelled" if wrong == "cancelled" else "held")
    with pytest.raises(RefusedError):
        record_reviews(f.make_item(meeting), {first(found).pk: {"verdict": "complete"}}, by=None, at=NOW)


def test_a_review_is_corrected_with_both_texts_where_two_collide(scrutiny):
    review = a_review(an_answered_set(), words="Seen.")
    pages = [scrutiny.get(url("review-edit", review.public_id)) for _time in range(2)]
    kind = {"correction": "of_substance", "reason": "A slip"}
    assert pressed(scrutiny, pages[0], words="Theirs.", **kind).status_code == 302
    answer = pressed(scrutiny, pages[1], words="Mine.", **kind)
    assert answer.status_code == 409
    assert "Theirs." in body_of(answer)
    assert fields_of(answer)["words"] == "Mine."
    review.refresh_from_db()
    assert (review.words, review.version) == ("Theirs.", 2)


def test_each_change_is_in_the_audit_trail(scrutiny):
    found = an_answered_set()
    written(scrutiny, found, "publish")
    acts = AuditEvent.objects.filter(record_kind="progressupdate").order_by("pk").values_list("act", flat=True)
    assert list(acts) == ["created", "published"]


# At the same moment


@pytest.mark.django_db(transaction=True)
def test_two_that_accept_and_two_that_revise_at_once_leave_one_winner():
    update = an_update(an_answered_set(), accepted=False)
    said = {"edit_number": update.edit_number, "by": None, "at": NOW}

    def revise():
        return revise_update(update, fields=fields_of_update(narrative="Other."), evidence=[], **said)

    results = together(*[lambda: accept_update(update, **said)] * 2, *[revise] * 2)
    assert len(refused(results)) == 3
    update.refresh_from_db()
    assert update.edit_number == said["edit_number"] + 1


@pytest.mark.django_db(transaction=True)
def test_one_form_sent_four_times_at_once_is_one_update_and_one_review():
    found = an_answered_set()
    row, item, key = first(found), an_item(found), ProgressUpdate().public_id
    fields = fields_of_update()

    def write():
        return write_update(row, fields=fields, evidence=[], by=None, at=NOW, key=key)

    def review():
        return record_reviews(item, {row.pk: {"verdict": Verdict.COMPLETE}}, by=None, at=NOW, key=key)

    assert refused(together(*[write] * 4)) == []
    assert refused(together(*[review] * 4)) == []
    assert (ProgressUpdate.objects.count(), CommitteeReview.objects.count()) == (1, 1)
    assert isinstance(NOW, datetime.datetime)
