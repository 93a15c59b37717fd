"""What was found hidden in a file, in words for officers. Nothing of it is ever public or logged."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from django.utils.translation import gettext as _

from meetings.choices import FindingKind
from meetings.models import DocumentFile


@dataclass(frozen=True)
class Line:
    """One kind of finding: its name, and each place with the words found there."""

    kind: str
    words: str
    places: list[str]


def in_words(findings: Iterable[Mapping[str, str]]) -> list[Line]:
    """The findings by kind, in the order of `FindingKind`."""
    by_kind: dict[str, list[str]] = {}
    for finding in findings:
        told = ": ".join(filter(None, [_place(finding["where"]), finding["words"]]))
        by_kind.setdefault(finding["kind"], []).append(told)
    order = [kind for kind in FindingKind if kind in by_kind]
    return [Line(str(kind), str(kind.label), list(filter(None, by_kind[kind]))) for kind in order]


def _place(where: str) -> str:
    kind, _space, number = where.partition(" ")
    if kind == "page" and number.isdigit():
        return _("page %(number)s") % {"number": number}
    if kind == "slide" and number.isdigit():
        return _("slide %(number)s") % {"number": number}
    return where


def files_with_findings(documents: Iterable[int]) -> dict[int, DocumentFile]:
    """By document, its present file where something was found in it: one query however many there are."""
    files = DocumentFile.objects.filter(document__in=list(documents), superseded_at=None).exclude(findings=[])
    return {file.document_id: file for file in files.select_related("acknowledged_by")}
