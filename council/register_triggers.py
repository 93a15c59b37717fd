"""Database triggers that refuse updates and deletes on the register's tables, on both databases.

Only where a later entry seals a record do they let go of its words: its snapshots and public events may be deleted,
its audit rows emptied and otherwise left as they are.
"""

from __future__ import annotations

from django.db.backends.base.base import BaseDatabaseWrapper

MESSAGE = "the register is append-only"
TABLES = (
    "council_registerentry", "council_auditevent", "council_publicevent", "council_snapshot", "council_sealedreference",
)  # fmt: skip
SEALED_LATER = (
    "EXISTS (SELECT 1 FROM council_registerentry AS e JOIN council_registerentry AS s"
    " ON s.reference = e.reference AND s.serial > e.serial AND s.act = 'sealed' WHERE e.serial = OLD.entry_id)"
)
# The words of an audit row go, who did what and when stays.
EMPTIED = (
    "NEW.id = OLD.id AND NEW.at = OLD.at AND NEW.by_id {same} OLD.by_id AND NEW.act = OLD.act"
    " AND NEW.record_kind = OLD.record_kind AND NEW.reference = OLD.reference"
    " AND CAST(NEW.\"before\" AS {text}) = '{{}}' AND CAST(NEW.\"after\" AS {text}) = '{{}}'"
    " AND EXISTS (SELECT 1 FROM council_sealedreference AS r JOIN council_registerentry AS s"
    " ON s.serial = r.entry_id AND s.act = 'sealed' WHERE r.reference = OLD.reference)"
)


def names(has_seals: bool = True) -> list[tuple[str, str, str]]:
    """(trigger, table, statement kind) for every trigger."""
    tables = [table for table in TABLES if has_seals or table != "council_sealedreference"]
    return [(f"{table}_no_{kind.lower()}", table, kind) for table in tables for kind in ("UPDATE", "DELETE")]


def allowed(table: str, kind: str, vendor: str, has_seals: bool) -> str:
    """The condition under which a change is let through; empty where none ever is."""
    if (table, kind) == ("council_snapshot", "DELETE"):
        return SEALED_LATER
    if has_seals and (table, kind) == ("council_publicevent", "DELETE"):
        return SEALED_LATER
    if has_seals and (table, kind) == ("council_auditevent", "UPDATE"):
        words = {"sqlite": ("IS", "TEXT")}.get(vendor, ("IS NOT DISTINCT FROM", "TEXT"))
        return EMPTIED.format(same=words[0], text=words[1])
    return ""


def create(connection: BaseDatabaseWrapper, has_seals: bool | None = None) -> None:
    """Create all triggers; before the table of sealed references there was, without the exceptions it serves."""
    if has_seals is None:
        has_seals = "council_sealedreference" in connection.introspection.table_names()
    with connection.cursor() as cursor:
        for trigger, table, kind in names(has_seals):
            exception = allowed(table, kind, connection.vendor, has_seals)
            if connection.vendor == "sqlite":
                when = f" WHEN NOT ({exception})" if exception else ""
                cursor.execute(
                    f"CREATE TRIGGER {trigger} BEFORE {kind} ON {table} FOR EACH ROW{when} "
                    f"BEGIN SELECT RAISE(ABORT, '{MESSAGE}'); END"
                )
            else:
                condition = f"IF NOT ({exception}) THEN " if exception else ""
                end = f" END IF; RETURN {'OLD' if kind == 'DELETE' else 'NEW'};" if exception else ""
                cursor.execute(
                    f"CREATE FUNCTION {trigger}() RETURNS trigger LANGUAGE plpgsql AS $body$ "
                    f"BEGIN {condition}RAISE EXCEPTION '{MESSAGE}';{end} END $body$"
                )
                cursor.execute(
                    f"CREATE TRIGGER {trigger} BEFORE {kind} ON {table} FOR EACH ROW EXECUTE FUNCTION {trigger}()"
                )


def drop(connection: BaseDatabaseWrapper) -> None:
    """Drop all triggers (to migrate; tests that empty the tables use it too)."""
    has_seals = "council_sealedreference" in connection.introspection.table_names()
    with connection.cursor() as cursor:
        for trigger, table, _ in names(has_seals):
            if connection.vendor == "sqlite":
                cursor.execute(f"DROP TRIGGER IF EXISTS {trigger}")
            else:
                cursor.execute(f"DROP TRIGGER IF EXISTS {trigger} ON {table}")
                cursor.execute(f"DROP FUNCTION IF EXISTS {trigger}()")
