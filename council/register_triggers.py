"""Database triggers that refuse updates and deletes on the register's tables, on both databases.

A snapshot may be deleted only where a later entry seals its record; an update is never allowed.
"""

from __future__ import annotations

from django.db.backends.base.base import BaseDatabaseWrapper

MESSAGE = "the register is append-only"
NEVER = ("council_registerentry", "council_auditevent", "council_publicevent")
SNAPSHOT = "council_snapshot"
SEALED = (
    "EXISTS (SELECT 1 FROM council_registerentry AS e JOIN council_registerentry AS s"
    " ON s.reference = e.reference AND s.serial > e.serial AND s.act = 'sealed' WHERE e.serial = OLD.entry_id)"
)


def names() -> list[tuple[str, str, str]]:
    """(trigger, table, statement kind) for every trigger."""
    tables = [*NEVER, SNAPSHOT]
    return [(f"{table}_no_{kind.lower()}", table, kind) for table in tables for kind in ("UPDATE", "DELETE")]


def create(connection: BaseDatabaseWrapper) -> None:
    """Create all triggers."""
    with connection.cursor() as cursor:
        for trigger, table, kind in names():
            unless_sealed = f"NOT {SEALED}" if (table, kind) == (SNAPSHOT, "DELETE") else ""
            if connection.vendor == "sqlite":
                when = f" WHEN {unless_sealed}" if unless_sealed else ""
                cursor.execute(
                    f"CREATE TRIGGER {trigger} BEFORE {kind} ON {table} FOR EACH ROW{when} "
                    f"BEGIN SELECT RAISE(ABORT, '{MESSAGE}'); END"
                )
            else:
                condition = f"IF {unless_sealed} THEN " if unless_sealed else ""
                end = f" END IF; RETURN {'OLD' if kind == 'DELETE' else 'NEW'};" if unless_sealed else ""
                cursor.execute(
                    f"CREATE FUNCTION {trigger}() RETURNS trigger LANGUAGE plpgsql AS $body$ "
                    f"BEGIN {condition}RAISE EXCEPTION '{MESSAGE}';{end} END $body$"
                )
                cursor.execute(
                    f"CREATE TRIGGER {trigger} BEFORE {kind} ON {table} FOR EACH ROW EXECUTE FUNCTION {trigger}()"
                )


def drop(connection: BaseDatabaseWrapper) -> None:
    """Drop all triggers (to migrate backwards; tests that empty the tables use it too)."""
    with connection.cursor() as cursor:
        for trigger, table, _ in names():
            if connection.vendor == "sqlite":
                cursor.execute(f"DROP TRIGGER IF EXISTS {trigger}")
            else:
                cursor.execute(f"DROP TRIGGER IF EXISTS {trigger} ON {table}")
                cursor.execute(f"DROP FUNCTION IF EXISTS {trigger}()")
