"""Which item stands on which agenda: each body's own business spread over its meetings, the rest placed by name."""

from __future__ import annotations

import datetime
from collections import defaultdict

from council.demo.days import RHYTHMS, plus
from council.demo.minutes import APPROVING, MINUTES_ITEM
from council.demo.stage import Stage, Words, read_words
from meetings.choices import ItemKind

Place = tuple[str, datetime.date, int]
BEGUN_AHEAD = 45  # days before a meeting when the first items are written
STANDING: Words = {
    "title": "Apologies and declarations of interest",
    "summary": "Councillors say whether they have an interest in anything on this agenda.",
}
# Bodies whose agendas are divided, and by what.
PARTS = {"council": ("Opening business", "Reports and motions")}


def numbers(items: list[Words]) -> list[str]:
    """The agenda number of each item in its place: 1, 2, 2a, 2b, 3; none for a heading."""
    found, count, letters = [], 0, 0
    for words in items:
        kind = words.get("kind", ItemKind.ITEM)
        if kind == ItemKind.SUB_ITEM:
            found.append(f"{count}{'abcdefgh'[letters]}")
            letters += 1
        elif kind == ItemKind.HEADING:
            found.append("")
        else:
            count, letters = count + 1, 0
            found.append(str(count))
    return found


def _with_those_below(items: list[Words]) -> list[Words]:
    """Each item followed by its sub-items."""
    return [
        words
        for item in items
        for words in (item, *({"kind": ItemKind.SUB_ITEM, **below} for below in item.get("below", ())))
    ]


class Agendas:
    """The items of each meeting (body, day, which meeting of that day), in the order they are taken."""

    def __init__(self, stage: Stage) -> None:
        self.stage = stage
        self.placed: dict[Place, list[Words]] = defaultdict(list)
        self.business: dict[Place, list[Words]] = defaultdict(list)

    def place(self, body: str, day: datetime.date, words: Words, turn: int = 1) -> None:
        """Put an item on the agenda of one meeting."""
        self.placed[body, day, turn].append(words)

    def spread(self, without: set[Place]) -> None:
        """Spread each body's business evenly over its meetings, in the order it is written.

        That of the latest year goes to its past meetings and the next one, that of the year before to those before.
        """
        diary, earlier = self.stage.diary, read_words("agendas/earlier")["items"]
        begun = plus(self.stage.today, BEGUN_AHEAD)
        for body in RHYTHMS:
            items = read_words(f"agendas/{body}")["items"]
            before = [words for words in earlier if words["body"] == body]
            days = [*diary.past(body), *(day for day in diary.coming(body)[:1] if day <= begun)]
            days = [day for day in days if (body, day, 1) not in without]
            self._spread(body, items, [day for day in days if day >= diary.latest_year])
            self._spread(body, before, [day for day in days if day < diary.latest_year])

    def _spread(self, body: str, items: list[Words], days: list[datetime.date]) -> None:
        for number, words in enumerate(items):
            self.business[body, days[number * len(days) // len(items)], 1].append(words)

    def of(self, place: Place) -> list[Words]:
        """All items of one meeting; none for a meeting whose agenda nobody has begun."""
        items = _with_those_below([*self.placed[place], *self.business[place]])
        approves = place[0] in APPROVING and place[2] == 1 and place[1] >= self.stage.diary.latest_year
        standing = [STANDING, MINUTES_ITEM] if approves else [STANDING]
        if not items:
            return []
        first, second = ([{"kind": ItemKind.HEADING, "title": title}] for title in PARTS.get(place[0], ("", "")))
        return [*first, *standing, *second, *items] if place[0] in PARTS else [*standing, *items]
