"""The parts of a public page that speak to programs and to whoever follows or cites it.

They show the `about` and `formats` of the page's context, plain values both, and ask the database nothing.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django import template
from django.templatetags.static import static
from django.urls import reverse
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from council import formats, linked_data
from council.about import About, organization

register = template.Library()


def _absolute(context: template.Context) -> Callable[[str], str]:
    request = context.get("request")
    return request.build_absolute_uri if request else lambda path: path


def _lines(context: template.Context) -> list[dict[str, Any]]:
    request = context.get("request")
    own = list(context.get("formats") or ())
    if request is None or not context.get("about") or any(line.get("type") == "JSON" for line in own):
        return own
    return own + formats.data_of(request.path, request.GET)


@register.inclusion_tag("components/about.html", takes_context=True)
def about_page(context: template.Context) -> dict[str, Any]:
    """In the head: canonical address, description, Open Graph, other formats, linked data."""
    about: About | None = context.get("about")
    if about is None:
        return {"about": None}
    absolute, council = _absolute(context), context["council"]
    is_own = getattr(context.get("request"), "path", "") == about.address  # the page of a list is one of this address
    number = getattr(context.get("page"), "number", 1) if is_own else 1
    return {
        "about": about,
        "council_name": council["name"],
        "address": absolute(about.address) + (f"?page={number}" if number > 1 else ""),
        "image": absolute(static("img/share.png")),
        "changed": context.get("last_changed") if about.is_record else None,
        "alternates": [
            line | {"media": formats.MEDIA[line["type"]]}
            for line in formats.once([*_lines(context), _everything()])
            if line.get("type") in formats.MEDIA
        ],
        "script": _linked_data(about, council, absolute) if about.data else "",
    }


def _everything() -> dict[str, Any]:
    return formats.feed(_("What was published when"), reverse("register-feed"))


def _linked_data(about: About, council: dict[str, Any], absolute: Callable[[str], str]) -> SafeString:
    publisher = organization(council["name"], reverse("home"))
    is_body = about.data.get("@type") == "GovernmentOrganization"
    more = {"parentOrganization": publisher} if is_body else {"publisher": publisher}
    if about.data.get("@type") in ("Event", "Person"):
        more = {}  # what schema.org says of works is nothing to say of events and people
    elif not is_body:
        more |= {"license": council["licence_url"], "inLanguage": "en-GB"}
    return linked_data.script(linked_data.document({**about.data, **more}, absolute))


@register.inclusion_tag("components/downloads.html", takes_context=True)
def download_and_follow(context: template.Context) -> dict[str, Any]:
    """The one "Download and follow" disclosure of every page: the formats and feeds of exactly this page."""
    return formats.grouped(_lines(context))


@register.inclusion_tag("components/cite.html", takes_context=True)
def cite_this(context: template.Context) -> dict[str, Any]:
    """The quiet box with the words to cite a record by, ready to be copied."""
    about: About | None = context.get("about")
    found = about.cite if about else None
    if about is None or found is None:
        return {"cite": None}
    absolute = _absolute(context)
    return {
        "cite": found,
        "council_name": context["council"]["name"],
        "link": absolute(about.address),
        "entry": absolute(reverse("register-entry", args=[found.serial])),
    }
