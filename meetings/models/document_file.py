"""The files a document has had, newest last, with the text read from each and what each was found to hide."""

from __future__ import annotations

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from council.models import User
from council.models.guard import GuardedModel
from meetings.choices import FileReading
from meetings.models.document import Document


class DocumentFile(GuardedModel):
    """One uploaded file of a document: the present one, or one that another took the place of (`superseded_at`).

    `was_public`: residents had this superseded file, and may go on reading it. `findings` are for officers alone:
    dictionaries of kind, where and words, as `meetings/reading/` found them.
    """

    frozen_by = ("document__published_at",)

    document = models.ForeignKey(Document, on_delete=models.PROTECT, related_name="files")
    number = models.PositiveIntegerField()
    file = models.CharField(max_length=200)
    file_name = models.CharField(max_length=200, blank=True)
    format = models.CharField(_("type"), max_length=20, blank=True)
    size_bytes = models.PositiveBigIntegerField()
    sha256 = models.CharField(max_length=64)
    page_count = models.PositiveIntegerField(_("pages"), null=True, blank=True)
    reading = models.CharField(max_length=10, choices=FileReading, default=FileReading.NOT_READ)
    findings = models.JSONField(default=list, blank=True)
    acknowledged_at = models.DateTimeField(null=True, blank=True)
    acknowledged_by = models.ForeignKey(User, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    added_at = models.DateTimeField()
    superseded_at = models.DateTimeField(null=True, blank=True)
    superseded_reason = models.TextField(_("why another file took its place"), blank=True)
    was_public = models.BooleanField(default=False)

    class Meta(GuardedModel.Meta):
        ordering = ["document", "number"]
        constraints = [
            models.UniqueConstraint(fields=["document", "number"], name="documentfile_number_once"),
            models.UniqueConstraint(
                fields=["document"], condition=Q(superseded_at__isnull=True), name="documentfile_one_is_current"
            ),
            models.CheckConstraint(
                name="documentfile_only_superseded_was_public",
                condition=Q(was_public=False) | Q(superseded_at__isnull=False),
            ),
        ]

    def __str__(self) -> str:
        return f"file {self.number} of document {self.document_id}"

    @property
    def needs_acknowledgement(self) -> bool:
        """Whether an officer has yet to say that they have looked at what was found."""
        return bool(self.findings) and self.acknowledged_at is None


class DocumentPage(GuardedModel):
    """The text of one page of a file, as a machine read it. As public as the file is, never more."""

    frozen_by = ("of__document__published_at",)

    of = models.ForeignKey(DocumentFile, on_delete=models.CASCADE, related_name="pages")
    number = models.PositiveIntegerField()
    text = models.TextField()

    class Meta(GuardedModel.Meta):
        ordering = ["of", "number"]
        constraints = [models.UniqueConstraint(fields=["of", "number"], name="documentpage_number_once")]

    def __str__(self) -> str:
        return f"page {self.number}"
