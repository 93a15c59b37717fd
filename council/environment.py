"""Reads configuration from the environment, loudly: a wrong value stops the start instead of being guessed.

Owns the parsing of environment variables and of `.env`; knows nothing of Django.
"""

from __future__ import annotations

import os
from pathlib import Path
from urllib.parse import parse_qsl, unquote, urlsplit


class ConfigurationError(RuntimeError):
    """The environment says something this project cannot run with. The message says what to change."""


TRUE_WORDS = {"1", "true", "yes", "on"}
FALSE_WORDS = {"0", "false", "no", "off", ""}


def read_env_file(path: Path) -> None:
    """Put the `NAME=value` lines of `path` into the environment, never over a value that is already there."""
    if not path.is_file():
        return
    for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), start=1):
        line = line.strip()
        if not line or line.startswith("#"):
            continue
        name, equals, value = line.partition("=")
        if not equals:
            raise ConfigurationError(f"{path.name}, line {number}: write NAME=value")
        os.environ.setdefault(name.strip(), value.strip().strip("\"'"))


def text(name: str, default: str | None = None) -> str:
    """The value of `name`; with no default an unset or empty one is an error."""
    value = os.environ.get(name, "")
    if value:
        return value
    if default is None:
        raise ConfigurationError(f"Set {name} in the environment or in .env (see .env.example)")
    return default


def flag(name: str, default: bool) -> bool:
    """`name` as yes or no; any other word is an error."""
    value = os.environ.get(name)
    if value is None:
        return default
    if value.strip().lower() in TRUE_WORDS:
        return True
    if value.strip().lower() in FALSE_WORDS:
        return False
    raise ConfigurationError(f"{name} must be 1 or 0, not {value!r}")


def number(name: str, default: int) -> int:
    """`name` as a whole number, 0 or more; anything else is an error."""
    value = os.environ.get(name, "").strip()
    if not value:
        return default
    if value.isascii() and value.isdigit():
        return int(value)
    raise ConfigurationError(f"{name} must be a whole number, not {value!r}")


def one_of(name: str, word: str, choices: dict[str, str]) -> str:
    """What `word`, the value of `name`, stands for; a word that is not among the choices is an error."""
    if word not in choices:
        raise ConfigurationError(f"{name} must be {' or '.join(choices)}, not {word!r}")
    return choices[word]


def words(name: str, default: str = "") -> list[str]:
    """`name` as a list divided by commas."""
    return [word.strip() for word in os.environ.get(name, default).split(",") if word.strip()]


def database(url: str) -> dict[str, object]:
    """Django's database settings from a `postgres://` or `sqlite:///` address.

    SQLite transactions are IMMEDIATE: the register's serials rely on one writer at a time from the first statement.
    """
    parts = urlsplit(url)
    if parts.scheme == "sqlite":
        name = unquote(parts.path.removeprefix("/")) or ":memory:"
        pragmas = "PRAGMA journal_mode=WAL; PRAGMA synchronous=FULL; PRAGMA foreign_keys=ON;"
        return {
            "ENGINE": "django.db.backends.sqlite3",
            "NAME": name,
            "CONN_MAX_AGE": 60,
            "OPTIONS": {"transaction_mode": "IMMEDIATE", "timeout": 20, "init_command": pragmas},
        }
    if parts.scheme in {"postgres", "postgresql"}:
        query = dict(parse_qsl(parts.query))
        return {
            "ENGINE": "django.db.backends.postgresql",
            "NAME": unquote(parts.path.removeprefix("/")),
            "USER": unquote(parts.username or ""),
            "PASSWORD": unquote(parts.password or ""),
            "HOST": query.pop("host", unquote(parts.hostname or "")),
            "PORT": str(parts.port or query.pop("port", "")),
            "OPTIONS": query,
            "CONN_MAX_AGE": 60,
            "CONN_HEALTH_CHECKS": True,
        }
    raise ConfigurationError("DATABASE_URL must begin with postgres:// or sqlite:///")
