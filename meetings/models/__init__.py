"""Meetings, agenda items, issues and documents."""

from meetings.models.call_in import CallIn, CallInStep
from meetings.models.decision import Decision
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
    "CallIn",
    "CallInStep",
    "Decision",
    "Document",
    "DocumentFile",
    "DocumentPage",
    "Issue",
    "ItemContact",
    "ItemMinutes",
    "ItemOutcome",
    "Meeting",
    "MeetingNotice",
    "ReportRecommendation",
    "StandingItem",
]
