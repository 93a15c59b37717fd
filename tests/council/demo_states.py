"""Every state of every record that the demonstration shows, and how each is found."""

from __future__ import annotations

import datetime
from collections.abc import Callable

from django.db import models
from django.db.models import Count

from council.choices import Restriction
from council.demo.days import plus
from council.demo.people import OLD_SLUG
from council.models import Body, Council, MailSent, Office, OldAddress, RegisterEntry, SealRequest
from meetings.choices import DocumentKind, ItemKind, MeetingStatus, MinutesStatus
from meetings.choices_decisions import CallInStepKind, DecisionStatus, MakerKind
from meetings.choices_plan import NoticeKind, PlanStatus
from meetings.models import (
    AgendaItem,
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
from meetings.querysets_decisions import with_status
from recommendations.choices import ApprovalBasis, DueBasis, NoAction, Origin, Outcome, ResponseStatus, SetStatus
from recommendations.choices_progress import Implementation, ProgressStatus, Rag, UpdateStage, Verdict
from recommendations.models import (
    Action,
    ActionOwner,
    CabinetResponse,
    CommitteeReview,
    LeadChange,
    ProgressUpdate,
    Recommendation,
    RecommendationSet,
    ResponseItem,
    UpdateLink,
)
from recommendations.querysets_progress import overdue_actions, public_rows, with_progress

TODAY = datetime.date(2026, 11, 23)
Act, Basis, Status = RegisterEntry.Act, ApprovalBasis, ResponseStatus


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
    "set of forty": lambda: public(RecommendationSet).annotate(n=Count("recommendations")).filter(n=40),
    "set of eighteen, one answered, none in full": lambda: (
        RecommendationSet.objects.published()
        .awaiting()
        .filter(responses__items__outcome="accepted", responses__kind="interim")
        .annotate(n=Count("recommendations", distinct=True))
        .filter(n=18)
    ),
    "set that nobody has begun to answer": lambda: (
        RecommendationSet.objects.published().awaiting().filter(responses=None, status="received")
    ),
    "set answered on the day it was made": lambda: (
        RecommendationSet.objects.published().with_answered_on().filter(answered_on=models.F("made_on"))
    ),
    "set from before the clocks began": lambda: (
        public(RecommendationSet, received_on__lt=Council.current().clock_starts_on)
    ),
    "set with a long title": lambda: public(RecommendationSet, subject__regex=r"^.{150}"),
    "set closed at an item": lambda: public(RecommendationSet, closed_at__isnull=False),
    "response proposed that is still to be considered": lambda: (
        public(CabinetResponse, kind="proposed", considered_on__gte=TODAY)
    ),
    "response agreed otherwise than proposed": lambda: public(
        CabinetResponse, kind="full", proposals__items__comment__startswith="400 trees"
    ).filter(items__comment__startswith="600 trees"),
    "row given to a service": lambda: ResponseItem.objects.filter(
        response__status=Status.DRAFTING, drafter_office__isnull=False, outcome="", asked_on=None
    ),
    "row that was chased": lambda: ResponseItem.objects.filter(response__status=Status.DRAFTING, asked_on__lt=TODAY),
    "message about a row": lambda: MailSent.objects.filter(kind="draft", state="sent"),
    "promise that was handed over": lambda: ActionOwner.objects.all(),
    "promise that another post leads now, as residents read": lambda: public(LeadChange),
    "document on a set": lambda: public(Document, recommendation_set__in=public(RecommendationSet)),
    "document on a response": lambda: public(Document, response__in=public(CabinetResponse)),
    "document that shows what an update says": lambda: public(Document, update__in=public(ProgressUpdate)),
    "set that two received on different days": lambda: (
        public(RecommendationSet, duties__received_on__gt=models.F("received_on"))
    ),
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
