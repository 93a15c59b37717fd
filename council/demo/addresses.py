"""The pages of the demonstration that show what the product is for. Their addresses hold the year of loading."""

from __future__ import annotations

from django.urls import reverse

from council.demo.stage import read_words
from council.models import OldAddress
from meetings.models import Issue
from meetings.published import issue_address, meeting_address
from recommendations.choices import ResponseStatus
from recommendations.models import CabinetResponse, RecommendationSet
from recommendations.published import set_address

# Lasting names for the README: each leads to the page of this loading, whatever its year.
NAMES = ("response", "meeting", "issue", "draft")
ANSWERED, IN_DRAFT = "library-hours", "school-streets"


def worth_a_look() -> list[tuple[str, str]]:
    """(what it shows, path) of a response, the meeting that agreed it, its issue, and a draft in the editor."""
    found = []
    subject = read_words(f"sets/{ANSWERED}")["subject"]
    answered = RecommendationSet.objects.published().filter(subject=subject).first()
    if answered:
        found.append(("A Cabinet response, published", set_address(answered)))
        response = CabinetResponse.objects.published().filter(set=answered, approved_at__isnull=False).first()
        if response and response.approved_at and response.approved_at.is_public:
            found.append(
                ("The meeting that agreed it, with its outcomes", meeting_address(response.approved_at.meeting))
            )
        issue = answered.issue
        if isinstance(issue, Issue) and issue.is_public:
            found.append(("The issue over its meetings", issue_address(issue)))
    subject = read_words(f"sets/{IN_DRAFT}")["subject"]
    draft = CabinetResponse.objects.filter(set__subject=subject, status=ResponseStatus.DRAFTING).first()
    if draft:
        path = reverse("recommendations:officer-response-edit", args=[draft.public_id])
        found.append(("An officer's draft (as executive.officer)", path))
    return found


def give_lasting_names() -> None:
    """Make /demonstration/response/ and its like lead to the pages worth a look."""
    for name, (_words, path) in zip(NAMES, worth_a_look(), strict=True):
        OldAddress.objects.update_or_create(path=f"/demonstration/{name}/", defaults={"new_path": path})
