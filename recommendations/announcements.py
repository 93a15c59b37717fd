"""What publication writes down of sets and responses: the public words, and one sentence for timelines."""

from __future__ import annotations

import datetime

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from council.canonical import plain
from council.publication import Announcement, local_date
from council.statute.wording import listed
from council.templatetags.words import on as long_date
from recommendations import published, wording
from recommendations.choices import ResponseKind, SetStatus
from recommendations.models import CabinetResponse, RecommendationSet


def about(recommendation_set: RecommendationSet) -> str:
    """The subject as it stands in a sentence."""
    return f"the {recommendation_set.subject}" if recommendation_set.has_article else recommendation_set.subject


def issue_reference(recommendation_set: RecommendationSet) -> str:
    """The opaque reference of the issue a set belongs to."""
    issue = recommendation_set.issue
    return issue.public_id.hex if issue else ""


def made(recommendation_set: RecommendationSet) -> Announcement:
    """The set was made (or corrected)."""
    count = len(recommendation_set.recommendations.all())
    sentence = ngettext(
        "%(body)s made %(count)d recommendation about %(subject)s",
        "%(body)s made %(count)d recommendations about %(subject)s",
        count,
    ) % {"body": recommendation_set.made_by.name, "count": count, "subject": about(recommendation_set)}
    return _of_set(recommendation_set, sentence, recommendation_set.made_on)


def moved_on(recommendation_set: RecommendationSet) -> Announcement:
    """The set reached a later stage."""
    found = recommendation_set
    facts = published.SET.read(found)
    who = wording.received_with_the_set(facts) if found.status == SetStatus.RECEIVED else wording.all_addressees(facts)
    names = {"addressee": listed(who), "body": found.made_by.name, "subject": about(found)}
    sentence, day = _stages(found)[SetStatus(found.status)]
    sentence = str(sentence) % (names | {"until": long_date(found.deferred_until)})
    if found.status == SetStatus.RECEIVED and found.due_on:
        sentence += _("; answer due by %(day)s") % {"day": long_date(found.due_on)}
    return _of_set(found, sentence, day)


def addressees(recommendation_set: RecommendationSet) -> str:
    """Everybody who has to answer, in a sentence."""
    return listed(wording.all_addressees(published.SET.read(recommendation_set)))


def _stages(found: RecommendationSet) -> dict[SetStatus, tuple[str, datetime.date | None]]:
    """What is said of each stage, and the day it happened."""
    today = local_date(found.changed_at)
    return {
        SetStatus.AGREED: (_("The recommendations about %(subject)s are no longer deferred"), today),
        SetStatus.SENT: (_("The recommendations about %(subject)s were sent to %(addressee)s"), found.sent_on),
        SetStatus.RECEIVED: (_("%(addressee)s received the recommendations about %(subject)s"), found.received_on),
        SetStatus.DEFERRED: (_("The recommendations about %(subject)s were deferred until %(until)s"), today),
        SetStatus.NOTED: (_("%(body)s noted the response to its recommendations about %(subject)s"), found.noted_on),
        SetStatus.MONITORING: (
            _("%(body)s follows what is done about its recommendations on %(subject)s"), found.monitored_from,
        ),
        SetStatus.CLOSED: (_("%(body)s closed its recommendations about %(subject)s"), found.closed_on),
    }  # fmt: skip


def passed_on(recommendation_set: RecommendationSet, post: str) -> Announcement:
    """Another post has to answer, because the one before ended or handed over."""
    names = {"post": post, "subject": about(recommendation_set)}
    sentence = _("%(post)s has to answer recommendations about %(subject)s now") % names
    return _of_set(recommendation_set, sentence, local_date(recommendation_set.changed_at))


def corrected(recommendation_set: RecommendationSet) -> Announcement:
    """The words or facts of a published set were corrected."""
    sentence = _("The recommendations about %(subject)s were corrected") % {"subject": about(recommendation_set)}
    return _of_set(recommendation_set, sentence, None)


def _of_set(recommendation_set: RecommendationSet, sentence: str, day) -> Announcement:  # type: ignore[no-untyped-def]
    return Announcement(
        snapshot=published.SET.read(recommendation_set),
        sentence=sentence[:1000],
        address=published.set_address(recommendation_set),
        happened_on=day or local_date(recommendation_set.changed_at),
        body=recommendation_set.made_by,
        issue_reference=issue_reference(recommendation_set),
    )


def answered(response: CabinetResponse) -> Announcement:
    """A response was published: the first one, or a corrected version."""
    answered_set = response.set
    names = {"who": response.who, "subject": about(answered_set), "day": long_date(response.considered_on)}
    if response.kind == ResponseKind.PROPOSED:
        sentence = _("A response to the recommendations about %(subject)s is proposed: %(who)s considers it on %(day)s")
    elif response.correction_reason:
        sentence = _("The response of %(who)s to the recommendations about %(subject)s was corrected")
    elif response.kind == ResponseKind.INTERIM:
        sentence = _("%(who)s gave an interim response to the recommendations about %(subject)s")
    else:
        sentence = _("%(who)s responded to the recommendations about %(subject)s")
    return Announcement(
        snapshot=plain(published.RESPONSE.read(response)),
        sentence=(sentence % names)[:1000],
        address=published.set_address(answered_set),
        happened_on=response.approved_on or local_date(response.published_at),
        body=answered_set.made_by,
        issue_reference=issue_reference(answered_set),
    )
