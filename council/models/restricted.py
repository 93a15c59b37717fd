"""The fields of a record that may be exempt or confidential, in whole or in part."""

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from council.choices import CITING, WITHHELD, Restriction


class RestrictedRecord(models.Model):
    """Restriction with its paragraphs and reason. Paragraph numbers are text: 18A exists."""

    restriction = models.CharField(_("restriction"), max_length=12, choices=Restriction, default=Restriction.OPEN)
    exempt_paragraphs = models.CharField(_("Schedule 12A paragraphs"), max_length=60, blank=True)
    exempt_reason = models.TextField(_("why the public interest is in withholding"), blank=True)
    restriction_lapses_on = models.DateField(_("restriction to be reviewed on"), null=True, blank=True)

    class Meta:
        abstract = True
        constraints = [
            models.CheckConstraint(
                name="%(class)s_exempt_cites_paragraphs",
                condition=(Q(restriction__in=CITING) & ~Q(exempt_paragraphs="") & ~Q(exempt_reason=""))
                | (~Q(restriction__in=CITING) & Q(exempt_paragraphs="")),
                violation_error_message=_("Give the Schedule 12A paragraphs and the reason for an exempt record only."),
            )
        ]

    @property
    def is_withheld(self) -> bool:
        """Whether the words themselves are kept from the public."""
        return self.restriction in WITHHELD
