"""Joins tagged PDFs into one that is still tagged: structure, roles, identifiers, layers, bookmarks, page labels.

Plain merging drops the tags. Here each part's structure tree is carried over below one document element, with its
entries in the parent tree moved to numbers of their own. Knows nothing of meetings and nothing of Django: the
limited child process that tries papers out (`meetings/pack_check.py`) uses it too.
"""

from __future__ import annotations

import io
import warnings
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any
from xml.sax.saxutils import escape

import pikepdf
from pikepdf import Array, Dictionary, Name, NumberTree, OutlineItem, Pdf, String

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
    """What became of one part: the place of its first page from 0, its pages, its tags and what it says of itself."""

    first: int
    pages: int
    is_tagged: bool
    claims_accessible: bool


class Merger:
    """Takes parts one after the other, then gives the bytes. The parts stay open until then."""

    def __init__(self, language: str = "en-GB") -> None:
        self.pdf = Pdf.new()
        self.parts: list[Part] = []
        self.sources: list[Pdf] = []
        self.next_key = 0
        self.trees: list[Any] = []
        self.roles: dict[str, Any] = {}
        self.classes: dict[str, Any] = {}
        self.identifiers: dict[bytes, Any] = {}
        self.layers: dict[str, list[Any]] = {"OCGs": [], "OFF": [], "Order": []}
        root = self.pdf.make_indirect(Dictionary(Type=Name.StructTreeRoot))
        self.document = self.pdf.make_indirect(
            Dictionary(Type=Name.StructElem, S=Name.Document, P=root, K=Array(), Lang=String(language))
        )
        root.K = self.document
        self.root = root

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
        is_tagged = Name.StructTreeRoot in source.Root and Name.ParentTree in source.Root.StructTreeRoot
        if is_tagged:
            self._carry_tags(source, pages, title)
        else:
            self._tag_as_one(pages, title)
        self._carry_layers(source)
        part = Part(first, count, is_tagged, is_tagged and _claims_accessible(source))
        self.parts.append(part)
        return part

    def _carry_links(self, source: Pdf, pages: list[Any]) -> None:
        """Links inside a part lead to its pages here; actions that do something else are taken out."""
        places = {page.objgen: place for place, page in enumerate(source.pages)}
        names = _named_places(source)
        for before, after in zip(source.pages, pages, strict=True):
            for name in (Name.AA, Name.Metadata, Name.PieceInfo, Name.Thumb, Name.B):
                if name in after.obj:
                    del after.obj[name]
            for old, new in zip(_annotations(before), _annotations(after), strict=False):
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
                    place = _place_of(target, names, places)
                    if place is not None:
                        new.Dest = Array([pages[place].obj, Name.Fit])

    def _carry_tags(self, source: Pdf, pages: list[Any], title: str) -> None:
        base, highest = self.next_key, -1
        for holder in _holders(pages):
            for name in (Name.StructParents, Name.StructParent):
                if name in holder:
                    highest = max(highest, int(holder[name]))
                    holder[name] = base + int(holder[name])
        # The pages are here already, so what the tree names of them is found again and not copied.
        old = source.Root.StructTreeRoot
        tree = self.pdf.copy_foreign(old) if old.is_indirect else self.pdf.copy_foreign(source.make_indirect(old))
        numbers = Array()
        for key, value in sorted(NumberTree(tree.ParentTree).items()):
            numbers.append(base + key)
            numbers.append(value)
            highest = max(highest, key)
        self.next_key = base + highest + 1
        self._add_numbers(numbers)
        part = self._part(title, source.Root.get(Name.Lang))
        for element in _kids(tree):
            if isinstance(element, Dictionary):
                element.P = part
                if element.get(Name.S) == Name.Document:
                    element.S = Name.Sect
                part.K.append(element)
        roles = _renamed(self.roles, tree.get(Name.RoleMap), len(self.parts))
        classes = _renamed(self.classes, tree.get(Name.ClassMap), len(self.parts))
        for element in _elements(part):
            self._rename(element, roles, classes)

    def _rename(self, element: Any, roles: dict[str, Any], classes: dict[str, Any]) -> None:
        """Identifiers and names that another part uses for something else get names of their own."""
        prefix = f"{len(self.parts)}.".encode()
        if Name.ID in element:
            identifier = prefix + bytes(element.ID)
            element.ID = String(identifier)
            self.identifiers[identifier] = element
        if Name.A in element:
            for attributes in element.A if isinstance(element.A, Array) else [element.A]:
                if isinstance(attributes, Dictionary) and isinstance(attributes.get(Name.Headers), Array):
                    attributes.Headers = Array([String(prefix + bytes(header)) for header in attributes.Headers])
        if roles and str(element.get(Name.S)) in roles:
            element.S = roles[str(element.S)]
        if classes and Name.C in element:
            names = element.C if isinstance(element.C, Array) else [element.C]
            element.C = Array([classes.get(str(name), name) if isinstance(name, Name) else name for name in names])

    def _tag_as_one(self, pages: list[Any], title: str) -> None:
        """A part without tags: each page becomes one paragraph, so that a screen reader does not pass it over.

        A page that still holds marks of tags it lost is left alone: marks within marks would contradict each other.
        """
        part, numbers = self._part(title, None), Array()
        for holder in _holders(pages):
            for name in (Name.StructParents, Name.StructParent):
                if name in holder:
                    del holder[name]
        for page in pages:
            if any(b"/MCID" in stream.read_bytes() for stream in contents_of(page)):
                continue
            element = self.pdf.make_indirect(
                Dictionary(Type=Name.StructElem, S=Name.P, P=part, Pg=page.obj, K=Array([0]))
            )
            part.K.append(element)
            page.contents_add(b"/P <</MCID 0>> BDC q\n", prepend=True)
            page.contents_add(b"\nQ EMC\n")
            page.obj.StructParents = self.next_key
            pair: list[Any] = [self.next_key, Array([element])]
            numbers.extend(pair)
            self.next_key += 1
        self._add_numbers(numbers)

    def _add_numbers(self, numbers: Any) -> None:
        """One leaf of the parent tree: keys and what they stand for, one after the other."""
        if len(numbers):
            limits = Array([numbers[0], numbers[-2]])
            self.trees.append(self.pdf.make_indirect(Dictionary(Nums=numbers, Limits=limits)))

    def _part(self, title: str, language: Any) -> Any:
        part = Dictionary(Type=Name.StructElem, S=Name.Part, P=self.document, K=Array(), T=String(title))
        if language is not None:
            part.Lang = String(str(language))
        part = self.pdf.make_indirect(part)
        self.document.K.append(part)
        return part

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
            for annotation in _annotations(self.pdf.pages[place]):
                action = annotation.get(Name.A)
                address = str(action.get(Name.URI, "")) if action is not None else ""
                if address.startswith(PAGE_LINK):
                    target = self.pdf.pages[int(address.removeprefix(PAGE_LINK))]
                    del annotation[Name.A]
                    annotation.Dest = Array([target.obj, Name.Fit])

    def bookmarks(self, entries: list[tuple[str, int, list[tuple[str, int]]]]) -> None:
        """The outline: title, place of the page from 0, and the entries below it."""
        with self.pdf.open_outline() as outline:
            outline.root[:] = []
            for title, place, below in entries:
                entry = OutlineItem(title, place, "Fit")
                entry.children.extend(OutlineItem(words, where, "Fit") for words, where in below)
                outline.root.append(entry)

    @property
    def is_accessible(self) -> bool:
        """Whether every part says that it is PDF/UA-1 and has its tags: else the whole does not say so either."""
        return bool(self.parts) and all(part.claims_accessible for part in self.parts)

    def finish(self, title: str, language: str = "en-GB", first_number: int = 1) -> bytes:
        """The bytes of the whole: the same parts give the same bytes."""
        root, pdf = self.root, self.pdf
        root.ParentTree = pdf.make_indirect(Dictionary(Kids=Array(self.trees)))
        root.ParentTreeNextKey = self.next_key
        for name, found in (("/RoleMap", self.roles), ("/ClassMap", self.classes)):
            if found:
                root[name] = pdf.make_indirect(Dictionary(found))
        if self.identifiers:
            names = Array()
            for identifier in sorted(self.identifiers):
                names.extend([String(identifier), self.identifiers[identifier]])
            root.IDTree = pdf.make_indirect(Dictionary(Names=names))
        top = pdf.Root
        top.StructTreeRoot, top.Lang = root, String(language)
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
        out = io.BytesIO()
        pdf.save(
            out, deterministic_id=True, stream_decode_level=pikepdf.StreamDecodeLevel.none,
            object_stream_mode=pikepdf.ObjectStreamMode.generate, min_version="1.7",
        )  # fmt: skip
        return out.getvalue()


def _claims_accessible(source: Pdf) -> bool:
    """Whether a part says of itself that it is PDF/UA-1."""
    try:
        return b"pdfuaid" in source.Root.Metadata.read_bytes()
    except (AttributeError, KeyError, pikepdf.PdfError):
        return False


def contents_of(page: Any) -> list[Any]:
    """The streams of a page's drawing commands."""
    found = page.obj.get(Name.Contents)
    streams = list(found) if isinstance(found, Array) else [found]
    return [stream for stream in streams if isinstance(stream, pikepdf.Stream)]


def _annotations(page: Any) -> list[Any]:
    found = page.obj.get(Name.Annots)
    return [each for each in found if isinstance(each, Dictionary)] if isinstance(found, Array) else []


def _holders(pages: list[Any]) -> Iterator[Any]:
    """The pages, their annotations and the drawings they use, each once: whatever may have a key in the parent tree."""
    seen: set[Any] = set()
    for page in pages:
        yield page.obj
        yield from _annotations(page)
        waiting = [page.obj.get(Name.Resources)]
        while waiting:
            resources = waiting.pop()
            drawings = resources.get(Name.XObject) if isinstance(resources, Dictionary) else None
            for drawing in dict(drawings or {}).values():
                if drawing.objgen not in seen and isinstance(drawing, pikepdf.Stream):
                    seen.add(drawing.objgen)
                    yield drawing
                    waiting.append(drawing.get(Name.Resources))


def _kids(element: Any) -> list[Any]:
    found = element.get(Name.K)
    if found is None:
        return []
    return list(found) if isinstance(found, Array) else [found]


def _elements(top: Any) -> Iterator[Any]:
    """Every structure element below one."""
    seen: set[Any] = set()
    waiting = _kids(top)
    while waiting:
        element = waiting.pop()
        if not isinstance(element, Dictionary) or Name.S not in element or element.objgen in seen:
            continue
        if element.objgen != (0, 0):
            seen.add(element.objgen)
        yield element
        waiting += _kids(element)


def _renamed(taken: dict[str, Any], found: Any, number: int) -> dict[str, Any]:
    """Add a part's map to what is `taken`; a name that stands for something else there gets a new one, given back."""
    renamed: dict[str, Any] = {}
    for name, meaning in dict(found or {}).items():
        if name in taken and taken[name] != meaning:
            renamed[name] = Name(f"{name}-{number}")
            taken[f"{name}-{number}"] = meaning
        else:
            taken[name] = meaning
    return renamed


def _named_places(source: Pdf) -> dict[str, Any]:
    """The places that a part's links may name."""
    found: dict[str, Any] = {}
    names = source.Root.get(Name.Names)
    if isinstance(names, Dictionary) and Name.Dests in names:
        found |= {str(name): place for name, place in pikepdf.NameTree(names.Dests).items()}
    for name, place in dict(source.Root.get(Name.Dests) or {}).items():
        found[name.removeprefix("/")] = place
    return found


def _place_of(target: Any, names: dict[str, Any], places: dict[Any, int]) -> int | None:
    """The place from 0 of the page that a link leads to, if it is one of this part's."""
    if isinstance(target, String | Name):
        target = names.get(str(target).removeprefix("/"))
    if isinstance(target, Dictionary):
        target = target.get(Name.D)
    if not isinstance(target, Array) or not len(target):
        return None
    page = target[0]
    if isinstance(page, Dictionary):
        return places.get(page.objgen)
    return int(page) if isinstance(page, int) and 0 <= page < len(places) else None
