"""Filters for dates, times, counts and paragraphs, in the words the council uses with residents.

Pure functions from values to words: no model, no request. Dates may arrive as date, datetime or ISO 8601
text, because the page data of a published record are plain dictionaries. Times are those of London.
"""

import datetime as dt
import re
from typing import Any
from zoneinfo import ZoneInfo

from django import template
from django.utils.formats import date_format
from django.utils.html import format_html_join
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

register = template.Library()

LONDON = ZoneInfo("Europe/London")
BREAK = mark_safe("<br>")  # our own markup, no value in it


# Dates and times


def moment_of(value: Any) -> dt.date | dt.datetime | dt.time | None:
    """The date, London date and time, or time that `value` (also as ISO text) stands for; otherwise None."""
    if isinstance(value, str):
        for read in (dt.date.fromisoformat, dt.datetime.fromisoformat, dt.time.fromisoformat):
            try:
                value = read(value.strip())
            except ValueError:
                continue
            break
    if isinstance(value, dt.datetime) and value.tzinfo is not None:
        return value.astimezone(LONDON)
    return value if isinstance(value, dt.date | dt.time) else None


def clock(time: dt.time) -> str:
    """A time of day as GOV.UK writes it: "6.30pm", "9am", "noon", "midnight"."""
    if (time.hour, time.minute) == (12, 0):
        return _("noon")
    if (time.hour, time.minute) == (0, 0):
        return _("midnight")
    minutes = f".{time.minute:02}" if time.minute else ""
    return f"{time.hour % 12 or 12}{minutes}{_('am') if time.hour < 12 else _('pm')}"


def _dated(value: Any, pattern: str) -> str:
    moment = moment_of(value)
    return date_format(moment, pattern) if isinstance(moment, dt.date) else str(value or "")


@register.filter
def on(value: Any) -> str:
    """ "10 March 2026". Text that is no date (such as "spring 2027") comes back as it is."""
    return _dated(value, "j F Y")


@register.filter
def on_day(value: Any) -> str:
    """ "Tuesday 10 March 2026", for days that somebody has to keep."""
    return _dated(value, "l j F Y")


@register.filter
def on_short(value: Any) -> str:
    """ "Tue 10 Mar", for narrow lists whose year is plain."""
    return _dated(value, "D j M")


@register.filter
def at(value: Any) -> str:
    """ "6.30pm", "noon" or "midnight"; a date without a time gives nothing."""
    moment = moment_of(value)
    if isinstance(moment, dt.datetime):
        return clock(moment.time())
    return clock(moment) if isinstance(moment, dt.time) else "" if moment else str(value or "")


@register.filter
def on_at(value: Any) -> str:
    """ "10 March 2026 at 6.30pm"; only the date where there is no time."""
    if not isinstance(moment_of(value), dt.datetime):
        return on(value)
    return _("%(date)s at %(time)s") % {"date": on(value), "time": at(value)}


@register.filter
def iso(value: Any) -> str:
    """The same moment for a machine, as the datetime attribute of a <time> element."""
    moment = moment_of(value)
    return moment.isoformat() if moment else ""


# Words and numbers


@register.filter
def filesize(size: int | None) -> str:
    """ "106 KB", "2.4 MB"; 1 KB is 1,024 bytes. Nothing where the size is not known."""
    if size is None or size == "":
        return ""
    size = int(size)
    if size < 1024:
        return _("1 byte") if size == 1 else _("%(size)s bytes") % {"size": size}
    kilobytes = max(1, round(size / 1024))
    if kilobytes < 1024:
        return _("%(size)s KB") % {"size": kilobytes}
    return _("%(size)s MB") % {"size": f"{size / 1024**2:.1f}".removesuffix(".0")}


@register.filter
def pages(count: int | None) -> str:
    """ "14 pages", "1 page". Nothing where nobody counted them."""
    return ngettext("%(count)d page", "%(count)d pages", count) % {"count": count} if count else ""


@register.filter
def count_of(number: Any, words: str) -> str:
    """`3|count_of:_("recommendation,recommendations")` is "3 recommendations". A list counts its items."""
    number = number if isinstance(number, int) else len(number)
    one, many = str(words).split(",")
    return f"{number:,} {(one if number == 1 else many).strip()}"


@register.filter
def paragraphs(text: Any) -> SafeString:
    """Plain text as escaped <p> elements: a blank line parts paragraphs, a single line end becomes <br>."""
    lines = str(text or "").replace("\r\n", "\n").replace("\r", "\n")
    parts = [part.strip("\n") for part in re.split(r"\n[^\S\n]*\n", lines) if part.strip()]
    broken = (format_html_join(BREAK, "{}", ((line,) for line in part.split("\n"))) for part in parts)
    return format_html_join("\n", "<p>{}</p>", ((part,) for part in broken))
