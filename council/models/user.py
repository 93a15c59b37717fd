"""Who signs in, and what they may do: a user holds grants, each a role on a side, for all bodies or some."""

from __future__ import annotations

from django.contrib.auth.models import AbstractUser
from django.db import models
from django.utils.translation import gettext_lazy as _


class User(AbstractUser):
    """A council officer, or a councillor who clears a response. `post` is what the register prints."""

    post = models.CharField(_("post"), max_length=200, blank=True, default="")

    class Meta:
        verbose_name = _("user")

    def __str__(self) -> str:
        return self.get_full_name() or self.username


class RoleGrant(models.Model):
    """One role of one user, on one side; with no bodies named it holds for all of them."""

    class Role(models.TextChoices):
        OFFICER = "officer", _("Officer: writes drafts and sends them for sign-off")
        APPROVER = "approver", _("Approver: signs off or returns")
        PUBLISHER = "publisher", _("Publisher: records approvals, publishes, corrects, withdraws")
        ADMINISTRATOR = "administrator", _("Administrator: settings and people")

    class Side(models.TextChoices):
        SCRUTINY = "scrutiny", _("Scrutiny: meetings and recommendations")
        EXECUTIVE = "executive", _("Executive: responses")
        BOTH = "both", _("Both")

    user = models.ForeignKey(User, on_delete=models.CASCADE, related_name="grants")
    role = models.CharField(max_length=16, choices=Role)
    side = models.CharField(max_length=12, choices=Side, default=Side.BOTH)
    bodies = models.ManyToManyField("council.Body", blank=True, related_name="+")

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["user", "role", "side"], name="rolegrant_once_per_role_and_side")
        ]

    def __str__(self) -> str:
        return f"{self.user}: {self.role}, {self.side}"
