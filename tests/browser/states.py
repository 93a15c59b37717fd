"""The states of the demonstration that the browser looks at, by name; tests/browser/every_route.py adds the rest."""

from __future__ import annotations

from collections.abc import Iterator

from django_tasks_db.models import DBTaskResult

from council.models import RegisterEntry, SealRequest
from meetings.choices_decisions import DecisionStatus, MakerKind
from meetings.models import (
    AgendaItem,
    AgendaPack,
    AgendaSupplement,
    Attendance,
    Decision,
    Document,
    Issue,
    ItemOutcome,
    ItemProceedings,
    Meeting,
    PlanEdition,
    PlanEntry,
)
from meetings.packs import make_packs
from meetings.querysets_decisions import with_status
from recommendations.models import CabinetResponse, Recommendation, RecommendationSet
from tests import factories
from tests.site import world_alerts


def public_addresses() -> Iterator[str]:
    """One of each page type in each state that the demonstration has."""
    yield from (
        "/",
        "/meetings/",
        "/meetings/?page=2",
        "/meetings/calendar/",
        "/meetings/calendar/?month=nonsense&body=cabinet",
        "/issues/",
        "/forward-plan/",
        "/forward-plan/?key=nonsense",
        "/recommendations/",
        "/register/",
        "/accessibility/",
    )
    yield from ("/recommendations/?state=overdue", "/recommendations/?words=zzzzzz", "/recommendations/?state=nonsense")
    yield from ("/sign-in/", "/no-such-page/", "/meetings/?body=nothing")
    for status in ("scheduled", "held", "cancelled", "postponed"):
        meeting = Meeting.objects.published().filter(status=status).first()
        yield meeting.entry.event.address
    for restriction in ("open", "part_exempt", "exempt", "confidential"):
        yield AgendaItem.objects.published().filter(restriction=restriction).first().entry.event.address
    yield ItemOutcome.objects.published().first().entry.event.address
    yield Document.objects.published().filter(restriction="exempt").first().entry.event.address
    replaced = Document.objects.published().filter(files__was_public=True).first()
    yield from (f"/documents/{replaced.reference}/{page}" for page in ("", "text/", "versions/1/"))
    for proceedings in ItemProceedings.objects.published()[:3]:
        yield proceedings.entry.event.address
    for attendance in Attendance.objects.published()[:2]:
        yield attendance.entry.event.address
    for status in DecisionStatus:
        decision = with_status(Decision.objects.published(), factories.AT.date()).filter(status=status).first()
        yield from () if decision is None else (f"/decisions/{decision.reference}/",)
    for maker in MakerKind:
        yield f"/decisions/{Decision.objects.published().filter(maker_kind=maker).first().reference}/"
    yield f"/decisions/{Decision.objects.published().filter(restriction='exempt').first().reference}/"
    yield f"{unpacked().entry.event.address}agenda-pack.pdf"
    supplement = AgendaSupplement.objects.published().select_related("meeting").first()
    yield f"{supplement.meeting.entry.event.address}supplement-{supplement.number}-pack.pdf"
    for issue in Issue.objects.published()[:2]:
        yield f"/issues/{issue.reference}/{issue.slug}/"
    for entry in PlanEntry.objects.published():
        yield f"/forward-plan/{entry.reference}/"
    yield f"/forward-plan/editions/{PlanEdition.objects.published().first().reference}/"
    for recommendation_set in RecommendationSet.objects.filter(published_at__isnull=False):
        yield f"/recommendations/{recommendation_set.reference}/"
    superseded = CabinetResponse.objects.filter(status="superseded").first()
    yield f"/recommendations/{superseded.set.reference}/responses/{superseded.version}/"
    for kind in RegisterEntry.objects.values_list("record_kind", "act").order_by().distinct():
        entry = RegisterEntry.objects.filter(record_kind=kind[0], act=kind[1]).last()
        yield f"/register/{entry.serial}/"
    for act in ("clerical", "corrected", "restricted", "withdrawn", "sealed"):
        entry = RegisterEntry.objects.filter(act=act).last()
        yield f"/register/{entry.serial}/versions/"
        if act in RegisterEntry.CORRECTING:
            yield entry.event.address


def packed() -> Meeting:
    """A meeting with a PDF among its papers: its pack is made for these tests."""
    paper = Document.objects.published().filter(format="PDF", restriction="open", item__restriction="open")
    alone = paper.exclude(file="").exclude(item__meeting__in=AgendaSupplement.objects.values("meeting"))
    return alone.order_by("pk").first().item.meeting


def unpacked() -> Meeting:
    """A meeting with an agenda whose pack is still to be made."""
    items = AgendaItem.objects.published().exclude(kind="heading").values("meeting")
    return Meeting.objects.published().filter(pk__in=items).exclude(pk=packed().pk).order_by("held_on", "pk").first()


def prepare() -> None:
    """One pack made, one whose making failed, and a job that was given up; readers of e-mail alerts."""
    world_alerts.make_reader("follower")
    world_alerts.make_waiting()
    make_packs.call(meeting=packed().public_id.hex)
    failed = Meeting.objects.published().exclude(pk__in=(packed().pk, unpacked().pk)).filter(status="held").last()
    AgendaPack.objects.create(meeting=failed, number=0, state=AgendaPack.State.FAILED, asked_at=factories.AT)
    job = DBTaskResult.objects.first()
    DBTaskResult.objects.filter(pk=job.pk).update(
        status="FAILED", traceback="Traceback:\nRuntimeError: no room left", finished_at=factories.AT
    )


def officer_addresses() -> Iterator[tuple[str, str]]:
    """(user name, address) of each officers' page."""
    answered = Recommendation.objects.filter(answers__response__status="published").order_by("pk")[0]
    yield "democracy", f"/officer/updates/several/?row={answered.key.hex}"
    yield "democracy", f"/officer/recommendations/tracker/change/?row={answered.key.hex}"
    clerk, writer, leader, publisher = "democracy", "executive.officer", "leader", "executive.publisher"
    yield from ((user, "/officer/") for user in (clerk, writer, leader, publisher, "scrutiny.officer", "administrator"))
    for section in ("meetings", "issues", "recommendations"):
        yield from ((clerk, f"/officer/{section}/{verb}") for verb in ("", "add/"))
    yield from ((clerk, f"/officer/meetings/{verb}/") for verb in ("series", "copy-year", "publish"))
    yield clerk, "/officer/nothing/"
    for pack in AgendaPack.objects.order_by("pk")[:2]:
        yield clerk, f"/officer/meetings/{pack.meeting.public_id}/pack/"
    yield clerk, f"/officer/meetings/{unpacked().public_id}/pack/"
    planned = PlanEntry.objects.published().filter(status="planned", restriction="exempt").first()
    for address in ("", "add/", "urgency/", f"{planned.public_id}/", f"{planned.public_id}/edit/"):
        yield clerk, f"/officer/forward-plan/{address}"
    for verb in ("reschedule", "defer", "drop", "decided", "notices/private_second/add"):
        yield clerk, f"/officer/forward-plan/{planned.public_id}/{verb}/"
    item = AgendaItem.objects.published().filter(restriction="open", outcome__isnull=False).first()
    issue, draft = Issue.objects.published().first(), Meeting.objects.filter(published_at=None).first()
    for address in (
        f"meetings/{item.meeting.public_id}/", f"meetings/{item.meeting.public_id}/edit/",
        f"meetings/{draft.public_id}/",
        f"meetings/{draft.public_id}/edit/", f"meetings/{draft.public_id}/items/add/", f"items/{item.public_id}/",
        f"items/{item.public_id}/edit/", f"items/{item.public_id}/outcome/", f"items/{item.public_id}/minutes/",
        f"items/{item.public_id}/documents/add/", f"issues/{issue.public_id}/", f"issues/{issue.public_id}/edit/",
        f"items/{item.public_id}/proceedings/", f"meetings/{item.meeting.public_id}/enter-minutes/",
        f"meetings/{item.meeting.public_id}/attendance/", f"meetings/{draft.public_id}/attendance/",
        f"withdraw/item/{item.public_id}/", f"make-exempt/item/{item.public_id}/",
    ):  # fmt: skip
        yield clerk, f"/officer/{address}"
    unseen = Document.objects.filter(needs_a_look=True).first()
    due = Document.objects.published().filter(restriction_lapses_on__isnull=False).first()
    yield from ((clerk, f"/officer/documents/{unseen.public_id}/{page}/") for page in ("found", "edit"))
    yield clerk, f"/officer/review-restriction/document/{due.public_id}/"
    for recommendation_set in RecommendationSet.objects.exclude(status="withdrawn")[:14]:
        yield clerk, f"/officer/recommendations/{recommendation_set.public_id}/"
    draft_set = RecommendationSet.objects.filter(published_at=None).first()
    waiting = RecommendationSet.objects.published().awaiting().filter(responses=None).first()
    for one, verbs in ((draft_set, ("edit", "publish")), (waiting, ("edit", "receive", "withdraw", "respond"))):
        yield from ((clerk, f"/officer/recommendations/{one.public_id}/{verb}/") for verb in verbs)
    verbs = {
        "drafting": ((writer, "edit"), (writer, "preview"), (writer, "submit"), (writer, "")),
        "submitted": ((leader, "sign-off"), (leader, "return"), (leader, "")),
        "signed_off": ((publisher, "approval"), (publisher, "")),
        "approved": ((publisher, "publish"), (publisher, "")),
        "published": ((publisher, "withdraw"), (publisher, "")),
    }
    for status, pages in verbs.items():
        response = CabinetResponse.objects.filter(status=status, withdrawn_at=None).first()
        for user, verb in pages:
            yield user, f"/officer/responses/{response.public_id}/{verb}/".replace("//", "/")
    asked = SealRequest.objects.get(state="waiting")
    gone = Issue.objects.get(public_id=asked.reference)
    yield from (("administrator", "/officer/seal/"), (clerk, f"/officer/issues/{gone.public_id}/"))
    for user in (clerk, "administrator"):
        yield user, f"/officer/seal/requests/{asked.public_id}/"
    withdrawn = Document.objects.filter(withdrawn_at__isnull=False).first()
    yield clerk, f"/officer/seal/document/{withdrawn.public_id}/"
    for address in (
        "",
        "council/",
        "bodies/",
        "people/",
        "offices/",
        "holdings/",
        "memberships/",
        "memberships/add/",
        "users/",
        "holidays/",
        "users/add/",
    ):
        yield "administrator", f"/officer/settings/{address}"
