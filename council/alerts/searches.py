"""Following a search: what is new among what its words find. The filters of the search page are not followed."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from urllib.parse import urlencode

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from council import search
from council.alerts.sources import Followed, Happening, Kind, Topic, Touched


def topics(keys: Collection[str]) -> dict[str, Topic]:
    """Each search with its page; anything with a word in it may be searched for."""
    found = {key: f"{reverse('search')}?{urlencode({'words': key})}" for key in keys if read(key)}
    return {key: Topic(_("a search for “%(words)s”") % {"words": key}, address) for key, address in found.items()}


def read(text: str) -> str:
    """The words, their spaces tidied; "" where nothing is searched for."""
    words = " ".join(text.split())
    return "" if search.parse(words).is_empty else words


def touched(happenings: Sequence[Happening], followed: Followed) -> Touched:
    """The searches that find what an entry is about. A few statements for each search that anybody follows."""
    serials = [one.serial for one in happenings]
    found: Touched = {}
    for words in sorted(followed.get("search", ())):
        for serial in search.matching(words, serials):
            found.setdefault(serial, set()).add(("search", words))
    return found


KIND = Kind(gettext_lazy("Search"), topics, read)
