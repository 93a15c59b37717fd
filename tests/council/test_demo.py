"""The demonstration council as it stands once loaded: every state of every record is there."""

from __future__ import annotations

import datetime
import io
from collections.abc import Callable
from pathlib import Path

import pytest
from django.contrib.auth import authenticate
from django.contrib.auth.password_validation import validate_password
from django.core.management import call_command
from django.db import connection, models, transaction
from django.db.models import Count
from page import ValidationProfile, validate_pdf_bytes

from council import files, pdf
from council.choices import Restriction
from council.demo.days import plus
from council.demo.people import OLD_SLUG
from council.demo.sign_ins import PASSWORD, SIGN_INS
from council.models import Body, Council, Office, OldAddress, RegisterEntry, SealRequest, User
from council.roles import Permission, has_permission
from council.verification import verify_register
from meetings.choices import DocumentKind, ItemKind, MeetingStatus, MinutesStatus
from meetings.choices_decisions import CallInStepKind, DecisionStatus, MakerKind
from meetings.choices_plan import NoticeKind, PlanStatus
from meetings.models import (
    AgendaItem,
    AgendaPack,
    AgendaSupplement,
    CallIn,
    CallInStep,
    Decision,
    Document,
    Issue,
    ItemMinutes,
    ItemOutcome,
    Meeting,
    PlanEntry,
    StandingItem,
)
from meetings.models import Notice as PlanNotice
from meetings.packs import make_packs
from meetings.querysets_decisions import with_status
from recommendations.choices import ApprovalBasis, DueBasis, NoAction, Origin, Outcome, ResponseStatus, SetStatus
from recommendations.choices_progress import Implementation, ProgressStatus, Rag, UpdateStage, Verdict
from recommendations.models import (
    Action,
    CabinetResponse,
    CommitteeReview,
    ProgressUpdate,
    Recommendation,
    RecommendationSet,
    ResponseItem,
    UpdateLink,
)
from recommendations.querysets_progress import overdue_actions, public_rows, with_progress

README = (Path(__file__).parents[2] / "README.md").read_text(encoding="utf-8")
TODAY = datetime.date(2026, 11, 23)
Act, Basis, Status = RegisterEntry.Act, ApprovalBasis, ResponseStatus


def load(today: datetime.date | str, **options) -> str:
    """What the command says."""
    out = io.StringIO()
    call_command("load_demo", f"--today={today}", stdout=out, **options)
    return out.getvalue()


@pytest.fixture(scope="module")
def loaded(django_db_setup, django_db_blocker):
    """One load for every test of this module that only looks; it is undone at the end."""
    with django_db_blocker.unblock():
        with transaction.atomic():
            said = load(TODAY)
            yield said
            transaction.set_rollback(True)
        connection.close()


@pytest.fixture
def demonstration(loaded: str, db) -> str:
    """What the command said; the demonstration is in the database."""
    return loaded


def public(model: type[models.Model], **facts) -> models.QuerySet:
    return model.objects.published().filter(**facts)  # type: ignore[attr-defined]


def draft(model: type[models.Model], **facts) -> models.QuerySet:
    return model.objects.filter(published_at=None, **facts)  # type: ignore[attr-defined]


def answers(**facts) -> models.QuerySet:
    """Answers to single recommendations in public responses."""
    return ResponseItem.objects.filter(response__in=public(CabinetResponse), **facts)


def same_outcome(*outcomes: str) -> models.QuerySet:
    """Public full responses whose answers are all one of these, each of them used."""
    found = public(CabinetResponse, kind="full").exclude(items__in=ResponseItem.objects.exclude(outcome__in=outcomes))
    return found.annotate(used=Count("items__outcome", distinct=True)).filter(used=len(outcomes))


STATES: dict[str, Callable[[], models.QuerySet]] = {
    **{f"meeting {status}": lambda status=status: public(Meeting, status=status) for status in MeetingStatus},
    "meeting not published": lambda: draft(Meeting),
    "meeting copied from the year before, not published": lambda: draft(Meeting, copied_from__isnull=False),
    "second meeting of a day": lambda: public(Meeting, place__endswith="-2"),
    **{f"item {kind}": lambda kind=kind: public(AgendaItem, restriction=kind) for kind in Restriction},
    "item with a title for the public": lambda: public(AgendaItem, restriction="exempt").exclude(public_title=""),
    "item not published": lambda: draft(AgendaItem),
    "item not published on a published agenda": lambda: draft(
        AgendaItem, meeting__in=public(AgendaItem).values("meeting")
    ),
    "item whose restriction lapses": lambda: public(AgendaItem, restriction_lapses_on__gte=TODAY),
    "item corrected": lambda: entries(AgendaItem, Act.CORRECTED),
    "item corrected, a slip": lambda: entries(AgendaItem, Act.CLERICAL),
    "item made exempt after publication": lambda: entries(AgendaItem, Act.RESTRICTED),
    "meeting cancelled with a notice": lambda: public(Meeting).filter(status="cancelled", notices__kind="cancelled"),
    "meeting postponed with a notice": lambda: public(Meeting).filter(status="postponed", notices__kind="postponed"),
    "meeting moved": lambda: public(Meeting).filter(notices__kind="moved"),
    "meeting elsewhere": lambda: public(Meeting).filter(notices__kind="changed"),
    "meeting reinstated": lambda: public(Meeting).filter(status="scheduled", notices__kind="reinstated"),
    "meeting, step-free": lambda: public(Meeting, is_step_free=True, has_hearing_loop=True),
    "meeting, not step-free": lambda: public(Meeting, is_step_free=False, has_hearing_loop=False),
    **{f"{kind}": lambda kind=kind: public(AgendaItem, kind=kind) for kind in ItemKind},
    "sub-item numbered below its item": lambda: public(AgendaItem, kind="sub_item", agenda_number__regex=r"^\d+a$"),
    "item carried over": lambda: public(AgendaItem, carried_from__isnull=False, outcome__published_at__isnull=False),
    "standing item": lambda: StandingItem.objects.all(),
    "standing item on an agenda that is begun": lambda: draft(
        AgendaItem, title__in=StandingItem.objects.values("title"), meeting__status="scheduled"
    ),
    "supplement": lambda: AgendaSupplement.objects.published(),
    "item with both numbers": lambda: public(AgendaItem).exclude(minute_number="").exclude(agenda_number=""),
    "outcome": lambda: public(ItemOutcome),
    "outcome not published": lambda: draft(ItemOutcome),
    "outcome of an exempt item": lambda: public(ItemOutcome, item__restriction="exempt").exclude(public_summary=""),
    **{f"minutes {status}": lambda status=status: public(ItemMinutes, status=status) for status in MinutesStatus},
    "minutes not published": lambda: draft(ItemMinutes),
    "minutes cut short": lambda: public(ItemMinutes, is_cut_short=True).exclude(source_url=""),
    "minutes of an exempt item": lambda: public(ItemMinutes, item__restriction="exempt").exclude(public_summary=""),
    **{
        f"document {kind}": lambda kind=kind: Document.objects.filter(kind=kind)
        for kind in DocumentKind
        if kind != DocumentKind.MINUTES
    },
    "document, PDF": lambda: public(Document, format="PDF").exclude(file=""),
    "document, text": lambda: public(Document, format="TXT").exclude(file=""),
    "document listed only": lambda: public(Document, file="").exclude(size_text=""),
    "document exempt": lambda: public(Document, restriction="exempt").exclude(file=""),
    "document of a whole meeting": lambda: public(Document, meeting__isnull=False, page_count=1),
    "document with text": lambda: public(Document, has_text=True, restriction="open"),
    "document with an earlier version": lambda: public(Document, files__was_public=True),
    "document whose hidden content nobody has looked at": lambda: draft(Document, needs_a_look=True, format="DOCX"),
    "document whose restriction is due for review": lambda: public(Document, restriction_lapses_on__lt=TODAY),
    "document not published": lambda: draft(Document).exclude(kind=DocumentKind.ORIGINAL),
    "document withdrawn": lambda: Document.objects.filter(withdrawn_at__isnull=False, item__restriction="open"),
    "document replaced": lambda: public(Document, supersedes__isnull=False),
    "issue": lambda: public(Issue),
    "issue sealed": lambda: entries(Issue, Act.SEALED),
    "seal that waits for a second officer": lambda: SealRequest.objects.filter(state="waiting"),
    "seal confirmed by a second officer": lambda: SealRequest.objects.filter(state="sealed"),
    "issue not published": lambda: draft(Issue),
    **{
        f"decision, {status}": lambda status=status: with_status(public(Decision), TODAY).filter(status=status)
        for status in DecisionStatus
    },
    **{f"decision by {kind}": lambda kind=kind: public(Decision, maker_kind=kind) for kind in MakerKind},
    "decision withheld, with a summary": lambda: public(Decision, restriction="exempt").exclude(public_summary=""),
    "decision not published": lambda: draft(Decision),
    "decision withdrawn": lambda: Decision.objects.filter(withdrawn_at__isnull=False),
    "decision that broke a rule of notice": lambda: public(Decision).exclude(broken_rule=""),
    "decision urgent": lambda: public(Decision, not_subject="urgent").exclude(urgency_agreed_by=""),
    "decision with a day of effect set": lambda: public(Decision, override_on__isnull=False),
    "call-in not valid": lambda: public(CallIn, is_valid=False),
    **{f"call-in, {kind}": lambda kind=kind: public(CallInStep, kind=kind) for kind in CallInStepKind},
    **{
        f"plan entry {status}": lambda status=status: public(PlanEntry, status=status)
        for status in PlanStatus
        if status != PlanStatus.NOTICED
    },
    "plan entry not published": lambda: draft(PlanEntry),
    **{f"{kind!r}": lambda kind=kind: public(PlanNotice, kind=kind) for kind in NoticeKind},
    "private meeting announced twice, with a letter and its reply": lambda: public(
        PlanNotice, kind="private_second", plan_entry__notices__representations__published_at__isnull=False
    ).exclude(reply=""),
    "decision of a plan entry": lambda: public(Decision, plan_entry__status=PlanStatus.DECIDED),
    "set not published": lambda: draft(RecommendationSet, status=SetStatus.DRAFTED),
    **{
        f"set {status}": lambda status=status: public(RecommendationSet, status=status)
        for status in SetStatus
        if status != SetStatus.DRAFTED
    },
    **{f"set, {basis} clock": lambda basis=basis: public(RecommendationSet, due_basis=basis) for basis in DueBasis},
    **{f"set by {origin!r}": lambda origin=origin: public(RecommendationSet, origin=origin) for origin in Origin},
    "set overdue": lambda: RecommendationSet.objects.published().overdue(TODAY),
    "set due soon": lambda: RecommendationSet.objects.published().due_soon(TODAY, 14),
    "set not due": lambda: RecommendationSet.objects.published().awaiting().filter(due_on__gt=plus(TODAY, 14)),
    "set answered late": lambda: RecommendationSet.objects.published().answered_late(),
    "set answered in time": lambda: (
        RecommendationSet.objects.published().with_answered_on().filter(answered_on__lte=models.F("due_on"))
    ),
    "set made by letter, at no item": lambda: public(RecommendationSet, origin=Origin.LETTER, made_at=None),
    "set of fourteen": lambda: public(RecommendationSet).annotate(n=Count("recommendations")).filter(n=14),
    "set withdrawn with its response": lambda: RecommendationSet.objects.filter(
        withdrawn_at__isnull=False, responses__withdrawn_at__isnull=False
    ),
    "recommendation withheld": lambda: Recommendation.objects.filter(
        set__in=public(RecommendationSet), restriction="exempt"
    ).exclude(public_summary=""),
    "response returned": lambda: draft(CabinetResponse, status=Status.DRAFTING).exclude(returned_reason=""),
    "response with private notes": lambda: ResponseItem.objects.filter(response__status=Status.DRAFTING).exclude(
        private_notes=""
    ),
    **{f"response {status}": lambda status=status: CabinetResponse.objects.filter(status=status) for status in Status},
    "response interim": lambda: public(CabinetResponse, kind="interim"),
    "response as proposed, with the item that considers it": lambda: public(CabinetResponse, kind="proposed").filter(
        considered_at__isnull=False
    ),
    "response of a second who answers": lambda: public(CabinetResponse, duty__isnull=False),
    "answers to limbs": lambda: answers().exclude(limbs=[]),
    "recommendation with a dissent": lambda: Recommendation.objects.exclude(dissent=""),
    "set with a copy to somebody": lambda: public(RecommendationSet).exclude(copy_to=""),
    "set whose response was noted at an item": lambda: public(RecommendationSet, noted_at__isnull=False),
    "response all accepted": lambda: same_outcome(Outcome.ACCEPTED),
    "response mixed": lambda: same_outcome(Outcome.ACCEPTED, Outcome.IN_PART, Outcome.NOT_ACCEPTED),
    "response all noted": lambda: same_outcome(Outcome.NO_OUTCOME),
    "response corrected": lambda: public(CabinetResponse, version=2).exclude(correction_reason=""),
    **{f"response approved: {how}": lambda how=how: public(CabinetResponse, approval_basis=how) for how in Basis},
    "answer noted": lambda: answers(outcome=Outcome.NO_OUTCOME, outcome_words="Noted"),
    "answer in principle": lambda: answers(is_in_principle=True),
    "answer already in progress": lambda: answers(is_already_in_progress=True),
    "answer with agreed wording": lambda: answers(has_amendment=True).exclude(agreed_wording=""),
    "answer with an exempt part": lambda: answers().exclude(exempt_comment="").exclude(public_summary=""),
    "answer of several paragraphs": lambda: answers(comment__contains="\n\n"),
    **{f"no action: {why}": lambda why=why: answers(no_action=why) for why in NoAction},
    "action with a date": lambda: Action.objects.filter(response_item__in=answers(), due_on__isnull=False),
    "action without a date": lambda: Action.objects.filter(response_item__in=answers()).exclude(no_due_reason=""),
    **{f"update {stage}": lambda stage=stage: ProgressUpdate.objects.filter(stage=stage) for stage in UpdateStage},
    **{f"progress {status}": lambda status=status: public(ProgressUpdate, status=status) for status in ProgressStatus},
    "update sent by a link": lambda: draft(ProgressUpdate, links__used_at__isnull=False),
    "update with evidence": lambda: public(ProgressUpdate, evidence__isnull=False),
    "update corrected, a slip": lambda: entries(ProgressUpdate, Act.CLERICAL),
    "update withdrawn": lambda: ProgressUpdate.objects.filter(withdrawn_at__isnull=False),
    "link that is out": lambda: UpdateLink.objects.filter(used_at=None),
    **{f"verdict {verdict}": lambda verdict=verdict: public(CommitteeReview, verdict=verdict) for verdict in Verdict},
    **{f"rated {rag or 'not'}": lambda rag=rag: public(CommitteeReview, rag=rag) for rag in Rag},
    "review withdrawn": lambda: CommitteeReview.objects.filter(withdrawn_at__isnull=False),
    "matter referred to council": lambda: public(CommitteeReview, refers_to_council=True),
    "officer asked to account, on a draft agenda": lambda: AgendaItem.objects.filter(
        public_id__in=public(CommitteeReview).exclude(asked_item=None).values("asked_item")
    ),
    **{
        f"recommendation {state}": lambda state=state: with_progress(public_rows(), TODAY).filter(implementation=state)
        for state in Implementation
    },
    "action whose update is overdue": lambda: overdue_actions(TODAY),
    "office nobody ever held": lambda: Office.objects.filter(holdings=None),
    "office without a holder now": lambda: Office.objects.exclude(holdings__ends_on=None),
    "body that ended": lambda: Body.objects.filter(exists_to__isnull=False),
    "old address": lambda: OldAddress.objects.filter(path__startswith=f"/meetings/{OLD_SLUG}/"),
}  # fmt: skip


def entries(model: type[models.Model], act: str) -> models.QuerySet:
    return RegisterEntry.objects.filter(record_kind=model._meta.model_name, act=act)


def test_every_state_is_shown(demonstration):
    assert [state for state, found in STATES.items() if not found().exists()] == []


def test_thirteen_sets_are_public_and_a_year_of_meetings(demonstration):
    meetings = Meeting.objects.published()
    assert RecommendationSet.objects.published().count() == 13
    assert meetings.filter(held_on__range=(plus(TODAY, -365), plus(TODAY, -1))).count() > 40
    assert meetings.filter(held_on__gt=plus(TODAY, 60), status="scheduled").exists()


def test_the_register_is_sound_and_in_order_of_time(demonstration):
    times = list(RegisterEntry.objects.order_by("serial").values_list("at", flat=True))
    assert verify_register().is_sound
    assert times == sorted(times)
    assert times[-1] < f"{TODAY}T00:00"


@pytest.mark.pdf
def test_every_published_response_has_its_pdf(demonstration):
    published = CabinetResponse.objects.filter(published_at__isnull=False)
    assert pdf.is_available()
    assert published.count() == 11
    assert not published.filter(pdf_digest="").exists()


@pytest.mark.pdf
def test_a_pack_of_its_papers_is_pdf_ua(demonstration):
    meeting = public(Document, format="PDF", restriction="open", item__restriction="open").first().item.meeting
    make_packs.call(meeting=meeting.public_id.hex)
    pack = AgendaPack.objects.get(meeting=meeting, number=0)
    assert (pack.is_accessible, pack.not_tagged) == (True, [])
    report = validate_pdf_bytes(files.fetch(pack.digest), profile=ValidationProfile.PDF_UA_1)
    assert report.is_compliant, report


def test_every_held_file_is_what_it_says(demonstration):
    held = Document.objects.exclude(file="")
    for document in held:
        with document.file.open() as file:
            data = file.read()
        assert (len(data), data.startswith(b"%PDF-")) == (document.size_bytes, document.format == "PDF")
    assert held.count() > 8


def test_each_sign_in_works(demonstration):
    for sign_in in SIGN_INS:
        user = authenticate(username=sign_in.username, password=PASSWORD)
        assert user is not None, sign_in
        assert (user.post, has_permission(user, Permission.SEE_DESK)) == (sign_in.post, True)
        validate_password(PASSWORD, user)


def test_somebody_may_do_each_thing_and_somebody_may_not(demonstration):
    users = User.objects.all()
    allowed = {permission: {has_permission(user, permission) for user in users} for permission in Permission}
    everybodys = (Permission.SEE_DESK, Permission.SEE_MEETINGS)
    assert allowed == {name: {True} if name in everybodys else {True, False} for name in Permission}


def test_a_clerk_works_for_two_committees_only(demonstration):
    clerk = User.objects.get(username="licensing.clerk")
    allowed = {body.slug for body in Body.objects.all() if has_permission(clerk, Permission.EDIT_MEETING, body)}
    assert allowed == {"planning-committee", "licensing-committee"}


def test_a_second_run_changes_nothing(demonstration, django_assert_max_num_queries):
    council, last = Council.objects.get(), RegisterEntry.objects.first()
    with django_assert_max_num_queries(1):
        said = load(TODAY)
    assert said == "The demonstration council is already here. Nothing was changed.\n"
    assert (Council.objects.get().edit_number, RegisterEntry.objects.first()) == (council.edit_number, last)


def test_sign_ins_and_addresses_are_said(demonstration, client):
    said = load(TODAY, show_signins=True)
    assert PASSWORD in said
    assert all(sign_in.username in said for sign_in in SIGN_INS)
    lines = load(TODAY, show_addresses=True, site="http://127.0.0.1:8000/").splitlines()
    assert [line for line in lines if "http://127.0.0.1:8000/" not in line] == []
    assert [line.split("8000")[1].split("/")[1] for line in lines] == [
        "recommendations",
        "meetings",
        "issues",
        "officer",
    ]
    assert demonstration.splitlines()[-1].endswith(lines[-1].split("8000")[1])


def test_the_readmes_addresses_lead_there(demonstration, client):
    lines = load(TODAY, show_addresses=True, site="http://127.0.0.1:8000").splitlines()
    for name, line in zip(("response", "meeting", "issue", "draft"), lines, strict=True):
        response = client.get(f"/demonstration/{name}/")
        assert (response.status_code, response.url) == (301, line.split("8000")[1])
        assert f"http://127.0.0.1:8000/demonstration/{name}/" in README or name == "issue"
