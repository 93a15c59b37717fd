"""The demonstration council as it stands once loaded: every state of every record is there."""

from __future__ import annotations

import datetime
import io
from pathlib import Path

import pytest
from django.apps import apps
from django.contrib.auth import authenticate
from django.contrib.auth.password_validation import validate_password
from django.core.management import call_command
from django.db import connection, models, transaction
from page import ValidationProfile, validate_pdf_bytes

from council import files, pdf
from council.demo.days import plus
from council.demo.sign_ins import PASSWORD, SIGN_INS
from council.models import Body, Council, RegisterEntry, User
from council.roles import Permission, has_permission
from council.verification import verify_register
from meetings.models import AgendaPack, Document, Meeting
from meetings.packs import make_packs
from recommendations.models import CabinetResponse, RecommendationSet
from tests.council.demo_states import STATES, TODAY, public

README = (Path(__file__).parents[2] / "README.md").read_text(encoding="utf-8")
# Fields that say how a record stands or what was said of it, and the values that no record of a council keeps for long,
# or that are computed: everything else is shown.
SAYS_HOW = ("status", "state", "stage", "outcome", "result", "verdict", "rag")
PASSING = {
    "AgendaPack.state": {"failed", "making", "made", "waiting"},
    "MailSent.state": {"waiting", "sending", "refused", "unclear"},
    "PlanEntry.status": {"noticed"},
}
CONFIGURED = ("ReminderStep",)
OUR_APPS = ("council", "meetings", "recommendations")


def load(today: datetime.date | str, **options) -> str:
    """What the command says."""
    out = io.StringIO()
    call_command("load_demo", f"--today={today}", stdout=out, **options)
    return out.getvalue()


@pytest.fixture(scope="module")
def loaded(django_db_setup, django_db_blocker):
    """One load for every test of this module that only looks; it is undone at the end."""
    with django_db_blocker.unblock():
        with transaction.atomic():
            said = load(TODAY)
            yield said
            transaction.set_rollback(True)
        connection.close()


@pytest.fixture
def demonstration(loaded: str, db) -> str:
    """What the command said; the demonstration is in the database."""
    return loaded


def test_every_state_is_shown(demonstration):
    assert [state for state, found in STATES.items() if not found().exists()] == []


def choices_of(model: type[models.Model]) -> list[models.Field]:
    """Fields whose every value is to be shown: all of recommendations, elsewhere those that say how a record stands."""
    is_whole = model._meta.app_label == "recommendations" and model.__name__ not in CONFIGURED
    return [field for field in model._meta.concrete_fields if field.choices and (is_whole or field.name in SAYS_HOW)]


def test_every_value_of_every_choice_is_shown(demonstration):
    absent = {}
    for model in apps.get_models():
        for field in choices_of(model) if model.__module__.split(".")[0] in OUR_APPS else ():
            shown = set(model._base_manager.order_by().values_list(field.attname, flat=True).distinct())
            absent[f"{model.__name__}.{field.name}"] = {value for value, _words in field.flatchoices} - shown
    assert {name: values for name, values in absent.items() if values} == PASSING
    assert len(absent) > 20


def test_forty_sets_are_public_and_two_years_of_meetings(demonstration):
    meetings = Meeting.objects.published()
    assert RecommendationSet.objects.published().count() == 42
    assert meetings.filter(held_on__range=(plus(TODAY, -365), plus(TODAY, -1))).count() > 40
    assert meetings.filter(held_on__range=(plus(TODAY, -730), plus(TODAY, -366))).count() > 20
    assert meetings.filter(held_on__gt=plus(TODAY, 60), status="scheduled").exists()


def test_the_register_is_sound_and_in_order_of_time(demonstration):
    times = list(RegisterEntry.objects.order_by("serial").values_list("at", flat=True))
    assert verify_register().is_sound
    assert times == sorted(times)
    assert times[-1] < f"{TODAY}T00:00"


@pytest.mark.pdf
def test_every_published_response_has_its_pdf(demonstration):
    published = CabinetResponse.objects.filter(published_at__isnull=False)
    assert pdf.is_available()
    assert published.count() == 41
    assert not published.filter(pdf_digest="").exists()


@pytest.mark.pdf
def test_a_pack_of_its_papers_is_pdf_ua(demonstration):
    meeting = public(Document, format="PDF", restriction="open", item__restriction="open").first().item.meeting
    make_packs.call(meeting=meeting.public_id.hex)
    pack = AgendaPack.objects.get(meeting=meeting, number=0)
    assert (pack.is_accessible, pack.not_tagged) == (True, [])
    report = validate_pdf_bytes(files.fetch(pack.digest), profile=ValidationProfile.PDF_UA_1)
    assert report.is_compliant, report


def test_every_held_file_is_what_it_says(demonstration):
    held = Document.objects.exclude(file="")
    for document in held:
        with document.file.open() as file:
            data = file.read()
        assert (len(data), data.startswith(b"%PDF-")) == (document.size_bytes, document.format == "PDF")
    assert held.count() > 8


def test_each_sign_in_works(demonstration):
    for sign_in in SIGN_INS:
        user = authenticate(username=sign_in.username, password=PASSWORD)
        assert user is not None, sign_in
        assert (user.post, has_permission(user, Permission.SEE_DESK)) == (sign_in.post, True)
        validate_password(PASSWORD, user)


def test_somebody_may_do_each_thing_and_somebody_may_not(demonstration):
    users = User.objects.all()
    allowed = {permission: {has_permission(user, permission) for user in users} for permission in Permission}
    everybodys = (Permission.SEE_DESK, Permission.SEE_MEETINGS)
    assert allowed == {name: {True} if name in everybodys else {True, False} for name in Permission}


def test_a_clerk_works_for_two_committees_only(demonstration):
    clerk = User.objects.get(username="licensing.clerk")
    allowed = {body.slug for body in Body.objects.all() if has_permission(clerk, Permission.EDIT_MEETING, body)}
    assert allowed == {"planning-committee", "licensing-committee"}


def test_a_second_run_changes_nothing(demonstration, django_assert_max_num_queries):
    council, last = Council.objects.get(), RegisterEntry.objects.first()
    with django_assert_max_num_queries(1):
        said = load(TODAY)
    assert said == "The demonstration council is already here. Nothing was changed.\n"
    assert (Council.objects.get().edit_number, RegisterEntry.objects.first()) == (council.edit_number, last)


def test_sign_ins_and_addresses_are_said(demonstration, client):
    said = load(TODAY, show_signins=True)
    assert PASSWORD in said
    assert all(sign_in.username in said for sign_in in SIGN_INS)
    lines = load(TODAY, show_addresses=True, site="http://127.0.0.1:8000/").splitlines()
    assert [line for line in lines if "http://127.0.0.1:8000/" not in line] == []
    assert [line.split("8000")[1].split("/")[1] for line in lines] == [
        "recommendations",
        "meetings",
        "issues",
        "officer",
    ]
    assert demonstration.splitlines()[-1].endswith(lines[-1].split("8000")[1])


def test_the_readmes_addresses_lead_there(demonstration, client):
    lines = load(TODAY, show_addresses=True, site="http://127.0.0.1:8000").splitlines()
    for name, line in zip(("response", "meeting", "issue", "draft"), lines, strict=True):
        response = client.get(f"/demonstration/{name}/")
        assert (response.status_code, response.url) == (301, line.split("8000")[1])
        assert f"http://127.0.0.1:8000/demonstration/{name}/" in README or name == "issue"
