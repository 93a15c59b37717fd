"""Getting the answers in: several rows given to a service, chased by e-mail, answered alike; never public."""

from __future__ import annotations

import datetime

import pytest
import time_machine
from django.core.exceptions import ValidationError
from django.db import connection
from django.test.utils import CaptureQueriesContext

from council.models import AuditEvent, MailSent, Office, RegisterEntry
from council.publication import ChangedSinceError, RefusedError
from council.roles import NotAllowedError
from recommendations import actions, published
from recommendations.choices import RowState
from recommendations.drafting import state_of
from recommendations.forms.drafters import rows_named
from recommendations.models import CabinetResponse
from recommendations.reminders import send_reminders
from tests import factories as f
from tests.council.test_races import together
from tests.filling import fields_of, pressed
from tests.reading import words_of
from tests.recommendations.editing import page

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("private_files")]
D = datetime.date
SITE = "https://decisions.wenshire.example"
DAY = D(2026, 8, 20)


def at(day: datetime.date) -> datetime.datetime:
    return datetime.datetime(day.year, day.month, day.day, 9, tzinfo=datetime.UTC)


@pytest.fixture(autouse=True)
def council():
    return f.make_council()


@pytest.fixture
def streets():
    return Office.objects.create(title="Head of Streets", slug="streets", kind="officer", email="streets@x.example")


@pytest.fixture
def parks():
    return Office.objects.create(title="Head of Parks", slug="parks", kind="officer")


@pytest.fixture
def drafter():
    return f.make_user(("officer", "executive"))


@pytest.fixture
def draft(drafter):
    """Eight recommendations received on 2 August 2026; Cabinet meets on 22 September. The last is withheld."""
    day = D(2026, 8, 2)
    f.make_meeting(f.make_cabinet(), D(2026, 9, 22), public=True)
    rows = [{"label": f"{n})", "text": f"That number {n} be mended."} for n in range(1, 8)]
    rows.append({
        "label": "8)", "text": "That Ada Secret be paid.", "restriction": "exempt", "exempt_paragraphs": "3",
        "exempt_reason": "Prices", "public_summary": "A payment",
    })  # fmt: skip
    found = f.make_set(rows=rows, public=True, made_on=day, received_on=day, notice_given_on=day)
    return actions.start_response(found, by=drafter, at=at(D(2026, 8, 3)))


def keys_of(response: CabinetResponse, *places: int) -> list[int]:
    items = list(response.items.order_by("recommendation__position"))
    return [items[place - 1].pk for place in places]


def assign(response, office, *places, by=None, day=DAY, **more):
    said = {"internal_due_on": day, "edit_number": response.edit_number, "by": by, "at": at(D(2026, 8, 3))} | more
    return actions.assign_rows(response, items=keys_of(response, *places), office=office, **said)


def chase(response, *places, on=DAY, by=None):
    return actions.chase_rows(response, items=keys_of(response, *places), on=on, site=SITE, by=by, at=at(on))


def states(response) -> list[str]:
    return [state_of(item) for item in response.items.order_by("recommendation__position")]


@pytest.mark.parametrize(
    ("typed", "places"),
    [
        ("1 to 6", [1, 2, 3, 4, 5, 6]),
        ("6-4", [4, 5, 6]),
        ("1, 3 and 8", [1, 3, 8]),
        ("2) – 3)", [2, 3]),
        ("All", [*range(1, 9)]),
    ],
)
def test_rows_are_named_as_people_say_them(draft, typed, places):
    items = list(draft.items.select_related("recommendation"))
    assert rows_named(typed, items) == keys_of(draft, *places)


@pytest.mark.parametrize("typed", ["9", "1 to", "six", "1 to 9"])
def test_a_row_that_is_not_there_is_named(draft, typed):
    with pytest.raises(ValidationError, match="There is no recommendation"):
        rows_named(typed, list(draft.items.select_related("recommendation")))


def test_one_to_six_to_head_of_streets_by_a_day(client, draft, drafter, streets):
    client.force_login(drafter)
    with time_machine.travel(at(D(2026, 8, 3)), tick=False):
        opened = client.get(page("-rows", draft))
        words = words_of(opened)
        assert "The last Cabinet before it is on 22 September 2026" in words
        assert fields_of(opened)["assign-internal_due_on_day"] == "7"
        typed = {"assign-which": "1 to 6", "assign-office": str(streets.pk), "assign-internal_due_on_day": "20",
                 "assign-internal_due_on_month": "8"}  # fmt: skip
        answer = pressed(client, opened, "assign", **typed)
        again = pressed(client, opened, "assign", **typed)
        shown = words_of(client.get(answer.url))
    assert (answer.url, again.url) == (page("-rows", draft), page("-rows", draft))
    assert "Head of Streets drafts 1 to 6." in shown
    rows = draft.items.order_by("recommendation__position").values_list("drafter_office", "internal_due_on")
    assert list(rows) == [(streets.pk, DAY)] * 6 + [(None, None)] * 2
    assert states(draft) == [RowState.ASKED] * 6 + [RowState.NOT_ASKED] * 2
    (event,) = AuditEvent.objects.filter(act="assigned")
    assert (event.by, event.reference) == (drafter, draft.public_id.hex)
    assert len([row for row in event.after["answers"] if row["drafter_office_id"] == streets.pk]) == 6
    assert MailSent.objects.count() == 0


def test_what_is_wrong_is_said_with_everything_typed(client, draft, drafter, parks):
    client.force_login(drafter)
    with time_machine.travel(at(D(2026, 8, 3)), tick=False):
        opened = client.get(page("-rows", draft))
        answer = pressed(
            client, opened, "assign", **{"assign-which": "1 to 12", "assign-office": str(parks.pk),
            "assign-internal_due_on_day": "2", "assign-internal_due_on_month": "8", "assign-tells": "on"},
        )  # fmt: skip
    words = words_of(answer)
    for said in (
        "There is no recommendation “12”", "must be today or later", "Head of Parks has no e-mail address",
    ):  # fmt: skip
        assert said in words
    assert fields_of(answer)["assign-which"] == "1 to 12"
    assert states(draft) == [RowState.NOT_ASKED] * 8


def test_a_newer_save_is_not_overwritten(client, draft, drafter, streets, parks):
    client.force_login(drafter)
    with time_machine.travel(at(D(2026, 8, 3)), tick=False):
        opened = client.get(page("-rows", draft))
        assign(draft, parks, 1)
        answer = pressed(client, opened, "assign", **{"assign-which": "1", "assign-office": str(streets.pk)})
        assert answer.status_code == 409
        assert "Head of Parks" in words_of(answer)
        assert fields_of(answer)["assign-which"] == "1"
        assert pressed(client, answer, "assign").status_code == 302
    assert draft.items.get(pk=keys_of(draft, 1)[0]).drafter_office == streets
    with pytest.raises(ChangedSinceError):
        assign(draft, parks, 1)


def test_only_those_who_draft_may_and_only_while_it_is_drafted(draft, streets):
    with pytest.raises(NotAllowedError):
        assign(draft, streets, 1, by=f.make_user(("officer", "scrutiny")))
    with pytest.raises(NotAllowedError):
        chase(draft, 1, by=f.make_user(("approver", "executive")))
    sent = f.make_response(until="submitted")
    with pytest.raises(RefusedError):
        assign(sent, streets, 1)


def test_a_service_gets_one_letter_a_day_and_never_withheld_words(draft, streets):
    draft = assign(draft, streets, 1, 2, 8)
    assert [office.title for office in chase(draft, 1, 2, 8)] == ["Head of Streets"]
    (mail,) = MailSent.objects.all()
    assert mail.to == "streets@x.example"
    assert mail.subject == f"Draft answer wanted by 20 August 2026: the ledger ({draft.set.reference})"
    assert "Recommendation 1, wanted by 20 August 2026: That number 1 be mended." in mail.text
    assert "Recommendation 8, wanted by 20 August 2026: A payment" in mail.text
    assert "Secret" not in mail.text
    assert f"{SITE}{page('-edit', draft)}" in mail.text
    assert chase(draft, 1, 2, 8) == []
    assert chase(draft, 1, on=DAY + datetime.timedelta(days=1)) == [streets]
    assert MailSent.objects.count() == 2
    assert AuditEvent.objects.filter(act="chased").count() == 2
    assert CabinetResponse.objects.get(pk=draft.pk).edit_number == draft.edit_number


def test_what_is_drafted_or_without_a_service_is_not_chased(draft, streets):
    draft = assign(draft, streets, 1, 2)
    rows = {keys_of(draft, 1)[0]: {"outcome": "accepted", "outcome_words": "Yes"}}
    actions.save_response(draft, fields={}, rows=rows, edit_number=None, by=None, at=at(DAY))
    assert states(draft)[:3] == [RowState.DRAFTED, RowState.ASKED, RowState.NOT_ASKED]
    assert chase(draft, 1, 3) == []
    assert MailSent.objects.count() == 0


def test_nobody_to_write_to_is_refused_in_words_and_nothing_goes_out(draft, streets, parks):
    draft = assign(draft, streets, 1)
    draft = assign(draft, parks, 2)
    with pytest.raises(RefusedError, match=r"Head of Parks \(recommendation 2\) has no e-mail address"):
        chase(draft, 1, 2)
    assert MailSent.objects.count() == 0
    assert draft.items.filter(asked_on=None).count() == 8


def test_chasing_from_the_page_ticks_what_is_wanted_now(client, draft, drafter, streets):
    draft = assign(draft, streets, 1, 2)
    assign(draft, streets, 3, day=D(2026, 9, 1))
    client.force_login(drafter)
    with time_machine.travel(at(DAY), tick=False):
        opened = client.get(page("-rows", draft))
        ticked = keys_of(draft, 1, 2)
        answer = client.post(page("-rows", draft), {"do": "chase", "chase-rows": ticked})
        assert opened.context["forms"]["chase"].initial["rows"] == [str(key) for key in ticked]
        assert "An e-mail goes to Head of Streets." in words_of(client.get(answer.url))
        again = client.post(page("-rows", draft), {"do": "chase", "chase-rows": ticked})
        assert "so nothing was sent again" in words_of(client.get(again.url))
    assert MailSent.objects.count() == 1


def test_a_colleague_who_is_writing_saves_after_a_chase(client, draft, drafter, streets):
    draft = assign(draft, streets, 1)
    client.force_login(drafter)
    opened = client.get(page("-edit", draft))
    chase(draft, 1)
    assert pressed(client, opened, **{f"i{keys_of(draft, 1)[0]}-comment": "Mended."}).status_code == 302
    item = draft.items.get(pk=keys_of(draft, 1)[0])
    assert (item.comment, item.drafter_office, item.asked_on) == ("Mended.", streets, DAY)


def test_the_ladder_asks_before_on_and_after_the_day(draft, streets, parks):
    draft = assign(draft, streets, 1, 2)
    assign(draft, parks, 3)
    reached, nobody = [], set()
    for days in range(-9, 10):
        day = DAY + datetime.timedelta(days=days)
        for _time in range(2):
            report = send_reminders(on=day, at=at(day), site=SITE)
            nobody |= set(report.nobody)
            reached += [days] * report.sent
    assert reached == [-7, 0, 7]
    assert {row.to for row in MailSent.objects.all()} == {"streets@x.example"}
    assert "the ledger: no e-mail address for Head of Parks (draft of 3)" in nobody


def test_chased_by_hand_the_rung_of_that_day_is_had(draft, streets):
    assign(draft, streets, 1)
    chase(draft, 1, on=DAY)
    assert send_reminders(on=DAY, at=at(DAY), site=SITE).sent == 0
    later = DAY + datetime.timedelta(days=7)
    assert send_reminders(on=later, at=at(later), site=SITE).sent == 1


def test_several_are_answered_alike_and_nothing_is_overwritten(client, draft, drafter):
    client.force_login(drafter)
    opened = client.get(page("-rows", draft))
    typed = {"answer-which": "1 to 6", "answer-outcome": "not_accepted", "answer-comment": "There is no money."}
    assert pressed(client, opened, "answer", **typed).url == page("-rows", draft)
    assert pressed(client, opened, "answer", **typed).url == page("-rows", draft)
    rows = draft.items.order_by("recommendation__position").values_list("outcome", "outcome_words", "comment")
    council_word = f.make_council().word_for("not_accepted")
    assert list(rows) == [("not_accepted", council_word, "There is no money.")] * 6 + [("", "", "")] * 2
    assert AuditEvent.objects.filter(act="saved").count() == 1
    fresh = client.get(page("-rows", draft))
    refused = pressed(client, fresh, "answer", **typed | {"answer-which": "6 to 8", "answer-outcome": "accepted"})
    assert refused.status_code == 409
    assert "Recommendation 6 has words in its answer already." in words_of(refused)
    assert states(draft)[6:] == [RowState.NOT_ASKED] * 2


def test_four_eyes_count_who_answered_several_but_not_who_gave_rows_away(draft, streets):
    f.make_council(has_four_eyes=True)
    both = ("officer", "executive"), ("approver", "executive")
    giver, answerer = f.make_user(*both), f.make_user(*both)
    draft = assign(draft, streets, 1, by=giver)
    answer = {"outcome": "accepted", "outcome_words": "Yes", "comment": "", "no_action": "done"}
    said = {"edit_number": None, "at": at(DAY)}
    draft = actions.answer_rows(draft, items=keys_of(draft, *range(1, 9)), answer=answer, by=answerer, **said)
    draft = actions.save_response(draft, fields={"respondent_title": "Leader"}, rows={}, by=None, **said)
    draft = actions.submit_response(draft, by=None, **said)
    with pytest.raises(RefusedError, match="Somebody else must sign off"):
        actions.sign_off_response(draft, by=answerer, **said)
    assert actions.sign_off_response(draft, by=giver, **said).signed_off_by == giver


def test_none_of_it_is_public(draft, streets):
    draft = assign(draft, streets, 1, drafter="Ada Inside")
    read = str(published.RESPONSE.read(actions.reread(draft)))
    assert "Head of Streets" not in read
    assert "Ada Inside" not in read
    assert RegisterEntry.objects.filter(record_kind="cabinetresponse").count() == 0


def test_the_page_needs_the_same_queries_for_one_row_and_for_thirty(client, drafter, streets):
    client.force_login(drafter)

    def queries(count: int) -> int:
        found = f.make_set(*[f"That number {n}." for n in range(count)], public=True)
        draft = actions.start_response(found, by=drafter, at=at(DAY))
        assign(draft, streets, *range(1, count + 1))
        with CaptureQueriesContext(connection) as seen:
            assert client.get(page("-rows", draft)).status_code == 200
        return len(seen)

    assert queries(1) == queries(30)


@pytest.mark.django_db(transaction=True)
def test_chased_by_two_at_once_a_service_gets_one_letter(draft, streets):
    draft = assign(draft, streets, 1, 2, 3)
    together(lambda: chase(draft, 1, 2), lambda: chase(draft, 2, 1), lambda: chase(draft, 1, 2))
    assert MailSent.objects.count() == 1
    assert AuditEvent.objects.filter(act="chased").count() == 1
