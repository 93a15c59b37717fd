"""Choices of the meetings app."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class MeetingStatus(models.TextChoices):
    SCHEDULED = "scheduled", _("Scheduled")
    HELD = "held", _("Held")
    POSTPONED = "postponed", _("Postponed")
    CANCELLED = "cancelled", _("Cancelled")


class NoticeKind(models.TextChoices):
    CANCELLED = "cancelled", _("Cancelled")
    POSTPONED = "postponed", _("Postponed")
    MOVED = "moved", _("Moved to another date")
    CHANGED = "changed", _("Another time or place")
    REINSTATED = "reinstated", _("Going ahead after all")
    LATE_AGENDA = "late_agenda", _("Agenda published late")


class ItemKind(models.TextChoices):
    ITEM = "item", _("Item")
    SUB_ITEM = "sub_item", _("Sub-item of the item above it")
    HEADING = "heading", _("Heading")


class MinutesStatus(models.TextChoices):
    DRAFT = "draft", _("Draft")
    CONFIRMED = "confirmed", _("Confirmed")


class DocumentKind(models.TextChoices):
    REPORT = "report", _("Report")
    APPENDIX = "appendix", _("Appendix")
    SUPPLEMENT = "supplement", _("Supplement")
    BACKGROUND = "background", _("Background paper")
    FRONT_SHEET = "front_sheet", _("Front sheet")
    MINUTES = "minutes", _("Printed minutes")
    ORIGINAL = "original", _("Original file of an import")


class FileReading(models.TextChoices):
    """What came of reading an uploaded file. Only a PDF that was read can go into a pack."""

    NOT_READ = "not_read", _("Not read")
    READ = "read", _("Read")
    ENCRYPTED = "encrypted", _("It has a password")
    BROKEN = "broken", _("It is damaged")
    TOO_MUCH = "too_much", _("Reading it took too much time or memory")


class FindingKind(models.TextChoices):
    """What an uploaded file may hold that nobody sees who reads it on a screen: the word for it."""

    PROPERTIES = "properties", _("Properties of the file")
    TRACKED_CHANGES = "tracked_changes", _("Tracked changes")
    COMMENTS = "comments", _("Comments and marks")
    HIDDEN_TEXT = "hidden_text", _("Hidden text")
    COVERED_TEXT = "covered_text", _("Text under a box or a picture: anybody can copy it")
    WHITE_TEXT = "white_text", _("White text: anybody can copy it")
    INVISIBLE_TEXT = "invisible_text", _("Invisible text: anybody can copy it. A scanned page often has some")
    OUTSIDE_PAGE = "outside_page", _("Text outside the page: anybody can copy it")
    HIDDEN_LAYER = "hidden_layer", _("A hidden layer")
    HIDDEN_SHEET = "hidden_sheet", _("A hidden sheet")
    HIDDEN_CELLS = "hidden_cells", _("Hidden rows or columns")
    NOTES = "notes", _("Speaker’s notes")
    HIDDEN_SLIDE = "hidden_slide", _("A hidden slide")
    EXTERNAL_LINK = "external_link", _("A link to another file")
    EMBEDDED = "embedded", _("A file or data inside the file")
    JAVASCRIPT = "javascript", _("A script")
    UNREAD = "unread", _("The text could not be read, so nobody could look for what is hidden. Open the file, save it "
                         "again as PDF and choose that")  # fmt: skip
    NOT_LOOKED_INTO = "not_looked_into", _("Files of this type cannot be looked into. Save it as PDF or Word, and "
                                           "choose that")  # fmt: skip


class Presence(models.TextChoices):
    PRESENT = "present", _("Present")
    APOLOGIES = "apologies", _("Apologies")
    ABSENT = "absent", _("Absent")


class InterestKind(models.TextChoices):
    PECUNIARY = "pecuniary", _("Disclosable pecuniary interest")
    REGISTRABLE = "registrable", _("Other registrable interest")
    PERSONAL = "personal", _("Personal interest")
    PREJUDICIAL = "prejudicial", _("Personal and prejudicial interest")
    OTHER = "other", _("Other")


class Conduct(models.TextChoices):
    STAYED = "stayed", _("Stayed and took part")
    SILENT = "silent", _("Stayed and took no part")
    SPOKE_LEFT = "spoke_left", _("Spoke, then left the room")
    LEFT = "left", _("Left the room")


class VoteResult(models.TextChoices):
    CARRIED = "carried", _("Carried")
    LOST = "lost", _("Lost")


class VoteWay(models.TextChoices):
    FOR = "for", _("For")
    AGAINST = "against", _("Against")
    ABSTAINED = "abstained", _("Abstained")
