"""The full-text structures of the two databases, as the migration makes and drops them."""

from __future__ import annotations

from django.db.backends.base.base import BaseDatabaseWrapper

TABLE = "council_searchtext"  # SQLite's full-text table
INDEX = "council_searchplace_vector"

SQLITE = (
    f"CREATE VIRTUAL TABLE {TABLE} USING fts5(title, code, text, marks, content='council_searchentry', "
    "content_rowid='id', tokenize='porter unicode61 remove_diacritics 2')",
    f"CREATE TRIGGER {TABLE}_insert AFTER INSERT ON council_searchentry BEGIN "
    f"INSERT INTO {TABLE}(rowid, title, code, text, marks) "
    "VALUES (new.id, new.title, new.code, new.text, new.marks); END",
    f"CREATE TRIGGER {TABLE}_delete AFTER DELETE ON council_searchentry BEGIN "
    f"INSERT INTO {TABLE}({TABLE}, rowid, title, code, text, marks) "
    "VALUES ('delete', old.id, old.title, old.code, old.text, old.marks); END",
)
# The words out of line, so that counting reads narrow rows alone; not compressed, because phrases are looked up in
# them; and no list of what is pending, which every search would have to read.
POSTGRESQL = (
    "ALTER TABLE council_searchplace ADD COLUMN vector tsvector",
    "ALTER TABLE council_searchplace ALTER COLUMN vector SET STORAGE EXTERNAL",
    "ALTER TABLE council_searchplace SET (toast_tuple_target = 128)",
    f"CREATE INDEX {INDEX} ON council_searchplace USING gin (vector) WITH (fastupdate = off)",
)


def create(connection: BaseDatabaseWrapper) -> None:
    """Make them, empty."""
    with connection.cursor() as cursor:
        for statement in SQLITE if connection.vendor == "sqlite" else POSTGRESQL:
            cursor.execute(statement)


def drop(connection: BaseDatabaseWrapper) -> None:
    """Take them away again."""
    with connection.cursor() as cursor:
        if connection.vendor == "sqlite":
            cursor.execute(f"DROP TRIGGER {TABLE}_insert")
            cursor.execute(f"DROP TRIGGER {TABLE}_delete")
            cursor.execute(f"DROP TABLE {TABLE}")
        else:
            cursor.execute(f"DROP INDEX {INDEX}")
            cursor.execute("ALTER TABLE council_searchplace DROP COLUMN vector")
