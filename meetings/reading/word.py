"""Reads the body of a Word document: the text that everybody sees, and the text that only Word's owner sees."""

from __future__ import annotations

from dataclasses import dataclass, field
from xml.etree.ElementTree import Element

from meetings.reading.found import Found

OFF = {"0", "false", "off", "none"}
PLAIN_FILL = {"", "auto", "ffffff"}
DEEPEST = 200


def local(element: Element) -> str:
    """The name of an element without its namespace."""
    return str(element.tag).rsplit("}", 1)[-1]


def value(element: Element, name: str = "val") -> str:
    """An attribute by its name, whatever its namespace."""
    return next((text for key, text in element.attrib.items() if key.rsplit("}", 1)[-1] == name), "")


def child(element: Element, *names: str) -> Element | None:
    """The element at the end of a path of names."""
    found: Element | None = element
    for name in names:
        if found is None:
            return None
        found = next((one for one in found if local(one) == name), None)
    return found


def read_word(document: Element, styles: Element | None, found: Found) -> None:
    """The text of the body page by page, as Word last divided it, and what is hidden in it."""
    reader = _Reader(found, _hidden_styles(styles))
    body = child(document, "body")
    reader.walk(document if body is None else body, 0, False)
    reader.end_page()
    for kind, words in reader.hidden.items():
        found.find(kind, "", " ".join(words))


def _hidden_styles(styles: Element | None) -> set[str]:
    """The styles whose text is hidden."""
    if styles is None:
        return set()
    return {
        value(style, "styleId")
        for style in styles.iter()
        if local(style) == "style" and _is_on(child(style, "rPr", "vanish"))
    }


def _is_on(mark: Element | None) -> bool:
    return mark is not None and value(mark).lower() not in OFF


@dataclass
class _Reader:
    """Walks the body once. `hidden` gathers, by kind of finding, words that are not seen."""

    found: Found
    hidden_styles: set[str]
    lines: list[str] = field(default_factory=list)
    line: list[str] = field(default_factory=list)
    hidden: dict[str, list[str]] = field(default_factory=dict)

    def walk(self, element: Element, depth: int, is_dark: bool) -> None:
        """Everything below `element`; `is_dark`: on a ground on which white text is seen."""
        if depth > DEEPEST:
            return
        for one in element:
            name = local(one)
            if name in ("del", "moveFrom"):
                self.hide("tracked_changes", "".join(one.itertext()))
            elif name == "Fallback" or name.endswith("PrChange"):
                continue
            elif name == "r":
                self.run(one, depth, is_dark)
            elif name == "p":
                self.walk(one, depth + 1, is_dark or _has_fill(one, "pPr"))
                if child(one, "pPr", "rPr", "del") is not None:
                    self.hide("tracked_changes", "¶")
                self.end_line()
            else:
                if name in ("ins", "moveTo"):
                    self.hide("tracked_changes", "".join(one.itertext()))
                self.walk(one, depth + 1, is_dark or _has_fill(one, "tcPr"))

    def run(self, run: Element, depth: int, is_dark: bool) -> None:
        """One stretch of text with one look."""
        properties = child(run, "rPr")
        kind = "" if properties is None else self._kind(properties, is_dark)
        for one in run:
            name = local(one)
            if name in ("lastRenderedPageBreak",) or (name == "br" and value(one, "type") == "page"):
                self.end_page()
            elif name == "t":
                self.hide(kind, one.text or "") if kind else self.line.append(one.text or "")
            elif name in ("br", "cr"):
                self.line.append("\n")
            elif name in ("tab", "noBreakHyphen"):
                self.line.append("\t" if name == "tab" else "-")
            elif name == "instrText" and any(mark in (one.text or "").upper() for mark in ("INCLUDE", "LINK ")):
                if "HYPERLINK" not in (one.text or "").upper():
                    self.found.find("external_link", "", one.text or "")
            elif name != "rPr":
                self.walk(one, depth + 1, is_dark)

    def _kind(self, properties: Element, is_dark: bool) -> str:
        style = child(properties, "rStyle")
        own, styled = child(properties, "vanish"), style is not None and value(style) in self.hidden_styles
        if _is_on(own) or (own is None and styled):
            return "hidden_text"
        color = child(properties, "color")
        has_ground = is_dark or _shades(child(properties, "shd")) or child(properties, "highlight") is not None
        return "white_text" if color is not None and value(color).lower() == "ffffff" and not has_ground else ""

    def hide(self, kind: str, words: str) -> None:
        """Words that are not seen."""
        if words.strip():
            self.hidden.setdefault(kind, []).append(words)

    def end_line(self) -> None:
        """A paragraph is over."""
        text = "".join(self.line).strip()
        if text:
            self.lines.append(text)
        self.line = []

    def end_page(self) -> None:
        """A page is over; one without any text counts, except the very first."""
        self.end_line()
        if self.lines or self.found.pages:
            self.found.page("\n\n".join(self.lines))
        self.lines = []


def _shades(shading: Element | None) -> bool:
    return shading is not None and value(shading, "fill").lower() not in PLAIN_FILL


def _has_fill(element: Element, properties: str) -> bool:
    return _shades(child(element, properties, "shd"))
