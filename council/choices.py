"""Choices that both apps use."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class Restriction(models.TextChoices):
    """May the public read it? Exempt cites Schedule 12A and may lapse; confidential is a bar in law and cites none."""

    OPEN = "open", _("Open")
    PART_EXEMPT = "part_exempt", _("Part exempt")
    EXEMPT = "exempt", _("Exempt")
    CONFIDENTIAL = "confidential", _("Confidential")


# The words themselves are withheld, not only some paper that goes with them.
WITHHELD = (Restriction.EXEMPT, Restriction.CONFIDENTIAL)
# These must cite the paragraphs of Schedule 12A and say why the public interest is in withholding.
CITING = (Restriction.PART_EXEMPT, Restriction.EXEMPT)
