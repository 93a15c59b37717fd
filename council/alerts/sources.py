"""What may be followed, and what each happening is about. Each app puts its part here when it is loaded.

A happening is told to those who follow something that it touches. What it touches is asked for many happenings at
once, and only for what somebody follows.
"""

from __future__ import annotations

import datetime
from collections.abc import Callable, Collection, Iterable, Sequence
from dataclasses import dataclass, field
from urllib.parse import urlencode

from django.urls import reverse
from django.utils.functional import Promise

LONGEST_KEY = 200


@dataclass(frozen=True)
class Happening:
    """One entry of the register with what its public event says of it."""

    serial: int
    act: str
    kind: str
    reference: str
    body_slug: str = ""
    issue_reference: str = ""


@dataclass(frozen=True)
class Topic:
    """Something public that may be followed: its words and its page."""

    title: str
    address: str


def as_typed(text: str) -> str:
    """The key as it stands in the address."""
    return text


@dataclass(frozen=True)
class Kind:
    """One kind of thing to follow.

    `find` gives the topics of those keys that are public now. `read` makes the key of what stands in an address; empty
    where there is none. A digest has a message of its own, once a day.
    """

    words: str | Promise
    find: Callable[[Collection[str]], dict[str, Topic]]
    read: Callable[[str], str] = as_typed
    is_digest: bool = False


@dataclass(frozen=True)
class Due:
    """A duty that falls due on `on`, or turned overdue that day. `about` names both; `follows` are (kind, key)."""

    about: str
    on: datetime.date
    sentence: str
    address: str
    follows: frozenset[tuple[str, str]] = frozenset()


@dataclass(frozen=True)
class Deadlines:
    """Duties that have no register entry on the day they fall due.

    `between`: those that fall due or turned overdue from one day to another, and are still open. `named`: of these
    names, those that are still open and public, for the words of a message.
    """

    between: Callable[[datetime.date, datetime.date], Iterable[Due]]
    named: Callable[[Collection[str]], Iterable[Due]]


@dataclass(frozen=True)
class DigestPart:
    """A further list of the digest: its heading, and (sentence, address) of each line."""

    heading: str
    lines: list[tuple[str, str]] = field(default_factory=list)


Followed = dict[str, set[str]]  # kind -> keys
Touched = dict[int, set[tuple[str, str]]]  # serial -> (kind, key)

KINDS: dict[str, Kind] = {}
TOUCHES: list[Callable[[Sequence[Happening], Followed], Touched]] = []
DEADLINES: list[Deadlines] = []
DIGEST_PARTS: list[Callable[[datetime.date], DigestPart]] = []


def follow_address(kind: str, key: str) -> str:
    """Where the form stands with which something is followed by e-mail."""
    return f"{reverse('alerts-follow')}?{urlencode({'what': kind, 'of': key})}"


def digests() -> list[str]:
    """The kinds with a message of their own."""
    return [name for name, kind in KINDS.items() if kind.is_digest]


def topic_of(kind: str, key: str) -> Topic | None:
    """What a kind and a key name, if it may be followed now."""
    return KINDS[kind].find([key]).get(key) if kind in KINDS else None


def topics_of(follows: Iterable[tuple[str, str]]) -> dict[tuple[str, str], Topic]:
    """The topics that are public now, one search a kind."""
    wanted: dict[str, set[str]] = {}
    for kind, key in follows:
        wanted.setdefault(kind, set()).add(key)
    return {
        (kind, key): topic
        for kind, keys in wanted.items()
        if kind in KINDS
        for key, topic in KINDS[kind].find(keys).items()
    }
