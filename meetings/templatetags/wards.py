"""The quiet line under a record that names wards: each can be followed by e-mail."""

from __future__ import annotations

from django import template
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from council.templatetags.site import follow_address
from meetings.alerts import wards_in

register = template.Library()


@register.simple_tag
def follow_wards(words: str) -> SafeString:
    """Links to follow each ward in an officer's words; nothing where none is named."""
    links = [(follow_address("ward", key), name) for key, name in wards_in(words or "").items()]
    if not links:
        return SafeString("")
    listed = format_html_join(", ", '<a href="{}">{}</a>', links)
    return format_html('<p class="secondary follow">{} {}</p>', _("Get e-mail alerts about a ward:"), listed)
