"""Canonical text: the one way a published record is written down before it is fingerprinted."""

from __future__ import annotations

import datetime
import json
import uuid
from typing import Any


def plain(value: Any) -> Any:
    """`value` as text, numbers, booleans, None, lists and dicts; dates as ISO 8601, line ends as a single newline."""
    if isinstance(value, str):
        return str(value).replace("\r\n", "\n").replace("\r", "\n")
    if value is None or isinstance(value, bool | int):
        return value
    if isinstance(value, datetime.datetime):
        return value.astimezone(datetime.UTC).isoformat(timespec="microseconds").replace("+00:00", "Z")
    if isinstance(value, datetime.date | datetime.time):
        return value.isoformat()
    if isinstance(value, uuid.UUID):
        return value.hex
    if isinstance(value, dict):
        return {str(key): plain(item) for key, item in value.items()}
    if isinstance(value, list | tuple):
        return [plain(item) for item in value]
    if hasattr(value, "__str__") and type(value).__name__ == "__proxy__":  # a translated string
        return str(value)
    raise TypeError(f"{type(value).__name__} has no plain form")


def canonical_text(value: dict[str, Any]) -> str:
    """JSON with sorted keys, no spaces and characters as themselves: same record, same text."""
    return json.dumps(plain(value), sort_keys=True, ensure_ascii=False, separators=(",", ":"))
