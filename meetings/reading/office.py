"""Reads Word, Excel, PowerPoint and OpenDocument files: ZIP archives of XML. Nothing is unpacked to disk."""

from __future__ import annotations

import re
import zipfile
from collections.abc import Iterator
from xml.etree import ElementTree

from meetings.reading.found import Found, RefusedFileError
from meetings.reading.word import read_word

MOST_MEMBERS = 20_000
MOST_UNPACKED = 400_000_000  # bytes of all members together
MOST_READ = 60_000_000  # bytes of one member
LEAST_FOR_RATIO, MOST_RATIO = 50_000_000, 150
Element = ElementTree.Element

# What the properties of an Office file are called in words; the rest is told by its own name.
TELLING = {
    "creator", "lastModifiedBy", "description", "keywords", "subject", "category", "Company", "Manager", "Template",
    "initial-creator", "user-defined", "editor", "HyperlinkBase",
}  # fmt: skip
EVERYBODYS_TEMPLATES = {"normal.dotm", "normal", "normal.dot", "default theme", "office theme"}


class Archive:
    """One Office file, read part by part with bounds."""

    def __init__(self, path: str) -> None:
        try:
            self.zip = zipfile.ZipFile(path)
        except (zipfile.BadZipFile, ValueError, OSError) as problem:
            raise BrokenArchiveError from problem
        self.members = self.zip.infolist()
        self.names = [member.filename for member in self.members]
        self._refuse()

    def _refuse(self) -> None:
        if any(_leads_out(name) for name in self.names):
            raise RefusedFileError("path_names")
        if any(member.flag_bits & 1 for member in self.members):
            raise RefusedFileError("password")
        packed = sum(member.compress_size for member in self.members)
        unpacked = sum(member.file_size for member in self.members)
        swollen = unpacked > LEAST_FOR_RATIO and unpacked > MOST_RATIO * max(packed, 1)
        if len(self.members) > MOST_MEMBERS or unpacked > MOST_UNPACKED or swollen:
            raise RefusedFileError("bomb")
        if any(re.search(r"(?i)vbaproject\.bin$", name) for name in self.names):
            raise RefusedFileError("macros")

    def read(self, name: str) -> bytes:
        """The bytes of one part, whatever size it claims to have."""
        with self.zip.open(name) as part:
            data = part.read(MOST_READ + 1)
        if len(data) > MOST_READ:
            raise RefusedFileError("bomb")
        return data

    def tree(self, name: str) -> Element | None:
        """One part as XML; None where it is not there, or is no XML."""
        if name not in self.names:
            return None
        try:
            # In a process with limits of memory and time, and expat itself bounds how far entities may grow.
            return ElementTree.fromstring(self.read(name))  # noqa: S314
        except (ElementTree.ParseError, zipfile.BadZipFile, ValueError, NotImplementedError, EOFError):
            return None

    def named(self, pattern: str) -> list[str]:
        """The parts whose whole name matches, in the order of the numbers in them."""
        found = [name for name in self.names if re.fullmatch(pattern, name)]
        return sorted(found, key=lambda name: [int(number) for number in re.findall(r"\d+", name)])


class BrokenArchiveError(Exception):
    """The file is no ZIP archive that can be read."""


def read_office(path: str, file_format: str, found: Found) -> None:
    """Text, pages and what is hidden, into `found`."""
    try:
        archive = Archive(path)
        READERS[file_format](archive, found)
        _links(archive, found)
        _embedded(archive, found)
        _properties(archive, found)
    except (BrokenArchiveError, zipfile.BadZipFile, NotImplementedError, EOFError, ValueError):
        found.reading, found.pages = "broken", []


def local(element: Element) -> str:
    """The name of an element without its namespace."""
    return str(element.tag).rsplit("}", 1)[-1]


def words_in(element: Element) -> str:
    """All text inside an element, words kept apart."""
    return " ".join(" ".join(element.itertext()).split())


def attribute(element: Element, name: str) -> str:
    """An attribute by its name, whatever its namespace."""
    return next((value for key, value in element.attrib.items() if key.rsplit("}", 1)[-1] == name), "")


def _leads_out(name: str) -> bool:
    parts = name.replace("\\", "/").split("/")
    return ".." in parts or name.startswith(("/", "\\")) or re.match(r"^[A-Za-z]:", name) is not None


def _docx(archive: Archive, found: Found) -> None:
    body = archive.tree("word/document.xml")
    if body is None:
        raise BrokenArchiveError
    read_word(body, archive.tree("word/styles.xml"), found)
    for name in archive.named(r"word/comments\d*\.xml"):
        for comment in _all(archive.tree(name), "comment"):
            found.find("comments", "", f"{attribute(comment, 'author')}: {words_in(comment)}")
    found.page_count = _page_count(archive) or len(found.pages) or None


def _page_count(archive: Archive) -> int | None:
    pages = next(_all(archive.tree("docProps/app.xml"), "Pages"), None)
    text = (pages.text or "").strip() if pages is not None else ""
    return int(text) if text.isascii() and text.isdigit() and 0 < int(text) < 100_000 else None


def _xlsx(archive: Archive, found: Found) -> None:
    book = archive.tree("xl/workbook.xml")
    if book is None:
        raise BrokenArchiveError
    names = []
    for sheet in _all(book, "sheet"):
        names.append(attribute(sheet, "name"))
        if attribute(sheet, "state") in ("hidden", "veryHidden"):
            found.find("hidden_sheet", "", names[-1])
    for number, part in enumerate(archive.named(r"xl/worksheets/sheet\d+\.xml")):
        tree = archive.tree(part)
        where = names[number] if number < len(names) else part
        for what in ("row", "col"):
            count = sum(1 for one in _all(tree, what) if attribute(one, "hidden") in ("1", "true"))
            if count:
                found.find("hidden_cells", where, f"{count} × {what}")
    for part in archive.named(r"xl/(?:comments\d*|threadedComments/threadedComment\d+|comments/comment\d+)\.xml"):
        for comment in (*_all(archive.tree(part), "comment"), *_all(archive.tree(part), "threadedComment")):
            found.find("comments", "", words_in(comment))
    if archive.named(r"xl/pivotCache/pivotCacheRecords\d+\.xml"):
        found.find("embedded", "", "pivot table")


def _pptx(archive: Archive, found: Found) -> None:
    slides = archive.named(r"ppt/slides/slide\d+\.xml")
    if not slides:
        raise BrokenArchiveError
    for number, part in enumerate(slides, start=1):
        tree = archive.tree(part)
        is_hidden = tree is not None and attribute(tree, "show") in ("0", "false")
        lines = [words_in(paragraph) for paragraph in _all(tree, "p")]
        if is_hidden:
            found.find("hidden_slide", f"slide {number}", " ".join(lines))
        found.page("" if is_hidden else "\n\n".join(filter(None, lines)))
    found.page_count = len(slides)
    for part in archive.named(r"ppt/notesSlides/notesSlide\d+\.xml"):
        words = " ".join(words for paragraph in _all(archive.tree(part), "p") if (words := words_in(paragraph)))
        if words.strip(" 0123456789"):
            found.find("notes", "", words)
    for part in archive.named(r"ppt/comments/[^/]+\.xml"):
        tree = archive.tree(part)
        if tree is not None:
            found.find("comments", "", words_in(tree))


def _open_document(archive: Archive, found: Found) -> None:
    content = archive.tree("content.xml")
    if content is None:
        raise BrokenArchiveError
    for element in content.iter():
        kind = local(element)
        if kind == "changed-region":
            found.find("tracked_changes", "", words_in(element))
        elif kind == "annotation":
            found.find("comments", "", words_in(element))
        elif kind in ("hidden-text", "hidden-paragraph"):
            found.find("hidden_text", "", attribute(element, "string-value") or words_in(element))
        elif attribute(element, "visibility") == "collapse":
            found.find("hidden_cells", "", kind)
        elif kind == "table-properties" and attribute(element, "display") == "false":
            found.find("hidden_sheet", "", "")
    if not found.findings:
        text = next(_all(content, "text"), None)
        found.page("\n\n".join(words_in(one) for one in text.iter() if local(one) in ("p", "h")) if text else "")


READERS = {"DOCX": _docx, "XLSX": _xlsx, "PPTX": _pptx, "ODT": _open_document, "ODS": _open_document}


def _links(archive: Archive, found: Found) -> None:
    """Parts that are fetched from elsewhere, and the template's path; ordinary links to pages are no finding."""
    for name in archive.named(r"(?:.*/)?_rels/[^/]*\.rels"):
        for link in _all(archive.tree(name), "Relationship"):
            kind, target = attribute(link, "Type").rsplit("/", 1)[-1], attribute(link, "Target")
            if attribute(link, "TargetMode") != "External":
                continue
            if kind == "attachedTemplate":
                found.find("properties", "Template", target)
            elif kind != "hyperlink" or target.lower().startswith(("file:", "\\\\")):
                found.find("external_link", "", target)


def _embedded(archive: Archive, found: Found) -> None:
    for name in archive.named(r"(?:word|xl|ppt)/(?:embeddings|activeX)/[^/]+\.(?:bin|xlsx|docx|pptx|ole|pdf)"):
        found.find("embedded", "", name.rsplit("/", 1)[-1])


def _properties(archive: Archive, found: Found) -> None:
    for part in ("docProps/core.xml", "docProps/app.xml", "meta.xml"):
        tree = archive.tree(part)
        for element in tree.iter() if tree is not None else ():
            name, words = local(element), (element.text or "").strip()
            harmless = name == "Template" and words.lower() in EVERYBODYS_TEMPLATES
            if name in TELLING and words and not harmless:
                found.find("properties", attribute(element, "name") or name, words)
            elif name == "title" and words and not found.shows(words):
                found.find("properties", "title", words)
    for element in _all(archive.tree("docProps/custom.xml"), "property"):
        found.find("properties", attribute(element, "name"), words_in(element))


def _all(tree: Element | None, name: str) -> Iterator[Element]:
    """Every element of that name below `tree`."""
    return (element for element in tree.iter() if local(element) == name) if tree is not None else iter(())
