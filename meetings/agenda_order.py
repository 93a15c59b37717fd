"""The order and the numbers of an agenda: pure functions on its rows, in their order. Asks the database nothing.

An item and the sub-items below it are one block and move together.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from meetings.choices import ItemKind
from meetings.models import AgendaItem

LETTERS = "abcdefghijklmnopqrstuvwxyz"


def block_of(rows: Sequence[AgendaItem], start: int) -> int:
    """The end (not included) of the block that starts at a row: a sub-item or a heading stands alone."""
    end = start + 1
    if rows[start].kind == ItemKind.ITEM:
        while end < len(rows) and rows[end].kind == ItemKind.SUB_ITEM:
            end += 1
    return end


def moved(rows: Sequence[AgendaItem], item: AgendaItem, to: str | int) -> list[AgendaItem]:
    """The rows with an item (and its sub-items) "up", "down" or at a place counted from 1; never inside a block."""
    start = next(place for place, row in enumerate(rows) if row.pk == item.pk)
    end = block_of(rows, start)
    block, rest = list(rows[start:end]), [*rows[:start], *rows[end:]]
    whole = item.kind != ItemKind.SUB_ITEM
    if to == "up":
        target = max(start - 1, 0)
        while whole and target > 0 and rest[target].kind == ItemKind.SUB_ITEM:
            target -= 1
    elif to == "down":
        target = min(block_of(rest, start) if whole and start < len(rest) else start + 1, len(rest))
    else:
        target = min(max(int(to) - 1, 0), len(rest))
        while whole and target < len(rest) and rest[target].kind == ItemKind.SUB_ITEM:
            target += 1
    return [*rest[:target], *block, *rest[target:]]


def suggested_numbers(rows: Sequence[AgendaItem]) -> dict[int, str]:
    """A number for each row by its key: 1, 2, 3, and 2a, 2b below 2; none for headings. Published ones keep theirs."""
    kept = {row.agenda_number.casefold() for row in rows if row.is_published}
    found: dict[int, str] = {}
    count, above, letters = 0, "", 0
    for row in rows:
        if row.is_published or row.is_heading:
            number = row.agenda_number if row.is_published else ""
            if row.kind == ItemKind.ITEM and (digits := re.match(r"\d+", number)):
                count = int(digits[0])
        elif row.kind == ItemKind.SUB_ITEM and above:
            letters, number = _free_letter(above, letters, kept)
        else:
            count += 1
            while str(count) in kept:
                count += 1
            number = str(count)
        found[row.pk] = number
        if row.kind == ItemKind.ITEM:
            above, letters = number, 0
    return found


def _free_letter(above: str, used: int, kept: set[str]) -> tuple[int, str]:
    while used < len(LETTERS) and f"{above}{LETTERS[used]}".casefold() in kept:
        used += 1
    letter = LETTERS[used] if used < len(LETTERS) else f".{used + 1}"
    return used + 1, f"{above}{letter}"


def next_number(rows: Sequence[AgendaItem]) -> str:
    """The number after the highest whole one on the agenda."""
    whole = [int(row.agenda_number) for row in rows if row.agenda_number.isascii() and row.agenda_number.isdigit()]
    return str(max(whole, default=0) + 1)
