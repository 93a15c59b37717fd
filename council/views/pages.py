"""Pages made from the configuration alone: the accessibility statement and the council's colour."""

from __future__ import annotations

import re
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _

from council.about import About
from council.access import public_view
from council.models import Council

# What the statement takes from the configuration: as it stands, and one point on each line.
STATED = ("status", "visits", "reply_days", "prepared_on", "reviewed_on", "tested_on", "tested_how")
LISTED = ("problems", "burden", "plan")
WHITE, BLACK = "#ffffff", "#000000"


def lines(text: str) -> list[str]:
    """The lines of a text that have any words."""
    return [line.strip() for line in text.splitlines() if line.strip()]


@public_view
def accessibility(request: HttpRequest) -> HttpResponse:
    """How to ask for another format, what works and what does not, whom to complain to, how it was tested and when."""
    council: Council = request.council  # type: ignore[attr-defined]
    about = About(_("Accessibility statement"), reverse("accessibility"))
    context = stated(council) | {
        "about": about,
        "is_northern_ireland": council.nation == Council.Nation.NORTHERN_IRELAND,
        "nation": council.nation,
    }
    return render(request, "council/accessibility.html", context)


def stated(council: Council) -> dict[str, Any]:
    """What the configuration states of the site's accessibility."""
    return {name: getattr(council, f"accessibility_{name}") for name in STATED} | {
        name: lines(getattr(council, f"accessibility_{name}")) for name in LISTED
    }


@public_view
def theme(request: HttpRequest) -> HttpResponse:
    """The council's colour, and the colour of text that can be read on it, as CSS variables."""
    council: Council = request.council  # type: ignore[attr-defined]
    colour = council.colour if re.fullmatch("#[0-9a-fA-F]{6}", council.colour) else Council().colour
    context = {"colour": colour, "text_colour": readable_on(colour)}
    return render(request, "theme.css", context, content_type="text/css; charset=utf-8")


def luminance(colour: str) -> float:
    """The relative luminance of "#rrggbb", 0 (black) to 1 (white): WCAG 2.2, "relative luminance"."""
    parts = (int(colour[place : place + 2], 16) / 255 for place in (1, 3, 5))
    red, green, blue = (part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(one: str, other: str) -> float:
    """The contrast ratio of two colours, 1 to 21: WCAG 2.2, "contrast ratio"."""
    darker, lighter = sorted((luminance(one), luminance(other)))
    return (lighter + 0.05) / (darker + 0.05)


def readable_on(colour: str) -> str:
    """White or black, whichever is easier to read on `colour`: one of them always has 4.5 to 1."""
    return max((WHITE, BLACK), key=lambda text: contrast(text, colour))
