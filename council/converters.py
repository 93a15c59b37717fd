"""Parts of addresses that are not text."""

from __future__ import annotations

import datetime


class Day:
    """A day as in "2026-11-23"; what is no day is no address."""

    regex = r"[0-9]{4}-[0-9]{2}-[0-9]{2}"

    def to_python(self, value: str) -> datetime.date:
        """The day. Raises ValueError for one that is in no calendar."""
        return datetime.date.fromisoformat(value)

    def to_url(self, value: datetime.date) -> str:
        """The day as it stands in an address."""
        return value.isoformat()
