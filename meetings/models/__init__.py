"""Meetings, agenda items, issues and documents."""

from meetings.models.document import Document
from meetings.models.document_file import DocumentFile, DocumentPage
from meetings.models.issue import Issue
from meetings.models.item import AgendaItem, ItemContact, ItemMinutes, ItemOutcome, ReportRecommendation
from meetings.models.meeting import Meeting

__all__ = [
    "AgendaItem",
    "Document",
    "DocumentFile",
    "DocumentPage",
    "Issue",
    "ItemContact",
    "ItemMinutes",
    "ItemOutcome",
    "Meeting",
    "ReportRecommendation",
]
