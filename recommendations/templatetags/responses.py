"""How the public dictionaries of sets and responses are worded in templates: a thin layer over `wording.py`."""

from __future__ import annotations

from typing import Any

from django import template
from django.utils.html import format_html
from django.utils.safestring import SafeString

from council.differences import marked
from council.templatetags.words import paragraphs
from recommendations import wording

register = template.Library()

register.filter("respondent", wording.respondent)
register.filter("meeting_label", wording.meeting_label)
register.filter("recommendation_name", wording.recommendation_name)
register.filter("outcome_shown", wording.outcome_shown)
register.filter("qualifiers", wording.qualifiers)
register.filter("exempt_ground", wording.exempt_ground)
register.filter("response_heading_words", wording.response_heading)
register.filter("set_heading", wording.set_heading)
register.filter("all_addressees", wording.all_addressees)


# Rows up to about a quarter of a page stay whole on paper.
SHORT_ROW = 900


@register.filter
def is_short(item: dict[str, Any]) -> bool:
    """Whether a row is better moved to the next page as a whole than parted."""
    recommendation = item["recommendation"]
    texts = (recommendation["text"], recommendation["exempt_reason"], recommendation["public_summary"])
    texts += (item["comment"], item["agreed_wording"], *(item["exempt_part"] or {}).values())
    limbs = [*recommendation.get("limbs", ()), *item.get("limbs", ())]
    texts += tuple(limb.get(name, "") for limb in limbs for name in ("text", "comment"))
    return sum(map(len, texts)) <= SHORT_ROW


@register.simple_tag
def response_heading(response: dict[str, Any], level: int | str = 1) -> SafeString:
    """The heading sentence as <h1>, or at the level the page needs."""
    level = int(level or 1)
    return format_html('<h{} class="response-heading">{}</h{}>', level, wording.response_heading(response), level)


@register.filter
def strong_paragraphs(text: str) -> SafeString:
    """Plain text as paragraphs in bold, as recommendations are printed."""
    return SafeString(str(paragraphs(text)).replace("<p>", "<p><strong>").replace("</p>", "</strong></p>"))


@register.filter
def marked_against(after: str, before: str) -> SafeString:
    """`after` with what differs from `before` struck through and underlined."""
    return marked(before or "", after or "")
