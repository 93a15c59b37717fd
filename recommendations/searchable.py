"""How recommendations, answers, updates and reviews are found: entries of the search index.

Everything is read through the public catalogues, from rows that the public may read.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django.db.models import Q, QuerySet
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from council.models.published import PublishedRecord
from council.publication import local_date
from council.search.entries import KINDS, OUTCOMES, SEARCHED, Entry, Searched, around
from council.search.labels import Label, labelled
from meetings.models import AgendaItem, Issue
from meetings.searchable import together, wards_in
from recommendations import wording
from recommendations.choices import ResponseKind, ResponseStatus
from recommendations.filters import about_what
from recommendations.models import CabinetResponse, CommitteeReview, ProgressUpdate, RecommendationSet, ResponseItem
from recommendations.published import RECOMMENDATION, RESPONSE, SET, response_address
from recommendations.published_progress import REVIEW, UPDATE, recommendation_address
from recommendations.querysets_progress import standing

SHOWN_AS = {
    "recommendation": (gettext_lazy("Recommendation"), gettext_lazy("Recommendations")),
    "response": (gettext_lazy("Response"), gettext_lazy("Responses")),
    "update": (gettext_lazy("Progress"), gettext_lazy("Progress and reviews")),
}


def named(recommendation: dict[str, Any], subject: str) -> str:
    """ "Recommendation 1) on library opening hours"."""
    names = {"which": wording.recommendation_name(recommendation), "subject": subject}
    return _("%(which)s on %(subject)s") % names


def set_entries(found: Any) -> list[Entry]:
    """Each recommendation of the set, of a withheld one its summary; under the wards that the list finds it by."""
    facts = SET.read(found)
    answers = ResponseItem.objects.filter(standing(), recommendation__set=found)
    outcomes = dict(answers.values_list("recommendation_id", "outcome"))
    subject, entries, wards = wording.subject_of(facts), [], wards_in(found.issue_wards)
    for row in found.recommendations.all():
        words = RECOMMENDATION.read(row)
        limbs = [f"{limb['label']} {limb['text']}" for limb in words["limbs"]]
        text = together(words["text"], *limbs, words["public_summary"], labelled(Label.DISSENT, words["dissent"]),
                        facts["in_short"], labelled(Label.MADE_BY, facts["made_by"]["name"]))  # fmt: skip
        entries.append(
            Entry(
                "recommendation", named(words, subject), text, recommendation_address(row), found.made_on,
                part=row.position, row=row.pk, code=facts["reference"], body=found.made_by_id,
                outcome=outcomes.get(row.pk, ""), wards=wards,
            )
        )  # fmt: skip
    return entries


def answers_that_stand() -> QuerySet[CabinetResponse]:
    """Public answers, those that a later one took the place of left out: they are read from it."""
    found = CabinetResponse.objects.published().filter(status=ResponseStatus.PUBLISHED)
    rows = found.select_related("set__made_by", "set__addressee", "duty")
    return rows.prefetch_related("items__recommendation__duty", "items__actions")


def response_entries(response: CabinetResponse) -> list[Entry]:
    """Each answer of the version that stands, with what will be done."""
    facts, entries = RESPONSE.read(response), []
    subject, address = wording.subject_of(facts["set"]), response_address(response)
    office = facts["respondent_title"]
    for row, item in zip(facts["items"], response.items.all(), strict=True):
        limbs = [limb.get("comment") for limb in row["limbs"]]
        exempt = row["exempt_part"] or {}
        actions = [
            together(labelled(Label.ACTION, action["description"]), labelled(Label.LEADS, action["lead"]))
            for action in row["actions"]
        ]
        text = together(
            labelled(Label.ANSWER, wording.outcome_shown(row)), labelled(Label.AS_AGREED, row["agreed_wording"]),
            row["comment"], *limbs, exempt.get("summary"), *actions,
            labelled(Label.NO_ACTION, row["no_action_reason"]),
            labelled(Label.RESPONDENT, office, facts["respondent_name"]),
        )  # fmt: skip
        names = {"who": response.who, "which": named(row["recommendation"], subject)}
        title = (
            _("%(who)s, proposed answer: %(which)s") if response.kind == ResponseKind.PROPOSED
            else _("%(who)s, answer: %(which)s")
        )  # fmt: skip
        entries.append(
            Entry(
                "response", title % names, text, f"{address}#r{item.recommendation.position}",
                response.approved_on or local_date(response.published_at), part=item.recommendation.position,
                row=item.pk, body=response.kept_by.pk, office=office, outcome=row["outcome"],
            )
        )  # fmt: skip
    return entries


def update_entries(update: ProgressUpdate) -> list[Entry]:
    """The update; no word of it where its recommendation is withheld."""
    facts = UPDATE.read(update)
    text = together(
        facts["narrative"], labelled(Label.WHY_PAUSED, facts["paused_reason"]),
        labelled(Label.WHY_NOT, facts["why_not_words"]), labelled(Label.REPORTED_BY, facts["office_title"]),
        labelled(Label.EVIDENCE, *(one["title"] for one in facts["evidence"]), between="; "),
    )  # fmt: skip
    names = {"which": named(facts["recommendation"], _subject(update)), "status": facts["status_words"]}
    return [
        Entry(
            "update", _("%(status)s: %(which)s") % names, text, recommendation_address(update.recommendation),
            update.as_at, row=update.pk, body=update.set.made_by_id, office=facts["office_title"],
        )
    ]  # fmt: skip


def review_entries(review: CommitteeReview) -> list[Entry]:
    """The review; no word of it where its recommendation is withheld."""
    facts = REVIEW.read(review)
    names = {"which": named(facts["recommendation"], _subject(review)), "verdict": facts["verdict_words"]}
    return [
        Entry(
            "update", _("%(verdict)s: %(which)s") % names, facts["words"],
            recommendation_address(review.recommendation), review.reviewed_on, row=review.pk, body=review.body_id,
        )
    ]  # fmt: skip


def _subject(record: Any) -> str:
    found = record.set
    return wording.subject_of({"subject": found.subject, "has_article": found.has_article})


def _answers_of(found: RecommendationSet) -> Iterable[PublishedRecord]:
    return CabinetResponse.objects.filter(set=found, published_at__isnull=False)


def _public_sets(which: Q) -> Iterable[PublishedRecord]:
    """Sets that are found by the wards of an issue, their own or that of the item they were made at."""
    return RecommendationSet.objects.filter(which, published_at__isnull=False)


def around_response(response: CabinetResponse) -> Iterable[PublishedRecord]:
    """The set whose outcomes it gives, and its other versions."""
    return [response.set, *_answers_of(response.set)]


def register() -> None:
    """Put all of this into the registry."""
    KINDS.update(SHOWN_AS)
    OUTCOMES.update(wording.OUTCOMES)
    beside = ("set", "recommendation__set", "recommendation__duty")
    SEARCHED.update(
        {
            RecommendationSet: Searched(
                lambda: (
                    RecommendationSet.objects.published()
                    .annotate(**about_what())
                    .select_related("made_by", "addressee")
                    .prefetch_related("recommendations__duty", "recommendations__set")
                ),
                set_entries,
            ),
            CabinetResponse: Searched(answers_that_stand, response_entries),
            ProgressUpdate: Searched(
                lambda: ProgressUpdate.objects.published().select_related(*beside), update_entries
            ),
            CommitteeReview: Searched(
                lambda: CommitteeReview.objects.published().select_related(*beside, "body"), review_entries
            ),
        }
    )  # fmt: skip
    around(CabinetResponse, around_response)
    around(Issue, lambda issue: _public_sets(Q(issue=issue) | Q(made_at__issue=issue)))
    around(AgendaItem, lambda item: _public_sets(Q(made_at=item)))
