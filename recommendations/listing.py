"""What the public list of recommendations shows: a row for each, those of one set together, what is next first.

Hands plain values to the template. How many queries it takes does not depend on how many rows there are.
"""

from __future__ import annotations

import datetime
from collections.abc import Mapping
from itertools import groupby
from typing import Any

from django.utils.text import Truncator
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from council import formats
from council.canonical import plain
from council.lists import page_of
from council.models import Council
from council.statute.wording import listed
from recommendations import published, states, wording
from recommendations.about import deadlines_of_list
from recommendations.choices import LATER_STAGES
from recommendations.clock import clock_words
from recommendations.filters import RecommendationFilter
from recommendations.lists import RECOMMENDATIONS
from recommendations.models import RecommendationSet
from recommendations.progress_lines import progress_of
from recommendations.querysets_progress import public_rows
from recommendations.row_facts import with_facts

# About two lines of a recommendation.
BEGINNING = 190
OF_THE_SET = frozenset(
    {"reference", "subject", "has_article", "made_by", "made_on", "addressee", "due_on", "due_basis", "received_on"}
)
STATES_IN_A_SENTENCE = {
    "awaiting": gettext_lazy("awaiting an answer"),
    "due-soon": gettext_lazy("to be answered soon"),
    "overdue": gettext_lazy("whose answer is overdue"),
    "answered": gettext_lazy("answered"),
    "answered-late": gettext_lazy("answered late"),
}
STAGES_IN_A_SENTENCE = {
    "deferred": gettext_lazy("deferred"),
    "noted": gettext_lazy("whose response was noted"),
    "monitoring": gettext_lazy("being monitored"),
    "closed": gettext_lazy("closed by the committee"),
}
PROGRESS_IN_A_SENTENCE = {
    "open": gettext_lazy("not yet complete"),
    "reported": gettext_lazy("reported and not yet confirmed"),
    "complete": gettext_lazy("complete"),
    "closed": gettext_lazy("closed as not implemented"),
}
OUTCOMES_IN_A_SENTENCE = {
    "accepted": gettext_lazy("agreed"),
    "accepted_in_part": gettext_lazy("agreed in part"),
    "not_accepted": gettext_lazy("not agreed"),
    "no_outcome_given": gettext_lazy("answered without saying whether they are agreed"),
}


def list_page(data: Mapping[str, Any], *, council: Council, on: datetime.date) -> dict[str, Any]:
    """Everything the list's template needs for the query `data`."""
    selection = RECOMMENDATIONS.select(data, council=council, on=on)
    chosen = selection.filters
    page = page_of(selection.keys, RECOMMENDATIONS.page_size, data.get("page"), selection.total)
    keys = list(page.object_list)
    shown = public_rows().select_related("set__made_by", "set__addressee").filter(pk__in=keys).order_by()
    found = with_facts(shown, council, on, chosen.several)
    rows = [found[key] for key in keys if key in found]
    chosen.call_wards(council.ward_word)
    return {
        "form": chosen.form,
        "hints": [str(words) for errors in chosen.form.errors.values() for words in errors],
        "result": result_line(chosen),
        "sets": [_set(group, on) for _key, group in groupby(rows, key=lambda row: row.set_id)],
        "page": page,
        "is_filtered": bool(chosen.picked or chosen.searched),
        "has_any": bool(chosen.facets.groups),
        **formats.listing(RECOMMENDATIONS, chosen.form, deadlines_of_list(formats.chosen(chosen.form))),
    }


def _set(group: Any, on: datetime.date) -> dict[str, Any]:
    rows = list(group)
    first = rows[0]
    facts = set_facts(first.set)
    if first.has_others:
        waiting = first.waiting_for.splitlines() or [facts["addressee"]["name"]]
        several = {"addressee": {"name": listed(waiting)}, "has_others": True, "has_several": len(waiting) > 1}
        facts |= several | {"due_on": plain(first.open_due_on or first.set.due_on)}
    word, code = states.TAGS[first.state]
    return {
        **facts,
        "heading": wording.about(facts),
        "address": published.set_address(first.set),
        "state_word": str(word),
        "state_code": code,
        "stage_word": first.set.get_status_display() if first.set.status in LATER_STAGES else "",
        "next": clock_words(first.state, facts, on=on, answered_on=first.answered_on),
        "rows": [_row(row, on) for row in rows],
    }


def set_facts(recommendation_set: RecommendationSet) -> dict[str, Any]:
    """The facts of a set that a list shows, read through its catalogue; its recommendations are not read."""
    return {field.name: field.value(recommendation_set) for field in published.SET.fields if field.name in OF_THE_SET}


def _row(row: Any, on: datetime.date) -> dict[str, Any]:
    facts = published.RECOMMENDATION.read(row)
    words = facts["public_summary"] if facts["is_withheld"] else facts["text"]
    return {
        "label": facts["label"],
        "name": wording.recommendation_name(facts),
        "words": Truncator(" ".join(words.split())).chars(BEGINNING),
        "is_withheld": facts["is_withheld"],
        "withheld_words": facts["restriction_words"],
        "anchor": f"r{facts['position']}",
        "outcome": row.outcome,
        "outcome_words": str(wording.OUTCOMES.get(row.outcome, "")),
        "progress": progress_of(row, on),
    }


def result_line(chosen: RecommendationFilter) -> str:
    """ "12 recommendations made by Scrutiny Committee, awaiting an answer, in 2026/27"."""
    asked = chosen.picked
    count = ngettext("%(number)s recommendation", "%(number)s recommendations", chosen.total)
    parts = []
    if "body" in asked:
        parts.append(_("made by %(body)s") % {"body": chosen.said("body")})
    if "state" in asked:
        parts.append(str(STATES_IN_A_SENTENCE[asked["state"]]))
    if "stage" in asked:
        parts.append(str(STAGES_IN_A_SENTENCE[asked["stage"]]))
    if "progress" in asked:
        parts.append(str(PROGRESS_IN_A_SENTENCE[asked["progress"]]))
    if "outcome" in asked:
        parts.append(str(OUTCOMES_IN_A_SENTENCE[asked["outcome"]]))
    if "ward" in asked:
        parts.append(chosen.said("ward"))
    if "topic" in asked:
        parts.append(_("about %(topic)s") % {"topic": chosen.said("topic")})
    if "year" in asked:
        parts.append(_("in %(year)s") % {"year": asked["year"]})
    if chosen.searched:
        parts.append(chosen.with_words())
    line = count % {"number": f"{chosen.total:,}" if chosen.total else _("No")}
    return f"{line} {', '.join(parts)}".strip()
