"""Making packs: asked for whenever something public of a meeting changes, made in the background, kept by digest.

A pack is made of what is public when the work begins, and stored only if that is still so when it ends: whatever was
made exempt or withdrawn meanwhile wins. The job can be run any number of times; where nothing changed it does nothing.
"""

from __future__ import annotations

import datetime
import shutil
import tempfile
import time
import uuid
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import TYPE_CHECKING, Any

from django.db import transaction
from django.db.models import F, QuerySet
from django.utils import timezone
from django.utils.translation import gettext as _
from django_tasks import task

from council import files, jobs
from council.models import Body, Council, Membership, Person, RegisterHead
from council.models.published import PublishedRecord
from meetings.models import AgendaItem, AgendaPack, AgendaSupplement, Document, Meeting
from meetings.pack_parts import Contents, contents_from, contents_of, with_members
from meetings.pages import Data
from meetings.published_packs import pack_address

if TYPE_CHECKING:
    from meetings.pack_build import Built

IN_A_PACK = (Meeting, AgendaItem, AgendaSupplement, Document)
# How often one run begins again because something changed while it worked.
MOST_TURNS = 3
# Where one run works, and the seconds after which nobody works there any more.
FOLDER, LONGEST = "agenda-pack-", 6 * 60 * 60


class StillChangingError(Exception):
    """The agenda changed again and again while its pack was made. The queue tries again later."""


def build(contents: Contents, first_page: int, say: Callable[[str], None], folder: Path) -> Built:
    """The pack, as `pack_build` makes it; loaded late, because its PDF library costs every process 11 MB."""
    from meetings import pack_build

    return pack_build.build(contents, first_page, say, folder)


def follow_up(record: PublishedRecord) -> None:
    """After something was published, corrected or withdrawn: have the packs that show it made again."""
    if isinstance(record, IN_A_PACK):
        meeting = _meeting_of(record)
        if meeting is not None:
            ask_for(meeting)


def follow_configuration(record: Any, at: datetime.datetime) -> None:
    """After the council's settings changed: have the packs made again whose front sheet says something else now.

    Those of past meetings keep what they said on the day, as far as they can still be served.
    """
    packed = Meeting.objects.filter(packs__number=0)
    ahead = packed.filter(held_on__gte=timezone.localdate(at))
    found = {
        Council: lambda: ahead,
        Person: lambda: ahead.filter(body__memberships__person_id=record.pk),
        Membership: lambda: ahead.filter(body=record.body_id),
        Body: lambda: packed.filter(body=record.pk),
    }.get(type(record))
    for meeting in found().distinct() if found else ():
        ask_for(meeting)


def _meeting_of(record: PublishedRecord) -> Meeting | None:
    if isinstance(record, Meeting):
        return record
    return next((found for parent in record.parents() if (found := _meeting_of(parent))), None)


@transaction.atomic
def ask_for(meeting: Meeting, *, anew: bool = False) -> None:
    """Put the making of a meeting's packs into the queue; `anew` makes those again that are as they should be."""
    if anew:
        AgendaPack.objects.filter(meeting=meeting, state=AgendaPack.State.MADE).update(state=AgendaPack.State.WAITING)
        for job in jobs.given_up(make_packs, meeting=meeting.public_id.hex):
            jobs.try_again(job.pk)
    jobs.enqueue(make_packs, meeting=meeting.public_id.hex)


def job_of(meeting: Meeting) -> Any:
    """The job that makes a meeting's packs, while it waits, runs or has failed."""
    return jobs.waiting_for(make_packs, meeting=meeting.public_id.hex)


@task()
def make_packs(meeting: str) -> str:
    """The job: make every pack of a meeting that is not the one of what is public now; say which."""
    found = Meeting.objects.select_related("body").filter(public_id=uuid.UUID(meeting)).first()
    if found is None:
        return "no such meeting"
    made, first_page, number = [], 1, 0
    while True:
        contents = _packs_now(found)
        if number >= len(contents):
            break
        pack = _make(found, contents[number].number, first_page)
        if pack is not None:
            made.append(f"{pack.number}: {pack.page_count} pages")
        pack = AgendaPack.objects.get(meeting=found, number=contents[number].number)
        first_page, number = pack.last_page + 1, number + 1
    _drop(AgendaPack.objects.filter(meeting=found).exclude(number__in=[each.number for each in contents]))
    _repeat_facts(found)
    return "; ".join(made) or "nothing to make"


def _packs_now(meeting: Meeting) -> list[Contents]:
    """What the packs of a meeting show at this moment: read anew, from the database."""
    fresh = Meeting.objects.published().select_related("body").filter(pk=meeting.pk).first()
    return with_members(contents_of(fresh), fresh) if fresh else []


def _now(meeting: Meeting, number: int) -> Contents | None:
    return _now_of(_packs_now(meeting), number)


def _now_of(contents: list[Contents], number: int) -> Contents | None:
    return next((each for each in contents if each.number == number), None)


def _make(meeting: Meeting, number: int, first_page: int) -> AgendaPack | None:
    """One pack, unless it is there already. A change while it is made begins it again."""
    pack, _new = AgendaPack.objects.get_or_create(meeting=meeting, number=number, defaults={"asked_at": timezone.now()})
    for _turn in range(MOST_TURNS):
        contents = _now(meeting, number)
        if contents is None:
            return None
        if pack.state == AgendaPack.State.MADE and _marks(contents, first_page) == (
            pack.fingerprint,
            pack.configuration,
        ):
            return None
        began = time.monotonic()
        _say(pack, _("Begun"))
        with _work_folder() as folder:
            try:
                built = build(contents, first_page, lambda words: _say(pack, words), folder)
            except Exception:
                AgendaPack.objects.filter(pk=pack.pk).update(state=AgendaPack.State.FAILED)
                raise
            if _store(pack, built, _marks(contents, first_page), first_page, time.monotonic() - began):
                return AgendaPack.objects.get(pk=pack.pk)
    raise StillChangingError(f"{meeting.public_id.hex} {number}")


def _marks(contents: Contents, first_page: int) -> tuple[str, str]:
    """What a pack is known by: where one of the two changes, it is made again."""
    return contents.fingerprint(first_page), contents.configuration()


@contextmanager
def _work_folder() -> Iterator[Path]:
    """A folder for the copies of papers, gone afterwards; with it go those that killed workers left behind."""
    for left in Path(tempfile.gettempdir()).glob(f"{FOLDER}*"):
        with suppress(OSError):
            if time.time() - left.stat().st_mtime > LONGEST:
                shutil.rmtree(left)
    with tempfile.TemporaryDirectory(prefix=FOLDER) as name:
        yield Path(name)


def _say(pack: AgendaPack, words: str) -> None:
    """Progress, for the officer who waits."""
    AgendaPack.objects.filter(pk=pack.pk).update(state=AgendaPack.State.MAKING, progress=words[:200])


def _store(pack: AgendaPack, built: Built, marks: tuple[str, str], first_page: int, seconds: float) -> bool:
    """Keep the pack if it still is the one of what is public; the file it replaces goes."""
    digest = files.keep_file(built.path)
    with transaction.atomic():
        locked = AgendaPack.objects.select_for_update().get(pk=pack.pk)
        Meeting.objects.select_for_update().get(pk=pack.meeting_id)
        contents = _now(pack.meeting, pack.number)
        if contents is None or _marks(contents, first_page) != marks:
            transaction.on_commit(lambda: _forget_unless_used(digest))
            return False
        before = locked.digest
        locked.state, locked.progress, locked.digest = "made", "", digest
        locked.fingerprint, locked.configuration = marks
        locked.size_bytes, locked.first_page, locked.page_count = built.size, first_page, built.pages
        locked.left_out, locked.not_tagged, locked.is_accessible = built.left_out, built.not_tagged, built.is_accessible
        locked.made_at, locked.seconds = timezone.now(), seconds
        locked.save()
        if before != digest:
            transaction.on_commit(lambda: _forget_unless_used(before))
    return True


def _drop(packs: QuerySet[AgendaPack]) -> None:
    """Packs of what is not public any more: rows and files go."""
    with transaction.atomic():
        digests = list(packs.values_list("digest", flat=True))
        packs.delete()
        for digest in digests:
            transaction.on_commit(lambda digest=digest: _forget_unless_used(digest))  # type: ignore[misc]


def _forget_unless_used(digest: str) -> None:
    if digest and not AgendaPack.objects.filter(digest=digest).exists():
        files.forget(digest)


def _repeat_facts(meeting: Meeting) -> None:
    """Write what the meeting's page needs of all its packs beside the first of them."""
    with transaction.atomic():
        packs = list(AgendaPack.objects.select_for_update().filter(meeting=meeting).order_by("number"))
        stored = [pack.facts() for pack in packs if pack.digest]
        if packs and packs[0].stored != stored:
            AgendaPack.objects.filter(pk=packs[0].pk).update(stored=stored)
            RegisterHead.objects.filter(pk=1).update(made=F("made") + 1)


def pack_lines(meeting: Any, council: Council) -> list[Data]:
    """The packs that may be served now, for the meeting's page. Needs what `meetings_in_full` reads."""
    if not meeting.packs_stored:
        return []
    papers = [*meeting.public_documents, *(paper for item in meeting.public_items for paper in item.documents.all())]
    now = {each.number: each for each in contents_from(meeting, meeting.public_items, papers, council)}
    return [
        facts
        | {"address": pack_address(meeting, facts["number"]), "name": now[facts["number"]].supplement.get("name", "")}
        for facts in meeting.packs_stored
        if facts["number"] in now and now[facts["number"]].fingerprint(facts["first_page"]) == facts["fingerprint"]
    ]


def servable(meeting: Meeting, number: int, council: Council) -> tuple[bool, AgendaPack | None]:
    """Whether a public meeting has a pack with this number, and the stored one if it is that of what is public now."""
    contents = _now_of(contents_of(meeting, council), number)
    if contents is None:
        return False, None
    pack = AgendaPack.objects.filter(meeting=meeting, number=number).exclude(digest="").first()
    if pack is None or pack.fingerprint != contents.fingerprint(pack.first_page):
        return True, None
    return True, pack


def pack_states(meeting: Meeting) -> list[Data]:
    """Each pack that a meeting should have as it stands, for officers: its row, its state in words, its address."""
    if not meeting.is_public:
        return []
    rows = {pack.number: pack for pack in AgendaPack.objects.filter(meeting=meeting)}
    found = []
    for contents in contents_of(meeting):
        row = rows.get(contents.number)
        is_current = bool(row and row.digest and row.fingerprint == contents.fingerprint(row.first_page))
        state = AgendaPack.State(row.state) if row else AgendaPack.State.WAITING
        if state == AgendaPack.State.MADE and not is_current:
            state = AgendaPack.State.WAITING
        found.append(
            {
                "name": contents.supplement.get("name") or _("Agenda pack"), "row": row, "words": str(state.label),
                "code": "published" if state == AgendaPack.State.MADE else "draft",
                "progress": row.progress if row and state == AgendaPack.State.MAKING else "",
                "address": pack_address(meeting, contents.number) if is_current else "",
            }
        )  # fmt: skip
    return found


def _named(jobs_arguments: list[Data]) -> list[str]:
    keys = [uuid.UUID(arguments["meeting"]) for arguments in jobs_arguments]
    found = {each.public_id: each for each in Meeting.objects.select_related("body").filter(public_id__in=keys)}
    return [_("Agenda pack: %(meeting)s") % {"meeting": found.get(key, key)} for key in keys]


# What the jobs of this module are called on the administrators' page: their path, and names from their arguments.
NAMED = {make_packs.module_path: _named}
