"""What the page of a set, and of one version of its answer, shows. Plain values only.

A response is read from its snapshot in the register: exactly what was published, whatever a body or an office is
called by now. A recommendation that has become exempt since is shown as exempt all the same.
"""

from __future__ import annotations

import datetime
import json
from typing import Any

from django.db.models import OuterRef, Prefetch, QuerySet, Subquery
from django.http import Http404
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from council.access import GoneError, public_or_gone
from council.corrections import notes, notes_of, with_corrections
from council.differences import marked
from council.models import Council, RegisterEntry, Snapshot
from council.statute.wording import long_date
from meetings.published import issue_address, item_address, meeting_address, public_title
from recommendations import clock, differences, published, states, timeline, wording
from recommendations.choices import ACCEPTING, ApprovalBasis, NoAction, ResponseKind, ResponseStatus
from recommendations.models import CabinetResponse, Recommendation, RecommendationSet
from recommendations.papers import stored_size
from recommendations.progress_lines import progress_by_place
from recommendations.querysets_progress import with_progress

Facts = dict[str, Any]

RELATED = (
    "made_by", "addressee", "issue", "made_at__meeting__body", "made_at_meeting__body",
)  # fmt: skip


def typed(reference: str) -> str:
    """The reference of an address; 404 where PostgreSQL could not even be asked for it."""
    if "\x00" in reference:
        raise Http404
    return reference


def set_rows(council: Council, on: datetime.date) -> QuerySet[Any]:
    """Sets with all that their page needs in two queries, and what is known of a withdrawn answer."""
    answers = CabinetResponse.objects.filter(set=OuterRef("pk"), kind=ResponseKind.FULL)
    withdrawn = answers.filter(published_at__isnull=False, withdrawn_at__isnull=False).order_by("-version")
    return (
        RecommendationSet.objects.select_related(*RELATED)
        .prefetch_related(Prefetch("recommendations", with_progress(Recommendation.objects.all(), on)))
        .with_answered_on()
        .annotate(
            state=states.state(council, on),
            has_clock=states.has_clock(council),
            answer_withdrawn_at=Subquery(withdrawn.values("withdrawn_at")[:1]),
            answer_withdrawn_reason=Subquery(withdrawn.values("withdrawn_reason")[:1]),
        )
    )


def public_versions(recommendation_set: RecommendationSet) -> list[CabinetResponse]:
    """Every public version of every answer to a set, newest first."""
    versions = CabinetResponse.objects.published().filter(set=recommendation_set)
    found = list(versions.select_related("approved_at__meeting__body").order_by("-version"))
    for version in found:
        version.set = recommendation_set
    return found


def read_versions(versions: list[CabinetResponse], recommendation_set: RecommendationSet) -> dict[int, Facts]:
    """Version number -> the public dictionary as it was published. A version whose snapshot is hidden is left out."""
    entries = RegisterEntry.objects.shown().filter(serial__in=[version.entry_id for version in versions])
    texts = dict(Snapshot.objects.filter(entry__in=entries).values_list("entry_id", "text"))
    withheld = {
        recommendation.position: published.RECOMMENDATION.read(recommendation)
        for recommendation in recommendation_set.recommendations.all()
        if recommendation.is_withheld
    }
    found = {}
    for version in versions:
        if version.entry_id in texts:
            facts = json.loads(texts[version.entry_id])["record"]
            for item in facts["items"]:
                position = item["recommendation"]["position"]
                if position in withheld:
                    item |= {"recommendation": withheld[position], "agreed_wording": ""}
            found[version.version] = facts
    return found


def current_of(versions: list[CabinetResponse], kind: str) -> CabinetResponse | None:
    """The version that stands now."""
    standing = (found for found in versions if found.kind == kind and found.status == ResponseStatus.PUBLISHED)
    return next(standing, None)


def set_page(reference: str, *, council: Council, on: datetime.date) -> Facts:
    """Everything the set's page shows. 404 or 410 as the record is."""
    recommendation_set = public_or_gone(with_corrections(set_rows(council, on)), reference=typed(reference))
    versions = public_versions(recommendation_set)
    read = read_versions(versions, recommendation_set)
    facts = published.SET.read(recommendation_set)
    current = current_of(versions, ResponseKind.FULL)
    interim = None if current else current_of(versions, ResponseKind.INTERIM)
    response = read.get(current.version) if current else None
    return {
        "set": facts,
        "progress": progress_by_place(recommendation_set.recommendations.all()),
        "heading": wording.response_heading(response) if response else wording.set_heading(facts),
        "response": response,
        "interim": read.get(interim.version) if interim else None,
        "answer": wording.answer_sentence(response) if response else "",
        "approval": approval_of(current) if current else None,
        "done": what_will_be_done(response) if response else None,
        "correction": _correction(current, versions, read) if current else None,
        "changed_since": _changed_since(facts, response) if response else [],
        "versions": [_version_line(version) for version in versions],
        "notes": _notes(recommendation_set, current),
        **_papers(current),
        "places": _places(recommendation_set),
        "moments": timeline.moments(recommendation_set, facts, versions),
        "withdrawn_on": recommendation_set.answer_withdrawn_at if not current else None,
        "withdrawn_reason": recommendation_set.answer_withdrawn_reason if not current else "",
        "last_changed": max(record.changed_at for record in (recommendation_set, *versions)),
        **_clock(recommendation_set, facts, council, on),
    }


def _notes(recommendation_set: RecommendationSet, current: CabinetResponse | None) -> Facts:
    """Corrections of the set itself, and where the versions of the set and of its answer are."""
    found = notes_of(recommendation_set)
    answers = notes([(current, _("Response"))], ()) if current else {"versions": []}
    return found | {"versions": found["versions"] + answers["versions"]}


def _clock(recommendation_set: Any, facts: Facts, council: Council, on: datetime.date) -> Facts:
    state = recommendation_set.state
    answered_on = recommendation_set.answered_on
    has_clock = recommendation_set.has_clock
    clock_sentence = clock.clock_words(state, facts, on=on, answered_on=answered_on)
    word, code = states.TAGS[state]
    return {
        "state": state,
        "state_word": str(word),
        "state_code": code,
        "clock": clock_sentence,
        "has_clock": has_clock,
        "came": clock_sentence if state in states.DATED_ANSWERS else "",
        "basis": clock.basis_words(facts) if has_clock else "",
        "why_no_clock": "" if has_clock else clock.why_no_clock(facts, council.clock_starts_on),
    }


def response_page(reference: str, number: int) -> Facts:
    """Everything the page of one version shows: that version as it was, and what took its place."""
    rows = CabinetResponse.objects.select_related("set__made_by", "set__addressee", "approved_at__meeting__body")
    response = public_or_gone(rows, set__reference=typed(reference), version=number)
    versions = public_versions(response.set)
    read = read_versions(versions, response.set)
    if response.version not in read:
        raise Http404
    facts = read[response.version]
    newer = next(
        (found for found in reversed(versions) if found.version > number and found.kind == response.kind), None
    )
    return {
        "set": facts["set"],
        "set_address": published.set_address(response.set),
        "response": facts,
        "heading": wording.response_heading(facts),
        "answer": wording.answer_sentence(facts),
        "approval": approval_of(response),
        "done": what_will_be_done(facts),
        "newer": _version_line(newer) if newer else None,
        "correction": _correction(response, versions, read),
        "notes": notes([(response, "")], ()),
        "published_on": timezone.localdate(response.published_at),
        **_papers(response, of_version=True),
        "last_changed": response.published_at,
    }


def paper_digest(reference: str, number: int | None = None) -> str:
    """The digest of the stored paper: of one version, or of the answer that stands now. 404 or 410 as the record is."""
    if number is not None:
        versions = CabinetResponse.objects.all()
        return public_or_gone(versions, set__reference=typed(reference), version=number).pdf_digest
    recommendation_set = public_or_gone(RecommendationSet.objects.all(), reference=typed(reference))
    versions = CabinetResponse.objects.filter(set=recommendation_set).order_by("-version")
    current = current_of(list(versions.published()), ResponseKind.FULL)
    if current is not None:
        return current.pdf_digest
    withdrawn = versions.filter(published_at__isnull=False, withdrawn_at__isnull=False, kind=ResponseKind.FULL).first()
    if withdrawn is not None:
        raise GoneError(withdrawn)
    raise Http404


def approval_of(response: CabinetResponse) -> Facts:
    """How and when it was approved, with the item's address where that is public."""
    item = response.approved_at
    return {
        "basis": response.approval_basis,
        "on": response.approved_on,
        "is_meeting": response.approval_basis == ApprovalBasis.MEETING,
        "is_individual": response.approval_basis == ApprovalBasis.INDIVIDUAL,
        "address": item_address(item) if item and item.is_public else "",
    }


def what_will_be_done(response: Facts) -> Facts:
    """The actions, one a row, and what was answered without one: why, or that nothing is recorded."""
    actions: list[Facts] = []
    without: list[Facts] = []
    for item in response["items"]:
        name = wording.recommendation_name(item["recommendation"])
        actions += [{"name": name, **action} for action in item["actions"]]
        if item["actions"]:
            continue
        is_said = item["no_action"] not in ("", NoAction.NOT_RECORDED)
        if is_said or item["outcome"] in ACCEPTING:
            words = item["no_action_words"] if is_said else ""
            without.append({"name": name, "none": words, "why": item["no_action_reason"]})
    return {"actions": actions, "without": without}


def _correction(current: CabinetResponse, versions: list[CabinetResponse], read: dict[int, Facts]) -> Facts | None:
    """Why this version took the place of the one before, and what differs."""
    earlier = [found for found in versions if found.version < current.version and found.kind == current.kind]
    if not current.correction_reason or not earlier or not {earlier[0].version, current.version} <= set(read):
        return None
    return {
        "reason": current.correction_reason,
        "on": timezone.localdate(current.published_at),
        "earlier": _version_line(earlier[0]),
        "differences": differences.between(read[earlier[0].version], read[current.version]),
    }


def _changed_since(facts: Facts, response: Facts) -> list[differences.Difference]:
    """Recommendations whose words were corrected after they were answered."""
    answered = {item["recommendation"]["position"]: item["recommendation"] for item in response["items"]}
    found = []
    for recommendation in facts["recommendations"]:
        before = answered.get(recommendation["position"], recommendation)
        if not recommendation["is_withheld"] and before["text"] != recommendation["text"]:
            name = wording.recommendation_name(recommendation)
            found.append(differences.Difference(name, marked(before["text"], recommendation["text"])))
    return found


def _version_line(version: CabinetResponse) -> Facts:
    return {
        "number": version.version,
        "kind_words": version.get_kind_display(),
        "published_on": timezone.localdate(version.published_at),
        "reason": version.correction_reason,
        "is_superseded": version.status == ResponseStatus.SUPERSEDED,
        "address": published.response_address(version),
    }


def _papers(version: CabinetResponse | None, *, of_version: bool = False) -> Facts:
    """The stored paper, for the link beside the answer and for the formats of this page."""
    size = stored_size(version.pdf_digest) if version else None
    if version is None or size is None:
        return {"paper": None, "formats": []}
    reference = version.set.reference
    name, arguments = ("response-pdf", [reference, version.version]) if of_version else ("set-pdf", [reference])
    address = reverse(f"recommendations:{name}", args=arguments)
    paper = {"words": _("Download this response"), "url": address, "size": size, "type": "PDF"}
    return {"paper": paper, "formats": [paper]}


def _places(recommendation_set: RecommendationSet) -> Facts:
    """Where it was made and what it belongs to, only where that is public."""
    item, issue = recommendation_set.made_at, recommendation_set.issue
    meeting = recommendation_set.made_at_meeting or (item.meeting if item else None)
    found = {"address": "", "words": "", "issue_title": "", "issue_address": ""}
    if meeting is not None and meeting.is_public:
        where = {"body": meeting.body.name, "day": long_date(meeting.held_on)}
        found |= {"address": meeting_address(meeting), "words": _("%(body)s, %(day)s") % where}
        if item is not None and item.is_public:
            found |= {"address": item_address(item), "words": f"{found['words']}: {public_title(item)}"}
    if issue is not None and issue.is_public:
        found |= {"issue_title": issue.title, "issue_address": issue_address(issue)}
    return found
