"""Documents: with a file, or listed only. Bytes live outside every public path; a view checks each request."""

from __future__ import annotations

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from council.choices import Restriction
from council.models.published import PublishedRecord
from council.models.restricted import RestrictedRecord
from meetings.choices import DocumentKind, FileReading
from meetings.models.decision import Decision
from meetings.models.item import AgendaItem
from meetings.models.meeting import Meeting
from meetings.models.supplement import AgendaSupplement

# What a document may hang on: fields of `Document`. A published one hangs on exactly one of them. The last three are
# records of another app, named and never imported: what there is to know of them it tells (`meetings/holders.py`).
HANGS_ON = ("item", "meeting", "decision", "recommendation_set", "response", "update")


def file_path(document: Document, filename: str) -> str:
    """Where the bytes are kept: a name that says nothing and cannot be guessed from the title."""
    return f"uploads/{document.public_id.hex[:2]}/{document.public_id.hex}"


def hangs_on_one() -> Q:
    """Exactly one of `HANGS_ON` is set."""
    condition = Q()
    for name in HANGS_ON:
        condition |= Q(**{f"{other}__isnull": other != name for other in HANGS_ON})
    return condition


def hangs_on_nothing() -> Q:
    """None of `HANGS_ON` is set: the original file of an import."""
    return Q(**{f"{name}__isnull": True for name in HANGS_ON})


class Document(RestrictedRecord, PublishedRecord):
    """A paper of an item, a whole meeting, a decision, of recommendations, a response or a progress update.

    The original file of an import hangs on nothing.

    `size_text` is the size as the source printed it ("106 KB") where there is no file to measure. `page_count`,
    `reading` and `has_text` are what the limited child process found in the file; `needs_a_look` says that it holds
    things nobody sees, and that no officer has yet said they have looked at them.
    """

    public_parents = HANGS_ON

    reference = models.CharField(max_length=40, blank=True, editable=False)
    item = models.ForeignKey(AgendaItem, on_delete=models.PROTECT, null=True, blank=True, related_name="documents")
    meeting = models.ForeignKey(Meeting, on_delete=models.PROTECT, null=True, blank=True, related_name="documents")
    supplement = models.ForeignKey(
        AgendaSupplement, on_delete=models.PROTECT, null=True, blank=True, editable=False, related_name="documents"
    )
    decision = models.ForeignKey(Decision, on_delete=models.PROTECT, null=True, blank=True, related_name="documents")
    recommendation_set = models.ForeignKey(
        "recommendations.RecommendationSet", on_delete=models.PROTECT, null=True, blank=True, related_name="documents"
    )
    response = models.ForeignKey(
        "recommendations.CabinetResponse", on_delete=models.PROTECT, null=True, blank=True, related_name="documents"
    )
    update = models.ForeignKey(
        "recommendations.ProgressUpdate", on_delete=models.PROTECT, null=True, blank=True, related_name="documents"
    )
    position = models.PositiveIntegerField(default=1)
    title = models.CharField(_("title"), max_length=500)
    public_title = models.CharField(
        _("title for the public, if the title itself is exempt"), max_length=500, blank=True
    )
    kind = models.CharField(_("kind"), max_length=12, choices=DocumentKind, default=DocumentKind.REPORT)
    format = models.CharField(_("type"), max_length=20, blank=True)
    size_bytes = models.PositiveBigIntegerField(null=True, blank=True)
    size_text = models.CharField(_("size"), max_length=40, blank=True)
    page_count = models.PositiveIntegerField(_("pages"), null=True, blank=True)
    reading = models.CharField(max_length=10, choices=FileReading, default=FileReading.NOT_READ)
    has_text = models.BooleanField(default=False)
    needs_a_look = models.BooleanField(default=False)
    file_name = models.CharField(max_length=200, blank=True)
    file = models.FileField(upload_to=file_path, max_length=200, blank=True)
    sha256 = models.CharField(max_length=64, blank=True)
    supersedes = models.ForeignKey(
        "self", on_delete=models.PROTECT, null=True, blank=True, related_name="superseded_by"
    )

    class Meta(PublishedRecord.Meta):
        verbose_name = _("document")
        ordering = ["item", "position", "pk"]
        constraints = [
            *PublishedRecord.Meta.constraints,
            *RestrictedRecord.Meta.constraints,
            models.UniqueConstraint(fields=["reference"], condition=~Q(reference=""), name="document_reference_once"),
            models.CheckConstraint(
                name="document_original_is_never_published",
                condition=~Q(kind=DocumentKind.ORIGINAL) | Q(published_at__isnull=True),
            ),
            models.CheckConstraint(
                name="document_hangs_on_one_thing",
                condition=hangs_on_one() | (hangs_on_nothing() & Q(published_at__isnull=True)),
                violation_error_message=_("A published document belongs to exactly one record."),
            ),
            models.CheckConstraint(
                name="document_was_looked_at",
                condition=Q(needs_a_look=False) | Q(published_at__isnull=True) | ~Q(restriction=Restriction.OPEN),
                violation_error_message=_("Look at what was found in the file first."),
            ),
        ]

    def __str__(self) -> str:
        return self.title

    @property
    def is_original(self) -> bool:
        """The file of an import: it belongs to nothing, and is never published."""
        return self.kind == DocumentKind.ORIGINAL or not any(getattr(self, f"{name}_id") for name in HANGS_ON)

    @property
    def is_withheld(self) -> bool:
        """Kept from the public itself, or below something that is. Needs what it hangs on loaded."""
        return super().is_withheld or self.withheld_by is not None

    @property
    def withheld_by(self) -> RestrictedRecord | None:
        """What it hangs on, where that is withheld as a whole, or what that speaks of (`speaks_of`)."""
        above = [getattr(parent, "speaks_of", parent) for parent in self.parents()]
        return next((one for one in above if isinstance(one, RestrictedRecord) and one.is_withheld), None)

    @property
    def has_public_bytes(self) -> bool:
        """Whether anyone may download the file. Needs what it hangs on loaded."""
        return bool(self.file and self.is_public and self.restriction == Restriction.OPEN and not self.is_withheld)
