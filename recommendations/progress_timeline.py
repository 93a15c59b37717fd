"""All that happened with one recommendation, newest first: made, sent, received, answered, reported, reviewed."""

from __future__ import annotations

import datetime
from collections.abc import Iterable, Mapping, Sequence
from types import MappingProxyType
from typing import Any

from django.utils import timezone
from django.utils.translation import gettext as _

from council.corrections import versions_address
from council.templatetags.words import on as long_date
from recommendations import clock
from recommendations.choices import ResponseKind
from recommendations.choices_progress import Verdict
from recommendations.models import CabinetResponse, Recommendation
from recommendations.published import response_address, set_address
from recommendations.published_progress import REVIEW, UPDATE, reviewed_at_address
from recommendations.wording import name_of

Facts = dict[str, Any]
# Among things of one day: made, sent, received, answered, reported, reviewed.
MADE, SENT, RECEIVED, ANSWERED, REPORTED, REVIEWED = range(6)
Dated = tuple[tuple[datetime.date, int, int], Facts]


def moments(
    row: Recommendation,
    facts: Facts,
    versions: Sequence[CabinetResponse],
    updates: Iterable[Any],
    reviews: Iterable[Any],
    actions: Sequence[Facts],
    papers: Mapping[int, list[Facts]] = MappingProxyType({}),
) -> list[Facts]:
    """Dated entries, newest first, updates with their `papers` by key. No query."""
    found = [*_of_set(row, facts), *(_answered(version, facts) for version in versions)]
    found += [_reported(update, actions, papers.get(update.pk, [])) for update in updates]
    found += [_reviewed(review) for review in reviews]
    return [told for _key, told in sorted(found, key=lambda pair: pair[0], reverse=True)]


def _of_set(row: Recommendation, facts: Facts) -> list[Dated]:
    names = {"body": name_of(facts["made_by"]), "who": name_of(facts["addressee"])}
    found = row.set
    days = [
        (found.made_on, MADE, _("%(body)s made this recommendation") % names, set_address(found)),
        (found.sent_on, SENT, _("The recommendations were sent to %(who)s") % names, ""),
        (clock.day(facts["received_on"]), RECEIVED, _("%(who)s received the recommendations") % names, ""),
    ]
    return [((day, order, 0), _moment(day, "made", words, url)) for day, order, words, url in days if day]


def _answered(version: CabinetResponse, facts: Facts) -> Dated:
    names = {"who": name_of(facts["addressee"]), "number": version.version}
    words = _("%(who)s answered") % names
    if version.kind == ResponseKind.INTERIM:
        words = _("%(who)s gave an interim answer") % names
    elif version.correction_reason:
        words = _("The answer of %(who)s was corrected: version %(number)d") % names
    day = version.approved_on or timezone.localdate(version.published_at)
    told = _moment(day, "answered", words, response_address(version)) | {"why": version.correction_reason}
    return (day, ANSWERED, version.version), told


def _reported(update: Any, actions: Sequence[Facts], papers: list[Facts]) -> Dated:
    facts = UPDATE.read(update)
    words = _("%(post)s reported: %(status)s") % {
        "post": facts["office_title"],
        "status": facts["status_words"].lower(),
    }
    action = next((found["description"] for found in actions if found["key"] == facts["action_key"]), "")
    told = _moment(update.as_at, "update", words, "") | {
        "update": facts,
        "action": action,
        "papers": papers,
        **_again(update),
    }
    if update.public_on != update.as_at:
        told["public_on"] = facts["public_on"]
    return (update.as_at, REPORTED, update.pk), told


VERDICTS = {
    Verdict.KEEP_OPEN: "kept_open",
    Verdict.COMPLETE: "complete_confirmed",
    Verdict.NOT_IMPLEMENTED: "closed_not_implemented",
    Verdict.NOT_SATISFIED: "not_satisfied",
}


def _reviewed(review: Any) -> Dated:
    facts = REVIEW.read(review)
    said = {
        Verdict.KEEP_OPEN: _("%(body)s reviewed it: kept open"),
        Verdict.COMPLETE: _("%(body)s reviewed it: closed as complete"),
        Verdict.NOT_IMPLEMENTED: _("%(body)s reviewed it: closed as not implemented"),
        Verdict.NOT_SATISFIED: _("%(body)s reviewed it: not satisfied"),
    }
    words = said[Verdict(review.verdict)] % {"body": name_of(facts["body"])}
    further = []
    if facts["further_by"]:
        further.append(_("A further response is wanted by %(day)s.") % {"day": long_date(facts["further_by"])})
    if facts["refers_to_council"]:
        further.append(_("The matter was referred to council."))
    if facts["asked_office"]:
        further.append(_("The %(post)s was asked to account for it.") % {"post": facts["asked_office"]})
    told = _moment(review.reviewed_on, "review", words, reviewed_at_address(review))
    told |= {"review": facts, "further": further, "code": VERDICTS[Verdict(review.verdict)], **_again(review)}
    return (review.reviewed_on, REVIEWED, review.pk), told


def _again(record: Any) -> Facts:
    """Where the earlier versions of a corrected record stand."""
    return {"versions": versions_address(record.entry_id) if record.version > 1 else ""}


def _moment(day: datetime.date, kind: str, words: str, url: str) -> Facts:
    return {"when": day, "kind": kind, "words": words, "url": url}
