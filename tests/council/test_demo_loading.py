"""Loading the demonstration: on any day, with or without PDFs, all of it or nothing, never over other records."""

from __future__ import annotations

import datetime
import io
import sys
from collections import defaultdict
from pathlib import Path

import pytest
from django.core.files.storage import default_storage
from django.core.management import CommandError, call_command
from django.db import IntegrityError, transaction
from django.db.models.signals import pre_save

from council.demo.days import Diary, plus, received_for
from council.demo.programme import Programme
from council.demo.responses import ResponsePlan
from council.demo.sets import SetPlan
from council.demo.stage import Stage
from council.models import Body, Council, RegisterEntry, User
from council.statute.periods import months_beginning_with
from council.verification import verify_register
from meetings.models import AgendaItem, Document, Meeting
from recommendations.choices import ResponseStatus
from recommendations.models import CabinetResponse, RecommendationSet
from tests.factories import make_body

TODAY = datetime.date(2026, 11, 23)


def load(today: datetime.date | str = TODAY, **options) -> str:
    """What the command says."""
    out = io.StringIO()
    call_command("load_demo", f"--today={today}", stdout=out, **options)
    return out.getvalue()


def test_it_is_true_on_another_day_and_without_pdfs(db, settings, monkeypatch, on_postgresql):
    if on_postgresql:
        pytest.skip("a day is the same on every database; test_demo.py loads it on both")
    monkeypatch.setitem(sys.modules, "weasyprint", None)
    settings.PDF_REQUIRED = False
    day = datetime.date(2028, 2, 29)
    load(day)
    sets = RecommendationSet.objects.published()
    clock_starts_on = Council.current().clock_starts_on
    assert verify_register().is_sound
    assert sets.count() == 42
    assert [sets.overdue(day, clock_starts_on).count(), sets.due_soon(day, 14, clock_starts_on).count()] == [2, 1]
    assert sets.answered_late(clock_starts_on).count() == 3
    assert set(ResponseStatus.values) == set(CabinetResponse.objects.values_list("status", flat=True))
    coming = Meeting.objects.published().filter(held_on__gte=day, status="scheduled")
    assert coming.filter(items__in=AgendaItem.objects.published()).exists()
    assert AgendaItem.objects.filter(meeting__in=coming, published_at=None).exists()
    assert not CabinetResponse.objects.exclude(pdf_digest="").exists()


def test_the_programme_can_be_written_for_any_day():
    """Each record's steps lie in their order, whatever the weekday, the month's length or the recess."""
    for today in (plus(TODAY, number) for number in range(0, 4 * 366, 11)):
        stage = Stage(today, Diary(today))
        Programme(stage).write()
        assert out_of_order(stage) == []
        assert plus(today, 3) <= months_beginning_with(received_for(plus(today, 9), 2), 2) <= plus(today, 9)
        assert months_beginning_with(received_for(plus(today, -12), 2), 2) < today


def out_of_order(stage: Stage) -> list[object]:
    """Plans of sets and responses with a step that would be played before the one it follows."""
    times = defaultdict(list)
    for when, _, step in stage.steps:
        plan = getattr(getattr(step, "func", step), "__self__", None)
        if isinstance(plan, SetPlan | ResponsePlan):
            times[id(plan), plan.__class__].append((when, plan))
            if isinstance(plan, ResponsePlan) and plan.approved_on:
                times[id(plan.answered), plan.duty, "approved"].append((when, plan))
    return [found for found in times.values() if [when for when, _ in found] != sorted(when for when, _ in found)]


def test_a_load_that_fails_leaves_nothing(db, settings, private_files: Path):
    """The database refuses to publish the first paper, after its file was stored."""

    def refuse(instance: Document, **row: object) -> None:
        if instance.file and instance.published_at:
            raise IntegrityError("This address is taken.")

    pre_save.connect(refuse, sender=Document)
    try:
        with pytest.raises(IntegrityError), transaction.atomic():
            load()
    finally:
        pre_save.disconnect(refuse, sender=Document)
    assert [model.objects.count() for model in (Council, Body, User, RegisterEntry, Meeting)] == [0] * 5
    assert [path for path in private_files.rglob("documents/*/*") if path.is_file()] == []
    assert default_storage.location == str(private_files)


def test_it_is_refused_where_another_council_is(db):
    Council(name="Somewhere Town Council").save()
    with pytest.raises(CommandError, match=r"holds Somewhere Town Council\. .* Nothing was changed"):
        load()
    assert not User.objects.exists()


def test_it_is_refused_where_records_are(db):
    make_body("Parish Forum")
    with pytest.raises(CommandError, match="holds records already"):
        load()


def test_it_is_refused_where_a_name_is_taken(db):
    User.objects.create_user("leader")
    with pytest.raises(CommandError, match="a user with the name of one"):
        load()


def test_it_is_refused_on_a_public_server(db, settings):
    settings.HTTPS = True
    with pytest.raises(CommandError, match="add --force"):
        load()
    assert not Council.objects.exists()


def test_sign_ins_and_addresses_never_fail(db):
    assert "is not loaded here" in load(show_signins=True)
    assert load(show_addresses=True) == ""
