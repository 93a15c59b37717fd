"""The officers' forms of the whole life: several steps at once, later stages, limbs, who else answers, decided."""

from __future__ import annotations

import datetime

import pytest
import time_machine
from django.urls import reverse

from council.models import Council, RegisterEntry
from council.publication import RefusedError
from recommendations import actions
from recommendations.limbs import NoLabelsError, as_text, read
from recommendations.models import CabinetResponse, RecommendationSet
from tests import factories as f
from tests.reading import words_of
from tests.recommendations.answering import NO, PART, TODAY, YES, a_set, ago, answer, page_of
from tests.recommendations.editing import rows_of

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("private_files")]
SAID = {"edit_number": None, "by": None, "at": f.AT}


@pytest.fixture(autouse=True)
def today():
    f.make_council()
    with time_machine.travel(f"{TODAY} 12:00:00+00:00", tick=False):
        yield


@pytest.fixture
def scrutiny(client):
    client.force_login(f.make_user(("officer", "scrutiny"), ("publisher", "scrutiny")))
    return client


def dated(name: str, day: datetime.date | None) -> dict[str, str]:
    parts = (day.day, day.month, day.year) if day else ("", "", "")
    return {f"{name}_{box}": str(part) for box, part in zip(("day", "month", "year"), parts, strict=True)}


def stage_url(found, verb):
    return reverse(f"recommendations:officer-set-{verb}", args=[found.public_id])


class TestSeveralSteps:
    def test_a_draft_is_published_sent_and_received_in_one_go(self, scrutiny):
        found = f.make_set("One.", made_on=None)
        typed = dated("made_on", ago(20)) | dated("sent_on", ago(19)) | dated("received_on", ago(12))
        typed |= dated("notice_given_on", None) | {"edit_number": found.edit_number}
        response = scrutiny.post(stage_url(found, "stages"), typed)
        assert response.status_code == 302
        found.refresh_from_db()
        assert (found.status, found.made_on, found.sent_on, found.received_on) == (
            "received", ago(20), ago(19), ago(12)
        )  # fmt: skip
        acts = RegisterEntry.objects.filter(reference=found.public_id.hex).order_by("serial")
        assert list(acts.values_list("act", flat=True)) == ["published", "changed", "changed"]
        notice = scrutiny.get(reverse("recommendations:officer-set-notice", args=[found.public_id]))
        assert (notice.status_code, notice.content[:5]) == (200, b"%PDF-")

    def test_dates_in_the_wrong_order_are_refused_beside_their_boxes(self, scrutiny):
        found = f.make_set("One.", made_on=None)
        typed = dated("made_on", ago(5)) | dated("sent_on", ago(9)) | dated("received_on", None)
        words = words_of(scrutiny.post(stage_url(found, "stages"), typed | {"edit_number": found.edit_number}))
        assert "This must be 28 October 2026 or later: they were agreed that day" in words
        assert RegisterEntry.objects.count() == 0

    def test_a_notice_that_cannot_be_made_records_nothing(self, scrutiny, monkeypatch):
        from council.pdf import CannotRenderError

        def no_ink(facts):
            raise CannotRenderError("The PDF could not be made (no ink). Nothing was published.")

        monkeypatch.setattr("recommendations.actions.stages.notice_pdf", no_ink)
        found = f.make_set("One.", public=True)
        typed = dated("sent_on", ago(1)) | {"edit_number": found.edit_number, "do": "save"}
        assert "no ink" in words_of(scrutiny.post(stage_url(found, "send"), typed))
        assert RecommendationSet.objects.get().status == "agreed"

    def test_the_notice_goes_when_its_words_are_made_exempt(self, client):
        found = f.make_set("That canaryplot be sold.", public=True)
        found = actions.send_set(found, sent_on=ago(1), **SAID)
        url = f"/recommendations/{found.reference}/notice.pdf"
        assert client.get(url).status_code == 200
        exempt = {"restriction": "exempt", "exempt_paragraphs": "3", "exempt_reason": "Prices"}
        rows = [{"key": row.key, **exempt} for row in found.recommendations.all()]
        said = SAID | {"edit_number": found.edit_number, "reason": "The plot has a price."}
        actions.revise_set(found, fields={}, rows=rows, **said)
        assert client.get(url).status_code == 404


class TestLaterStages:
    def test_nothing_is_noted_or_closed_before_it_is_answered(self, scrutiny):
        found = a_set("One.", received=10)
        page = words_of(scrutiny.get(reverse("recommendations:officer-set", args=[found.public_id])))
        assert "Record that they are closed" not in page
        with pytest.raises(RefusedError, match="Not everybody who has to answer"):
            actions.close_set(found, closed_on=ago(1), closed_at=None, closed_reason="Done.", **SAID)

    def test_noted_at_an_item_then_closed_with_why(self, scrutiny, client):
        found = a_set("One.", received=30)
        answer(found, YES, approved_on=ago(20))
        meeting = f.make_meeting(f.make_body("Finance Panel"), ago(10), public=True)
        item = f.make_item(meeting, public=True)
        found.refresh_from_db()
        typed = {"noted_at": str(item.pk), "edit_number": found.edit_number, **dated("noted_on", None)}
        assert scrutiny.post(stage_url(found, "note"), typed).status_code == 302
        found.refresh_from_db()
        assert (found.status, found.noted_on, found.noted_at) == ("noted", ago(10), item)
        typed = dated("closed_on", ago(2)) | {"closed_at": "", "closed_reason": "", "edit_number": found.edit_number}
        assert "Enter why they are closed" in words_of(scrutiny.post(stage_url(found, "close"), typed))
        assert scrutiny.post(stage_url(found, "close"), typed | {"closed_reason": "It is done."}).status_code == 302
        page = page_of(client, found)
        assert "Finance Panel closed these recommendations on 31 October 2026. It is done." in words_of(page)
        listed = words_of(client.get("/recommendations/?stage=closed"))
        assert "1 recommendation closed by the committee" in listed
        officers = {
            stage: words_of(scrutiny.get(f"/officer/recommendations/?state={stage}")) for stage in ("closed", "noted")
        }
        assert ["The ledger" in words for words in officers.values()] == [True, False]

    def test_a_deferral_says_why_and_the_clock_goes_on(self, scrutiny, client):
        found = a_set("One.", received=70)
        typed = dated("deferred_until", ago(-30)) | {"deferred_reason": "", "edit_number": found.edit_number}
        assert "Enter why they are deferred" in words_of(scrutiny.post(stage_url(found, "defer"), typed))
        typed["deferred_reason"] = "The audit comes first."
        assert scrutiny.post(stage_url(found, "defer"), typed).status_code == 302
        words = words_of(page_of(client, found))
        assert "These recommendations are deferred until 2 December 2026. The time to answer goes on." in words
        assert "10 days overdue" in words
        found.refresh_from_db()
        assert scrutiny.post(stage_url(found, "resume"), {"edit_number": found.edit_number}).status_code == 302
        found.refresh_from_db()
        assert (found.status, found.deferred_until, found.deferred_reason) == ("received", None, "")


class TestLimbs:
    @pytest.mark.parametrize("text", ["Only one sentence", "(a) only one", "Words first\n\n(a) one\n\n(b) two"])
    def test_text_without_labels_is_no_list_of_limbs(self, text):
        with pytest.raises(NoLabelsError):
            read(text)

    def test_read_and_written_again(self):
        limbs = read("(a) the lamps\n\n(b) the quay")
        assert limbs == [{"label": "(a)", "text": "the lamps"}, {"label": "(b)", "text": "the quay"}]
        assert read(as_text(limbs)) == limbs
        assert read(" ") == []

    def test_each_is_answered_and_shown_by_itself(self, client):
        limbs = [{"label": "(a)", "text": "the lamps"}, {"label": "(b)", "text": "the quay"}]
        found = a_set(rows=[{"label": "1)", "text": "That these be mended:", "limbs": limbs}])
        both = [
            {"label": "(a)", "outcome": "accepted", "outcome_words": "Yes", "comment": ""},
            {"label": "(b)", "outcome": "no_outcome_given", "outcome_words": "Noted", "comment": "Not ours."},
        ]
        answer(found, PART | {"limbs": both})
        words = words_of(page_of(client, found))
        assert "That these be mended: (a) the lamps (b) the quay" in words
        assert "(a) Yes (b) Noted no outcome given Not ours." in words

    @pytest.mark.parametrize(
        ("limb", "said"),
        [
            ({"outcome": ""}, r"1, limb \(b\) has no outcome"),
            ({"outcome": "not_accepted"}, r"1, limb \(b\) is not fully accepted: enter the reason"),
        ],
    )
    def test_a_limb_without_outcome_or_reason_stops_it(self, limb, said):
        limbs = [{"label": "(a)", "text": "the lamps"}, {"label": "(b)", "text": "the quay"}]
        found = a_set(rows=[{"label": "1)", "text": "That these be mended:", "limbs": limbs}])
        rows = [{"label": "(a)", "outcome": "accepted"}, {"label": "(b)", **limb}]
        with pytest.raises(RefusedError, match=said):
            answer(found, YES | {"comment": "", "limbs": rows}, until="submitted")


class TestRecording:
    def test_limbs_addressees_dissent_and_copies_are_kept_and_shown(self, scrutiny, client):
        found = f.make_set("That the ferry run.", made_on=ago(3))
        url = reverse("recommendations:officer-set-edit", args=[found.public_id])
        key = found.recommendations.get().key.hex
        row = {"key": key, "label": "1)", "text": "That the ferry run:", "restriction": "open",
               "limbs": "(a) at seven\n\n(b) at nine", "addressee_name": "The Wen Ferry Company", "route": "partner",
               "dissent_by": "Councillor Holm", "dissent": "It runs empty."}  # fmt: skip
        typed = {f"row-1-{name}": value for name, value in row.items()} | dated("made_on", ago(3))
        typed |= {"subject": "the ferry", "made_by": found.made_by_id, "addressee": found.addressee_id,
                  "copy_to": "Councillor Maddern", "origin": "letter", "do": "save",
                  "edit_number": found.edit_number}  # fmt: skip
        assert scrutiny.post(url, typed).status_code == 302
        found = actions.publish_set(found, **SAID)
        words = words_of(page_of(client, found))
        assert words.startswith("Letter of the Finance Panel of 30 October 2026 concerning the ferry")
        for said in ("(a) at seven (b) at nine", "Dissent of Councillor Holm It runs empty.",
                     "Copy to Councillor Maddern", "Who has to answer The Wen Ferry Company"):  # fmt: skip
            assert said in words
        page = scrutiny.get(url).content.decode()
        assert "(a) at seven" in page
        assert 'value="The Wen Ferry Company"' in page

    def test_limbs_without_labels_are_refused_in_words(self, scrutiny):
        found = f.make_set("That the ferry run.")
        url = reverse("recommendations:officer-set-edit", args=[found.public_id])
        typed = {"row-1-text": "That it run:", "row-1-limbs": "at seven and at nine", "subject": "the ferry",
                 "made_by": found.made_by_id, "addressee": found.addressee_id, "do": "save",
                 "edit_number": found.edit_number}  # fmt: skip
        words = words_of(scrutiny.post(url, typed))
        assert "Begin each limb with its label, such as (a) and (b)" in words
        assert "at seven and at nine" in words


@pytest.fixture
def clerk(client):
    grants = [(role, "executive") for role in ("officer", "approver", "publisher")]
    user = f.make_user(*grants)
    client.force_login(user)
    return user


def decided_form(draft, *rows, **more):
    """The page "Record what was decided", filled in."""
    form = {"kind": "full", "respondent_title": "Leader of the Council", "basis": "meeting", "do": "decided",
            "edit_number": draft.edit_number} | dated("approved_on", ago(1)) | more  # fmt: skip
    for prefix, row in zip(rows_of(draft), rows, strict=True):
        form |= {f"{prefix}-{name}": value for name, value in row.items() if name != "outcome_words"}
    return form


class TestDecidedAtTheMeeting:
    def url(self, draft):
        return reverse("recommendations:officer-response-decided", args=[draft.public_id])

    def test_one_form_does_it_all_where_no_second_pair_of_eyes_is_asked_for(self, client, clerk):
        Council.objects.update(has_four_eyes=False)
        found = a_set("One.", "Two.", "Three.", received=10)
        draft = actions.start_response(found, by=clerk, at=f.AT)
        form = decided_form(draft, YES, PART, YES)
        first = client.post(self.url(draft), form)
        assert first.status_code == 302
        done = CabinetResponse.objects.get()
        assert (done.status, done.approved_on, done.signed_off_by, bool(done.pdf_digest)) == (
            "published", ago(1), clerk, True
        )  # fmt: skip
        assert client.post(self.url(draft), form).status_code in (302, 409)
        assert RegisterEntry.objects.filter(record_kind="cabinetresponse").count() == 1

    def test_with_four_eyes_it_waits_for_somebody_else_with_its_approval_written_down(self, client, clerk):
        found = a_set("One.", received=10)
        draft = actions.start_response(found, by=clerk, at=f.AT)
        page = client.post(self.url(draft), decided_form(draft, YES), follow=True)
        assert "Somebody else has to sign it off" in words_of(page)
        waits = CabinetResponse.objects.get()
        assert (waits.status, waits.approval_basis, waits.approved_on) == ("submitted", "meeting", ago(1))

    def test_a_refusal_without_a_reason_keeps_every_word_and_nothing_half_done(self, client, clerk):
        Council.objects.update(has_four_eyes=False)
        found = a_set("One.", "Two.", received=10)
        draft = actions.start_response(found, by=clerk, at=f.AT)
        form = decided_form(draft, YES | {"comment": "Gladly."}, NO | {"comment": ""})
        page = client.post(self.url(draft), form)
        assert page.status_code == 409
        words = words_of(page)
        assert "Recommendation 2 is not fully accepted: enter the reason in the comment." in words
        assert "Gladly." in page.content.decode()
        stored = CabinetResponse.objects.get()
        assert (stored.status, stored.edit_number, {item.outcome for item in stored.items.all()}) == (
            "drafting", draft.edit_number, {""}
        )  # fmt: skip

    def test_a_colleague_saved_meanwhile_and_both_texts_are_shown(self, client, clerk):
        found = a_set("One.", received=10)
        draft = actions.start_response(found, by=clerk, at=f.AT)
        form = decided_form(draft, YES | {"comment": "Mine."})
        item = draft.items.get()
        form |= {f"i{item.pk}-was": "as it was"}
        said = {"edit_number": draft.edit_number, "by": f.make_user(("officer", "executive")), "at": f.AT}
        actions.save_response(draft, fields={}, rows={item.pk: {"comment": "Theirs."}}, **said)
        page = client.post(self.url(draft), form)
        assert page.status_code == 409
        assert ["Mine." in page.content.decode(), "Theirs." in page.content.decode()] == [True, True]
        assert CabinetResponse.objects.get().status == "drafting"

    def test_without_a_date_it_says_which(self, client, clerk):
        found = a_set("One.", received=10)
        draft = actions.start_response(found, by=clerk, at=f.AT)
        form = decided_form(draft, YES) | dated("approved_on", None)
        assert "Enter the date it was approved" in words_of(client.post(self.url(draft), form))
