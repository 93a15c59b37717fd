"""The parts of a PDF that stand beside its pages: properties, comments, attachments, scripts, layers."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

import pikepdf

from meetings.reading.found import Found
from meetings.reading.pdf_shapes import Box

MOST_OBJECTS = 300_000
# Names of programs and dates say nothing about the council's business.
HARMLESS = {"/Producer", "/Creator", "/CreationDate", "/ModDate", "/Trapped", "/PTEX.Fullbanner"}
NO_COMMENT = {"/Link", "/Popup", "/Widget", "/TrapNet", "/PrinterMark", "/Screen", "/Watermark"}
MARKS_OVER = {"/Redact", "/Square", "/FreeText", "/Stamp"}
XMP_TELLS = ("creator", "description", "subject", "pdfx", "manager", "company")


@dataclass
class Parts:
    """What matters for reading the pages: boxes that annotations lay over them, whether layers are switched off."""

    covers: dict[int, list[Box]] = field(default_factory=dict)
    has_hidden_layers: bool = False
    properties: list[tuple[str, str]] = field(default_factory=list)


def read_parts(path: str, found: Found) -> Parts | None:
    """Findings of the whole file, into `found`; None where it is too damaged to be joined into a pack."""
    try:
        with pikepdf.open(path) as pdf:
            return _parts(pdf, found)
    except pikepdf.PasswordError:
        found.reading = "encrypted"
    except (pikepdf.PdfError, ValueError, TypeError, KeyError, RecursionError):
        found.reading = "broken"
    return None


def _parts(pdf: pikepdf.Pdf, found: Found) -> Parts:
    parts = Parts(properties=list(_properties(pdf)))
    for number, page in enumerate(pdf.pages):
        _annotations(page, number, parts, found)
    _objects(pdf, found)
    for name in _layers_off(pdf):
        parts.has_hidden_layers = True
        found.find("hidden_layer", "", name)
    return parts


def _properties(pdf: pikepdf.Pdf) -> Iterator[tuple[str, str]]:
    told = set()
    for name, value in (pdf.docinfo or {}).items():
        words = _words(value)
        if name not in HARMLESS and words.strip():
            told.add(words)
            yield name.lstrip("/"), words
    if "/Metadata" not in pdf.Root:
        return
    try:
        xmp = pdf.open_metadata(set_pikepdf_as_editor=False, update_docinfo=False)
        entries = [(name, str(xmp[name])) for name in xmp]
    except Exception:  # the XML is the file's own, and may be anything
        yield "XMP", "…"
        return
    for name, words in entries:
        short = name.rsplit("}", 1)[-1]
        plain = words.strip("[]{}'\" ")
        if any(mark in name.lower() for mark in XMP_TELLS) and plain and not any(plain in one for one in told):
            yield short, plain


def _annotations(page: Any, number: int, parts: Parts, found: Found) -> None:
    where = f"page {number + 1}"
    annotations = page.obj.get("/Annots")
    for annotation in annotations if isinstance(annotations, pikepdf.Array) else ():
        if not isinstance(annotation, pikepdf.Dictionary):
            continue
        subtype = str(annotation.get("/Subtype", ""))
        if subtype in MARKS_OVER and (subtype != "/Square" or "/IC" in annotation):
            rectangle = [float(edge) for edge in annotation.get("/Rect", [])]
            if len(rectangle) == 4:
                (left, right), (bottom, top) = sorted(rectangle[::2]), sorted(rectangle[1::2])
                parts.covers.setdefault(number, []).append(Box(left, bottom, right, top))
        if subtype and subtype not in NO_COMMENT:
            told = [_words(annotation.get(name, "")) for name in ("/T", "/Contents")]
            found.find("comments", where, ": ".join(filter(None, told)) or subtype.lstrip("/"))
        _action(annotation.get("/A"), where, found)


def _objects(pdf: pikepdf.Pdf, found: Found) -> None:
    """Scripts, attachments and links out of the file, wherever they hang."""
    _action(pdf.Root.get("/OpenAction"), "", found)
    for place, item in enumerate(pdf.objects):
        if place > MOST_OBJECTS:
            found.find("unread", "", "")
            return
        if not isinstance(item, pikepdf.Dictionary):
            continue
        if "/EF" in item:
            found.find("embedded", "", _words(item.get("/UF", item.get("/F", ""))) or "?")
        _action(item, "", found)
        names = item.get("/Names")
        if isinstance(names, pikepdf.Dictionary) and "/JavaScript" in names and not found.has("javascript"):
            found.find("javascript", "", "JavaScript")


def _action(action: Any, where: str, found: Found) -> None:
    if not isinstance(action, pikepdf.Dictionary):
        return
    kind = action.get("/S")
    if kind == pikepdf.Name.JavaScript:
        script = action.get("/JS", "")
        is_stream = isinstance(script, pikepdf.Stream)
        found.find("javascript", where, "JavaScript" if is_stream else _words(script))
    elif kind in (pikepdf.Name.Launch, pikepdf.Name.GoToR, pikepdf.Name.ImportData, pikepdf.Name.SubmitForm):
        target = action.get("/F", "")
        if isinstance(target, pikepdf.Dictionary):
            target = target.get("/UF", target.get("/F", ""))
        found.find("external_link", where, _words(target) or str(kind).lstrip("/"))


def _layers_off(pdf: pikepdf.Pdf) -> Iterator[str]:
    layers = pdf.Root.get("/OCProperties")
    if not isinstance(layers, pikepdf.Dictionary):
        return
    default = layers.get("/D")
    if not isinstance(default, pikepdf.Dictionary):
        return
    off = list(default.get("/OFF", []))
    if default.get("/BaseState") == pikepdf.Name.OFF:
        shown = {layer.objgen for layer in default.get("/ON", [])}
        off += [layer for layer in layers.get("/OCGs", []) if layer.objgen not in shown]
    for layer in off:
        yield _words(layer.get("/Name", "?")) if isinstance(layer, pikepdf.Dictionary) else "?"


def _words(value: Any) -> str:
    return str(value)[:2000] if isinstance(value, str | pikepdf.String | pikepdf.Name) else ""
