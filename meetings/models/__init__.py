"""Meetings with their attendance, agenda items with what was decided and said, issues and documents."""

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
from meetings.models.document import Document
from meetings.models.document_file import DocumentFile, DocumentPage
from meetings.models.issue import Issue
from meetings.models.item import AgendaItem, ItemContact, ItemMinutes, ItemOutcome, ReportRecommendation
from meetings.models.meeting import Meeting
from meetings.models.notice import MeetingNotice
from meetings.models.standing import StandingItem
from meetings.models.supplement import AgendaSupplement

__all__ = [
    "AgendaItem",
    "AgendaSupplement",
    "Attendance",
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
    "OtherAttendance",
    "RecordedVote",
    "ReportRecommendation",
    "Speaker",
    "StandingItem",
]
