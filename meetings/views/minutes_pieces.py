"""The page on which a clerk enters outcome and minutes of all items of a meeting: its forms, each saved by itself.

Only what is new or a draft is entered here; something published is corrected on its own page, with a reason.
"""

from __future__ import annotations

import datetime
from typing import Any

from django.db import IntegrityError
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as _lazy

from council.forms import PlainForm
from council.models import User
from council.publication import ChangedSinceError, RefusedError
from council.side_by_side import differences
from meetings import actions
from meetings.choices import ItemKind
from meetings.forms import MinutesForm, OutcomeForm
from meetings.models import AgendaItem, ItemMinutes, ItemOutcome, Meeting
from meetings.views.pieces import edit_address, named, page_of, state

Section = dict[str, Any]


class _Optional:
    """Mixin: an empty text of something not entered yet is no error, it is simply not entered."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        fields = self.fields  # type: ignore[attr-defined]
        fields["text"].required = self.record.pk is not None  # type: ignore[attr-defined]
        for name in list(fields):
            if name not in ("text", "public_summary"):
                del fields[name]
        if "public_summary" in fields:
            fields["public_summary"].required = False
        fields["text"].widget.attrs["rows"] = self.rows  # type: ignore[attr-defined]


class OutcomeHere(_Optional, OutcomeForm):
    """The outcome of one item among the others."""

    rows = 3
    heading_words = _lazy("What was decided")


class MinutesHere(_Optional, MinutesForm):
    """The minutes of one item among the others."""

    rows = 8
    heading_words = _lazy("Minutes")


KINDS = (("outcome", ItemOutcome, OutcomeHere), ("minutes", ItemMinutes, MinutesHere))


def sections(meeting: Meeting, data: Any, user: User) -> list[Section]:
    """Each item that is not withdrawn with its two parts: a form, or where it stands published."""
    items = (
        meeting.items.filter(withdrawn_at=None)
        .exclude(kind=ItemKind.HEADING)
        .select_related("meeting__body", "outcome", "minutes")
    )
    return [
        {
            "item": item,
            "name": named(item),
            "url": page_of(item),
            "parts": [_part(item, kind, data, user) for kind in KINDS],
        }
        for item in items.order_by("position")
    ]  # fmt: skip


def _part(item: AgendaItem, of_kind: tuple[str, Any, Any], data: Any, user: User) -> Section:
    kind, model, make_form = of_kind
    record = getattr(item, kind, None) or model(item=item)
    part: Section = {"kind": kind, "words": make_form.heading_words, "record": record, "form": None, "differences": []}
    prefix = f"{kind}-{item.public_id.hex}"
    if record.is_published:
        sent = (data or {}).get(f"{prefix}-text", "")
        can_correct = not record.is_withdrawn
        # Published by a colleague while this page was open: what was typed is shown, to be put into a correction.
        return part | {"state": state(record), "edit_url": edit_address(record) if can_correct else "", "typed": sent}
    sent = data if data is not None and f"{prefix}-text" in data else None
    number = (data or {}).get(f"{prefix}-edit_number", "") if sent is not None else str(record.edit_number)
    form = _named(make_form(sent, record=record, user=user, prefix=prefix), part["words"], item)
    return part | {"form": form, "number": number, "number_name": f"{prefix}-edit_number", "make_form": make_form,
                   "user": user}  # fmt: skip


def _named(form: PlainForm, words: Any, item: AgendaItem) -> PlainForm:
    facts = {"what": words, "item": named(item)}
    form.heading = _("%(item)s") % facts
    label = _("%(what)s: %(item)s") % facts
    form.fields["text"].label = label
    return form


def save_all(found: list[Section], *, by: User, at: datetime.datetime) -> tuple[int, int]:
    """Save every part in which something was typed; how many were saved and how many refused.

    A refused one keeps its words and its error on the page; one that a colleague saved meanwhile shows both texts.
    """
    saved = refused = 0
    for part in (part for section in found for part in section["parts"]):
        if part["form"] is None:
            refused += bool(part["typed"].strip())
            continue
        done = _save_one(part, by=by, at=at)
        saved += done is True
        refused += done is False
    return saved, refused


def _save_one(part: Section, *, by: User, at: datetime.datetime) -> bool | None:
    form, record = part["form"], part["record"]
    if not form.is_bound or not form.has_changed():
        return None
    if not form.is_valid():
        return False
    if record.pk is None and not str(form.cleaned_data["text"]).strip():
        return None
    changes = {name: value for name, value in form.changes().items() if name in ("text", "html", "public_summary")}
    number = int(part["number"]) if part["number"].isascii() and part["number"].isdigit() else -1
    try:
        if record.pk:
            actions.save(record, changes=changes, edit_number=number, by=by, at=at)
        else:
            actions.save(type(record)(), changes=changes | {"item": record.item}, by=by, at=at)
    except (ChangedSinceError, IntegrityError):
        _show_both(part)
        return False
    except RefusedError as refused:
        form.add_error(None, str(refused))
        return False
    part["was_saved"] = True
    part["number"] = str(type(record)._base_manager.get(item=record.item).edit_number)
    return True


def _show_both(part: Section) -> None:
    """A colleague saved first: the typed words stay in the form, theirs stand beside, and saving again is a choice."""
    fresh = type(part["record"])._base_manager.select_related("item__meeting__body").get(item=part["record"].item)
    stored = part["make_form"](None, record=fresh, user=part["user"]).stored_words()
    typed = part["form"].typed_words()
    part["differences"] = differences({"": next(iter(typed.values()), "")}, {"": next(iter(stored.values()), "")})
    part["number"] = str(fresh.edit_number)
    part["form"].add_error("text", _("Somebody changed this before you. Both texts are here: save again to use yours"))
