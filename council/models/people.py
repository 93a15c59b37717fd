"""Bodies, people, offices and who held them when."""

from __future__ import annotations

import datetime

from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _


class Body(models.Model):
    """Cabinet, a committee, a panel or full council."""

    class Kind(models.TextChoices):
        EXECUTIVE = "executive", _("Executive (Cabinet)")
        COUNCIL = "council", _("Council")
        SCRUTINY = "scrutiny", _("Overview and scrutiny")
        REGULATORY = "regulatory", _("Regulatory")
        JOINT = "joint", _("Joint")
        OTHER = "other", _("Other")

    name = models.CharField(_("name"), max_length=200, unique=True)
    slug = models.SlugField(_("part of its address"), max_length=80, unique=True)
    kind = models.CharField(_("kind"), max_length=12, choices=Kind)
    parent = models.ForeignKey("self", on_delete=models.PROTECT, null=True, blank=True, related_name="children")
    predecessor = models.ForeignKey("self", on_delete=models.PROTECT, null=True, blank=True, related_name="successors")
    exists_from = models.DateField(_("exists from"), null=True, blank=True)
    exists_to = models.DateField(_("exists to"), null=True, blank=True)
    email = models.EmailField(_("e-mail of its officers"), blank=True)
    chair = models.ForeignKey(
        "Office", on_delete=models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("chair")
    )

    class Meta:
        ordering = ["name"]
        verbose_name = _("body")
        verbose_name_plural = _("bodies")
        constraints = [
            models.CheckConstraint(
                name="body_ends_after_it_begins",
                condition=Q(exists_from__isnull=True) | Q(exists_to__isnull=True) | Q(exists_to__gte=F("exists_from")),
                violation_error_message=_("The last day must not be before the first."),
            )
        ]

    def __str__(self) -> str:
        return self.name

    def clean(self) -> None:
        if self.pk and self.pk in (self.parent_id, self.predecessor_id):
            raise ValidationError(_("A body cannot be its own parent or predecessor."))


class Person(models.Model):
    """Somebody who holds or held an office."""

    name = models.CharField(_("name"), max_length=200)
    slug = models.SlugField(_("part of their address"), max_length=80, unique=True)

    class Meta:
        ordering = ["name"]
        verbose_name = _("person")
        verbose_name_plural = _("people")

    def __str__(self) -> str:
        return self.name


class Office(models.Model):
    """A named post: a Cabinet portfolio or an officer's post. It may be without a holder."""

    class Kind(models.TextChoices):
        MEMBER = "member", _("Councillor")
        OFFICER = "officer", _("Council officer")

    title = models.CharField(_("title"), max_length=200, unique=True)
    slug = models.SlugField(_("part of its address"), max_length=80, unique=True)
    kind = models.CharField(_("kind"), max_length=8, choices=Kind)
    body = models.ForeignKey(Body, on_delete=models.PROTECT, null=True, blank=True, related_name="offices")
    email = models.EmailField(_("e-mail"), blank=True)

    class Meta:
        ordering = ["title"]
        verbose_name = _("office")

    def __str__(self) -> str:
        return self.title


class OfficeHolding(models.Model):
    """Who held an office, from and to; either end may be not recorded."""

    office = models.ForeignKey(Office, on_delete=models.PROTECT, related_name="holdings")
    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="holdings")
    starts_on = models.DateField(_("from"), null=True, blank=True)
    ends_on = models.DateField(_("to"), null=True, blank=True)

    class Meta:
        ordering = ["office__title", "-starts_on"]
        verbose_name = _("office holding")
        constraints = [
            models.CheckConstraint(
                name="officeholding_ends_after_it_starts",
                condition=Q(starts_on__isnull=True) | Q(ends_on__isnull=True) | Q(ends_on__gte=F("starts_on")),
                violation_error_message=_("The last day must not be before the first."),
            )
        ]

    def __str__(self) -> str:
        return f"{self.office.title}, {self.person.name}"


class Membership(models.Model):
    """Who sits on a body, in which capacity, from and to; either end may be not recorded.

    Party and ward (or electoral division: the word is configuration) are as they were in that time.
    """

    class Capacity(models.TextChoices):
        CHAIR = "chair", _("Chair")
        VICE_CHAIR = "vice_chair", _("Vice-chair")
        MEMBER = "member", _("Member")
        SUBSTITUTE = "substitute", _("Substitute member")
        CO_OPTEE_WITH_VOTE = "co_optee_vote", _("Co-opted member with a vote")
        CO_OPTEE = "co_optee", _("Co-opted member without a vote")

    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="memberships")
    body = models.ForeignKey(Body, on_delete=models.PROTECT, related_name="memberships")
    capacity = models.CharField(_("capacity"), max_length=14, choices=Capacity, default=Capacity.MEMBER)
    party = models.CharField(_("party or group"), max_length=100, blank=True)
    ward = models.CharField(_("ward or division"), max_length=100, blank=True)
    starts_on = models.DateField(_("from"), null=True, blank=True)
    ends_on = models.DateField(_("to"), null=True, blank=True)

    class Meta:
        ordering = ["body__name", "person__name", "-starts_on"]
        verbose_name = _("membership")
        constraints = [
            models.CheckConstraint(
                name="membership_ends_after_it_starts",
                condition=Q(starts_on__isnull=True) | Q(ends_on__isnull=True) | Q(ends_on__gte=F("starts_on")),
                violation_error_message=_("The last day must not be before the first."),
            ),
            # Two without a last day always overlap; other overlaps are refused by `council/configuration.py`.
            models.UniqueConstraint(
                fields=["person", "body", "capacity"],
                condition=Q(ends_on__isnull=True),
                name="membership_open_once",
                violation_error_message=_("This person already has this place on the body, with no last day."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.body.name}, {self.person.name}"

    def overlapping(self) -> models.QuerySet[Membership]:
        """Other memberships of this person on this body in this capacity that share a day with this one."""
        others = Membership.objects.filter(person=self.person, body=self.body, capacity=self.capacity)
        if self.ends_on:
            others = others.filter(Q(starts_on__isnull=True) | Q(starts_on__lte=self.ends_on))
        if self.starts_on:
            others = others.filter(Q(ends_on__isnull=True) | Q(ends_on__gte=self.starts_on))
        return others.exclude(pk=self.pk)

    @classmethod
    def on(cls, body: Body, day: datetime.date) -> models.QuerySet[Membership]:
        """Who sat on a body on a day, with their person."""
        begun = Q(starts_on__isnull=True) | Q(starts_on__lte=day)
        not_over = Q(ends_on__isnull=True) | Q(ends_on__gte=day)
        return cls.objects.filter(begun, not_over, body=body).select_related("person")
