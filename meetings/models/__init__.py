"""Meetings, agenda items, issues and documents."""

from meetings.models.document import Document
from meetings.models.issue import Issue
from meetings.models.item import AgendaItem, ItemContact, ItemMinutes, ItemOutcome, ReportRecommendation
from meetings.models.meeting import Meeting

__all__ = [
    "AgendaItem",
    "Document",
    "Issue",
    "ItemContact",
    "ItemMinutes",
    "ItemOutcome",
    "Meeting",
    "ReportRecommendation",
]
