"""Joins tagged PDFs into one that is still tagged: structure, roles, identifiers, layers, bookmarks, page labels.

Plain merging drops the tags: `meetings/pack_tags.py` carries them over. Knows nothing of meetings and nothing of
Django: the limited child process that tries papers out (`meetings/pack_check.py`) uses it too.
"""

from __future__ import annotations

import warnings
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from xml.sax.saxutils import escape

import pikepdf
from pikepdf import Array, Dictionary, Name, OutlineItem, Pdf, String

from meetings.pack_places import Bookmark, annotations_of, bookmarks_of, named_places, place_of
from meetings.pack_tags import Tags

# What a link of the front matter names instead of a page, before the pages are there: this and a page's number.
PAGE_LINK = "https://pack.invalid/page/"
# What a paper may ask a reader's computer to do beyond showing another place.
HARMLESS_ACTIONS = ("/GoTo", "/URI", "/Named")
XMP = """<?xpacket begin="\ufeff" id="W5M0MpCehiHzreSzNTczkc9d"?>
<x:xmpmeta xmlns:x="adobe:ns:meta/"><rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#">
<rdf:Description rdf:about="" xmlns:dc="http://purl.org/dc/elements/1.1/"{space}>
{claim}<dc:title><rdf:Alt><rdf:li xml:lang="x-default">{title}</rdf:li></rdf:Alt></dc:title>
</rdf:Description></rdf:RDF></x:xmpmeta>
<?xpacket end="r"?>"""


@dataclass(frozen=True)
class Part:
    """What became of one part: the place of its first page from 0, its pages, its tags, what it says of itself,
    its own bookmarks."""

    first: int
    pages: int
    is_tagged: bool
    claims_accessible: bool
    bookmarks: tuple[Bookmark, ...] = ()


class Merger:
    """Takes parts one after the other, then gives the bytes. The parts stay open until then."""

    def __init__(self, language: str = "en-GB") -> None:
        self.pdf = Pdf.new()
        self.parts: list[Part] = []
        self.sources: list[Pdf] = []
        self.tags = Tags(self.pdf, language)
        self.layers: dict[str, list[Any]] = {"OCGs": [], "OFF": [], "Order": []}

    def add(self, source: Pdf, title: str) -> Part:
        """Append every page of `source`, with its tags. Raises pikepdf.PdfError or ValueError for a faulty one."""
        first, count = len(self.pdf.pages), len(source.pages)
        if not count:
            raise ValueError("It has no pages.")
        self.sources.append(source)
        with warnings.catch_warnings():
            warnings.simplefilter("ignore", pikepdf.PageCopyWarning)  # links are led to their pages below
            self.pdf.pages.extend(source.pages)
        pages = [self.pdf.pages[first + place] for place in range(count)]
        self._carry_links(source, pages)
        is_tagged = self.tags.add(source, pages, title)
        self._carry_layers(source)
        part = Part(first, count, is_tagged, is_tagged and _claims_accessible(source), bookmarks_of(source, first))
        self.parts.append(part)
        return part

    def _carry_links(self, source: Pdf, pages: list[Any]) -> None:
        """Links inside a part lead to its pages here; actions that do something else are taken out."""
        places = {page.objgen: place for place, page in enumerate(source.pages)}
        names = named_places(source)
        for before, after in zip(source.pages, pages, strict=True):
            for name in (Name.AA, Name.Metadata, Name.PieceInfo, Name.Thumb, Name.B):
                if name in after.obj:
                    del after.obj[name]
            for old, new in zip(annotations_of(before), annotations_of(after), strict=False):
                action = old.get(Name.A)
                target = old.get(Name.Dest) if action is None else action.get(Name.D)
                for name in (Name.AA, Name.Popup, Name.Dest):
                    if name in new:
                        del new[name]
                if action is not None and str(action.get(Name.S)) not in HARMLESS_ACTIONS:
                    del new[Name.A]
                elif target is not None:
                    if Name.A in new:
                        del new[Name.A]
                    place = place_of(target, names, places)
                    if place is not None:
                        new.Dest = Array([pages[place].obj, Name.Fit])

    def _carry_layers(self, source: Pdf) -> None:
        """What a part hides by a layer stays hidden."""
        found = source.Root.get(Name.OCProperties)
        if found is None:
            return
        groups = list(found.get(Name.OCGs, []))
        shown = found.get(Name.D, Dictionary())
        hidden = list(shown.get(Name.OFF, []))
        if shown.get(Name.BaseState) == Name.OFF:
            on = {group.objgen for group in shown.get(Name.ON, [])}
            hidden = [group for group in groups if group.objgen not in on]
        self.layers["OCGs"] += [self.pdf.copy_foreign(group) for group in groups]
        self.layers["OFF"] += [self.pdf.copy_foreign(group) for group in hidden]
        self.layers["Order"] += [self.pdf.copy_foreign(group) for group in groups]

    def link_pages(self, places: range) -> None:
        """Lead the front matter's links (PAGE_LINK and a place from 0) on these pages to the pages they name."""
        for place in places:
            for annotation in annotations_of(self.pdf.pages[place]):
                action = annotation.get(Name.A)
                address = str(action.get(Name.URI, "")) if action is not None else ""
                if address.startswith(PAGE_LINK):
                    target = self.pdf.pages[int(address.removeprefix(PAGE_LINK))]
                    del annotation[Name.A]
                    annotation.Dest = Array([target.obj, Name.Fit])

    def bookmarks(self, entries: Iterable[Bookmark]) -> None:
        """The outline of the whole; what stands below a paper's own entry starts folded."""
        with self.pdf.open_outline() as outline:
            outline.root[:] = [_outline_item(entry, 0) for entry in entries]

    @property
    def is_accessible(self) -> bool:
        """Whether every part says that it is PDF/UA-1 and has its tags: else the whole does not say so either."""
        return bool(self.parts) and all(part.claims_accessible for part in self.parts)

    def finish(self, into: Path, title: str, language: str = "en-GB", first_number: int = 1) -> None:
        """Write the whole into a file: the same parts give the same bytes. It may be larger than memory."""
        pdf = self.pdf
        top = pdf.Root
        top.StructTreeRoot, top.Lang = self.tags.finish(), String(language)
        top.MarkInfo = Dictionary(Marked=True)
        top.ViewerPreferences = Dictionary(DisplayDocTitle=True)
        labels: list[Any] = [0, Dictionary(S=Name.D, St=first_number)]
        top.PageLabels = Dictionary(Nums=Array(labels))
        if self.layers["OCGs"]:
            shown = {"/OFF": Array(self.layers["OFF"]), "/Order": Array(self.layers["Order"]), "/Name": String("All")}
            top.OCProperties = Dictionary({"/OCGs": Array(self.layers["OCGs"]), "/D": Dictionary(shown)})
        claim = "<pdfuaid:part>1</pdfuaid:part>" if self.is_accessible else ""
        space = ' xmlns:pdfuaid="http://www.aiim.org/pdfua/ns/id/"' if self.is_accessible else ""
        words = XMP.format(space=space, claim=claim, title=escape(title)).encode()
        top.Metadata = pikepdf.Stream(pdf, words, Type=Name.Metadata, Subtype=Name.XML)
        pdf.docinfo[Name.Title] = String(title)
        pdf.save(
            into, deterministic_id=True, stream_decode_level=pikepdf.StreamDecodeLevel.none,
            object_stream_mode=pikepdf.ObjectStreamMode.generate, min_version="1.7",
        )  # fmt: skip


def _outline_item(entry: Bookmark, depth: int) -> OutlineItem:
    item = OutlineItem(entry.title, entry.place, "Fit")
    item.children.extend(_outline_item(each, depth + 1) for each in entry.below)
    item.is_closed = depth > 0
    return item


def _claims_accessible(source: Pdf) -> bool:
    """Whether a part says of itself that it is PDF/UA-1."""
    try:
        return b"pdfuaid" in source.Root.Metadata.read_bytes()
    except (AttributeError, KeyError, pikepdf.PdfError):
        return False
