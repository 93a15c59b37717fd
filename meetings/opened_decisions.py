"""The PDF of a decision that was opened after its publication: made in the background, kept by digest.

Publication makes a decision's PDF before it is public (`actions_decisions`). What was withheld then had none; once it
or its item is opened, it gets one here. The job can be run any number of times: it stores a PDF only of the version
and the words that stand.
"""

from __future__ import annotations

import uuid
from typing import Any

from django.db import transaction
from django.db.models import F
from django.utils import timezone
from django.utils.translation import gettext as _
from django_tasks import task

from council import files, jobs, pdf, publication
from council.models import RegisterHead
from council.models.published import PublishedRecord
from meetings.actions_decisions import paper_fields
from meetings.models import Decision
from meetings.papers_decisions import decision_pdf
from meetings.published_decisions import DECISION
from meetings.querysets_decisions import in_full


class ChangedMeanwhileError(Exception):
    """The decision changed while its PDF was made. The queue tries again later."""


def follow_up(record: PublishedRecord) -> None:
    """After something was published, corrected or withdrawn: have the PDF made that a public decision lacks."""
    if isinstance(record, Decision) and lacks_pdf(record):
        jobs.enqueue(make_decision_pdf, decision=record.public_id.hex)


def lacks_pdf(decision: Decision) -> bool:
    """Whether the public reads all of it, and there is no PDF of the version that stands."""
    return decision.is_public and not decision.is_withheld and not decision.has_pdf and pdf.is_available()


@task()
def make_decision_pdf(decision: str) -> str:
    """The job: make the PDF of a decision if it still lacks one; say what came of it."""
    found = in_full(Decision.objects.published()).filter(public_id=uuid.UUID(decision)).first()
    if found is None or not lacks_pdf(found):
        return "nothing to make"
    frozen = DECISION.read(found)
    paper = decision_pdf(frozen)
    if paper is None:
        return "this installation makes no PDFs"
    digest = files.keep(paper)
    with transaction.atomic():
        locked = publication.lock(found)
        if not lacks_pdf(locked) or locked.version != found.version or DECISION.read(locked) != frozen:
            raise ChangedMeanwhileError(decision)
        changes = paper_fields(digest, locked.version)
        publication.keep_note(locked, changes=changes, act="PDF made", by=None, at=timezone.now())
        RegisterHead.objects.filter(pk=1).update(made=F("made") + 1)
    return digest


def _named(arguments: list[dict[str, Any]]) -> list[str]:
    """What these jobs are called, whatever became of the decisions."""
    keys = [given.get("decision", "") for given in arguments]
    found = {made.public_id.hex: made.reference for made in Decision.objects.filter(public_id__in=filter(None, keys))}
    return [_("PDF of the decision %(reference)s") % {"reference": found.get(key, "")} for key in keys]


NAMED = {make_decision_pdf.module_path: _named}
