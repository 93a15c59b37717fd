"""The page on which a set is recorded: its form, the list of recommendations as typed so far, and the list's buttons.

Nothing here saves. Each button gives back a new list in which every typed word is still there.
"""

from __future__ import annotations

import re
import uuid
from collections.abc import Mapping
from datetime import date
from typing import Any

from django.forms import BaseForm
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from council.corrections import OF_THE_CORRECTION
from council.models import Body, Office, User
from council.text import Labelled, normalise_newlines, split_label, split_labelled
from recommendations import limbs
from recommendations.due import due_fields
from recommendations.forms.quiet import hush, words_of
from recommendations.forms.set_rows import PasteForm, RecommendationForm
from recommendations.forms.sets import SetForm
from recommendations.models import Duty, RecommendationSet
from recommendations.timetable import words_for

Row = dict[str, str]
RESTRICTION = ("restriction", "exempt_paragraphs", "exempt_reason", "public_summary")
MORE = ("limbs", "addressee", "addressee_name", "route", "dissent_by", "dissent")
NAMES = ("key", "label", "text", *RESTRICTION, *MORE)
MOST_ROWS = 300
EMPTY_LINE = re.compile(r"\n[^\S\n]*\n\s*")


def new_row(label: str = "", text: str = "") -> Row:
    """A recommendation that is not yet in the list."""
    return {"label": label, "text": text}


def typed_rows(data: Mapping[str, Any]) -> list[Row]:
    """The recommendations of a posted form, in their order on the page, exactly as typed."""
    rows: list[Row] = []
    while f"row-{len(rows) + 1}-text" in data and len(rows) < MOST_ROWS:
        rows.append({name: data.get(f"row-{len(rows) + 1}-{name}", "") for name in NAMES})
    return rows


def stored_rows(record: RecommendationSet) -> list[Row]:
    """The recommendations of a stored set, as the form shows them."""
    rows = record.recommendations.select_related("duty")
    return [
        {name: getattr(row, name) for name in ("label", "text", *RESTRICTION, "dissent_by", "dissent")}
        | {"key": row.key.hex, "limbs": limbs.as_text(row.limbs)}
        | typed_addressee(row.duty)
        for row in rows
    ]


def typed_addressee(duty: Duty | None) -> Row:
    """A further addressee as the form has it: one of the list ("b3" a body, "o5" an office) or a name."""
    if duty is None:
        return {"addressee": "", "addressee_name": "", "route": ""}
    listed = f"b{duty.body_id}" if duty.body_id else f"o{duty.office_id}" if duty.office_id else ""
    return {"addressee": listed, "addressee_name": "" if listed else duty.name, "route": duty.route}


def pasted_rows(text: str) -> tuple[str, list[Row]]:
    """What a pasted text holds: the words before the first recommendation, and the recommendations."""
    found = split_labelled(text)
    return found.lead_in, [new_row(part.label, part.text) for part in found.parts[:MOST_ROWS]]


def rearranged(rows: list[Row], button: str, pasted: str) -> tuple[list[Row], int]:
    """The list after one of its buttons, and the place to look at next (0: none).

    Buttons: read, replace, append, add; and with a place up-2, down-2, join-2, remove-2, split-2, split-2-3.
    """
    verb, *numbers = button.split("-")
    places = [int(number) for number in numbers if re.fullmatch(r"\d{1,3}", number)]
    rows = list(rows)
    if verb in ("read", "replace", "append"):
        kept = [row for row in rows if row["text"].strip() or row["label"].strip()] if verb != "replace" else []
        return (kept + pasted_rows(pasted)[1])[:MOST_ROWS], 1
    if verb == "add":
        return [*rows, new_row()][:MOST_ROWS], min(len(rows) + 1, MOST_ROWS)
    if not places or not 1 <= places[0] <= len(rows):
        return rows, 0
    at = places[0] - 1
    if verb == "remove":
        del rows[at]
        return rows, min(at + 1, len(rows))
    if verb == "split":
        return _split(rows, at, places[1] if len(places) > 1 else 1), at + 1
    other = {"up": at - 1, "down": at + 1, "join": at - 1}.get(verb, -1)
    if not 0 <= other < len(rows):
        return rows, at + 1
    if verb == "join":
        return _joined(rows, other, at), other + 1
    rows[at], rows[other] = rows[other], rows[at]
    return rows, other + 1


def _joined(rows: list[Row], above: int, below: int) -> list[Row]:
    """Two recommendations as one. The label of the second stays in the text, restrictions are the stricter one's."""
    words = f"{rows[below]['label']} {rows[below]['text']}".strip()
    text = "\n\n".join(part for part in (rows[above]["text"].rstrip(), words) if part)
    strict = rows[below] if rows[above].get("restriction", "open") in ("", "open") else rows[above]
    joined = strict | {"label": rows[above]["label"], "text": text, "key": rows[above].get("key", "")}
    return [*rows[:above], joined, *rows[below + 1 :]]


def _split(rows: list[Row], at: int, before: int) -> list[Row]:
    """One recommendation as two, divided before its paragraph number `before` (counted from 0)."""
    parts = paragraphs_of(rows[at]["text"])
    if not 0 < before < len(parts):
        return rows
    first = rows[at] | {"text": "\n\n".join(parts[:before])}
    rest = split_label("\n\n".join(parts[before:])) if parts[before:] else Labelled("", "")
    second = rows[at] | {"label": rest.label, "text": rest.text, "key": ""}
    return [*rows[:at], first, second, *rows[at + 1 :]]


def paragraphs_of(text: str) -> list[str]:
    """The pieces of a text between empty lines."""
    return [part for part in EMPTY_LINE.split(normalise_newlines(text).strip()) if part.strip()]


class SetEditor:
    """What the page shows: `form`, `rows` (forms), the pasted text and what was found in it, the due date so far."""

    def __init__(
        self, user: User, today: date, *, record: RecommendationSet | None = None, data: Mapping[str, Any] | None = None
    ) -> None:
        self.record, self.user, self.today = record, user, today
        self.form = SetForm(data, user=user, today=today, record=record)
        self.pasted = data.get("pasted", "") if data else ""
        self.paste = PasteForm(initial={"pasted": self.pasted})
        self.new_key = _key_of(data.get("new_key", "") if data else "")
        self.lead_in = ""
        self.notice = ""
        self.listed = listed_addressees(today)
        if data is not None:
            self.show(typed_rows(data))
        else:
            self.show(stored_rows(record) if record else [])
        self._read_due()

    def show(self, rows: list[Row]) -> None:
        """Put these recommendations on the page."""
        self.typed = rows
        self.rows = [self._row_form(place, row) for place, row in enumerate(rows, start=1)]
        if self.pasted:
            self.lead_in = pasted_rows(self.pasted)[0]

    def _row_form(self, place: int, row: Row) -> RecommendationForm:
        data = {f"row-{place}-{name}": value for name, value in row.items()}
        form = RecommendationForm(data, prefix=f"row-{place}", place=place, addressees=self.choices)
        form.pieces = list(enumerate(paragraphs_of(row["text"])))[1:]  # type: ignore[attr-defined]
        return form

    @property
    def choices(self) -> list[tuple[str, str]]:
        """Who else may have to answer: value and words, bodies before offices."""
        return [(code, str(found)) for code, found in self.listed.items()]

    @property
    def next_place(self) -> int:
        """The place a further recommendation would have."""
        return min(len(self.typed) + 1, MOST_ROWS)

    def button(self, pressed: str) -> str:
        """The button to carry out: what was pasted is first shown for correction, and Enter in a box saves nothing."""
        has_words = any(row["text"].strip() for row in self.typed)
        return "read" if pressed == "save" and self.pasted.strip() and not has_words else pressed or "show"

    def press(self, button: str) -> int:
        """Carry out a button of the list; gives the place of the recommendation to look at."""
        before = len(self.typed)
        rows, place = rearranged(self.typed, button, self.pasted)
        if button in ("read", "replace", "append"):
            count = len(rows) - (before if button == "append" else 0)
            words = ngettext("%(count)d recommendation recognised.", "%(count)d recommendations recognised.", count)
            self.notice = f"{words % {'count': count}} " + _("Nothing is saved yet: check them first.")
        elif button.startswith("split") and len(rows) == before:
            self.notice = _("Put an empty line where the new recommendation begins, then press Split again.")
        self.show(rows)
        self.hush()
        return place

    def hush(self) -> None:
        """Show no errors: nobody has asked to save."""
        self._read_due()
        hush(self.form)
        for form in self.rows:
            hush(form)

    def is_valid(self) -> bool:
        """Whether the form and every recommendation can be saved."""
        valid = [self.form.is_valid(), *(form.is_valid() for form in self.rows)]
        self._read_due()
        return all(valid)

    def forms(self) -> list[BaseForm]:
        """Everything that can hold an error, in the order of the page."""
        return [self.form, *self.rows]

    def values(self) -> list[dict[str, Any]]:
        """The recommendations, ready for the action; only keys of this set's own rows are taken over."""
        own = {row.key for row in self.record.recommendations.all()} if self.record else set()
        found: list[dict[str, Any]] = []
        for form in self.rows:
            row = {name: form.cleaned_data[name] for name in NAMES if name not in ("addressee_name", "route")}
            row["duty"] = self._duty(row.pop("addressee"), form.cleaned_data)
            key: uuid.UUID | None = row["key"]
            row["key"] = key.hex if key in own and key.hex not in [other["key"] for other in found] else ""
            found.append(row)
        return found

    def _duty(self, code: str, typed: dict[str, Any]) -> dict[str, Any] | None:
        """Who else has to answer a row, as the action takes it; None where it is the set's addressee."""
        if not code and not typed["addressee_name"]:
            return None
        who = self.listed.get(code)
        found: dict[str, Any] = {"route": typed["route"], "name": typed["addressee_name"]}
        return found | ({"body" if isinstance(who, Body) else "office": who} if who else {})

    def _read_due(self) -> None:
        """The due date and its working from what is typed so far, or why no clock runs yet."""
        found: dict[str, Any] = {}
        if self.form.is_bound:
            self.form.is_valid()
            found = self.form.cleaned_data
        names = ("addressee", "received_on", "notice_given_on")
        facts = {name: found.get(name, getattr(self.record, name, None)) for name in names}
        self.due = due_words(facts["addressee"], facts["received_on"], facts["notice_given_on"])
        body: Any = facts["addressee"]
        self.timing = words_for(body, self.due["on"], self.today)

    def words(self) -> list[tuple[str, str]]:
        """(heading, text) of everything on the page, to lay beside somebody else's."""
        typed = words_of(self.form)
        if self.form.is_bound and "made_where" in self.form.cleaned_data:
            typed["issue"] = str(self.form.values()["issue"] or "")  # left empty, it is the item's
        found = [(str(self.form[name].label), text) for name, text in typed.items() if name not in OF_THE_CORRECTION]
        for place, row in enumerate(self.typed, start=1):
            rest = [row.get(name, "") for name in RESTRICTION]
            restriction = "" if rest[0] in ("", "open") else " · ".join(part for part in rest if part)
            more = [str(dict(self.choices).get(row.get(name, ""), row.get(name, ""))) for name in MORE]
            parts = (f"{row['label']} {row['text']}".strip(), restriction, *(part.strip() for part in more))
            text = "\n\n".join(part for part in parts if part)
            found.append((_("Recommendation %(place)d") % {"place": place}, normalise_newlines(text)))
        return found


def listed_addressees(today: date) -> dict[str, Body | Office]:
    """Bodies there are today and offices, by the code the form uses."""
    bodies = Body.objects.exclude(exists_to__lt=today)
    found: dict[str, Body | Office] = {f"b{body.pk}": body for body in bodies}
    return found | {f"o{office.pk}": office for office in Office.objects.select_related("body")}


def _key_of(text: str) -> uuid.UUID:
    """The key a new draft will have, the same however often its form is sent."""
    try:
        return uuid.UUID(text)
    except ValueError:
        return uuid.uuid4()


def due_words(addressee: Any, received_on: date | None, notice_given_on: date | None) -> dict[str, Any]:
    """The due date with its working, or a sentence why there is none."""
    if addressee is None or received_on is None:
        return {"on": None, "words": _("No clock runs yet: it starts on the day of receipt.")}
    found = due_fields(addressee, received_on, notice_given_on)
    if found["due_on"] is None:
        words = _("No due date: no written notice was given to somebody the two-month duty lies on, "
                  "and the council has set itself no target.")  # fmt: skip
        return {"on": None, "words": words}
    return {"on": found["due_on"], "basis": found["due_basis"].label, "words": found["due_working"]}
