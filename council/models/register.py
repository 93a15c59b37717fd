"""The register: an append-only, chained list of everything published, corrected or withdrawn.

Only `council/publication.py` writes here; database triggers refuse every update and delete.
"""

from __future__ import annotations

import hashlib

from django.db import models
from django.utils.translation import gettext_lazy as _

GENESIS = "0" * 64


def chain_hash(
    serial: int,
    act: str,
    record_kind: str,
    reference: str,
    version: int,
    at: str,
    office: str,
    digest: str,
    previous: str,
) -> str:
    """The fingerprint of one entry: SHA-256 over its fields, each on its own line, the previous fingerprint last.

    No field may hold a line break, so no two sets of fields give the same text.
    """
    parts = [str(serial), act, record_kind, reference, str(version), at, office, digest, previous]
    if any("\n" in part for part in parts):
        raise ValueError("A register entry's fields are single lines.")
    return hashlib.sha256("\n".join(parts).encode()).hexdigest()


def snapshot_digest(salt: str, text: str) -> str:
    """SHA-256 of salt and text, as hexadecimal."""
    return hashlib.sha256((salt + text).encode()).hexdigest()


class AppendOnlyError(Exception):
    """Somebody tried to change or delete what the register or the audit trail keeps."""


class AppendOnlyQuerySet(models.QuerySet):
    """Rows are added and read, nothing else."""

    def update(self, **values: object) -> int:
        raise AppendOnlyError("These rows are never changed.")

    def delete(self) -> tuple[int, dict[str, int]]:
        raise AppendOnlyError("These rows are never deleted.")

    def bulk_update(self, *args: object, **kwargs: object) -> int:
        raise AppendOnlyError("These rows are never changed.")


class AppendOnly(models.Model):
    """A row that is written once."""

    objects = AppendOnlyQuerySet.as_manager()

    class Meta:
        abstract = True
        base_manager_name = "objects"

    def save(self, *args: object, **kwargs: object) -> None:
        if not self._state.adding:
            raise AppendOnlyError("These rows are never changed.")
        super().save(force_insert=True)

    def delete(self, *args: object, **kwargs: object) -> tuple[int, dict[str, int]]:
        raise AppendOnlyError("These rows are never deleted.")


class RegisterHead(models.Model):
    """The one row that is locked, last in its transaction, by whoever adds an entry.

    `made` counts what was made in the background of public records and shows on their pages (packs): those pages
    change without an entry, and their ETag with this number.
    """

    id = models.PositiveSmallIntegerField(primary_key=True, default=1)
    serial = models.PositiveBigIntegerField(default=0)
    fingerprint = models.CharField(max_length=64, default=GENESIS)
    made = models.PositiveBigIntegerField(default=0)

    class Meta:
        constraints = [models.CheckConstraint(name="registerhead_is_one_row", condition=models.Q(id=1))]

    def __str__(self) -> str:
        return f"head at {self.serial}"


class ReferenceCounter(models.Model):
    """The last number given out of one series of references; locked while the next is given."""

    series = models.CharField(max_length=40, primary_key=True)
    value = models.PositiveIntegerField(default=0)

    def __str__(self) -> str:
        return f"{self.series} {self.value}"


class RegisterEntryQuerySet(AppendOnlyQuerySet):
    """Knows which entries a later one hides."""

    def shown(self) -> RegisterEntryQuerySet:
        """Entries whose snapshot and event the public may read: nothing later withdrew or restricted the record."""
        return self.filter(not_hidden("reference", "serial"))


def not_hidden(reference: str, serial: str) -> models.Q:
    """No later withdrawal, restriction or seal for the record in column `reference`, after `serial`."""
    later = RegisterEntry.objects.filter(
        reference=models.OuterRef(reference), serial__gt=models.OuterRef(serial), act__in=RegisterEntry.HIDING
    )
    return models.Q(~models.Exists(later))


class RegisterEntry(AppendOnly):
    """One line of the register. It holds no name and no title: those stand in the snapshot.

    Fields that are chained: all of them. `reference` is the record's opaque `public_id`; `office` is a post.
    """

    class Act(models.TextChoices):
        PUBLISHED = "published", _("Published")
        CHANGED = "changed", _("Updated")
        CORRECTED = "corrected", _("Corrected")
        CLERICAL = "clerical", _("Clerical correction")
        RESTRICTED = "restricted", _("Made exempt")
        WITHDRAWN = "withdrawn", _("Withdrawn")
        SEALED = "sealed", _("Sealed")

    # What a page tells its reader: of substance in a banner, clerical in a footnote.
    CORRECTING = (Act.CORRECTED, Act.CLERICAL)
    HIDING = (Act.RESTRICTED, Act.WITHDRAWN, Act.SEALED)

    serial = models.PositiveBigIntegerField(primary_key=True)
    act = models.CharField(max_length=12, choices=Act)
    record_kind = models.CharField(max_length=40)
    reference = models.CharField(max_length=32, db_index=True)
    version = models.PositiveIntegerField()
    at = models.CharField(max_length=32, help_text="UTC, RFC 3339 with microseconds, kept as the text that was chained")
    office = models.CharField(max_length=200)
    digest = models.CharField(max_length=64)
    previous = models.CharField(max_length=64)
    fingerprint = models.CharField(max_length=64, unique=True)

    objects = RegisterEntryQuerySet.as_manager()

    class Meta(AppendOnly.Meta):
        ordering = ["-serial"]
        indexes = [models.Index(fields=["at"], name="registerentry_at")]

    def __str__(self) -> str:
        return f"{self.serial} {self.act} {self.record_kind}"

    def expected_fingerprint(self) -> str:
        """The fingerprint this entry's fields give."""
        return chain_hash(
            self.serial, self.act, self.record_kind, self.reference, self.version, self.at, self.office, self.digest,
            self.previous,
        )  # fmt: skip


class Snapshot(AppendOnly):
    """The published record as canonical text, with the random salt its digest is made with."""

    entry = models.OneToOneField(RegisterEntry, on_delete=models.PROTECT, primary_key=True, related_name="snapshot")
    salt = models.CharField(max_length=32)
    text = models.TextField()

    def __str__(self) -> str:
        return f"snapshot of {self.entry_id}"

    def digest(self) -> str:
        """The digest this salt and text give."""
        return snapshot_digest(self.salt, self.text)
