"""Standing items: what is on every agenda of a body, kept in the settings and copied to a new agenda."""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _

from council.models.people import Body
from meetings.choices import ItemKind


class StandingItem(models.Model):
    """One line of a body's list. It is configuration: a change here changes no agenda that was made before."""

    body = models.ForeignKey(Body, on_delete=models.PROTECT, related_name="standing_items", verbose_name=_("body"))
    position = models.PositiveSmallIntegerField(_("place in the list"))
    kind = models.CharField(_("kind"), max_length=10, choices=ItemKind, default=ItemKind.ITEM)
    title = models.CharField(_("title"), max_length=500)
    summary = models.TextField(_("what it is about"), blank=True)
    is_used = models.BooleanField(_("in use"), default=True)

    class Meta:
        verbose_name = _("standing item")
        ordering = ["body__name", "position", "pk"]

    def __str__(self) -> str:
        return self.title
