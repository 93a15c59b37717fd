"""Meetings with their attendance, items with what was decided and said, issues, documents, the forward plan."""

from meetings.models.attendance import (
    Attendance,
    Declaration,
    ItemProceedings,
    MemberAttendance,
    MemberVote,
    OtherAttendance,
    RecordedVote,
    Speaker,
)
from meetings.models.call_in import CallIn, CallInStep
from meetings.models.decision import Decision
from meetings.models.document import Document
from meetings.models.document_file import DocumentFile, DocumentPage
from meetings.models.issue import Issue
from meetings.models.item import AgendaItem, ItemContact, ItemMinutes, ItemOutcome, ReportRecommendation
from meetings.models.meeting import Meeting
from meetings.models.notice import MeetingNotice
from meetings.models.pack import AgendaPack
from meetings.models.plan import PlanEdition, PlanEntry
from meetings.models.plan_notice import Notice, Representation
from meetings.models.standing import StandingItem
from meetings.models.supplement import AgendaSupplement

__all__ = [
    "AgendaItem",
    "AgendaPack",
    "AgendaSupplement",
    "Attendance",
    "CallIn",
    "CallInStep",
    "Decision",
    "Declaration",
    "Document",
    "DocumentFile",
    "DocumentPage",
    "Issue",
    "ItemContact",
    "ItemMinutes",
    "ItemOutcome",
    "ItemProceedings",
    "Meeting",
    "MeetingNotice",
    "MemberAttendance",
    "MemberVote",
    "Notice",
    "OtherAttendance",
    "PlanEdition",
    "PlanEntry",
    "RecordedVote",
    "ReportRecommendation",
    "Representation",
    "Speaker",
    "StandingItem",
]
