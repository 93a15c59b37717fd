"""The page on which a response is written: who responds, and one row for each recommendation with its actions.

Nothing here saves. Each row knows by a fingerprint how it stood when its page was made, so that, after a colleague
saved a newer version, rows this user never touched are shown as the colleague saved them.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any

from django.forms import BaseForm
from django.utils.translation import gettext as _

from council.models import Council, Office
from recommendations.forms.promised import ActionForm
from recommendations.forms.quiet import Pair, differences, digest_of, hush, words_of
from recommendations.forms.responses import AnswerForm, ResponseForm
from recommendations.lifecycle import name_of
from recommendations.models import CabinetResponse, ResponseItem

Data = Mapping[str, Any] | None
MOST_ACTIONS = 50


class Row:
    """One recommendation, locked, and the forms of its answer."""

    def __init__(self, item: ResponseItem, council: Council, data: Data) -> None:
        self.item = item
        self.recommendation = item.recommendation
        self.anchor = f"r{item.recommendation.position}"
        self.prefix = f"i{item.pk}"
        self.stored = list(item.actions.all())
        self.heading = _("Recommendation %(label)s") % {"label": name_of(item.recommendation)}
        self.answer = AnswerForm(data, prefix=self.prefix, item=item, council=council, heading=self.heading)
        typed = 0
        while data is not None and f"{self.prefix}-a{typed}-description" in data and typed < MOST_ACTIONS:
            typed += 1
        self.actions = [
            self._action(place, data) for place in range(typed if data is not None else len(self.stored) + 1)
        ]
        self.was = data.get(f"{self.prefix}-was", "") if data is not None else self.digest()

    def _action(self, place: int, data: Data) -> ActionForm:
        action = self.stored[place] if data is None and place < len(self.stored) else None
        heading = _("%(row)s, action %(place)d") % {"row": self.heading, "place": place + 1}
        return ActionForm(data, prefix=f"{self.prefix}-a{place}", action=action, heading=heading)

    def add_action(self) -> None:
        """One more empty action to fill in."""
        if len(self.actions) < MOST_ACTIONS:
            place = len(self.actions)
            heading = _("%(row)s, action %(place)d") % {"row": self.heading, "place": place + 1}
            self.actions.append(ActionForm(prefix=f"{self.prefix}-a{place}", heading=heading))
            self.actions[-1].is_new = True

    def forms(self) -> list[BaseForm]:
        return [self.answer, *self.actions]

    def words(self) -> list[Pair]:
        """(label, text) of everything typed in this row; an action nobody filled in says nothing."""
        found = _words(self.answer)
        for place, form in enumerate(self.actions, start=1):
            for label, text in _words(form):
                found.append((_("Action %(place)d: %(label)s") % {"place": place, "label": label}, text))
        return found

    def digest(self) -> str:
        """The fingerprint of the words in this row."""
        return digest_of(self.words())

    @property
    def is_touched(self) -> bool:
        """Whether the words differ from those the page was made with."""
        return self.digest() != self.was

    def on_top_of(self, newer: Row) -> Row:
        """This row as typed, to be saved over the newer one on purpose; the newer one where nothing was typed."""
        if not self.is_touched:
            return newer
        self.was = newer.was
        return self

    @property
    def is_answered(self) -> bool:
        """Whether the stored answer has an outcome."""
        return bool(self.item.outcome)

    def is_valid(self) -> bool:
        """Whether the row can be saved; actions and "no separate action" exclude each other."""
        found = [form.is_valid() for form in self.forms() if form.is_bound]
        valid = all(found)
        if valid and self.answer.cleaned_data["no_action"] and any(form.is_kept for form in self.actions):
            words = _("Take this out, or remove the actions: it is one or the other")
            self.answer.add_error("no_action", words)
            return False
        return valid

    def values(self, posts: dict[str, int]) -> dict[str, Any]:
        """The answer and its actions, ready for the action that saves."""
        own = {action.pk for action in self.stored}
        actions: list[dict[str, Any]] = []
        for form in self.actions:
            if form.is_bound and form.is_kept:
                values = form.values(own - {row.get("pk") for row in actions})
                actions.append(values | {"lead_office_id": posts.get(values["lead_title"])})
        return self.answer.values() | {"actions": actions}


class ResponseEditor:
    """Everything the page shows of one draft, as stored or as typed."""

    def __init__(self, response: CabinetResponse, today: date, data: Data = None) -> None:
        council = Council.current()
        self.response, self.today = response, today
        self.header = ResponseForm(data, response=response, today=today)
        self.was = data.get("header-was", "") if data is not None else digest_of(_words(self.header))
        self.rows = [Row(item, council, data) for item in response.items.all()]
        self.posts = dict(Office.objects.order_by("title").values_list("title", "pk"))
        self.is_bound = data is not None

    def forms(self) -> list[BaseForm]:
        """Everything that can hold an error, in the order of the page."""
        return [self.header, *(form for row in self.rows for form in row.forms())]

    def hush(self) -> None:
        """Show no errors: nobody has asked to save."""
        for form in self.forms():
            hush(form)

    def is_valid(self) -> bool:
        """Whether everything typed can be kept."""
        return all([self.header.is_valid(), *(row.is_valid() for row in self.rows)])

    def values(self) -> dict[str, Any]:
        """`fields` and `rows` for the action that saves."""
        return {
            "fields": self.header.values(),
            "rows": {row.item.pk: row.values(self.posts) for row in self.rows},
        }

    def add_action(self, key: str) -> str:
        """The button "Add another action" of one row; gives the row's anchor."""
        for row in self.rows:
            if str(row.item.pk) == key:
                row.add_action()
                return row.anchor
        return ""

    def conflicts(self, theirs: ResponseEditor) -> list[dict[str, Any]]:
        """Parts that differ from a newer version, each with both texts; `is_mine` where this user changed it."""
        newer = {row.prefix: row for row in theirs.rows}
        header = (_words(self.header), _words(theirs.header), self.is_header_touched)
        pairs = [(_("Kind and who responds"), "header", *header)]
        pairs += [
            (row.heading, row.anchor, row.words(), newer[row.prefix].words(), row.is_touched) for row in self.rows
        ]
        return [
            {"heading": heading, "anchor": anchor, "fields": differences(mine, other), "is_mine": touched}
            for heading, anchor, mine, other, touched in pairs
            if mine != other
        ]

    def take_over(self, theirs: ResponseEditor) -> None:
        """Show untouched parts as the newer version has them; the typed ones stay as typed, on the newer version."""
        newer = {row.prefix: row for row in theirs.rows}
        self.rows = [row.on_top_of(newer[row.prefix]) for row in self.rows]
        if not self.is_header_touched:
            self.header = theirs.header
        self.was = theirs.was
        self.response = theirs.response

    @property
    def is_header_touched(self) -> bool:
        """Whether kind or respondent differ from what the page was made with."""
        return digest_of(_words(self.header)) != self.was

    @property
    def count_answered(self) -> int:
        """How many stored answers have an outcome."""
        return sum(row.is_answered for row in self.rows)


def _words(form: BaseForm) -> list[Pair]:
    return [(str(form[name].label), text) for name, text in words_of(form).items() if text]
