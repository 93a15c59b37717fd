"""The tests' databases: migrated once and copied for each worker, and emptied after tests with real transactions.

Migrations are run for the first process that needs a database; the others copy what came of it. On SQLite the copy is
kept in pytest's cache until any file of an installed app, a requirement or SQLite itself changes; on PostgreSQL it is
a database of the same server that lives as long as the run. Django still runs `migrate` on every copy: what a copy
should lack is applied.
"""

from __future__ import annotations

import contextlib
import fcntl
import hashlib
import shutil
import sqlite3
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import django
import pytest
from django.apps import apps
from django.conf import settings
from django.core.management import call_command
from django.db import connection, transaction
from django.test import TransactionTestCase

from council import register_triggers

ROOT = Path(__file__).resolve().parents[1]
# What `migrate` itself writes, the same after every test.
KEPT = {"django_migrations", "django_content_type", "auth_permission"}
MADE = "migrated-database"  # a file in the run's folder that holds the name of PostgreSQL's
# The data lives for minutes: nothing waits for the disk.
NO_WAITING = " PRAGMA synchronous=OFF;"


def signature() -> str:
    """Changes whenever the migrated database could: every file of every installed app, requirements and versions."""
    found = hashlib.sha256(f"{django.VERSION} {sqlite3.sqlite_version}".encode())
    files = [ROOT / "requirements.txt"]
    for app in apps.get_app_configs():
        files += sorted(path for path in Path(app.path).rglob("*") if path.suffix in (".py", ".json"))
    for path in files:
        found.update(f"\0{path}\0".encode() + path.read_bytes())
    return found.hexdigest()[:20]


@contextlib.contextmanager
def alone(folder: Path) -> Iterator[None]:
    """One process at a time."""
    folder.mkdir(parents=True, exist_ok=True)
    with (folder / "lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        yield


@contextlib.contextmanager
def connected_to(name: str) -> Iterator[None]:
    """The default connection goes to the database of this name meanwhile."""
    usual = connection.settings_dict["NAME"]
    connection.close()
    connection.settings_dict["NAME"] = name
    try:
        yield
    finally:
        connection.close()
        connection.settings_dict["NAME"] = usual


def migrate(name: str) -> None:
    with connected_to(name):
        call_command("migrate", verbosity=0, interactive=False, run_syncdb=True)


def migrated_file(folder: Path) -> Path:
    """A SQLite file with every table and no record."""
    kept = folder / f"{signature()}.sqlite3"
    with alone(folder):
        if not kept.exists():
            for old in folder.glob("*.sqlite3*"):
                old.unlink()
            new = folder / "new.sqlite3"
            migrate(str(new))
            new.rename(kept)
    return kept


def migrated_database(folder: Path) -> str:
    """The name of a PostgreSQL database with every table and no record; `folder` is this run's."""
    name = f"{connection.creation._get_test_db_name().rsplit('_gw', 1)[0]}_migrated"
    with alone(folder):
        if not has_migrated(folder):
            with connection._nodb_cursor() as cursor:
                cursor.execute(f'DROP DATABASE IF EXISTS "{name}"')
                cursor.execute(f'CREATE DATABASE "{name}"')
            (folder / MADE).write_text(name)
            migrate(name)
    return name


def has_migrated(folder: Path) -> bool:
    """Whether this run made a PostgreSQL database to copy."""
    return (folder / MADE).exists()


def remove_migrated(folder: Path) -> None:
    """Drop it."""
    with connection._nodb_cursor() as cursor:
        cursor.execute(f'DROP DATABASE IF EXISTS "{(folder / MADE).read_text()}"')


def prepare(config: pytest.Config, run_folder: Path, own_folder: Path) -> None:
    """Let Django make this process's test database as a copy."""
    own_folder.mkdir(parents=True, exist_ok=True)
    database: dict[str, Any] = settings.DATABASES["default"]
    if connection.vendor != "sqlite":
        database.setdefault("TEST", {})["TEMPLATE"] = migrated_database(run_folder)
        return
    # A file: in memory, threads share a connection and nothing can race.
    database.setdefault("TEST", {})["NAME"] = str(own_folder / "test.sqlite3")
    database["OPTIONS"]["init_command"] += NO_WAITING
    cache = getattr(config, "cache", None)
    migrated = migrated_file(cache.mkdir("migrated") if cache else run_folder)
    create = connection.creation._create_test_db

    def copied(*arguments: Any, **options: Any) -> str:
        name: str = create(*arguments, **options)
        shutil.copyfile(migrated, name)
        return name

    connection.creation._create_test_db = copied


def empty() -> None:
    """Delete every record, whatever forbids it: only from tables that have any."""
    quote = connection.ops.quote_name
    tables = [name for name in connection.introspection.django_table_names(only_existing=True) if name not in KEPT]
    with connection.cursor() as cursor:
        asked = (f"SELECT '{name}' WHERE EXISTS (SELECT 1 FROM {quote(name)})" for name in tables)
        cursor.execute(" UNION ALL ".join(asked))
        filled = [name for (name,) in cursor.fetchall()]
    guarded = [name for name in filled if name in register_triggers.TABLES]
    with connection.constraint_checks_disabled(), transaction.atomic(), connection.cursor() as cursor:
        if connection.vendor == "sqlite":
            if guarded:
                register_triggers.drop(connection)
        else:
            for name in guarded:
                cursor.execute(f"ALTER TABLE {quote(name)} DISABLE TRIGGER USER")
        for name in filled:
            cursor.execute(f"DELETE FROM {quote(name)}")
        if connection.vendor == "sqlite":
            if guarded:
                register_triggers.create(connection)
        else:
            cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
            for name in guarded:
                cursor.execute(f"ALTER TABLE {quote(name)} ENABLE TRIGGER USER")


def empty_quickly_after_tests() -> None:
    """After tests with real transactions Django empties every table and makes content types and permissions anew."""
    TransactionTestCase._fixture_teardown = lambda self: empty()
