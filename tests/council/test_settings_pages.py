"""The administrator's pages: who reaches them, what they save, what they refuse, what the audit keeps."""

from __future__ import annotations

import datetime
import json

import pytest
from django.urls import reverse

from council import configuration
from council.models import AuditEvent, Body, Council, ExtraHoliday, Office, OfficeHolding, Person, User
from council.views.settings_pages import KINDS
from meetings.models import StandingItem
from recommendations.models import ReminderStep
from tests import factories as make

pytestmark = pytest.mark.django_db
PASSWORD = "a long enough one 42"
ROLES = {"grant-TOTAL_FORMS": "2", "grant-INITIAL_FORMS": "0"}


@pytest.fixture
def admin(client):
    """Signed in: the administrator."""
    make.make_council()
    user = make.make_user(("administrator", "both"), username="ada", first_name="Ada", last_name="Minter")
    client.force_login(user)
    return user


def add(kind):
    return reverse("settings-add", args=[kind])


def edit(kind, record):
    return reverse("settings-edit", args=[kind, record.pk])


def form_of(client, page):
    """What a browser would send back from a settings form, nothing changed."""
    shown = client.get(page).context
    form, found = shown["form"], {"seen": shown["seen"]}
    parts = [form, *[part for rows in form.row_sets() for part in (rows.management_form, *rows)]]
    for bound in (bound for part in parts for bound in part):
        value = bound.value()
        if value is None or value is False:
            continue
        if isinstance(value, datetime.date):
            found |= {f"{bound.html_name}_{box}": getattr(value, box) for box in ("day", "month", "year")}
        else:
            found[bound.html_name] = value
    return found


def test_only_administrators_reach_the_settings(client, admin):
    pages = [reverse("settings-index"), reverse("settings-council")]
    pages += [page for kind in KINDS for page in (reverse("settings-list", args=[kind]), add(kind))]
    assert {client.get(page).status_code for page in pages} == {200}
    client.force_login(make.make_user(("officer", "both"), ("publisher", "both"), ("approver", "both")))
    assert {client.get(page).status_code for page in pages} == {404}
    assert {client.post(page, {"name": "x"}).status_code for page in pages} == {404}


def test_other_kinds_keys_and_methods_answer_as_if_there_were_nothing(client, admin):
    assert client.get(reverse("settings-list", args=["groups"])).status_code == 404
    assert client.get(add("groups")).status_code == 404
    assert client.get(reverse("settings-edit", args=["bodies", 99])).status_code == 404
    assert client.post(reverse("settings-list", args=["bodies"])).status_code == 405
    assert client.delete(add("bodies")).status_code == 405


def test_the_council_is_saved_with_an_audit_row_and_public_pages_change(client, admin):
    page = reverse("settings-council")
    etag = client.get("/accessibility/")["ETag"]
    version = Council.current().edit_number
    client.post(page, form_of(client, page) | {"name": "Fenmoor Council", "word_accepted": "Accept"})
    council = Council.current()
    assert (council.name, council.word_accepted, council.edit_number) == ("Fenmoor Council", "Accept", version + 1)
    assert client.get("/accessibility/")["ETag"] != etag
    event = AuditEvent.objects.get(record_kind="council")
    assert (event.act, event.by) == ("saved", admin)
    assert (event.before["name"], event.after["name"]) == ("Wenshire Council", "Fenmoor Council")
    assert "contact_email" not in event.after


@pytest.mark.parametrize(
    ("typed", "words"),
    [
        ({"name": ""}, "Enter the council’s name"),
        ({"colour": "red;}"}, "Enter a colour as # and six figures"),
        ({"response_months": "two"}, "Enter a whole number, such as 2"),
        ({"response_months": "0"}, "Enter 1 or more"),
        ({"call_in_days": "400"}, "Enter 30 or less"),
        (
            {"clock_starts_on_day": "31", "clock_starts_on_month": "2", "clock_starts_on_year": "2026"},
            "must be a real date",
        ),
        ({"licence_url": "javascript:alert(1)"}, "Enter a full address"),
        ({"nation": "france"}, "Choose from those listed"),
    ],
)
def test_what_cannot_stand_for_the_council_is_refused_in_words(client, admin, typed, words):
    page = reverse("settings-council")
    answer = client.post(page, form_of(client, page) | {"ward_word": "Division", **typed}).content.decode()
    assert words in answer
    assert 'value="Division"' in answer
    assert Council.current().ward_word == "Ward"


def test_an_installation_not_yet_set_up_is_set_up_here(client, admin):
    Council.objects.all().delete()
    page = reverse("settings-council")
    client.post(page, form_of(client, page) | {"name": "Fenmoor Council"})
    assert Council.current().name == "Fenmoor Council"


def test_each_kind_is_added_and_edited_and_raises_the_version(client, admin):
    cabinet, person = make.make_cabinet(), Person.objects.create(name="Councillor Ada Fenwright", slug="ada")
    office = Office.objects.create(title="Leader", slug="leader", kind="member")
    cases = {
        "bodies": ({"name": "Housing Panel", "kind": "scrutiny"}, {"name": "Homes Panel"}),
        "people": ({"name": "Councillor Ben Orrell"}, {"name": "Councillor B. Orrell"}),
        "offices": ({"title": "Deputy Leader", "kind": "member", "body": cabinet.pk}, {"title": "Deputy"}),
        "holdings": (
            {"office": office.pk, "person": person.pk},
            {"starts_on_day": "5", "starts_on_month": "5", "starts_on_year": "2026"},
        ),
        "memberships": (
            {"body": cabinet.pk, "person": person.pk, "capacity": "chair", "party": "Wenshire Together"},
            {"ends_on_day": "5", "ends_on_month": "5", "ends_on_year": "2026"},
        ),
        "holidays": (
            {"on_day": "8", "on_month": "5", "on_year": "2028", "title": "Jubilee"}, {"title": "The Jubilee"},
        ),
        "standing-items": (
            {"body": cabinet.pk, "position": "1", "kind": "item", "title": "Apologies", "is_used": "on"},
            {"title": "Apologies for absence"},
        ),
        "reminders": ({"about": "answer", "days": "-7", "to": "doer", "is_used": "on"}, {"days": "-10"}),
        "users": (
            {"username": "drew", "new_password1": PASSWORD, "is_active": "on", "post": "Scrutiny Officer"} | ROLES,
            {"post": "Senior Scrutiny Officer"},
        ),
    }  # fmt: skip
    assert set(cases) == set(KINDS)
    for kind, (typed, changed) in cases.items():
        version = Council.current().edit_number
        assert client.post(add(kind), typed).status_code == 302, kind
        record = KINDS[kind].model._base_manager.order_by("pk").last()
        assert client.post(edit(kind, record), form_of(client, edit(kind, record)) | changed).status_code == 302, kind
        assert Council.current().edit_number == version + 2
        acts = AuditEvent.objects.filter(record_kind=record._meta.model_name, reference=str(record.pk))
        assert sorted(acts.values_list("act", flat=True)) == ["created", "saved"]
    assert OfficeHolding.objects.get().starts_on == datetime.date(2026, 5, 5)
    assert ExtraHoliday.objects.get().title == "The Jubilee"


def test_the_part_of_an_address_is_made_once_and_never_twice(client, admin):
    for name in ("Mill Lane", "Mill, Lane", "Ω"):
        client.post(add("bodies"), {"name": name, "kind": "other"})
    assert list(Body.objects.order_by("pk").values_list("slug", flat=True)) == ["mill-lane", "mill-lane-2", "body"]
    body = Body.objects.get(name="Mill Lane")
    client.post(edit("bodies", body), form_of(client, edit("bodies", body)) | {"name": "Bridge Street", "slug": "x"})
    body.refresh_from_db()
    assert (body.name, body.slug) == ("Bridge Street", "mill-lane")


def test_what_cannot_stand_of_a_body_is_refused_in_words(client, admin):
    cabinet = make.make_cabinet()
    days = {"exists_from_day": "2", "exists_from_month": "5", "exists_from_year": "2026",
            "exists_to_day": "1", "exists_to_month": "5", "exists_to_year": "2026"}  # fmt: skip
    page = client.post(add("bodies"), {"name": "Cabinet", "kind": "other"} | days).content.decode()
    assert "There is already a body of this name" in page
    assert "The last day must not be before the first" in page
    own = client.post(edit("bodies", cabinet), form_of(client, edit("bodies", cabinet)) | {"parent": cabinet.pk})
    assert "A body cannot be its own parent or predecessor." in own.content.decode()
    assert Body.objects.count() == 1


def test_a_colleagues_newer_save_is_shown_beside_mine(client, admin):
    person = Person.objects.create(name="Ada Fenwright", slug="ada")
    typed = form_of(client, edit("people", person)) | {"name": "Councillor Ada Fenwright"}
    other = make.make_user(("administrator", "both"), first_name="Drew", last_name="Askerton")
    seen = configuration.fingerprint(person)
    configuration.save(Person(pk=person.pk), changes={"name": "A. Fenwright"}, seen=seen, by=other, at=make.AT)
    page = client.post(edit("people", person), typed)
    assert page.status_code == 409
    assert page.context["differences"] == [
        {"label": "Name", "mine": "Councillor Ada Fenwright", "theirs": "A. Fenwright"}
    ]
    assert "Drew Askerton changed this" in page.content.decode()
    assert admin.held_texts.get().fields["name"] == ["Councillor Ada Fenwright"]
    client.post(edit("people", person), typed | {"seen": page.context["seen"]})
    person.refresh_from_db()
    assert person.name == "Councillor Ada Fenwright"


def test_a_form_without_what_was_seen_saves_nothing(client, admin):
    page = reverse("settings-council")
    typed = form_of(client, page) | {"name": "Fenmoor Council"}
    del typed["seen"]
    assert client.post(page, typed).status_code == 409
    assert Council.current().name == "Wenshire Council"


def test_a_user_gets_roles_for_some_bodies_and_a_password_that_nothing_writes_down(client, admin):
    panel = make.make_body("Housing Panel")
    typed = {
        "username": "drew", "new_password1": PASSWORD, "is_active": "on", **ROLES,
        "grant-0-role": "officer", "grant-0-side": "scrutiny", "grant-0-bodies": [panel.pk],
        "grant-1-role": "publisher", "grant-1-side": "scrutiny",
    }  # fmt: skip
    client.post(add("users"), typed)
    user = User.objects.get(username="drew")
    assert user.check_password(PASSWORD)
    held = [(grant.role, grant.side, list(grant.bodies.all())) for grant in user.grants.order_by("role")]
    assert held == [("officer", "scrutiny", [panel]), ("publisher", "scrutiny", [])]
    written = json.dumps(list(AuditEvent.objects.filter(record_kind="user").values("before", "after")))
    assert user.password not in written
    assert PASSWORD not in written
    assert '"role": "publisher"' in written


def test_an_unchanged_form_keeps_roles_and_password_and_an_emptied_row_ends_a_role(client, admin):
    user = make.make_user(("officer", "scrutiny"), ("publisher", "scrutiny"), bodies=[make.make_body("Housing Panel")])
    typed = form_of(client, edit("users", user))
    client.post(edit("users", user), typed)
    assert [(grant.role, grant.bodies.count()) for grant in user.grants.order_by("role")] == [
        ("officer", 1),
        ("publisher", 1),
    ]
    user.refresh_from_db()
    assert user.check_password("correct horse battery")
    typed = form_of(client, edit("users", user)) | {"grant-1-role": "", "grant-1-bodies": []}
    client.post(edit("users", user), typed)
    assert [grant.role for grant in user.grants.all()] == ["officer"]


@pytest.mark.parametrize(
    ("typed", "words"),
    [
        ({"username": ""}, "Enter the user name"),
        ({"username": "ada"}, "There is already a user of this name"),
        ({"new_password1": ""}, "Enter a password of 12 characters or more"),
        ({"new_password1": "short"}, "This password is too short"),
        ({"grant-0-role": "officer"}, "Role 1: Select a side for this role"),
        ({"grant-0-role": "king", "grant-0-side": "both"}, "Choose from those listed"),
        (
            {"grant-0-role": "officer", "grant-0-side": "both", "grant-1-role": "officer", "grant-1-side": "both"},
            "The same role is there twice on the same side",
        ),
        ({"grant-0-role": "officer", "grant-0-side": "both", "grant-0-bodies": ["9" * 23]}, "Choose from those listed"),
        ({"grant-TOTAL_FORMS": "x"}, "Part of the page did not arrive"),
    ],
)
def test_what_cannot_stand_of_a_user_is_refused_and_the_password_is_not_shown(client, admin, typed, words):
    fields = {"username": "drew", "new_password1": PASSWORD, "post": "Scrutiny Officer", **ROLES, **typed}
    page = client.post(add("users"), fields).content.decode()
    assert words in page
    assert 'value="Scrutiny Officer"' in page
    assert PASSWORD not in page
    assert User.objects.count() == 1


def test_a_user_who_left_can_no_longer_sign_in_and_is_out_at_once(client, admin, django_user_model):
    user = make.make_user(("officer", "both"))
    typed = form_of(client, edit("users", user))
    del typed["is_active"]
    client.post(edit("users", user), typed)
    client.logout()
    assert not client.login(username=user.username, password="correct horse battery")
    assert User.objects.filter(pk=user.pk).exists()


def test_the_last_administrator_cannot_shut_everybody_out(client, admin):
    typed = form_of(client, edit("users", admin))
    for change in ({"grant-0-role": "", "grant-0-bodies": []}, {"is_active": ""}):
        page = client.post(edit("users", admin), typed | change).content.decode()
        assert "Somebody must be left who may change these settings" in page
    admin.refresh_from_db()
    assert admin.is_active
    assert admin.grants.count() == 1


def test_a_password_never_waits_among_kept_words(client, admin):
    page = client.get(add("users")).content.decode()
    held_by = page.split('name="held_by" value="')[1].split('"')[0]
    client.logout()
    client.post(add("users"), {"username": "drew", "new_password1": PASSWORD, "held_by": held_by, **ROLES})
    kept = admin.held_texts.get()
    assert kept.fields["username"] == ["drew"]
    assert PASSWORD not in json.dumps(kept.fields)


def test_lists_need_the_same_queries_at_1_and_30_rows(client, admin, django_assert_num_queries):
    make.make_holding()
    ExtraHoliday.objects.create(on=datetime.date(2028, 5, 8), title="Jubilee")
    make.make_membership(make.make_cabinet(), "Person")
    StandingItem.objects.create(body=make.make_cabinet(), position=1, title="Apologies")
    ReminderStep.objects.create(about="answer", days=0, to="doer")
    pages = {kind: 8 if kind == "users" else 7 for kind in KINDS}
    for kind, queries in pages.items():
        with django_assert_num_queries(queries):
            client.get(reverse("settings-list", args=[kind]))
    for number in range(29):
        make.make_holding(f"Office {number}", f"Person {number}")
        body = make.make_body(f"Body {number}")
        make.make_membership(body, f"Person {number}")
        StandingItem.objects.create(body=body, position=1, title="Apologies")
        make.make_user(("officer", "both"))
        ExtraHoliday.objects.create(on=datetime.date(2029, 1, number + 1), title="Day")
        ReminderStep.objects.create(about="action", days=number, to="doer")
    for kind, queries in pages.items():
        with django_assert_num_queries(queries):
            client.get(reverse("settings-list", args=[kind]))
