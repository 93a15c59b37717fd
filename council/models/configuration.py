"""The council's configuration: one row. Words, duties, rules; nothing here is law (that is `council/statute/`)."""

from __future__ import annotations

import datetime
from typing import Any

from django.core.validators import MinValueValidator, RegexValidator
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from council.statute.calendars import Calendar, load_calendar
from council.statute.call_in import CallInRule


class Council(models.Model):
    """The one council this installation serves.

    `as_of` is the state of the public record and of this configuration where a public answer is being made; empty
    elsewhere. Two requests with the same state read the same rows.
    """

    as_of: tuple[Any, ...] = ()

    class Nation(models.TextChoices):
        ENGLAND = "england", _("England")
        WALES = "wales", _("Wales")
        SCOTLAND = "scotland", _("Scotland")
        NORTHERN_IRELAND = "northern-ireland", _("Northern Ireland")

    class Governance(models.TextChoices):
        LEADER = "leader", _("Leader and cabinet")
        MAYOR = "mayor", _("Mayor and cabinet")
        COMMITTEES = "committees", _("Committee system")
        COMBINED = "combined", _("Combined authority")

    class CallInEffective(models.TextChoices):
        ON_LAST_DAY = "on_last_day", _("on the last day of the call-in period")
        DAY_AFTER = "day_after", _("on the day after the last day of the call-in period")

    class Accessible(models.TextChoices):
        FULLY = "fully", _("Fully compliant")
        PARTIALLY = "partially", _("Partially compliant")
        NOT = "not", _("Not compliant")

    class NoticeBasis(models.TextChoices):
        WORKING = "working", _("working days")
        CALENDAR = "calendar", _("every day")

    id = models.PositiveSmallIntegerField(primary_key=True, default=1)
    name = models.CharField(_("council's name"), max_length=200)
    nation = models.CharField(_("nation"), max_length=16, choices=Nation, default=Nation.ENGLAND)
    governance = models.CharField(_("governance"), max_length=12, choices=Governance, default=Governance.LEADER)
    executive_word = models.CharField(_("word for the executive"), max_length=60, default="Cabinet")
    ward_word = models.CharField(_("word for a ward or division"), max_length=60, default="Ward")
    word_accepted = models.CharField(_("word for accepted"), max_length=60, default="Yes")
    word_accepted_in_part = models.CharField(_("word for accepted in part"), max_length=60, default="In part")
    word_not_accepted = models.CharField(_("word for not accepted"), max_length=60, default="No")
    colour = models.CharField(
        _("main colour"), max_length=7, default="#1d4f5c",
        validators=[RegexValidator(r"^#[0-9a-fA-F]{6}$", _("Enter a colour as # and six figures, such as #1d4f5c"))],
    )  # fmt: skip
    response_months = models.PositiveSmallIntegerField(
        _("months to respond where a written notice was given"), default=2, validators=[MinValueValidator(1)]
    )
    target_months = models.PositiveSmallIntegerField(
        _("the council's own target in months where no notice was given"), null=True, blank=True
    )
    target_days_officer = models.PositiveSmallIntegerField(
        _("the council's own target in days for an officer"), null=True, blank=True, validators=[MinValueValidator(1)]
    )
    target_days_partner = models.PositiveSmallIntegerField(
        _("the council's own target in days for a partner body"), null=True, blank=True,
        validators=[MinValueValidator(1)],
    )  # fmt: skip
    target_days_committee = models.PositiveSmallIntegerField(
        _("the council's own target in days for another committee"), null=True, blank=True,
        validators=[MinValueValidator(1)],
    )  # fmt: skip
    clock_starts_on = models.DateField(_("clocks are shown in public for sets received from"), null=True, blank=True)
    due_soon_days = models.PositiveSmallIntegerField(_("days before the due date that count as soon"), default=14)
    call_in_days = models.PositiveSmallIntegerField(_("working days for call-in"), default=5)
    call_in_effective = models.CharField(
        _("a decision takes effect"),
        max_length=12,
        choices=CallInEffective,
        default=CallInEffective.DAY_AFTER,
    )
    agenda_notice_days = models.PositiveSmallIntegerField(
        _("clear days between an agenda and its meeting, if not the nation's own"), null=True, blank=True,
        validators=[MinValueValidator(1)],
    )  # fmt: skip
    agenda_notice_basis = models.CharField(
        _("days that count"), max_length=8, choices=NoticeBasis, default=NoticeBasis.WORKING
    )
    call_in_skips_non_working = models.BooleanField(
        _("a day of effect that is no working day moves to the next"), default=False
    )
    call_in_hour = models.TimeField(_("hour by which a call-in is received"), default=datetime.time(17))
    call_in_members = models.PositiveSmallIntegerField(
        _("councillors needed for a call-in"), default=1, validators=[MinValueValidator(1)]
    )
    call_in_who = models.CharField(_("who may call in"), max_length=300, blank=True)
    call_in_grounds = models.TextField(_("grounds for a call-in, one on each line"), blank=True)
    call_in_meeting_days = models.PositiveSmallIntegerField(
        _("working days within which a call-in is considered"), null=True, blank=True, default=10
    )
    key_thresholds = models.TextField(_("what makes a decision key, one threshold on each line"), blank=True)
    key_notice_basis = models.CharField(
        _("days of a notice of a key decision"), max_length=8, choices=NoticeBasis, default=NoticeBasis.CALENDAR
    )
    private_first_basis = models.CharField(
        _("days of a private meeting's first notice"),
        max_length=8,
        choices=NoticeBasis,
        default=NoticeBasis.CALENDAR,
    )
    private_second_basis = models.CharField(
        _("days of a private meeting's second notice"),
        max_length=8,
        choices=NoticeBasis,
        default=NoticeBasis.WORKING,
    )
    general_exception_basis = models.CharField(
        _("days of a general exception notice"),
        max_length=8,
        choices=NoticeBasis,
        default=NoticeBasis.WORKING,
    )
    has_four_eyes = models.BooleanField(_("nobody signs off their own draft"), default=True)
    contact_name = models.CharField(_("contact"), max_length=200, default="Democratic Services")
    contact_email = models.EmailField(_("contact e-mail"), blank=True)
    contact_phone = models.CharField(_("contact telephone"), max_length=40, blank=True)
    licence_name = models.CharField(_("licence"), max_length=100, default="Open Government Licence v3.0")
    licence_url = models.URLField(
        _("address of the licence"), blank=True,
        default="https://www.nationalarchives.gov.uk/doc/open-government-licence/version/3/",
    )  # fmt: skip
    accessibility_status = models.CharField(
        _("how far the site meets the standard"), max_length=10, choices=Accessible, default=Accessible.PARTIALLY
    )
    accessibility_problems = models.TextField(_("what does not work, one on each line"), blank=True)
    accessibility_burden = models.TextField(_("what would be a disproportionate burden"), blank=True)
    accessibility_plan = models.TextField(_("what is being done, and by when"), blank=True)
    accessibility_visits = models.TextField(_("telephone relay, sign language, hearing loops"), blank=True)
    accessibility_reply_days = models.PositiveSmallIntegerField(
        _("working days to answer"), default=10, validators=[MinValueValidator(1)]
    )
    accessibility_prepared_on = models.DateField(_("statement prepared on"), null=True, blank=True)
    accessibility_reviewed_on = models.DateField(_("statement reviewed on"), null=True, blank=True)
    accessibility_tested_on = models.DateField(_("site tested on"), null=True, blank=True)
    accessibility_tested_how = models.CharField(_("who tested it, and which pages"), max_length=500, blank=True)
    edit_number = models.PositiveIntegerField(default=0)

    class Meta:
        verbose_name = _("council")
        constraints = [models.CheckConstraint(name="council_is_one_row", condition=Q(id=1))]

    def __str__(self) -> str:
        return self.name

    def save(self, *args: Any, **kwargs: Any) -> None:
        """Every save counts as a new version of the configuration: public pages' ETags depend on it."""
        self.edit_number += 1
        if kwargs.get("update_fields") is not None:
            kwargs["update_fields"] = {*kwargs["update_fields"], "edit_number"}
        super().save(*args, **kwargs)

    @classmethod
    def current(cls) -> Council:
        """The configuration; an installation not yet set up answers with the defaults."""
        try:
            return cls.objects.get(pk=1)
        except cls.DoesNotExist:
            return cls(name="Council (not yet set up)")

    @property
    def holiday_division(self) -> str:
        """The bank-holiday division this nation belongs to."""
        if self.nation in (self.Nation.ENGLAND, self.Nation.WALES):
            return "england-and-wales"
        return str(self.nation)

    def call_in_rule(self) -> CallInRule | None:
        """The rule for a decision that may be called in; None where this council has no call-in."""
        if not self.call_in_days:
            return None
        return CallInRule(self.call_in_days, self.call_in_effective, self.call_in_skips_non_working)  # type: ignore[arg-type]

    def calendar(self) -> Calendar:
        """The bank holidays of the council's nation, with those an administrator added."""
        return load_calendar(self.holiday_division, tuple(ExtraHoliday.objects.values_list("on", flat=True)))

    def word_for(self, outcome: str) -> str:
        """The council's own word for an outcome; empty where they answered without saying."""
        return {
            "accepted": self.word_accepted,
            "accepted_in_part": self.word_accepted_in_part,
            "not_accepted": self.word_not_accepted,
        }.get(outcome, "")


class ExtraHoliday(models.Model):
    """A bank holiday proclaimed after this release was made; an administrator adds it at once."""

    on = models.DateField(_("date"), unique=True)
    title = models.CharField(_("what for"), max_length=200)

    class Meta:
        ordering = ["on"]
        verbose_name = _("extra bank holiday")

    def __str__(self) -> str:
        return f"{self.on:%d %B %Y}, {self.title}"
