"""What the page of one recommendation shows, and the one word about its progress elsewhere. Plain values only."""

from __future__ import annotations

import datetime
import uuid
from collections.abc import Sequence
from typing import Any

from django.db.models import Prefetch
from django.http import Http404
from django.utils.translation import gettext as _

from council import formats
from council.access import GoneError
from council.models import Council
from recommendations import clock, pages, parts, published, states, wording
from recommendations.about import follow, of_recommendation
from recommendations.choices import ResponseKind
from recommendations.choices_progress import ENDED, Implementation
from recommendations.documents import public_documents
from recommendations.implementation import implementation, is_overdue, stands_as
from recommendations.leads import leads_of, now_led
from recommendations.models import ProgressUpdate, Recommendation, RecommendationSet
from recommendations.progress_lines import short_name
from recommendations.progress_timeline import moments
from recommendations.progress_wording import action_words, sentence
from recommendations.published_progress import public_evidence, recommendation_address
from recommendations.querysets_progress import public_reviews, public_updates, what_it_rests_on, with_progress

Facts = dict[str, Any]


def rows_of(reference: str, on: datetime.date) -> list[Any]:
    """Every recommendation of a set with all that is computed of it, in one query; each with its set."""
    rows = Recommendation.objects.filter(set__reference=reference)
    rows = rows.select_related("set__entry", "set__made_by", "set__addressee", "duty")
    facts = what_it_rests_on(on)
    told = {name: facts[name] for name in ("answer_outcome", "was_met_since")}
    return list(with_progress(rows.annotate(leads=leads_of(), **told), on).order_by("position"))


def recommendation_page(reference: str, place: int, *, council: Council, on: datetime.date) -> Facts:
    """Everything the page of one recommendation shows. 404, or 410 where its set was withdrawn."""
    rows = rows_of(pages.typed(reference), on) if reference else []
    row = next((found for found in rows if found.position == place), None)
    if row is None:
        raise Http404
    if not row.set.is_public:
        raise GoneError(row.set) if row.set.is_withdrawn else Http404
    found: RecommendationSet = row.set
    found._prefetched_objects_cache = {"recommendations": rows}  # type: ignore[attr-defined]
    versions = [one for one in parts.published_versions(found)[0] if one.duty_id == row.duty_id]
    read = parts.read_versions(versions, found)
    current = parts.standing(versions, ResponseKind.FULL)
    answer = answer_to(place, read.get(current.pk) if current else None)
    updates, reviews = told_of(row)
    told = public_documents(found)
    actions = answer["actions"] if answer else []
    keys = [uuid.UUID(action["key"]) for action in actions]
    state = implementation(row.answer_outcome or "", keys, updates, reviews, was_met_since=row.was_met_since)
    facts = set_facts(found) | addressee_of(row)
    record = published.RECOMMENDATION.read(row)
    name = short_name(row)
    page = {
        "set": facts,
        "formats": [*follow(facts), *formats.alerts("recommendation", f"{reference}/{place}")],
        "set_address": published.set_address(found),
        "subject": wording.about(facts),
        "recommendation": record,
        "name": name,
        "state": state,
        "state_word": str(Implementation(state).label),
        "lead": sentence(state, facts, reviews, waiting=_waiting(facts, versions, council, on)),
        "answer": answer,
        "answered_by": wording.name_of(facts["addressee"]),
        "response_address": published.response_address(current) if current else "",
        "actions": [_action(action, row, updates, reviews, on) for action in actions],
        "moments": moments(row, facts, versions, updates, reviews, actions, told[ProgressUpdate]),
        "neighbours": _neighbours(rows, place),
        "last_changed": max(
            [record.changed_at for record in (found, *versions, *updates, *reviews)]
            + [paper["changed_at"] for update in updates for paper in told[ProgressUpdate].get(update.pk, ())]
        ),
    }
    return page | {"about": of_recommendation(page, found)}


def set_facts(found: RecommendationSet) -> Facts:
    """The facts of the set that the page needs, through its catalogue."""
    wanted = ("reference", "subject", "has_article", "made_by", "made_on", "addressee", "status", "sent_on",
              "received_on", "due_on", "due_basis")  # fmt: skip
    return {field.name: field.value(found) for field in published.SET.fields if field.name in wanted}


def told_of(row: Recommendation) -> tuple[list[Any], list[Any]]:
    """Public updates with their evidence, and public reviews, of one recommendation, the latest first."""
    updates = list(
        public_updates(recommendation=row).prefetch_related(
            Prefetch("evidence", public_evidence(), to_attr="evidence_read")
        )
    )
    reviews = list(public_reviews(recommendation=row).select_related("body", "item__meeting__body"))
    for record in (*updates, *reviews):
        record.set, record.recommendation = row.set, row
    return updates, reviews


def answer_to(place: int, response: Facts | None) -> Facts | None:
    """The answer to one recommendation, as it was published."""
    items = response["items"] if response else []
    return next((item for item in items if item["recommendation"]["position"] == place), None)


def addressee_of(row: Recommendation) -> Facts:
    """Who has to answer it and by when, where that is somebody else than the set's addressee."""
    if row.duty is None:
        return {}
    duty = published.DUTY.read(row.duty)
    days = {"received_on": duty["received_on"]} if duty["received_on"] else {}
    return {"addressee": {"name": duty["name"]}} | {name: duty[name] for name in ("due_on", "due_basis")} | days


def _waiting(facts: Facts, versions: list[Any], council: Council, on: datetime.date) -> str:
    """What is next while nobody has answered."""
    if any(one.kind == ResponseKind.FULL for one in versions):
        return ""
    state = states.part_state(
        clock.day(facts["due_on"]), None, is_answered=False, council=council,
        received_on=clock.day(facts["received_on"]), on=on,
    )  # fmt: skip
    return clock.clock_words(state, facts, on=on, answered_on=None)


def _action(action: Facts, row: Any, updates: Sequence[Any], reviews: Sequence[Any], on: datetime.date) -> Facts:
    key = uuid.UUID(action["key"])
    status = stands_as(key, updates)
    due_on = datetime.date.fromisoformat(action["due_on"]) if action["due_on"] else None
    late = is_overdue(due_on, key, updates, reviews, on)
    said = any(update.action_key in (key, None) for update in updates)
    return action | {
        "status": "complete_reported" if status == ENDED[0] else status,
        "status_words": action_words(status) if said else _("No update yet"),
        "is_overdue": late,
        "now_led": now_led(row.leads, key.hex, action["lead"]),
    }


def _neighbours(rows: list[Any], place: int) -> list[Facts]:
    """The other recommendations of the set, for going from one to the next."""
    return [{"name": short_name(row), "url": recommendation_address(row)} for row in rows if row.position != place]
