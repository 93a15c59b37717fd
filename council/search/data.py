"""What a search finds, as data: the results, filters and counts of the search page, without its marks."""

from __future__ import annotations

import html

from django.utils.html import strip_tags
from django.utils.translation import gettext_lazy as _

from council.indexes import Line, Lines, PublicIndex, Question
from council.representations import PublicField, fact
from council.schemas import DAY, FLAG, NUMBER, TEXT, listed, or_none, record
from council.search.entries import KINDS, OUTCOMES
from council.search.finding import A_PAGE, COUNTED, LAST_PAGE, Found, Result, find
from council.search.form import Asked, SearchForm

# Results that can be leafed through, and rows of a table.
MOST = A_PAGE * LAST_PAGE


def without_marks(marked: str) -> str:
    """The words without the marks of what was found in them."""
    return " ".join(html.unescape(strip_tags(marked)).split())


def line(result: Result) -> Line:
    """One result."""
    return {
        "title": without_marks(result.title),
        "address": result.address,
        "kind": result.kind,
        "kind_words": str(KINDS[result.kind][0]) if result.kind in KINDS else "",
        "excerpt": without_marks(result.excerpt),
        "reference": result.code,
        "record": result.reference,
        "page_of_document": result.part if result.kind == "document" and result.part else None,
        "body": result.body,
        "happened_on": result.happened_on,
        "outcome": result.outcome,
        "outcome_words": str(OUTCOMES.get(result.outcome, "")),
    }


def facets(found: Found) -> list[Line]:
    """Each filter with what may be chosen and how many there would be."""
    return [
        {"name": name, "choices": [{"value": value, "words": SearchForm.named(name, words), "number": number}
                                   for value, words, number in rows]}
        for name, rows in found.facets.items()
    ]  # fmt: skip


def read(question: Question) -> Lines:
    """What an address asks for, as the page: any address at all has an answer."""
    params = question.params
    asked = Asked({name: params.get(name) for name in params if name != "page"})  # the page is the question's own
    last = MOST // question.size
    number = min(question.number, last)
    found = find(asked.query, asked.narrowing, asked.order, number, question.size)
    reach = min(found.total, MOST)
    pages = max(-(-reach // question.size), 1)
    if number > pages:
        number = pages
        found = find(asked.query, asked.narrowing, asked.order, number, question.size)
    more = {"has_more": found.total > COUNTED, "facets_are_sampled": found.is_sampled, "facets": facets(found)}
    rows = [line(result) for result in found.rows]
    return Lines(rows, min(found.total, COUNTED), number, reach, asked.hints, more)


CHOICE = record(value=TEXT, words=TEXT, number=NUMBER)
INDEX = PublicIndex(
    name="search",
    title=_("Search"),
    path="/search/",
    page_size=A_PAGE,
    most=MOST,
    read=read,
    asks=(
        PublicField("words", _("Words, “a phrase”, -without, one OR other")),
        *(PublicField(name, SearchForm.base_fields[name].label) for name in
          ("kind", "body", "office", "outcome", "year", "ward")),
        PublicField("from", _("First day (YYYY-MM-DD)")),
        PublicField("to", _("Last day (YYYY-MM-DD)")),
        PublicField("sort", _("“newest”; otherwise the best match comes first")),
    ),
    fields=(
        fact("title", _("Title")),
        fact("address", _("Path of its page")),
        fact("kind", _("Kind")),
        fact("kind_words", _("Kind in words")),
        fact("excerpt", _("Where the words stand in it")),
        fact("reference", _("Reference")),
        fact("record", _("Identifier that never changes")),
        fact("page_of_document", _("Page of the document"), or_none(NUMBER)),
        fact("body", _("Body")),
        fact("happened_on", _("Date"), or_none(DAY)),
        fact("outcome", _("Outcome")),
        fact("outcome_words", _("Outcome in words")),
    ),
    more=(
        fact("has_more", _("Whether more than the total is found"), FLAG),
        fact("facets_are_sampled", _("Whether the numbers in facets are of the newest alone"), FLAG),
        fact("facets", _("Filters with their choices and numbers"), listed(record(name=TEXT, choices=listed(CHOICE)))),
    ),
)  # fmt: skip
