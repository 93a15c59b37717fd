"""Officers' pages of decisions and call-ins: started from an item, checked, published, corrected, called in."""

from __future__ import annotations

import datetime

import pytest
from django.urls import reverse

from council.models import AuditEvent
from council.publication import ChangedSinceError
from meetings import actions as records
from meetings import actions_decisions as actions
from meetings.models import CallIn, CallInStep, Decision
from tests import factories as make
from tests.decision_factories import MEMBERS, at_noon, make_call_in, make_decision, make_step
from tests.factories import AT
from tests.filling import fields_of
from tests.reading import words_of

pytestmark = [pytest.mark.django_db, pytest.mark.pdf]
D = datetime.date
REPORT = [{"label": "(a)", "text": "agree the hours;"}, {"label": "(b)", "text": "thank the staff."}]


@pytest.fixture
def officer(client, private_files):
    """Signed in: writes and publishes for every body."""
    make.make_council(call_in_members=4, call_in_grounds="Nobody was asked\nIt costs more", key_thresholds="£500,000")
    user = make.make_user(("officer", "both"), ("publisher", "both"))
    client.force_login(user)
    return user


def address(name, record, *more):
    return reverse(f"meetings:{name}", args=[record.public_id, *more])


def errors_of(page):
    form = page.context["form"]
    return {name: list(words) for name, words in form.errors.items()}


def dated(name, day):
    return {f"{name}_day": str(day.day), f"{name}_month": str(day.month), f"{name}_year": str(day.year)}


def test_one_press_starts_the_record_with_all_that_the_item_knows(client, officer):
    issue = make.make_issue(public=True)
    person = {"name": "Lora Baxley", "job_title": "Head", "telephone": "01632 960971", "email": ""}
    item = make.make_item(public=True, title="Hours", recommendations=REPORT, contacts=[person], issue=issue,
                          lead_member="Leader", report_author="Head of Libraries")  # fmt: skip
    assert "Start a decision record from this item" in client.get(address("officer-item", item)).content.decode()
    first = client.post(address("officer-decision-start", item))
    decision = Decision.objects.get()
    assert first.url == address("officer-decision", decision)
    assert (decision.item, decision.issue, decision.title) == (item, issue, "Hours")
    assert (decision.maker_kind, decision.body, decision.maker_title) == ("body", item.meeting.body, "Cabinet")
    assert (decision.decided_on, decision.parts, decision.contacts) == (item.meeting.held_on, REPORT, [person])
    assert (decision.lead_member, decision.report_author) == ("Leader", "Head of Libraries")
    assert client.post(address("officer-decision-start", item)).url == first.url
    assert Decision.objects.count() == 1
    shown = client.get(address("officer-item", item)).content.decode()
    assert "Start a decision record" not in shown


def test_of_a_withheld_item_the_draft_is_withheld_too(client, officer):
    exempt = {"restriction": "exempt", "exempt_paragraphs": "3", "exempt_reason": "Prices", "public_title": "A lease"}
    item = make.make_item(public=True, title="The dairy", **exempt)
    client.post(address("officer-decision-start", item))
    assert Decision.objects.values("restriction", "exempt_paragraphs", "public_title").get() == {
        "restriction": "exempt", "exempt_paragraphs": "3", "public_title": "A lease",
    }  # fmt: skip


def test_the_check_list_names_what_is_missing_and_the_button_waits(client, officer):
    decision = make_decision(reasons="", conflicts_answer="")
    found = words_of(client.get(address("officer-decision", decision)))
    assert "Reasons Not filled in SI 2012/2089 reg 12(2)(b)" in found
    assert "Conflicts of interest of members of the body Not filled in SI 2012/2089 reg 12(2)(d)" in found
    assert "Alternative options considered and rejected There SI 2012/2089 reg 12(2)(c)" in found
    assert "It cannot be published yet. Not filled in yet: Reasons; Conflicts of interest of members" in found
    page = client.post(reverse("meetings:officer-publish", args=["decision", decision.public_id]), follow=True)
    assert "Not filled in yet: Reasons" in words_of(page)
    assert not Decision.objects.get().is_published


def test_it_says_when_it_would_take_effect_and_how_that_is_worked_out(client, officer):
    found = words_of(client.get(address("officer-decision", make_decision())))
    assert "If it is published today: Takes effect on" in found
    assert "five working days after that day" in found


def test_publishing_gives_reference_dates_and_paper(client, officer):
    decision = make_decision()
    sent = {"edit_number": decision.edit_number}
    client.post(reverse("meetings:officer-publish", args=["decision", decision.public_id]), sent)
    published = Decision.objects.get()
    assert published.reference.startswith("DEC-")
    assert published.has_pdf
    assert published.effective_on > published.last_day_on > published.published_on
    assert AuditEvent.objects.filter(reference=published.public_id.hex, act="published").count() == 1


def test_two_officers_publish_once(officer):
    decision = make_decision()
    actions.publish_decision(decision, edit_number=decision.edit_number, by=officer, at=AT)
    with pytest.raises(ChangedSinceError):
        actions.publish_decision(decision, edit_number=decision.edit_number, by=officer, at=AT)
    assert Decision.objects.get().entry.serial == 1


def test_the_form_keeps_what_was_typed_and_says_what_to_do(client, officer):
    decision = make_decision()
    page = client.get(address("officer-decision-edit", decision))
    assert "£500,000" in words_of(page)
    typed = fields_of(page) | {
        "alternatives_answer": "none", "alternatives": "Something", "conflicts_answer": "given", "conflicts": "",
        "broken_rule": "agenda", "is_subject": "True", "not_subject": "urgent", "override_reason": "Because",
        **dated("override_on", D(2026, 10, 1)),
    }  # fmt: skip
    refused = client.post(address("officer-decision-edit", decision), typed)
    assert errors_of(refused) == {
        "alternatives": ["You selected None, but entered words. Select “Yes, as follows”, or empty this box"],
        "conflicts": ["Enter the words, or select None"],
        "broken_rule_reason": ["Say why the rule was not met"],
        "not_subject": ["This is for a decision that cannot be called in. Select No above, or empty this"],
        "override_on": ["A decision cannot take effect before it is made. Check both dates"],
    }
    assert fields_of(refused)["alternatives"] == "Something"


def test_words_alone_are_an_answer(client, officer):
    decision = make_decision(alternatives="", alternatives_answer="")
    page = client.get(address("officer-decision-edit", decision))
    sent = fields_of(page) | {"alternatives": "Closing it."}
    assert client.post(address("officer-decision-edit", decision), sent).status_code == 302
    assert Decision.objects.values_list("alternatives_answer", "alternatives").get() == ("given", "Closing it.")


def test_pasted_parts_are_divided_and_shown_and_not_saved(client, officer):
    decision = make_decision(parts=[], lead_in="")
    page = client.get(address("officer-decision-edit", decision))
    pasted = "RESOLVED that:\r\n\r\n(a)  agree the hours;\r\n\r\n(b)  thank the staff."
    shown = client.post(address("officer-decision-edit", decision), fields_of(page) | {"pasted": pasted})
    assert "2 parts were recognised" in shown.content.decode()
    assert Decision.objects.get().parts == []
    client.post(address("officer-decision-edit", decision), fields_of(shown))
    decision.refresh_from_db()
    assert (decision.lead_in, decision.parts) == ("RESOLVED that:", REPORT)


def test_one_persons_decision_takes_title_and_name_as_they_are_that_day(client, officer):
    holding = make.make_holding()
    page = client.get(reverse("meetings:officer-decision-add"))
    sent = fields_of(page) | {
        "title": "A crossing", "maker_kind": "member", "body": str(holding.office.body_id), "holding": str(holding.pk),
        "text": "To build it.", "restriction": "open",
    }  # fmt: skip
    assert client.post(reverse("meetings:officer-decision-add"), sent).status_code == 302
    decision = Decision.objects.get()
    assert (decision.maker_title, decision.maker_name) == ("Cabinet Member for Libraries", "Councillor Ada Fenwright")
    holding.office.title = "Cabinet Member for Culture"
    holding.office.save()
    assert Decision.objects.get().maker_title == "Cabinet Member for Libraries"


def test_wales_asks_its_own_questions(client, officer):
    decision = make_decision()
    assert "consultation" not in fields_of(client.get(address("officer-decision-edit", decision)))
    make.make_council(nation="wales")
    assert "consultation" in fields_of(client.get(address("officer-decision-edit", decision)))


def test_a_colleagues_newer_save_shows_both_texts(client, officer):
    decision = make_decision()
    typed = fields_of(client.get(address("officer-decision-edit", decision))) | {"reasons": "Mine"}
    actions.save_decision(decision, changes={"reasons": "Theirs"}, by=None, at=AT)
    page = client.post(address("officer-decision-edit", decision), typed)
    assert page.status_code == 409
    both = {row["label"]: (row["mine"], row["theirs"]) for row in page.context["differences"]}
    assert both == {"Reasons for the decision": ("Mine", "Theirs")}


def test_correcting_a_published_decision_works_its_dates_out_anew(client, officer):
    decision = make_decision(public=True)
    page = client.get(address("officer-decision-edit", decision))
    sent = fields_of(page) | {
        "is_subject": "False", "not_subject": "not_executive", "correction": "of_substance",
        "reason": "It was marked wrongly.",
    }  # fmt: skip
    assert client.post(address("officer-decision-edit", decision), sent).status_code == 302
    corrected = Decision.objects.get()
    assert (corrected.version, corrected.last_day_on) == (2, None)
    assert corrected.effective_on == corrected.published_on == decision.published_on
    assert corrected.pdf_digest != decision.pdf_digest


def test_a_date_is_never_a_clerical_correction(client, officer):
    decision = make_decision(public=True)
    page = client.get(address("officer-decision-edit", decision))
    sent = fields_of(page) | dated("decided_on", D(2026, 10, 26)) | {"correction": "clerical", "reason": "A slip"}
    refused = client.post(address("officer-decision-edit", decision), sent)
    assert "residents rely on it" in refused.content.decode()
    assert Decision.objects.get().version == 1


def test_withheld_while_somebody_publishes_it_is_published_as_withheld(officer):
    """Exempt always wins: the words the officer saw are not those that become public."""
    decision = make_decision(public_title="A lease")
    records.make_exempt(decision, restriction="exempt", paragraphs="3", reason="Prices", by=officer, at=AT)
    with pytest.raises(ChangedSinceError):
        actions.publish_decision(decision, edit_number=decision.edit_number, by=officer, at=AT)
    published = actions.publish_decision(decision, by=officer, at=AT)
    assert (published.is_withheld, published.pdf_digest) == (True, "")


def test_withdrawing_takes_call_ins_and_papers_with_it(client, officer):
    decision = make_decision(public=True)
    make_step(make_call_in(decision, public=True), "outcome", public=True)
    make.make_document(None, "Letter", decision=decision, public=True)
    withdraw = reverse("meetings:officer-withdraw", args=["decision", decision.public_id])
    shown = words_of(client.get(withdraw))
    assert "Call-in of New opening hours for libraries" in shown
    assert "Letter" in shown
    client.post(withdraw, {"reason": "By mistake"})
    for model in (Decision, CallIn, CallInStep):
        assert model.objects.get().is_withdrawn
    assert client.get(f"/decisions/{decision.reference}/").status_code == 410


class TestCallIn:
    @pytest.fixture
    def decision(self, officer):
        return make_decision(public=True)

    def sent(self, client, decision, **changed):
        page = client.get(address("officer-call-in-add", decision))
        names = {f"member-{place}-name": row["name"] for place, row in enumerate(MEMBERS)}
        totals = {"member-TOTAL_FORMS": "4", "member-INITIAL_FORMS": "0"}
        day = dated("received_on", D(2026, 11, 4))
        typed = {"received_time": "4.30pm", "grounds": "It costs more", "grounds_words": "Too dear"}
        return fields_of(page) | totals | names | day | typed | changed

    def test_a_request_is_recorded_with_its_validity(self, client, decision):
        assert client.post(address("officer-call-in-add", decision), self.sent(client, decision)).status_code == 302
        call_in = CallIn.objects.get()
        assert (call_in.is_valid, len(call_in.members), call_in.grounds) == (True, 4, "It costs more")
        assert "Valid Received in time" in words_of(client.get(address("officer-decision", decision)))

    @pytest.mark.parametrize(
        ("changed", "name", "words"),
        [
            ({"received_time": ""}, "received_time", "Enter the time it was received"),
            ({"received_time": "4.30"}, "received_time", "must say am or pm"),
            (dated("received_on", D(2026, 11, 1)), "received_on", "cannot arrive before the decision was published"),
            ({f"member-{place}-name": "" for place in range(4)}, "__all__", "at least one councillor"),
        ],
    )
    def test_what_cannot_be_is_refused_in_words(self, client, decision, changed, name, words):
        page = client.post(address("officer-call-in-add", decision), self.sent(client, decision, **changed))
        assert words in str(errors_of(page)[name])
        assert CallIn.objects.count() == 0

    def test_the_next_step_is_offered_and_no_other(self, client, decision):
        call_in = make_call_in(decision, public=True)
        page = words_of(client.get(address("officer-decision", decision)))
        assert "Enter the meeting that considers itEnter what scrutiny decided" in page
        assert client.get(address("officer-call-in-step-add", call_in, "final")).status_code == 404
        make_step(call_in, "outcome", public=True)
        assert client.get(address("officer-call-in-step-add", call_in, "meeting")).status_code == 404
        assert client.get(address("officer-call-in-step-add", call_in, "final")).status_code == 200
        assert client.get(address("officer-call-in-step-add", call_in, "nonsense")).status_code == 404

    def test_a_step_is_entered_and_published_by_itself(self, client, decision):
        call_in = make_call_in(decision, public=True)
        add = address("officer-call-in-step-add", call_in, "outcome")
        typed = dated("happened_on", D(2026, 11, 11)) | {"by_whom": "Scrutiny Committee", "outcome": "no_action"}
        refused = client.post(add, fields_of(client.get(add)) | typed)
        assert errors_of(refused) == {"effective_on": ["Enter the day the decision takes effect"]}
        early = client.post(add, fields_of(client.get(add)) | typed | dated("effective_on", D(2026, 11, 10)))
        assert errors_of(early) == {"effective_on": ["It cannot take effect before this day. Check both dates"]}
        before = client.post(add, fields_of(client.get(add)) | typed | dated("happened_on", D(2026, 11, 1)))
        assert "cannot be before the call-in was received" in str(errors_of(before))
        client.post(add, fields_of(client.get(add)) | typed | dated("effective_on", D(2026, 11, 12)))
        step = CallInStep.objects.get()
        sent = {"edit_number": step.edit_number}
        client.post(reverse("meetings:officer-publish", args=["call-in-step", step.public_id]), sent)
        assert "the decision stands, from Thursday 12 November 2026" in words_of(
            client.get(f"/decisions/{decision.reference}/")
        )

    def test_a_second_outcome_is_shown_beside_the_first(self, client, decision):
        call_in = make_call_in(decision, public=True)
        add = address("officer-call-in-step-add", call_in, "outcome")
        typed = fields_of(client.get(add)) | dated("happened_on", D(2026, 11, 11))
        make_step(call_in, "outcome", by_whom="The Panel")
        page = client.post(add, typed | {"by_whom": "Scrutiny Committee", "outcome": "to_council"})
        assert page.status_code == 409
        both = {row["label"]: (row["mine"], row["theirs"]) for row in page.context["differences"]}
        assert both["By whom"] == ("Scrutiny Committee", "The Panel")

    def test_correcting_the_hour_of_a_request_works_its_validity_out_anew(self, client, decision):
        call_in = make_call_in(decision, at_noon(D(2026, 11, 9)), public=True)
        assert call_in.is_valid
        page = client.get(address("officer-call-in-edit", call_in))
        sent = fields_of(page) | {"received_time": "5.30pm", "correction": "of_substance", "reason": "The wrong hour."}
        assert client.post(address("officer-call-in-edit", call_in), sent).status_code == 302
        corrected = CallIn.objects.get()
        assert (corrected.is_valid, corrected.version) == (False, 2)
        assert "17:30" in corrected.validity
