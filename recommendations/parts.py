"""A set by who has to answer: what each of them was asked, has said, and how they stand against their clock.

A response is read from its snapshot in the register: exactly what was published, whatever a body or an office is
called by now. A recommendation that has become exempt since is shown as exempt all the same. Plain values only.
"""

from __future__ import annotations

import datetime
import json
from typing import Any

from django.db.models import Case, F, When
from django.utils import timezone

from council.differences import marked
from council.models import Council
from council.models.register import not_hidden
from meetings.published import item_address
from meetings.published_decisions import decision_address
from recommendations import clock, differences, published, states, wording
from recommendations.choices import ACCEPTING, ApprovalBasis, NoAction, ResponseKind, ResponseStatus
from recommendations.models import CabinetResponse, RecommendationSet
from recommendations.models.sets import DAYS

Facts = dict[str, Any]
Read = dict[int, Facts]


def published_versions(recommendation_set: RecommendationSet) -> tuple[list[CabinetResponse], list[CabinetResponse]]:
    """Every version of every answer to a public set that was published, newest first: public ones, withdrawn ones.

    `told` is the snapshot of each, None where it is hidden.
    """
    versions = CabinetResponse.objects.filter(set=recommendation_set, published_at__isnull=False)
    related = ("duty", "approved_at__meeting__body", "approved_decision", "considered_at__meeting__body")
    told = Case(When(not_hidden("entry__reference", "entry_id"), then=F("entry__snapshot__text")))
    found = list(versions.select_related(*related).annotate(told=told).order_by())
    found.sort(key=lambda version: (-version.version, version.pk))
    for version in found:
        version.set = recommendation_set
    return [one for one in found if not one.is_withdrawn], [one for one in found if one.is_withdrawn]


def read_versions(versions: list[Any], recommendation_set: RecommendationSet) -> Read:
    """Key of a version of `published_versions` -> the public dictionary as published; hidden ones are left out."""
    withheld = {
        recommendation.position: published.RECOMMENDATION.read(recommendation)
        for recommendation in recommendation_set.recommendations.all()
        if recommendation.is_withheld
    }
    found = {}
    for version in versions:
        if version.told is not None:
            facts = json.loads(version.told)["record"]
            for item in facts["items"]:
                _withhold(item, withheld)
            found[version.pk] = facts
    return found


def _withhold(item: Facts, withheld: dict[int, Facts]) -> None:
    position = item["recommendation"]["position"]
    if position in withheld:
        without_words = [limb | {"text": ""} for limb in item.get("limbs", [])]
        item |= {"recommendation": withheld[position], "agreed_wording": "", "limbs": without_words}


def standing(versions: list[CabinetResponse], kind: str) -> CabinetResponse | None:
    """The version of one addressee's answer that stands now."""
    return next((found for found in versions if found.kind == kind and found.status == ResponseStatus.PUBLISHED), None)


def parts_of(
    recommendation_set: RecommendationSet, facts: Facts, read: Read, versions: list[CabinetResponse],
    withdrawn: list[CabinetResponse], *, council: Council, on: datetime.date,
) -> list[Facts]:  # fmt: skip
    """One for each who has to answer: the set's own addressee first, where any recommendation is theirs."""
    addressees: list[Facts] = [{"number": None, "name": facts["addressee"]["name"], "due": facts}]
    addressees += [{"number": duty["number"], "name": duty["name"], "due": duty} for duty in facts["duties"]]
    found = []
    for who in addressees:
        asked = [one for one in facts["recommendations"] if one["addressee_number"] == who["number"]]
        if not asked and facts["duties"]:
            continue
        own = [version for version in versions if _number(version) == who["number"]]
        gone = [version for version in withdrawn if _number(version) == who["number"]]
        about = facts | {"addressee": {"name": who["name"]}, "recommendations": asked}
        about |= {name: who["due"][name] for name in ("due_on", "due_basis", "due_working")}
        if who["due"]["received_on"]:
            about |= {name: who["due"][name] for name in DAYS}
        found.append(_part(recommendation_set, who, about, read, own, gone, council=council, on=on))
    return found


def _number(version: CabinetResponse) -> int | None:
    return version.duty.number if version.duty else None


def _part(
    recommendation_set: RecommendationSet, who: Facts, about: Facts, read: Read, versions: list[CabinetResponse],
    withdrawn: list[CabinetResponse], *, council: Council, on: datetime.date,
) -> Facts:  # fmt: skip
    current = standing(versions, ResponseKind.FULL)
    response = read.get(current.pk) if current else None
    proposed = None if current else standing(versions, ResponseKind.PROPOSED)
    interim = None if current else standing(versions, ResponseKind.INTERIM)
    gone = next((found for found in withdrawn if found.kind == ResponseKind.FULL), None) if not current else None
    return {
        **who,
        "set": about,
        "recommendations": about["recommendations"],
        "current": current,
        "shown": [version.pk for version in (current, proposed, interim) if version],
        "response": response,
        "answer": wording.answer_sentence(response) if response else "",
        "interim": read.get(interim.pk) if interim else None,
        "proposed": read.get(proposed.pk) if proposed else None,
        "proposal": proposal_of(proposed, on) if proposed else None,
        "approval": approval_of(current) if current else None,
        "done": what_will_be_done(response) if response else None,
        "amended": amended(current, versions, read) if current else None,
        "correction": correction_of(current, versions, read) if current else None,
        "changed_since": _changed_since(about, response) if response else [],
        "versions": [version_line(version) for version in versions],
        "withdrawn_on": gone.withdrawn_at if gone else None,
        "withdrawn_reason": gone.withdrawn_reason if gone else "",
        **_clock(recommendation_set, about, versions, council, on),
    }


def _clock(
    recommendation_set: RecommendationSet, about: Facts, versions: list[CabinetResponse], council: Council,
    on: datetime.date,
) -> Facts:  # fmt: skip
    full = [found for found in versions if found.kind == ResponseKind.FULL]
    answered_on = full[-1].approved_on if full else None
    due_on, received_on = about["due_on"], clock.day(about["received_on"])
    state = states.part_state(
        clock.day(due_on), answered_on, is_answered=bool(full), council=council, received_on=received_on, on=on
    )
    has_clock = states.is_timed(clock.day(due_on), received_on, council)
    sentence = clock.clock_words(state, about, on=on, answered_on=answered_on)
    word, code = states.TAGS[state]
    return {
        "state": state,
        "state_word": str(word),
        "state_code": code,
        "clock": sentence,
        "has_clock": has_clock,
        "came": sentence if state in states.DATED_ANSWERS else "",
        "basis": clock.basis_words(about) if has_clock else "",
        "why_no_clock": "" if has_clock else clock.why_no_clock(about, council.clock_starts_on),
    }


def approval_of(response: CabinetResponse) -> Facts:
    """How and when it was approved, with the address of the item or the decision where that is public."""
    item, decision = response.approved_at, response.approved_decision
    address = item_address(item) if item and item.is_public else ""
    return {
        "basis": response.approval_basis,
        "on": response.approved_on,
        "is_meeting": response.approval_basis == ApprovalBasis.MEETING,
        "is_individual": response.approval_basis == ApprovalBasis.INDIVIDUAL,
        "address": decision_address(decision) if decision and decision.is_public else address,
    }


def proposal_of(response: CabinetResponse, on: datetime.date) -> Facts:
    """When what is proposed is considered, with the item's address, and whether that day has gone."""
    item, day = response.considered_at, response.considered_on
    return {
        "who": response.who,
        "on": day,
        "is_past": day is not None and day < on,
        "address": item_address(item) if item and item.is_public else "",
        "version": version_line(response),
    }


def amended(current: CabinetResponse, versions: list[CabinetResponse], read: Read) -> Facts | None:
    """What was changed between the newest proposal and what was agreed; None where none was published."""
    before = [one for one in versions if one.proposes_id == current.pk]
    if not before or not {before[0].pk, current.pk} <= set(read):
        return None
    found = differences.of_answers(read[before[0].pk], read[current.pk])
    return {"proposed": version_line(before[0]), "differences": found}


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


def correction_of(current: CabinetResponse, versions: list[CabinetResponse], read: Read) -> Facts | None:
    """Why this version took the place of the one before, and what differs."""
    earlier = [found for found in versions if found.version < current.version and found.kind == current.kind]
    if not current.correction_reason or not earlier or not {earlier[0].pk, current.pk} <= set(read):
        return None
    return {
        "reason": current.correction_reason,
        "on": timezone.localdate(current.published_at),
        "earlier": version_line(earlier[0]),
        "differences": differences.between(read[earlier[0].pk], read[current.pk]),
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


def version_line(version: CabinetResponse) -> Facts:
    """One published version: number, kind, when, why, and where it is."""
    return {
        "number": version.version,
        "kind_words": version.get_kind_display(),
        "published_on": timezone.localdate(version.published_at),
        "reason": version.correction_reason,
        "is_superseded": version.status == ResponseStatus.SUPERSEDED,
        "address": published.response_address(version),
    }
