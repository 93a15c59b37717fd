"""Rich text on a page: sanitised here once more, so that whatever is stored cannot run anything."""

from __future__ import annotations

from typing import Any

from django import template
from django.utils.safestring import SafeString

from council.rich import shown
from council.templatetags.words import paragraphs

register = template.Library()


@register.filter
def rich_words(record: Any) -> SafeString:
    """The words of something with `html` and `text` (public values or a record): its layout, else paragraphs."""
    html, text = (record.get("html", ""), record["text"]) if isinstance(record, dict) else (record.html, record.text)
    return SafeString(shown(html)) if html else paragraphs(text)  # nh3 has just answered for it
