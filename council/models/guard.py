"""Keeps published rows as they were: the ORM refuses to change or delete them except through publication.

Owns the one door (`publication_door`) and the model and queryset that ask for it. Nothing but
`council/publication.py`, and `council/destroying.py` under a seal, may open the door; a test reads the sources.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from typing import Any

from django.db import models
from django.db.models import Q

_door_is_open: ContextVar[bool] = ContextVar("publication_door", default=False)


class PublishedRecordError(Exception):
    """Somebody tried to change or delete a published record without publishing a new version of it."""


@contextmanager
def publication_door() -> Iterator[None]:
    """Inside this block guarded rows may be written. For publication, and for destroying what is sealed."""
    token = _door_is_open.set(True)
    try:
        yield
    finally:
        _door_is_open.reset(token)


def _refuse(model: type[models.Model]) -> None:
    raise PublishedRecordError(
        f"A published {model._meta.verbose_name} is changed by a correction or a withdrawal, never in place."
    )


class GuardedQuerySet(models.QuerySet):
    """Refuses bulk changes that would touch a frozen row."""

    def frozen(self) -> GuardedQuerySet:
        """The rows of this queryset that are published or hang on something published."""
        return self.filter(self.model.frozen_when())

    def _check(self) -> None:
        if not _door_is_open.get() and self.order_by().frozen().exists():
            _refuse(self.model)

    def update(self, **values: Any) -> int:
        self._check()
        return super().update(**values)

    def delete(self) -> tuple[int, dict[str, int]]:
        self._check()
        return super().delete()

    def bulk_update(self, objs: Any, fields: Any, batch_size: int | None = None) -> int:
        objs = list(objs)
        self.model._base_manager.filter(pk__in=[obj.pk for obj in objs])._check()
        return super().bulk_update(objs, fields, batch_size)

    def bulk_create(self, objs: Any, *args: Any, **options: Any) -> list[Any]:
        objs = list(objs)
        for obj in objs:
            obj.refuse_if_parent_frozen()
        if options.get("update_conflicts") and not _door_is_open.get():
            _refuse(self.model)
        return super().bulk_create(objs, *args, **options)


class GuardedModel(models.Model):
    """A model whose rows freeze when they, or what they belong to, are published.

    `frozen_by` names the lookups from this row to the `published_at` that freezes it; the first part of each
    lookup is this model's own field (or `published_at` itself).
    """

    frozen_by: tuple[str, ...] = ("published_at",)

    objects = GuardedQuerySet.as_manager()

    class Meta:
        abstract = True
        base_manager_name = "objects"

    def save(self, *args: Any, **kwargs: Any) -> None:
        if not _door_is_open.get():
            if self.is_frozen():
                _refuse(type(self))
            self.refuse_if_parent_frozen()
        super().save(*args, **kwargs)

    def delete(self, *args: Any, **kwargs: Any) -> tuple[int, dict[str, int]]:
        if not _door_is_open.get() and self.is_frozen():
            _refuse(type(self))
        return super().delete(*args, **kwargs)

    @classmethod
    def frozen_when(cls) -> Q:
        """The condition under which a stored row must not change."""
        condition = Q()
        for lookup in cls.frozen_by:
            condition |= Q(**{f"{lookup}__isnull": False})
        return condition

    def is_frozen(self) -> bool:
        """Whether the stored row (not this copy in memory) may no longer change."""
        return self.pk is not None and type(self)._base_manager.filter(pk=self.pk).frozen().exists()

    def refuse_if_parent_frozen(self) -> None:
        """A new row must not slip in below something already published."""
        if _door_is_open.get():
            return
        for lookup in self.frozen_by:
            field_name, _, rest = lookup.partition("__")
            if not rest:
                if getattr(self, field_name) is not None:
                    _refuse(type(self))
                continue
            field = self._meta.get_field(field_name)
            parent_id = getattr(self, field.attname)  # type: ignore[union-attr]
            if parent_id is None:
                continue
            parents = field.related_model._base_manager.filter(pk=parent_id)  # type: ignore[union-attr]
            if parents.filter(**{f"{rest}__isnull": False}).exists():
                _refuse(type(self))
