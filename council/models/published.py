"""What every record that is published at its own moment has in common: its mark, its version and its lock."""

from __future__ import annotations

import uuid

from django.db import models
from django.db.models import Q

from council.models.guard import GuardedModel, GuardedQuerySet


class PublishedQuerySet(GuardedQuerySet):
    """The public side starts every query from `published()`."""

    def published(self) -> PublishedQuerySet:
        """Rows the public may read: published, not withdrawn, and so is everything they hang on."""
        return self.filter(self.model.public_when())


class PublishedRecord(GuardedModel):
    """A row with its own published mark.

    `edit_number` is the lock an officer's form sends back; `version` counts what was published under this row.
    `public_parents` names the foreign keys whose own publication this row's publication needs. Where they may be
    empty, at least one is set, and whichever is set must be public; a record that `stands_alone` may hang on none.
    """

    public_parents: tuple[str, ...] = ()
    stands_alone = False

    public_id = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    edit_number = models.PositiveIntegerField(default=0)
    version = models.PositiveIntegerField(default=0)
    published_at = models.DateTimeField(null=True, blank=True, editable=False)
    changed_at = models.DateTimeField(null=True, blank=True, editable=False)
    entry = models.ForeignKey(
        "council.RegisterEntry",
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        editable=False,
        related_name="+",
    )
    withdrawn_at = models.DateTimeField(null=True, blank=True, editable=False)
    withdrawn_reason = models.TextField(blank=True, editable=False)
    withdrawn_office = models.CharField(max_length=200, blank=True, editable=False)

    objects = PublishedQuerySet.as_manager()

    class Meta(GuardedModel.Meta):
        abstract = True
        constraints = [
            models.CheckConstraint(
                name="%(class)s_published_with_entry",
                condition=Q(published_at__isnull=True, entry__isnull=True)
                | Q(published_at__isnull=False, entry__isnull=False, version__gte=1),
                violation_error_message="A published record has its entry in the register.",
            ),
            models.CheckConstraint(
                name="%(class)s_withdrawn_after_publication",
                condition=Q(withdrawn_at__isnull=True, withdrawn_reason="")
                | (Q(withdrawn_at__isnull=False, published_at__isnull=False) & ~Q(withdrawn_reason="")),
                violation_error_message="Only something published can be withdrawn, and with a reason.",
            ),
        ]

    @classmethod
    def public_when(cls, prefix: str = "") -> Q:
        """The condition for being public, with `prefix` in front of each lookup."""
        condition = Q(**{f"{prefix}published_at__isnull": False, f"{prefix}withdrawn_at__isnull": True})
        if not cls.public_parents:
            return condition
        may_be_empty = cls.stands_alone or len(cls.public_parents) > 1
        hangs_on_something = Q()
        for name in cls.public_parents:
            field = cls._meta.get_field(name)
            is_public = field.related_model.public_when(f"{prefix}{name}__")  # type: ignore[union-attr]
            is_set = Q(**{f"{prefix}{name}__isnull": False})
            hangs_on_something |= is_set
            condition &= is_public | ~is_set if may_be_empty else is_public
        return condition & hangs_on_something if may_be_empty and not cls.stands_alone else condition

    def next_version(self) -> int:
        """The version a publication of this row would be."""
        return self.version + 1

    @property
    def is_published(self) -> bool:
        return self.published_at is not None

    @property
    def is_withdrawn(self) -> bool:
        return self.withdrawn_at is not None

    @property
    def is_public(self) -> bool:
        """The same answer as `published()`, for one row."""
        if not self.is_published or self.is_withdrawn:
            return False
        parents = self.parents()
        needs_none = self.stands_alone or not self.public_parents
        return all(parent.is_public for parent in parents) and bool(parents or needs_none)

    def parents(self) -> list[PublishedRecord]:
        """The records this one hangs on."""
        return [parent for name in self.public_parents if (parent := getattr(self, name)) is not None]
