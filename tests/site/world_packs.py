"""The packs of every public agenda of `tests/site/world.py`, made as the worker makes them."""

from __future__ import annotations

from meetings.models import AgendaItem, AgendaPack, Meeting
from meetings.packs import make_packs


def make_all_packs() -> list[AgendaPack]:
    """Every pack there can be; at least an agenda's and a supplement's."""
    for meeting in Meeting.objects.published().filter(pk__in=AgendaItem.objects.published().values("meeting")):
        make_packs.call(meeting=meeting.public_id.hex)
    made = list(AgendaPack.objects.filter(state=AgendaPack.State.MADE))
    assert {pack.number for pack in made} >= {0, 1}
    return made
