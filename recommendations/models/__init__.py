"""Recommendation sets, Cabinet responses, the actions they promise, what became of them, and scrutiny's verdicts."""

from recommendations.models.owners import ActionOwner, LeadChange
from recommendations.models.progress import ProgressUpdate, UpdateEvidence, UpdateLink
from recommendations.models.reminders import ReminderStep
from recommendations.models.responses import Action, CabinetResponse, ResponseItem
from recommendations.models.reviews import CommitteeReview
from recommendations.models.sets import Duty, Recommendation, RecommendationSet

__all__ = [
    "Action",
    "ActionOwner",
    "CabinetResponse",
    "CommitteeReview",
    "Duty",
    "LeadChange",
    "ProgressUpdate",
    "Recommendation",
    "RecommendationSet",
    "ReminderStep",
    "ResponseItem",
    "UpdateEvidence",
    "UpdateLink",
]
