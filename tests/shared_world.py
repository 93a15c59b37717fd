"""One world of tests/site/world.py for all tests that look at it, and one reading of everything public in it.

A worker makes the world once, in a transaction that is rolled back before the first test that does without it. Each
test that uses it changes it inside a savepoint of its own. tests/conftest.py puts these tests one after the other.
"""

from __future__ import annotations

import contextlib
import json
import logging
import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from urllib.parse import urldefrag, urljoin

import pytest
from django.db import connection, transaction
from django.test import Client, override_settings

KEY = pytest.StashKey["SharedWorld"]()
FIXTURES = {"shared_world", "answers"}
LINK = re.compile(r'(?:href|src|action)="([^"]+)"|<loc>http://testserver([^<]+)</loc>')


def uses_it(item: pytest.Item) -> bool:
    """Whether a test looks at the one world."""
    return bool(FIXTURES & set(getattr(item, "fixturenames", ())))


@contextlib.contextmanager
def made_for_all(blocker: Any, folder: Path) -> Iterator[None]:
    """A transaction for records that several tests look at, each inside a savepoint of its own; rolled back at its end.

    `folder` gets the files. Every test in the scope of the fixture sees the records.
    """
    with blocker.unblock(), override_settings(FILES_ROOT=folder, MEDIA_ROOT=folder):
        with transaction.atomic():
            yield
            transaction.set_rollback(True)
        connection.close()


class SharedWorld:
    """The world while it is there: `cases` are its records, `folder` holds its files."""

    def __init__(self, blocker: Any, folder: Path) -> None:
        self.blocker, self.folder = blocker, folder
        self.cases: list[Any] = []
        self._transaction: Any = None

    @contextlib.contextmanager
    def reached(self) -> Iterator[None]:
        """The database and the world's files, outside a test."""
        with self.blocker.unblock(), override_settings(FILES_ROOT=self.folder, MEDIA_ROOT=self.folder):
            yield

    def open(self) -> None:
        """Make it, unless it is there."""
        from council import bulk
        from tests.site import world

        if self._transaction is not None:
            return
        with self.reached():
            self._transaction = transaction.atomic()
            self._transaction._from_testcase = True  # as in Django's TestCase: a durable block may stand in it
            self._transaction.__enter__()
            self.cases = world.make_world()
            assert "rows" in bulk.make()

    def close(self) -> None:
        """Undo it, if it is there."""
        if self._transaction is None:
            return
        with self.reached():
            transaction.set_rollback(True)
            self._transaction.__exit__(None, None, None)
            connection.close()
        self._transaction = None


def before_test(item: pytest.Item) -> None:
    """The world is there for the tests that use it, and for no other."""
    shared = item.config.stash.get(KEY, None)
    if shared is not None:
        (shared.open if uses_it(item) else shared.close)()


@pytest.fixture(scope="session")
def _one_world(request, django_db_setup, django_db_blocker, tmp_path_factory) -> Iterator[SharedWorld]:
    shared = request.config.stash[KEY] = SharedWorld(django_db_blocker, tmp_path_factory.mktemp("world"))
    shared.open()
    yield shared
    shared.close()


@pytest.fixture
def shared_world(_one_world, db, settings) -> list[Any]:
    """The records of the one world; what a test does to them is undone after it, but not what it does to files."""
    settings.FILES_ROOT = settings.MEDIA_ROOT = _one_world.folder
    return _one_world.cases


@dataclass(frozen=True)
class Answer:
    """What a visitor was answered; a stream is read out."""

    status_code: int
    headers: Any
    content: bytes
    cookies: Any
    streaming = False

    @classmethod
    def of(cls, response: Any) -> Answer:
        body = response.getvalue() if response.streaming else response.content
        return cls(response.status_code, response.headers, body, response.cookies)

    @property
    def is_page(self) -> bool:
        return self.headers.get("Content-Type", "").startswith("text/html")

    def json(self) -> Any:
        return json.loads(self.content)


class Answers:
    """What a visitor is answered at every public address that is known, guessed or linked anywhere.

    `cases`: the records; `own`: (case, route, address, status it must have) for every address of every case;
    `registered`: those of the register; `logged`: all that was logged meanwhile; `canaries`: how many texts could leak.
    """

    def __init__(self, cases: list[Any]) -> None:
        from tests.site import addresses, world

        self.cases = cases
        self.own = [(case, *found) for case in cases for found in addresses.public_addresses(case)]
        self.registered = addresses.register_addresses()
        self.canaries = world.count_canaries()
        self.logged: list[str] = []
        self._found: dict[str, Answer] = {}
        self._client = Client()
        self.asked = [*addresses.LISTS, *(address for _, _, address, _ in self.own), *self.registered]
        with self._listening():
            self._ask_all()

    def get(self, address: str) -> Answer:
        """The answer at an address, in the way of Django's test client; KeyError where it was not asked for."""
        return self._found[address]

    def items(self) -> Any:
        """(address, answer) of all."""
        return self._found.items()

    def _ask_all(self) -> None:
        waiting = list(reversed(self.asked))
        while waiting:
            address = waiting.pop()
            if address not in self._found:
                self._found[address] = answer = Answer.of(self._client.get(address))
                waiting += self._links(address, answer)

    @staticmethod
    def _links(address: str, answer: Answer) -> Iterator[str]:
        """Where a page or a sitemap leads on this site, the officers' side left out."""
        if answer.is_page or address.startswith("/sitemap"):
            for link, page in LINK.findall(answer.content.decode()):
                target = urldefrag(urljoin(address, link.replace("&amp;", "&") or page))[0]
                if target.startswith("/") and not target.startswith(("/static/", "/officer/")):
                    yield target

    @contextlib.contextmanager
    def _listening(self) -> Iterator[None]:
        ear, root = logging.Handler(logging.DEBUG), logging.getLogger()
        ear.emit = lambda record: self.logged.append(record.getMessage())  # type: ignore[method-assign]
        level = root.level
        root.addHandler(ear)
        root.setLevel(logging.DEBUG)
        try:
            yield
        finally:
            root.removeHandler(ear)
            root.setLevel(level)


@pytest.fixture(scope="session")
def answers(_one_world) -> Answers:
    """Everything a visitor can read in the one world, asked for once."""
    with _one_world.reached(), transaction.atomic():
        found = Answers(_one_world.cases)
        transaction.set_rollback(True)
    return found
