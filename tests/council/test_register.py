"""The register: gapless, chained, append-only, and verifiable to the last field."""

from __future__ import annotations

import io
import json

import pytest
from django.core.management import CommandError, call_command
from django.db import DatabaseError, connection, transaction

from council import register_triggers
from council.models import PublicEvent, RegisterEntry, RegisterHead, Snapshot
from council.models.register import GENESIS, AppendOnlyError, chain_hash
from council.verification import verify_register
from tests import factories

pytestmark = pytest.mark.django_db


@pytest.fixture
def five_entries():
    """A register with five entries: an issue, a meeting, an item, its outcome, its minutes."""
    item = factories.make_item(public=True, issue=factories.make_issue(public=True))
    factories.make_outcome(item, public=True)
    factories.make_minutes(item, public=True)
    return list(RegisterEntry.objects.order_by("serial"))


def tamper(sql: str, *values: object) -> None:
    """Change the tables as somebody with the database's password could: triggers off, plain SQL."""
    register_triggers.drop(connection)
    with connection.cursor() as cursor:
        cursor.execute(sql, values)
    register_triggers.create(connection)


def test_serials_start_at_one_and_are_chained(five_entries):
    assert [entry.serial for entry in five_entries] == [1, 2, 3, 4, 5]
    assert five_entries[0].previous == GENESIS
    assert [entry.previous for entry in five_entries[1:]] == [entry.fingerprint for entry in five_entries[:-1]]


def test_head_names_the_last_entry(five_entries):
    head = RegisterHead.objects.get()
    assert (head.serial, head.fingerprint) == (5, five_entries[-1].fingerprint)


def test_empty_register_holds():
    assert verify_register().entries == 0


def test_untouched_register_verifies(five_entries):
    out = io.StringIO()
    call_command("verify_register", stdout=out)
    assert out.getvalue() == "The register holds: 5 entries, unbroken.\n"


@pytest.mark.parametrize(
    ("column", "value"),
    [
        ("act", "corrected"),
        ("record_kind", "issue"),
        ("reference", "0" * 32),
        ("version", 7),
        ("at", "2020-01-01T00:00:00.000000Z"),
        ("office", "Somebody Else"),
        ("digest", "1" * 64),
        ("previous", "2" * 64),
        ("fingerprint", "3" * 64),
    ],
)
def test_a_change_to_any_field_of_an_entry_is_found(five_entries, column, value):
    tamper(f"UPDATE council_registerentry SET {column} = %s WHERE serial = 3", value)
    with pytest.raises(CommandError, match="Serial 3:") as failure:
        call_command("verify_register")
    assert failure.value.returncode == 1


@pytest.mark.parametrize("column", ["salt", "text"])
def test_a_change_to_any_field_of_a_snapshot_is_found(five_entries, column):
    tamper(f"UPDATE council_snapshot SET {column} = 'x' || substr({column}, 2) WHERE entry_id = 2")
    assert verify_register().bad_serial == 2


def test_every_field_of_an_entry_is_tampered_with_above():
    chained = {
        "serial",
        "act",
        "record_kind",
        "reference",
        "version",
        "at",
        "office",
        "digest",
        "previous",
        "fingerprint",
    }
    assert {field.name for field in RegisterEntry._meta.concrete_fields} == chained
    assert {field.name for field in Snapshot._meta.concrete_fields} == {"entry", "salt", "text"}


def test_a_missing_snapshot_without_a_seal_is_found(five_entries):
    tamper("DELETE FROM council_snapshot WHERE entry_id = 4")
    verdict = verify_register()
    assert (verdict.bad_serial, verdict.problem) == (4, "its snapshot is missing and was not sealed")


def test_a_missing_entry_is_found(five_entries):
    tamper("DELETE FROM council_snapshot WHERE entry_id = 3")
    tamper("DELETE FROM council_publicevent WHERE entry_id = 3")
    tamper("UPDATE meetings_agendaitem SET entry_id = 2 WHERE entry_id = 3")
    tamper("DELETE FROM council_registerentry WHERE serial = 3")
    assert verify_register().bad_serial == 3


def test_a_head_that_was_turned_back_is_found(five_entries):
    tamper("UPDATE council_registerhead SET serial = 4")
    assert verify_register().bad_serial == 6


@pytest.mark.parametrize(
    "table", ["council_registerentry", "council_snapshot", "council_publicevent", "council_auditevent"]
)
@pytest.mark.parametrize("statement", ["UPDATE {table} SET {column} = {column}", "DELETE FROM {table}"])
def test_the_database_itself_refuses(five_entries, table, statement):
    column = {
        "council_registerentry": "act",
        "council_snapshot": "salt",
        "council_publicevent": "sentence",
    }.get(table, "act")
    with (
        pytest.raises(DatabaseError, match="append-only"),
        transaction.atomic(),
        connection.cursor() as cursor,
    ):
        cursor.execute(statement.format(table=table, column=column))
    assert verify_register().entries == 5


@pytest.mark.parametrize("model", [RegisterEntry, Snapshot, PublicEvent])
def test_the_orm_refuses(five_entries, model):
    row = model.objects.first()
    with pytest.raises(AppendOnlyError):
        row.save()
    with pytest.raises(AppendOnlyError):
        row.delete()
    with pytest.raises(AppendOnlyError):
        model.objects.update()
    with pytest.raises(AppendOnlyError):
        model.objects.all().delete()


def test_no_name_or_title_stands_in_the_chained_row(five_entries):
    snapshot = json.loads(five_entries[2].snapshot.text)
    assert snapshot["record"]["title"] == "Opening hours"
    row = "|".join(str(getattr(five_entries[2], field.attname)) for field in RegisterEntry._meta.concrete_fields)
    assert "Opening hours" not in row


def test_fields_with_line_breaks_cannot_be_chained():
    with pytest.raises(ValueError, match="single lines"):
        chain_hash(1, "published", "issue", "a\nb", 1, "", "", "", "")


def test_the_first_fingerprint_is_the_one_anybody_can_compute():
    import hashlib

    text = "1\npublished\nissue\nabc\n1\n2026-01-01T00:00:00.000000Z\nScrutiny Officer\nd\n" + GENESIS
    computed = chain_hash(
        1, "published", "issue", "abc", 1, "2026-01-01T00:00:00.000000Z", "Scrutiny Officer", "d", GENESIS
    )
    assert computed == hashlib.sha256(text.encode()).hexdigest()
