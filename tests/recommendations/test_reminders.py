"""The ladder of reminders: who is reminded when, never twice, never of what is not overdue, said where nobody is."""

from __future__ import annotations

import datetime
import re

import pytest
import time_machine
from django.core import mail as outbox
from django.core.management import CommandError, call_command

from council.mail import deliver
from council.models import Council, MailSent, Office
from recommendations.choices_reminders import DEFAULT_LADDER, ReminderAbout, ReminderTo
from recommendations.models import RecommendationSet, ReminderStep, UpdateLink
from recommendations.reminders import Rung, due_rungs, ladder, send_reminders
from tests import factories as f
from tests.council.test_races import together
from tests.reading import words_of
from tests.recommendations.progressing import an_answered_set, an_update, first

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("private_files")]
D = datetime.date
SITE = "https://decisions.wenshire.example"
DUE = D(2026, 10, 1)


def send(on: datetime.date, **options):
    at = datetime.datetime(on.year, on.month, on.day, 7, tzinfo=datetime.UTC)
    return send_reminders(on=on, at=at, site=SITE, **options)


@pytest.fixture
def waited() -> RecommendationSet:
    """A set due on 1 October 2026; everybody concerned has an address."""
    f.make_council()
    chair = Office.objects.create(
        title="Chair of the Finance Panel", slug="chair", kind="member", email="chair@x.example"
    )
    panel = f.make_body("Finance Panel", email="scrutiny@x.example", chair=chair)
    cabinet = f.make_cabinet()
    type(cabinet).objects.filter(pk=cabinet.pk).update(email="cabinet@x.example")
    cabinet.refresh_from_db()
    day = D(2026, 8, 2)
    return f.make_set(
        "Light the lane",
        public=True,
        made_by=panel,
        addressee=cabinet,
        made_on=day,
        received_on=day,
        notice_given_on=day,
    )


def sent() -> list[tuple[str, str]]:
    return [(row.step, row.to) for row in MailSent.objects.order_by("pk")]


def test_each_rung_reaches_whom_it_is_for_on_its_day(waited):
    reached = []
    for days in range(-30, 30):
        before = MailSent.objects.count()
        report = send(DUE + datetime.timedelta(days=days))
        reached += [(days, row.to) for row in MailSent.objects.order_by("pk")[before:]]
        assert report.sent == MailSent.objects.count() - before
    assert reached == [
        (-21, "cabinet@x.example"), (-7, "cabinet@x.example"), (0, "cabinet@x.example"), (1, "scrutiny@x.example"),
        (7, "cabinet@x.example"), (14, "chair@x.example"),
    ]  # fmt: skip


def test_run_again_it_sends_nothing_twice(waited):
    assert [send(DUE).sent, send(DUE).sent, send(DUE + datetime.timedelta(days=1)).sent] == [1, 0, 1]
    assert [step.rsplit(":", 2)[1:] for step, _to in sent()] == [["+0", "doer"], ["+1", "scrutiny"]]


def test_what_was_missed_is_not_made_up_for(waited):
    assert send(D(2026, 11, 26)).sent == 3
    assert {to for _step, to in sent()} == {"cabinet@x.example", "scrutiny@x.example", "chair@x.example"}


def test_an_answer_a_draft_and_a_withdrawal_end_it(waited):
    f.make_response(waited, until="published", approved_on=D(2026, 9, 1))
    f.make_set("Draft canary", made_on=D(2026, 8, 2), received_on=D(2026, 8, 2))
    assert send(D(2026, 11, 26)).sent == 0


def test_only_sets_whose_clock_is_shown(waited):
    Council.objects.update(clock_starts_on=D(2026, 8, 3))
    assert send(D(2026, 11, 26)).sent == 0


def test_nobody_to_remind_is_said_and_the_others_are_reminded(waited):
    type(waited.addressee).objects.filter(pk=waited.addressee_id).update(email="")
    report = send(D(2026, 11, 26))
    assert report.sent == 2
    (line,) = report.nobody
    assert line == "the ledger: no e-mail address for Whoever has to answer, or leads the action (Cabinet)"


def test_one_that_cannot_be_sent_keeps_nobody_else_from_theirs(waited):
    f.make_council()
    wrong = Office.objects.create(title="Head of Gates", slug="gates", kind="officer", email="no address")
    right = Office.objects.create(title="Head of Streets", slug="streets", kind="officer", email="streets@x.example")
    for office in (wrong, right):
        action = {"description": "Mend it", "lead_title": office.title, "lead_office": office, "due_on": DUE}
        an_answered_set(actions=[action])
    report = send(D(2026, 10, 2))
    assert [link.to for link in UpdateLink.objects.all()] == ["streets@x.example"]
    assert report.nobody == ["the ledger: Enter an e-mail address like name@example.org"]
    assert {row.to for row in MailSent.objects.all()} == {
        "streets@x.example",
        "scrutiny@x.example",
        "cabinet@x.example",
    }


def test_the_words_are_public_ones_and_lead_to_the_page(waited):
    send(D(2026, 10, 8))
    subject, text = MailSent.objects.filter(to="cabinet@x.example").values_list("subject", "text").get()
    assert subject == f"Overdue: the ledger ({waited.reference})"
    assert "Cabinet has to answer the recommendations of Finance Panel about the ledger by 1 October 2026." in text
    assert "That was 7 days ago." in text
    assert f"{SITE}/recommendations/{waited.reference}/" in text


def test_who_promised_to_act_gets_a_link_once_a_rung():
    f.make_council()
    streets = Office.objects.create(title="Head of Streets", slug="streets", kind="officer", email="streets@x.example")
    action = {
        "description": "Mend it",
        "lead_title": "Head of Streets",
        "lead_office": streets,
        "due_on": D(2026, 10, 1),
    }
    found = an_answered_set(actions=[action])
    assert [send(D(2026, 9, 24)).sent, send(D(2026, 9, 25)).sent, send(D(2026, 10, 2)).sent] == [1, 0, 1]
    assert UpdateLink.objects.filter(recommendation=first(found), to="streets@x.example").count() == 2
    an_update(found, "complete", as_at=D(2026, 10, 2))
    assert send(D(2026, 11, 26)).sent == 0


def test_a_council_has_its_own_ladder(waited):
    ReminderStep.objects.create(about=ReminderAbout.ANSWER, days=3, to=ReminderTo.CHAIR)
    ReminderStep.objects.create(about=ReminderAbout.ANSWER, days=4, to=ReminderTo.DOER, is_used=False)
    assert send(D(2026, 11, 26)).sent == 1
    assert sent()[0][1] == "chair@x.example"
    assert len(ladder(ReminderAbout.ACTION)) == sum(
        1 for of, _days, _to in DEFAULT_LADDER if of == ReminderAbout.ACTION
    )


def test_of_several_rungs_the_latest_for_each():
    rungs = [Rung(-7, "doer"), Rung(0, "doer"), Rung(0, "chair"), Rung(5, "doer")]
    assert due_rungs(rungs, DUE, DUE - datetime.timedelta(days=8)) == []
    assert due_rungs(rungs, DUE, DUE) == [Rung(0, "chair"), Rung(0, "doer")]


def test_overdue_agrees_with_the_public_list(waited):
    """Whoever is reminded of an overdue answer is overdue on the list, and the other way round."""
    f.make_set("No clock", public=True, made_on=D(2026, 8, 2), subject="no clock")
    for day in (DUE, DUE + datetime.timedelta(days=1), D(2026, 11, 26)):
        overdue = RecommendationSet.objects.published().overdue(day, None)
        MailSent.objects.all().delete()
        send(day)
        late = {row.reference for row in MailSent.objects.filter(subject__startswith="Overdue")}
        assert late == {found.public_id.hex for found in overdue}


@pytest.mark.django_db(transaction=True)
def test_two_at_once_send_each_reminder_once(waited):
    together(*[lambda: send(D(2026, 11, 26)) for _time in range(2)])
    assert len(sent()) == len(set(sent())) == 3


def test_the_command_sends_and_the_page_tells(client, waited, settings):
    with time_machine.travel(datetime.datetime(2026, 10, 8, 7, tzinfo=datetime.UTC), tick=False):
        call_command("send_reminders")
        for row in MailSent.objects.all():
            deliver.call(mail=row.pk)
        client.force_login(f.make_user(("officer", "both"), ("publisher", "both")))
        page = words_of(client.get(f"/officer/recommendations/{waited.public_id}/"))
    assert sorted(message.to[0] for message in outbox.outbox) == ["cabinet@x.example", "scrutiny@x.example"]
    assert re.search(r"Reminders .*cabinet@x\.example", page)


def test_the_command_wants_the_sites_address(settings):
    settings.SITE_ADDRESS = ""
    with pytest.raises(CommandError, match="COUNCIL_ADDRESS"):
        call_command("send_reminders", address="")
