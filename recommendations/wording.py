"""Sentences made from the public dictionaries of a set or a response: headings, answers, grounds for withholding.

Pure functions from plain values to words: no database, no markup. Nothing here alters words of the record.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from council.statute.wording import listed
from council.templatetags.words import on as long_date
from recommendations.choices import ApprovalBasis, Outcome, ResponseKind

Facts = dict[str, Any]

# What a reader calls an outcome where the council's own word ("Yes") would stand without its question.
OUTCOMES = {
    Outcome.ACCEPTED.value: gettext_lazy("Agreed"),
    Outcome.IN_PART.value: gettext_lazy("Agreed in part"),
    Outcome.NOT_ACCEPTED.value: gettext_lazy("Not agreed"),
    Outcome.NO_OUTCOME.value: gettext_lazy("No outcome given"),
}


def name_of(body: Any) -> str:
    """The name of a body, which the catalogues give as a name or as name and slug."""
    return body["name"] if isinstance(body, dict) else str(body or "")


def subject_of(facts: Facts) -> str:
    """The subject as it stands in a sentence, with its article where it has one."""
    return _("the %(subject)s") % {"subject": facts["subject"]} if facts.get("has_article") else facts["subject"]


def origin_of_set(facts: Facts) -> str:
    """ "of the Finance Panel made on 2 August 2021 concerning the ledger": the end of every heading."""
    body = name_of(facts["made_by"])
    names = {"body": body, "day": long_date(facts["made_on"]), "subject": subject_of(facts)}
    names["of_body"] = body if body.lower().startswith("the ") else _("the %(body)s") % names
    if facts.get("is_letter") and facts["made_on"]:
        return _("of %(of_body)s of %(day)s concerning %(subject)s") % names
    if not facts["made_on"]:
        return _("of %(of_body)s concerning %(subject)s") % names
    return _("of %(of_body)s made on %(day)s concerning %(subject)s") % names


def response_heading(response: Facts) -> str:
    """ "Cabinet response to recommendations of the … made on … concerning …"."""
    names = {"who": name_of(response["set"]["addressee"]), "origin": origin_of_set(response["set"])}
    return (
        str(HEADINGS[bool(response["set"].get("is_letter")), response.get("kind") or ResponseKind.FULL.value]) % names
    )


HEADINGS = {
    (False, ResponseKind.FULL.value): gettext_lazy("%(who)s response to recommendations %(origin)s"),
    (False, ResponseKind.INTERIM.value): gettext_lazy("%(who)s interim response to recommendations %(origin)s"),
    (False, ResponseKind.PROPOSED.value): gettext_lazy("Response proposed to %(who)s to recommendations %(origin)s"),
    (True, ResponseKind.FULL.value): gettext_lazy("%(who)s reply to the letter %(origin)s"),
    (True, ResponseKind.INTERIM.value): gettext_lazy("%(who)s interim reply to the letter %(origin)s"),
    (True, ResponseKind.PROPOSED.value): gettext_lazy("Reply proposed to %(who)s to the letter %(origin)s"),
}


def set_heading(facts: Facts) -> str:
    """The heading while no answer is public."""
    if facts.get("is_letter"):
        return _("Letter %(origin)s") % {"origin": origin_of_set(facts)}
    return _("Recommendations %(origin)s") % {"origin": origin_of_set(facts)}


def all_addressees(facts: Facts) -> list[str]:
    """Everybody who has to answer, each once, the set's own addressee first where anything goes to them."""
    names = [one["addressee"] or name_of(facts["addressee"]) for one in facts["recommendations"]]
    own = [name_of(facts["addressee"])]
    return list(dict.fromkeys([*(name for name in own if name in names), *names]))


def received_with_the_set(facts: Facts) -> list[str]:
    """Those who received it on the set's own day; everybody, where each has a day of their own."""
    apart = {duty["name"] for duty in facts["duties"] if duty["received_on"] not in (None, "", facts["received_on"])}
    everybody = all_addressees(facts)
    return [name for name in everybody if name not in apart] or everybody


def respondent(response: Facts) -> str:
    """The office that responds, with the name where one is recorded."""
    return ", ".join(part for part in (response["respondent_title"], response["respondent_name"]) if part)


def meeting_label(response: Facts) -> str:
    """What stands before the date at the foot of every page of the paper."""
    if response.get("approval_basis") == ApprovalBasis.INDIVIDUAL:
        return _("Date of decision:")
    return _("Date of %(who)s meeting:") % {"who": name_of(response["set"]["addressee"])}


def recommendation_name(recommendation: Facts) -> str:
    """ "Recommendation 1)", "Recommendation R1", "Rec 3": the label as printed, or the place where there is none.

    A full stop after it goes: in a sentence it would end it.
    """
    label = (recommendation.get("label") or "").rstrip(". ") or str(recommendation["position"])
    return label if label.lower().startswith("rec") else _("Recommendation %(label)s") % {"label": label}


def outcome_shown(item: Facts) -> str:
    """The council's own word as shown that day; the general one where they answered without saying."""
    return str(item.get("outcome_words") or OUTCOMES.get(item.get("outcome") or "", ""))


def qualifiers(item: Facts) -> list[str]:
    """What stands beside an outcome, never instead of one."""
    words = []
    if item.get("outcome") == Outcome.NO_OUTCOME and item.get("outcome_words"):
        words.append(_("no outcome given"))
    if item.get("is_in_principle"):
        words.append(_("in principle"))
    if item.get("is_already_in_progress"):
        words.append(_("already in progress"))
    if item.get("has_amendment"):
        words.append(_("with an amendment"))
    return words


def exempt_ground(paragraphs: str) -> str:
    """ "exempt under paragraph 3 of Schedule 12A to the Local Government Act 1972"."""
    several = any(mark in paragraphs for mark in (",", " and ", "-", "–", ";", "&", " to "))
    return ngettext(
        "exempt under paragraph %(paragraphs)s of Schedule 12A to the Local Government Act 1972",
        "exempt under paragraphs %(paragraphs)s of Schedule 12A to the Local Government Act 1972",
        2 if several else 1,
    ) % {"paragraphs": paragraphs}


def who_answered(response: Facts) -> str:
    """Whose answer it is: the body's, or the office's where one member decided alone."""
    if response.get("approval_basis") == ApprovalBasis.INDIVIDUAL:
        return _("The %(office)s") % {"office": response["respondent_title"]}
    return name_of(response["set"]["addressee"])


def answer_sentence(response: Facts) -> str:
    """The whole answer in one sentence: "Cabinet agreed to both recommendations."."""
    counts = Counter(item["outcome"] for item in response["items"] if item["outcome"])
    total = len(response["items"])
    names = {"who": who_answered(response), "number": total}
    if response.get("kind") == ResponseKind.PROPOSED:
        return _mixed(counts, total, names, is_proposed=True)
    for outcome, sentences in UNANIMOUS.items():
        if total and counts[outcome] == total:
            return str(sentences[min(total, 3) - 1] % names)
    return _mixed(counts, total, names)


UNANIMOUS: dict[str, Sequence[Any]] = {
    Outcome.ACCEPTED.value: (
        gettext_lazy("%(who)s agreed to the recommendation."),
        gettext_lazy("%(who)s agreed to both recommendations."),
        gettext_lazy("%(who)s agreed to all %(number)d recommendations."),
    ),
    Outcome.IN_PART.value: (
        gettext_lazy("%(who)s agreed in part to the recommendation."),
        gettext_lazy("%(who)s agreed in part to both recommendations."),
        gettext_lazy("%(who)s agreed in part to all %(number)d recommendations."),
    ),
    Outcome.NOT_ACCEPTED.value: (
        gettext_lazy("%(who)s did not agree to the recommendation."),
        gettext_lazy("%(who)s agreed to neither recommendation."),
        gettext_lazy("%(who)s agreed to none of the %(number)d recommendations."),
    ),
    Outcome.NO_OUTCOME.value: (
        gettext_lazy("%(who)s answered the recommendation without saying whether it agrees."),
        gettext_lazy("%(who)s answered both recommendations without saying whether it agrees."),
        gettext_lazy("%(who)s answered all %(number)d recommendations without saying whether it agrees."),
    ),
}


def _mixed(counts: Counter[str], total: int, names: Facts, *, is_proposed: bool = False) -> str:
    parts = [
        (counts[Outcome.ACCEPTED], _("%(count)d agreed")),
        (counts[Outcome.IN_PART], _("%(count)d in part")),
        (counts[Outcome.NOT_ACCEPTED], _("%(count)d refused")),
        (counts[Outcome.NO_OUTCOME], _("%(count)d answered without saying")),
        (total - sum(counts.values()), _("%(count)d not yet answered")),
    ]
    said = listed([words % {"count": count} for count, words in parts if count])
    if is_proposed:
        return _("What is proposed to %(who)s: %(said)s.") % (names | {"said": said})
    if total < 2:
        return _("%(who)s has not answered the recommendation yet.") % names
    return _("%(who)s answered %(number)d recommendations: %(said)s.") % (names | {"said": said})


def about(facts: Facts) -> str:
    """The subject as a heading: "The ledger"."""
    words = subject_of(facts)
    return words[:1].upper() + words[1:]
