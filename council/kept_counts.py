"""What lists count, kept in each process until anything is published: the same for every reader, page and choice.

Kept under the state of the public record that the request began with (`Council.as_of`), as pages are under their
ETag: what is out of date is never asked for again. Without such a state, as in commands, nothing is kept. The values
are shared between threads: nobody may change them.
"""

from __future__ import annotations

import datetime
import threading
from collections import OrderedDict
from collections.abc import Callable, Hashable
from typing import TYPE_CHECKING, Any

from django.conf import settings

if TYPE_CHECKING:
    from council.models import Council

Keep = Callable[[str, Callable[[], Any]], Any]
# Values of a handful of lists, of today and of the state before.
MOST = 24
_kept: OrderedDict[Hashable, Any] = OrderedDict()
_lock = threading.Lock()


def always_anew(name: str, make: Callable[[], Any]) -> Any:
    """Keep nothing."""
    return make()


def keeper(council: Council, on: datetime.date) -> Keep:
    """A function that gives the value kept under a name, as on the day `on`, and makes it where there is none."""
    if not council.as_of or not settings.KEPT_PAGES:
        return always_anew
    as_of = (*council.as_of, on)

    def keep(name: str, make: Callable[[], Any]) -> Any:
        key = (name, as_of)
        with _lock:
            if key in _kept:
                _kept.move_to_end(key)
                return _kept[key]
        made = make()  # other threads go on meanwhile; at worst two make the same
        with _lock:
            _kept[key] = made
            while len(_kept) > MOST:
                _kept.popitem(last=False)
        return made

    return keep


def forget() -> None:
    """Keep nothing of what was kept so far."""
    with _lock:
        _kept.clear()
