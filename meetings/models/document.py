"""Documents: with a file, or listed only. Bytes live outside every public path; a view checks each request."""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _

from council.choices import Restriction
from council.models.published import PublishedRecord
from council.models.restricted import RestrictedRecord
from meetings.choices import DocumentKind
from meetings.models.item import AgendaItem


def file_path(document: Document, filename: str) -> str:
    """Where the bytes are kept: a name that says nothing and cannot be guessed from the title."""
    return f"uploads/{document.public_id.hex[:2]}/{document.public_id.hex}"


class Document(RestrictedRecord, PublishedRecord):
    """A paper of an agenda item, or the original file of an import (never published, hanging on no item).

    `size_text` is the size as the source printed it ("106 KB") where there is no file to measure.
    """

    public_parents = ("item",)

    reference = models.CharField(max_length=40, blank=True, editable=False)
    item = models.ForeignKey(AgendaItem, on_delete=models.PROTECT, null=True, blank=True, related_name="documents")
    position = models.PositiveIntegerField(default=1)
    title = models.CharField(_("title"), max_length=500)
    public_title = models.CharField(
        _("title for the public, if the title itself is exempt"), max_length=500, blank=True
    )
    kind = models.CharField(_("kind"), max_length=12, choices=DocumentKind, default=DocumentKind.REPORT)
    format = models.CharField(_("type"), max_length=20, blank=True)
    size_bytes = models.PositiveBigIntegerField(null=True, blank=True)
    size_text = models.CharField(_("size"), max_length=40, blank=True)
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
            models.UniqueConstraint(
                fields=["reference"], condition=~models.Q(reference=""), name="document_reference_once"
            ),
            models.CheckConstraint(
                name="document_original_is_never_published",
                condition=~models.Q(kind=DocumentKind.ORIGINAL) | models.Q(published_at__isnull=True),
            ),
        ]

    def __str__(self) -> str:
        return self.title

    @property
    def is_withheld(self) -> bool:
        """Kept from the public itself, or below an item that is. Needs `item` loaded."""
        return super().is_withheld or (self.item is not None and self.item.is_withheld)

    @property
    def has_public_bytes(self) -> bool:
        """Whether anyone may download the file. Needs `item` loaded."""
        return bool(self.file and self.is_public and self.restriction == Restriction.OPEN and not self.is_withheld)
