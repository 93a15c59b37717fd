"""What the pages of sets, recommendations, answers, committees and offices say of themselves to programs.

Takes the data of each page, which comes from the catalogue, and the record for its version. Asks the database nothing.
"""

from __future__ import annotations

from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _

from council import formats
from council.about import About, organization, quoted, record, work
from council.feeds import with_query
from recommendations import wording

Facts = dict[str, Any]
Line = formats.Line


def words_of(recommendation: Facts) -> str:
    """What the public reads of a recommendation; its summary where it is withheld."""
    return str(recommendation["public_summary"] if recommendation["is_withheld"] else recommendation["text"])


def of_set(page: Facts, found: Any) -> About:
    """A set of recommendations, with each of them as a part."""
    facts = page["set"]
    parts = [
        work(
            _("Recommendation"),
            name=wording.recommendation_name(one),
            position=one["position"],
            text=words_of(one),
            url=f"{facts['address']}{one['position']}/",
        )
        for one in facts["recommendations"]
    ]
    return record(
        page["heading"],
        facts["address"],
        found,
        what=quoted(_("recommendations %(reference)s") % facts, wording.about(facts)),
        said=[*page["said"], *(words_of(one) for one in facts["recommendations"][:2])],
        **work(
            _("Scrutiny recommendations"),
            identifier=facts["reference"],
            dateCreated=facts["made_on"],
            author=organization(facts["made_by"]["name"], _committee(facts["made_by"])),
            hasPart=parts,
        ),
    )


def of_recommendation(page: Facts, found: Any) -> About:
    """One recommendation. It is published with its set, so its version is the set's."""
    facts, recommendation = page["set"], page["recommendation"]
    number = {"name": page["name"], "reference": facts["reference"]}
    return record(
        f"{page['name']}: {page['subject']}",
        f"{page['set_address']}{recommendation['position']}/",
        found,
        what=quoted(_("%(name)s of %(reference)s") % number, page["subject"]),
        said=[page["lead"], words_of(recommendation)],
        **work(
            _("Recommendation"),
            position=recommendation["position"],
            text=words_of(recommendation),
            dateCreated=facts["made_on"],
            creativeWorkStatus=page["state_word"],
            author=organization(facts["made_by"]["name"], _committee(facts["made_by"])),
            isPartOf=page["set_address"],
        ),
    )


def of_response(page: Facts, found: Any) -> About:
    """One version of an answer, as it was published."""
    response, reference = page["response"], page["set"]["reference"]
    who = {"@type": "Person", "name": response["respondent_name"], "jobTitle": response["respondent_title"]}
    names = {"version": response["version"], "reference": reference}
    return record(
        _("%(heading)s, version %(number)s") % {"heading": page["heading"], "number": response["version"]},
        response["address"],
        found,
        what=_("version %(version)s of the response to the recommendations %(reference)s") % names,
        said=[page["answer"]],
        **work(
            _("Response to recommendations"),
            name=page["heading"],
            dateCreated=response["approved_on"],
            author=organization(page["set"]["addressee"]),
            contributor=who if response["respondent_name"] else None,
            isBasedOn=page["set_address"],
        ),
    )


def of_committee(page: Facts) -> About:
    """A committee."""
    address = _committee(page)
    number = {"n": page["figures"]["recommendations"], "name": page["name"]}
    said = _("%(name)s: what it asked, or was asked, and what came of it. %(n)s recommendations.") % number
    return About(page["name"], address, said, organization(page["name"], address))


def of_office(page: Facts, slug: str) -> About:
    """An office: what its holder said would be done."""
    address = reverse("recommendations:office", args=[slug])
    said = _("%(title)s: what we said we would do, and where it has got to.") % page
    return About(page["title"], address, said, {"@type": "WebPage", "name": page["title"], "url": address})


def _committee(body: Facts) -> str:
    return reverse("recommendations:committee", args=[body["slug"]])


def follow(facts: Facts) -> list[Line]:
    """What can be followed of a set: what comes of it, and the day by which to answer."""
    reference = [facts["reference"]]
    return [
        formats.feed(_("Follow what comes of these recommendations"), reverse("set-feed", args=reference)),
        formats.calendar(
            _("Put the day of the answer into your calendar"), reverse("recommendations:set-ics", args=reference)
        ),
    ]


def follow_set(facts: Facts) -> list[Line]:
    """The same on the page of the set itself, and by e-mail."""
    return [*follow(facts), *formats.alerts("recommendations", facts["reference"])]


def follow_committee(page: Facts) -> list[Line]:
    """What can be followed of a committee: its news, its meetings, the days by which to answer."""
    slug = [page["slug"]]
    return [
        formats.feed(_("Follow what %(name)s does") % page, reverse("committee-feed", args=slug)),
        *(
            [formats.calendar(_("Meetings of %(name)s") % page, reverse("meetings:body-ics", args=slug))]
            if page["has_meetings"]
            else []
        ),
        formats.calendar(_("Days by which to answer"), reverse("recommendations:committee-ics", args=slug)),
        *formats.alerts("committee", page["slug"]),
    ]


def follow_office(page: Facts, slug: str) -> list[Line]:
    """What can be followed of an office."""
    return [
        formats.feed(_("Follow what %(title)s does") % page, reverse("office-feed", args=[slug])),
        formats.calendar(_("Days by which to answer"), reverse("recommendations:office-ics", args=[slug])),
        *formats.alerts("office", slug),
    ]


def deadlines_of_list(chosen: dict[str, str]) -> Line:
    """The days by which to answer, under the filters that were chosen."""
    words = _("Days by which to answer these recommendations")
    return formats.calendar(words, with_query(reverse("recommendations:ics"), chosen))
