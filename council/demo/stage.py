"""What the demonstration is played on: its people and records by short names, and the script of dated steps."""

from __future__ import annotations

import datetime
import tomllib
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from council.demo.days import Diary, moment
from council.models import Body, Office, User

CONTENT = Path(__file__).parent / "content"
Words = dict[str, Any]
Step = Callable[[datetime.datetime], None]


def read_words(name: str) -> Words:
    """One file of the council's invented words, each text without the blanks around it."""
    return _stripped(tomllib.loads((CONTENT / f"{name}.toml").read_text(encoding="utf-8")))


def _stripped(value: Any) -> Any:
    if isinstance(value, dict):
        return {key: _stripped(item) for key, item in value.items()}
    if isinstance(value, list):
        return [_stripped(item) for item in value]
    return value.strip() if isinstance(value, str) else value


@dataclass
class Stage:
    """Everything a step needs. `records` is filled while the script is played, `files` with what was stored."""

    today: datetime.date
    diary: Diary
    users: dict[str, User] = field(default_factory=dict)
    bodies: dict[str, Body] = field(default_factory=dict)
    offices: dict[str, Office] = field(default_factory=dict)
    records: dict[str, Any] = field(default_factory=dict)
    files: list[str] = field(default_factory=list)
    steps: list[tuple[datetime.datetime, int, Step]] = field(default_factory=list)

    def at(self, when: datetime.datetime, step: Step) -> None:
        """Put a step into the script. Steps of one moment are played in the order they were put in."""
        self.steps.append((when, len(self.steps), step))

    def play(self) -> None:
        """Play everything that happened before today, in order; what has not happened yet is left out."""
        midnight = moment(self.today, "00:00")
        for when, _, step in sorted(self.steps, key=lambda entry: entry[:2]):
            if when < midnight:
                step(when)
