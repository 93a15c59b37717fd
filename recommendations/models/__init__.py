"""Recommendation sets, Cabinet responses and the actions they promise."""

from recommendations.models.responses import Action, CabinetResponse, ResponseItem
from recommendations.models.sets import Duty, Recommendation, RecommendationSet

__all__ = ["Action", "CabinetResponse", "Duty", "Recommendation", "RecommendationSet", "ResponseItem"]
