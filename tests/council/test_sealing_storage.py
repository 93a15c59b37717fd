"""What sealing leaves in the database's own files: on SQLite nothing, neither in free pages nor beside it.

PostgreSQL gives dead rows back by its own vacuum (docs/sealing.md): there the rows are looked at.
"""

from __future__ import annotations

from pathlib import Path

import pytest
from django.db import connection

from council import sealing
from meetings import actions as meetings
from tests import factories
from tests.cast import CAST
from tests.council.test_sealing import everything
from tests.factories import AT

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.usefixtures("private_files")]


def bytes_of_the_database() -> str:
    """The database's file and those that SQLite keeps beside it."""
    name = Path(str(connection.settings_dict["NAME"]))
    return "".join(path.read_bytes().decode("latin-1") for path in sorted(name.parent.glob(f"{name.name}*")))


def test_no_word_is_left_in_a_free_page_or_in_the_log(on_postgresql):
    first = factories.make_user(*CAST["clerk"])
    second = factories.make_user(*CAST["administrator"])
    issue = factories.make_issue("canarygone subject " * 10, public=True)
    for number in range(5):
        meetings.save(issue, changes={"in_short": f"canarygone words {number} " * 60}, reason="x", by=None, at=AT)
        issue.refresh_from_db()
    meetings.withdraw(issue, reason="By mistake", by=None, at=AT)
    issue.refresh_from_db()
    kept_in = everything if on_postgresql else bytes_of_the_database
    assert "canarygone" in kept_in()
    request = sealing.request_seal(issue, because="personal", reason="A name.", by=first, at=AT)
    sealing.confirm_seal(request, by=second, at=AT)
    assert "canarygone" not in kept_in()
