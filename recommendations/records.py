"""Recommendation sets, recommendations, versions of responses, committees and offices as data."""

from __future__ import annotations

import datetime
from typing import Any

from django.db.models import Prefetch
from django.http import Http404
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from council.access import public_or_gone
from council.lists import COMMON
from council.lists import every as every_list
from council.models import Council
from council.records import PublicResource, head, of_table
from council.representations import PublicField, fact
from council.schemas import DAY, NUMBER, TEXT, listed, object_of, one_of, or_none, record, rows_of, some_of
from meetings.published import DOCUMENT
from meetings.querysets import published_documents
from recommendations import people, who_pages
from recommendations.choices import ResponseKind
from recommendations.lists import RECOMMENDATIONS
from recommendations.models import CabinetResponse, Recommendation, RecommendationSet
from recommendations.pages import typed
from recommendations.published import RESPONSE, RESPONSE_ITEM, response_address
from recommendations.published_progress import LEAD_CHANGE, REVIEW, UPDATE
from recommendations.querysets_progress import standing
from recommendations.tables import RESPONSES, SETS, leads_loaded, responses_loaded, reviews_loaded, updates_loaded

SET_REFERENCE, PLACE = _("Reference of the set"), _("Place of the recommendation in its set")
VERSION_FACTS = ("kind", "kind_words", "version", "approved_on", "considered_on", "correction_reason", "address")


def _versions(found: Any) -> list[dict[str, Any]]:
    fields = [field for field in RESPONSE.fields if field.name in VERSION_FACTS]
    for version in found.public_responses:
        version.set = found
    return [{field.name: field.value(version) for field in fields} for version in found.public_responses]


def _with_versions(sets: Any) -> Any:
    versions = CabinetResponse.objects.published().select_related("duty").order_by("duty__number", "-version")
    return _with_papers(sets).prefetch_related(
        Prefetch("responses", versions, to_attr="public_responses"),
        Prefetch("lead_changes", leads_loaded().order_by("-pk"), to_attr="public_lead_changes"),
    )


def _with_papers(rows: Any) -> Any:
    return rows.prefetch_related(Prefetch("documents", published_documents(), to_attr="public_papers"))


def _papers(row: Any) -> list[dict[str, Any]]:
    return [DOCUMENT.read(paper) for paper in row.public_papers]


PAPERS = PublicField("documents", _("Papers"), _papers, (), rows_of(DOCUMENT))


SET_RECORD = of_table(
    SETS,
    "recommendations/<str:reference>.json",
    {"reference": "reference"},
    {"reference": SET_REFERENCE},
    more=(
        PublicField("responses", _("Versions of the response, the latest first"), _versions, (),
                    listed(some_of(RESPONSE, VERSION_FACTS))),
        PAPERS,
        PublicField("lead_changes", _("Who leads what was promised since it was handed over, the latest first"),
                    lambda found: [LEAD_CHANGE.read(change) for change in found.public_lead_changes], (),
                    rows_of(LEAD_CHANGE)),
    ),
    prepared=_with_versions,
)  # fmt: skip

LOOKUPS = {"reference": "set__reference", "version": "version"}
WORDS = {"reference": SET_REFERENCE, "version": _("Version of the response")}
RESPONSE_RECORD = of_table(
    RESPONSES,
    "recommendations/<str:reference>/responses/<int:version>.json",
    LOOKUPS,
    WORDS,
    more=(PAPERS,),
    prepared=_with_papers,
    fixed={"duty": None},
    name="response",
    title=_("version of a response"),
)
DUTY_RESPONSE = of_table(
    RESPONSES,
    "recommendations/<str:reference>/addressees/<int:duty>/responses/<int:version>.json",
    LOOKUPS | {"duty": "duty__number"},
    WORDS | {"duty": _("Number of the addressee")},
    more=(PAPERS,),
    prepared=_with_papers,
    name="duty-response",
    title=_("version of a further addressee’s response"),
)


def _recommendation(council: Council, on: datetime.date, *, reference: str, place: int) -> Any:
    """The row with what was answered, done and reviewed; 410 where its set was withdrawn."""
    wanted = {"set__reference": typed(reference), "position": place}
    row = RECOMMENDATIONS.rows(council, on).filter(**wanted).first()
    if row is None:
        found = RecommendationSet.objects.filter(recommendations__position=place)
        public_or_gone(found, reference=typed(reference))
        raise Http404
    return row


def _answer(row: Any) -> dict[str, Any] | None:
    """The answer that stands, with the address of its version."""
    answers = responses_loaded().filter(set=row.set_id, duty=row.duty_id, kind=ResponseKind.FULL).filter(standing(""))
    for response in answers:
        for item in response.items.all():
            if item.recommendation_id == row.pk:
                return RESPONSE_ITEM.read(item) | {"response_address": response_address(response)}
    return None


def _told(rows: Any, fields: list[PublicField], row: Any) -> list[dict[str, Any]]:
    found = list(rows.filter(recommendation=row.pk))
    for one in found:
        one.set, one.recommendation = row.set, row
    return [{field.name: field.value(one) for field in fields} for one in found]


def _beside(catalogue: Any) -> list[PublicField]:
    return [field for field in catalogue.fields if field.name != "recommendation"]


OF_AN_UPDATE = [*_beside(UPDATE), PAPERS]


def _updates(row: Any) -> list[dict[str, Any]]:
    return _told(_with_papers(updates_loaded()).order_by("-as_at", "-pk"), OF_AN_UPDATE, row)


def _reviews(row: Any) -> list[dict[str, Any]]:
    return _told(reviews_loaded().order_by("-reviewed_on", "-pk"), _beside(REVIEW), row)


HEAD = tuple(field for field in head(RECOMMENDATIONS) if field.name in COMMON)
RECOMMENDATION_RECORD = PublicResource(
    name="recommendation",
    rows=lambda on: Recommendation.objects.filter(
        set__in=RecommendationSet.objects.published().exclude(made_on__gt=on).order_by().values("pk")
    ),
    lookups={"reference": "set__reference", "place": "position"},
    title=_("recommendation"),
    route="recommendations/<str:reference>/<int:place>.json",
    parameters={"reference": SET_REFERENCE, "place": PLACE},
    find=_recommendation,
    model=Recommendation,
    fields=(
        *HEAD,
        *RECOMMENDATIONS.fields,
        PublicField("answer", _("The answer that stands"), _answer, (),
                    or_none(record(**one_of(RESPONSE_ITEM)["properties"], response_address=TEXT))),
        PublicField("updates", _("Progress updates, the latest first"), _updates, (),
                    listed(object_of(OF_AN_UPDATE, UPDATE.model))),
        PublicField("reviews", _("Reviews, the latest first"), _reviews, (),
                    listed(object_of(_beside(REVIEW), REVIEW.model))),
    ),
)  # fmt: skip

LISTED = record(name=TEXT, address=TEXT)


def _committee(council: Council, on: datetime.date, *, slug: str) -> Any:
    page = who_pages.committee_page(typed(slug), council, on)
    address = reverse("recommendations:committee", args=[slug])
    where = [{"name": one.name, "address": f"{one.address('json')}?body={slug}"} for one in every_list()
             if one.name in ("meetings", "decisions", "forward-plan", "recommendations")]  # fmt: skip
    return {"slug": slug, "address": address, "lists": where} | {
        name: page[name] for name in ("name", "figures", "coming")
    }


def _office(council: Council, on: datetime.date, *, slug: str) -> Any:
    page = who_pages.office_page(typed(slug), council, on)
    promised = [
        {"description": line["action"].description, "due_on": line["action"].due_on,
         "is_overdue": line["action"].is_overdue, "recommendation": line["row"].page}
        for line in page["promised"]
    ]  # fmt: skip
    answered = [
        {"name": row.name, "subject": row.subject, "outcome": row.outcome, "answered_on": row.answered_on,
         "address": row.page} for row in page["said"]
    ]  # fmt: skip
    return {
        "slug": slug,
        "address": reverse("recommendations:office", args=[slug]),
        "title": page["title"],
        "answered": answered,
        "promised": promised,
    }


FIGURES = record(**dict.fromkeys(
    ("recommendations", "awaiting", "agreed", "part", "refused", "unsaid", "closed"), NUMBER
))  # fmt: skip
COMMITTEE = PublicResource(
    name="committee",
    rows=people.known_bodies,
    lookups={"slug": "slug"},
    title=_("committee"),
    route="committees/<slug:slug>.json",
    parameters={"slug": _("Short name of the committee in addresses")},
    find=_committee,
    fields=(
        fact("slug", _("Short name in addresses")),
        fact("address", _("Path of its page")),
        fact("name", _("Name")),
        fact("figures", _("What it asked, or was asked, and what came of it"), FIGURES),
        fact("coming", _("Its next meeting"), or_none(record(held_on=DAY, address=TEXT))),
        fact("lists", _("Lists of what is its own"), listed(LISTED)),
    ),
)
OFFICE = PublicResource(
    name="office",
    rows=lambda on: people.known_offices(),
    lookups={"slug": "slug"},
    title=_("office"),
    route="offices/<slug:slug>.json",
    parameters={"slug": _("Short name of the office in addresses")},
    find=_office,
    fields=(
        fact("slug", _("Short name in addresses")),
        fact("address", _("Path of its page")),
        fact("title", _("Title")),
        fact("answered", _("What its holder answered"), listed(record(
            name=TEXT, subject=TEXT, outcome=TEXT, answered_on=or_none(DAY), address=TEXT))),
        fact("promised", _("Actions it leads"), listed(record(
            description=TEXT, due_on=or_none(DAY), is_overdue={"type": "boolean"}, recommendation=TEXT))),
    ),
)  # fmt: skip

RESOURCES = (SET_RECORD, RECOMMENDATION_RECORD, RESPONSE_RECORD, DUTY_RESPONSE, COMMITTEE, OFFICE)
