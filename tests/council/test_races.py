"""Races, with real transactions and threads on both databases: one winner, no gap, no duplicate, exempt always wins."""

from __future__ import annotations

import threading
from collections.abc import Callable
from typing import Any

import pytest
from django.db import connection

from council.models import AuditEvent, Council, PublicEvent, RegisterEntry
from council.publication import ChangedSinceError, RefusedError
from council.verification import verify_register
from meetings import actions as meetings
from meetings.models import AgendaItem, Meeting
from recommendations import actions
from recommendations.models import CabinetResponse, RecommendationSet
from tests import factories
from tests.factories import AT

pytestmark = pytest.mark.django_db(transaction=True)


def together(*jobs: Callable[[], Any]) -> list[Any]:
    """Run the jobs at the same moment, each on its own connection; what each returned or raised, in order."""
    barrier = threading.Barrier(len(jobs))
    results: list[Any] = [None] * len(jobs)

    def run(place: int, job: Callable[[], Any]) -> None:
        try:
            barrier.wait(timeout=20)
            results[place] = job()
        except Exception as problem:
            results[place] = problem
        finally:
            connection.close()

    threads = [threading.Thread(target=run, args=(place, job)) for place, job in enumerate(jobs)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(timeout=60)
    return results


def refused(results: list[Any]) -> list[Any]:
    return [result for result in results if isinstance(result, RefusedError)]


def test_two_publishers_racing_leave_no_gap_and_no_duplicate():
    issues = [factories.make_issue(f"Subject {number}") for number in range(24)]

    def publish_half(mine):
        for issue in mine:
            meetings.publish(issue, by=None, at=AT)

    results = together(lambda: publish_half(issues[:12]), lambda: publish_half(issues[12:]))
    assert results == [None, None]
    assert sorted(RegisterEntry.objects.values_list("serial", flat=True)) == list(range(1, 25))
    references = [issue.reference for issue in type(issues[0]).objects.all()]
    assert sorted(int(reference.rsplit("-", 1)[1]) for reference in references) == list(range(1, 25))
    assert verify_register().entries == 24


def test_the_same_record_published_twice_at_once_is_published_once():
    issue = factories.make_issue()
    results = together(*[lambda: meetings.publish(issue, by=None, at=AT)] * 4)
    assert len(refused(results)) == 3
    assert (RegisterEntry.objects.count(), PublicEvent.objects.count()) == (1, 1)
    assert AuditEvent.objects.filter(act="published").count() == 1


def test_two_meetings_of_one_body_on_one_day_get_two_addresses():
    body = factories.make_cabinet()
    drafts = [factories.make_meeting(body) for _ in range(4)]
    together(*[lambda draft=draft: meetings.publish(draft, by=None, at=AT) for draft in drafts])
    places = sorted(Meeting.objects.values_list("place", flat=True))
    assert places == ["2026-10-06", "2026-10-06-2", "2026-10-06-3", "2026-10-06-4"]


def test_exempt_always_wins_against_publication():
    for _ in range(6):
        item = factories.make_item(
            factories.make_meeting(public=True),
            summary="Canary",
            recommendations=[{"label": "(a)", "text": "Canary"}],
        )

        def make_exempt(item=item):
            meetings.make_exempt(item, restriction="exempt", paragraphs="3", reason="Prices", by=None, at=AT)

        results = together(lambda item=item: meetings.publish(item, by=None, at=AT), make_exempt)
        assert [result for result in results if isinstance(result, Exception)] == []
        assert AgendaItem.objects.get(pk=item.pk).is_withheld
    shown = RegisterEntry.objects.shown().select_related("snapshot")
    assert shown.filter(record_kind="agendaitem").count() == 6
    assert not [entry for entry in shown if "Canary" in entry.snapshot.text]


def test_withdrawal_of_a_set_against_publication_of_its_response(private_files):
    response = factories.make_response(until="approved")
    results = together(
        lambda: actions.publish_response(response, edit_number=None, by=None, at=AT),
        lambda: actions.withdraw_set(response.set, reason="Wrong panel", by=None, at=AT),
    )
    assert not [result for result in results if isinstance(result, Exception) and not isinstance(result, RefusedError)]
    assert not RecommendationSet.objects.published().exists()
    assert not CabinetResponse.objects.published().exists()
    assert not RegisterEntry.objects.shown().filter(record_kind="cabinetresponse", act="published").exists()


def test_twelve_officers_saving_the_same_version_lose_nothing_silently():
    response = factories.make_response()
    item = response.items.first()
    seen = response.edit_number

    def save(number):
        row = {item.pk: {"comment": f"Words of officer {number}"}}
        actions.save_response(response, fields={}, rows=row, edit_number=seen, by=response.drafted_by, at=AT)
        return number

    results = together(*[lambda number=number: save(number) for number in range(12)])
    winners = [result for result in results if isinstance(result, int)]
    assert len(winners) == 1
    assert sum(isinstance(result, ChangedSinceError) for result in results) == 11
    item.refresh_from_db()
    assert item.comment == f"Words of officer {winners[0]}"


def test_a_response_is_not_changed_between_sign_off_and_publication(private_files):
    response = factories.make_response(until="submitted")
    signer = factories.make_user(("approver", "executive"), ("officer", "executive"), ("publisher", "executive"))
    item = response.items.first()

    def edit():
        row = {item.pk: {"comment": "Slipped in"}}
        actions.save_response(
            response, fields={}, rows=row, edit_number=response.edit_number, by=response.drafted_by, at=AT
        )

    together(lambda: actions.sign_off_response(response, edit_number=None, by=signer, at=AT), edit)
    item.refresh_from_db()
    assert item.comment == "Agreed."
    assert CabinetResponse.objects.get(pk=response.pk).status == "signed_off"


def test_a_second_submit_is_refused_and_audited_once():
    Council.objects.create(name="Wenshire Council")
    response = factories.make_response()
    drafter = response.drafted_by
    results = together(*[lambda: actions.submit_response(response, edit_number=None, by=drafter, at=AT)] * 3)
    assert len(refused(results)) == 2
    assert AuditEvent.objects.filter(act="submit").count() == 1


def test_two_corrections_started_at_once_give_one_draft(private_files):
    response = factories.make_response(until="published")

    def start():
        actions.start_response(response.set, by=response.drafted_by, at=AT, correction_reason="A date was wrong")

    results = together(start, start)
    assert len(refused(results)) == 1
    assert CabinetResponse.objects.filter(published_at=None).count() == 1
