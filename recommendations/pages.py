"""What the page of a set, and of one version of an answer to it, shows. Plain values only.

What each of those who have to answer was asked and said is put together in `parts.py`.
"""

from __future__ import annotations

import datetime
from typing import Any

from django.db.models import Prefetch, QuerySet
from django.http import Http404
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from council.access import GoneError, public_or_gone
from council.corrections import notes, notes_of, with_corrections
from council.models import Council
from council.templatetags.words import on as long_date
from meetings.models import AgendaItem
from meetings.published import issue_address, item_address, meeting_address, public_title
from recommendations import parts, published, timeline, wording
from recommendations.about import follow, follow_set, of_response, of_set
from recommendations.choices import LATER_STAGES, ResponseKind
from recommendations.documents import changed_at, public_documents
from recommendations.models import CabinetResponse, Recommendation, RecommendationSet
from recommendations.papers import stored_size
from recommendations.progress_lines import progress_by_place
from recommendations.querysets_progress import with_progress

Facts = dict[str, Any]

RELATED = (
    "entry", "made_by", "addressee", "issue", "made_at__meeting__body", "made_at_meeting__body",
    "noted_at__meeting__body", "closed_at__meeting__body",
)  # fmt: skip


def typed(reference: str) -> str:
    """The reference of an address; 404 where PostgreSQL could not even be asked for it."""
    if "\x00" in reference:
        raise Http404
    return reference


def with_recommendations(sets: QuerySet[Any], on: datetime.date) -> QuerySet[Any]:
    """Sets with their recommendations, who has to answer each and what came of it: one query more."""
    rows = with_progress(Recommendation.objects.select_related("duty"), on)
    return sets.prefetch_related(Prefetch("recommendations", rows))


def set_page(reference: str, *, council: Council, on: datetime.date) -> Facts:
    """Everything the set's page shows. 404 or 410 as the record is."""
    rows = with_recommendations(RecommendationSet.objects.select_related(*RELATED), on)
    recommendation_set = public_or_gone(with_corrections(rows), reference=typed(reference))
    versions, withdrawn = parts.published_versions(recommendation_set)
    read = parts.read_versions(versions, recommendation_set)
    facts = published.SET.read(recommendation_set)
    found = parts.parts_of(recommendation_set, facts, read, versions, withdrawn, council=council, on=on)
    told = public_documents(recommendation_set)
    for part in found:
        part |= _papers(part["current"], duty=part["number"])
        part["documents"] = [paper for one in part["shown"] for paper in told[CabinetResponse].get(one, [])]
    main, answered = found[0], [part["current"] for part in found if part["current"]]
    response = main["response"] if len(found) == 1 else None
    notice = _notice(recommendation_set)
    page = {
        **main,
        "set": facts,
        "progress": progress_by_place(recommendation_set.recommendations.all()),
        "heading": wording.response_heading(response) if response else wording.set_heading(facts),
        "parts": found,
        "has_several": len(found) > 1,
        "has_words": any(part[kind] for part in found for kind in ("response", "proposed", "interim")),
        "said": [part["answer"] or f"{part['clock']}." for part in found],
        "stage": _stage(facts),
        "notes": _notes(recommendation_set, answered),
        "notice": notice,
        "formats": [paper for part in found for paper in part["formats"]]
        + ([notice] if notice else [])
        + follow_set(facts),
        "places": _places(recommendation_set),
        "documents": told[RecommendationSet].get(recommendation_set.pk, []),
        "moments": timeline.moments(recommendation_set, facts, versions),
        "last_changed": max([record.changed_at for record in (recommendation_set, *versions)] + changed_at(told)),
    }
    return page | {"about": of_set(page, recommendation_set)}


def _stage(facts: Facts) -> str:
    """The later stage a set has reached, or that it is put off, as a sentence; empty before."""
    if facts["status"] not in LATER_STAGES:
        return ""
    names = {"body": facts["made_by"]["name"], "until": long_date(facts["deferred_until"])}
    names |= {name: long_date(facts[f"{name}_on"]) for name in ("noted", "closed")}
    names["from"] = long_date(facts["monitored_from"])
    return {
        "deferred": _("These recommendations are deferred until %(until)s. The time to answer goes on."),
        "noted": _("%(body)s noted the response on %(noted)s."),
        "monitoring": _("%(body)s has been following what is done since %(from)s."),
        "closed": _("%(body)s closed these recommendations on %(closed)s."),
    }[facts["status"]] % names


def _notes(recommendation_set: RecommendationSet, answered: list[CabinetResponse]) -> Facts:
    """Corrections of the set itself, and where the versions of the set and of its answers are."""
    found = notes_of(recommendation_set)
    answers = notes([(current, _("Response")) for current in answered], ()) if answered else {"versions": []}
    return found | {"versions": found["versions"] + answers["versions"]}


def response_page(reference: str, number: int, duty: int | None = None, *, on: datetime.date) -> Facts:
    """Everything the page of one version shows: that version as it was, and what took its place."""
    rows = CabinetResponse.objects.select_related(
        "entry", "set__made_by", "set__addressee", "duty", "approved_at__meeting__body", "approved_decision",
        "considered_at__meeting__body",
    )  # fmt: skip
    response = public_or_gone(rows, set__reference=typed(reference), version=number, **_whose(duty))
    versions = [one for one in parts.published_versions(response.set)[0] if one.duty_id == response.duty_id]
    read = parts.read_versions(versions, response.set)
    if response.pk not in read:
        raise Http404
    facts = read[response.pk]
    kinds = (response.kind, ResponseKind.FULL if response.kind == ResponseKind.PROPOSED else response.kind)
    newer = next((found for found in reversed(versions) if found.version > number and found.kind in kinds), None)
    is_proposed = response.kind == ResponseKind.PROPOSED
    page = {
        "set": facts["set"],
        "set_address": published.set_address(response.set),
        "response": facts,
        "heading": wording.response_heading(facts),
        "answer": wording.answer_sentence(facts),
        "approval": None if is_proposed else parts.approval_of(response),
        "proposal": parts.proposal_of(response, on) if is_proposed else None,
        "amended": None if is_proposed else parts.amended(response, versions, read),
        "done": parts.what_will_be_done(facts),
        "documents": public_documents(response.set)[CabinetResponse].get(response.pk, []),
        "newer": parts.version_line(newer) if newer else None,
        "correction": parts.correction_of(response, versions, read),
        "notes": notes([(response, "")], ()),
        "published_on": timezone.localdate(response.published_at),
        **_papers(response, of_version=True, duty=duty),
        "last_changed": response.published_at,
    }
    return page | {"about": of_response(page, response), "formats": page["formats"] + follow(facts["set"])}


def _whose(duty: int | None) -> Facts:
    return {"duty": None} if duty is None else {"duty__number": duty}


def paper_digest(reference: str, number: int | None = None, duty: int | None = None) -> str:
    """The digest of the stored paper: of one version, or of the answer that stands now. 404 or 410 as the record is."""
    if number is not None:
        versions = CabinetResponse.objects.select_related("duty")
        return public_or_gone(versions, set__reference=typed(reference), version=number, **_whose(duty)).pdf_digest
    recommendation_set = public_or_gone(RecommendationSet.objects.all(), reference=typed(reference))
    versions = CabinetResponse.objects.filter(set=recommendation_set, **_whose(duty)).order_by("-version")
    current = parts.standing(list(versions.published()), ResponseKind.FULL)  # type: ignore[attr-defined]
    if current is not None:
        return current.pdf_digest
    withdrawn = versions.filter(published_at__isnull=False, withdrawn_at__isnull=False, kind=ResponseKind.FULL).first()
    if withdrawn is not None:
        raise GoneError(withdrawn)
    raise Http404


def notice_digest(reference: str) -> str:
    """The digest of the notice by which a public set was sent. 404 or 410 as the record is."""
    return public_or_gone(RecommendationSet.objects.all(), reference=typed(reference)).notice_digest


def _papers(version: CabinetResponse | None, *, of_version: bool = False, duty: int | None = None) -> Facts:
    """The stored paper, for the link beside the answer and for the formats of this page."""
    size = stored_size(version.pdf_digest) if version else None
    if version is None or size is None:
        return {"paper": None, "formats": []}
    reference = version.set.reference
    if duty is not None:
        name, arguments = "duty-response-pdf", [reference, duty, version.version]
    elif of_version:
        name, arguments = "response-pdf", [reference, version.version]
    else:
        name, arguments = "set-pdf", [reference]
    address = reverse(f"recommendations:{name}", args=arguments)
    words = (
        _("Download this response") if duty is None else _("Download the response of %(who)s") % {"who": version.who}
    )
    paper = {"words": words, "url": address, "size": size, "type": "PDF"}
    return {"paper": paper, "formats": [paper]}


def _notice(recommendation_set: RecommendationSet) -> Facts | None:
    size = stored_size(recommendation_set.notice_digest)
    if size is None:
        return None
    url = reverse("recommendations:notice-pdf", args=[recommendation_set.reference])
    return {"words": _("The notice by which they were sent"), "url": url, "size": size, "type": "PDF"}


def _places(recommendation_set: RecommendationSet) -> Facts:
    """Where it was made, noted and closed, and what it belongs to, only where that is public."""
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
    found["noted"] = _item_address(recommendation_set.noted_at)
    found["closed"] = _item_address(recommendation_set.closed_at)
    return found


def _item_address(item: AgendaItem | None) -> str:
    return item_address(item) if item is not None and item.is_public else ""
