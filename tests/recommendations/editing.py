"""Words for the fields of the response editor, as a browser would name them."""

from __future__ import annotations

import datetime

from django.urls import reverse

NOW = datetime.datetime(2026, 11, 23, 12, 4, tzinfo=datetime.UTC)


def page(name, found):
    return reverse(f"recommendations:officer-response{name}", args=[found.public_id])


def rows_of(found):
    """The prefixes of the rows, in the order of the page."""
    return [f"i{item.pk}" for item in found.items.order_by("recommendation__position")]


def typed(found, **values):
    """`r1_comment="…"` as the field of row 1."""
    rows = rows_of(found)
    return {f"{rows[int(name[1]) - 1]}-{name[3:].replace('__', '-')}": value for name, value in values.items()}
