"""What is drawn on a page of a PDF, in the order in which it is drawn: text, and what may lie over or under it."""

from __future__ import annotations

import ctypes
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any, NamedTuple

import pypdfium2.raw as pdfium

MOST_OBJECTS = 60_000
DEEPEST = 6
SMALLEST = 2.0  # points: a thinner box is a line, and covers no letter
MOST_SEGMENTS = 12  # of a shape that may be taken for a box
WHITE = 245
AFTER_ALL = 10**9

Matrix = tuple[float, float, float, float, float, float]
NO_CHANGE: Matrix = (1, 0, 0, 1, 0, 0)


class Box(NamedTuple):
    """A rectangle in the page's own units, points."""

    left: float
    bottom: float
    right: float
    top: float

    def holds(self, x: float, y: float) -> bool:
        """Whether the point lies in it."""
        return self.left <= x <= self.right and self.bottom <= y <= self.top

    def touches(self, other: Box) -> bool:
        """Whether they overlap."""
        return (
            self.left < other.right and other.left < self.right and self.bottom < other.top and other.bottom < self.top
        )


@dataclass
class Text:
    """A text object: when it is drawn, where, and whether it shows."""

    order: int
    box: Box
    is_invisible: bool
    is_white: bool


@dataclass
class Shapes:
    """Everything on a page that decides whether a letter is seen."""

    page: Box
    texts: dict[int, Text] = field(default_factory=dict)
    covers: list[tuple[int, Box, bool]] = field(default_factory=list)  # when drawn, where, is white

    @property
    def nothing_hidden(self) -> bool:
        """Whether every text object is plainly seen, so that no letter need be looked at on its own."""
        return not any(self._is_doubtful(text) for text in self.texts.values())

    def _is_doubtful(self, text: Text) -> bool:
        if text.is_invisible or text.is_white:
            return True
        inside = self.page.holds(text.box.left + 1, text.box.bottom + 1) and self.page.holds(
            text.box.right - 1, text.box.top - 1
        )
        return not inside or any(order > text.order and box.touches(text.box) for order, box, _ in self.covers)

    def hides(self, owner: int | None, x: float, y: float) -> str:
        """Why the letter at this place is not seen; empty where it is."""
        text = self.texts.get(owner or 0)
        if not self.page.holds(x, y):
            return "outside"
        if text is None:
            return ""
        if text.is_invisible:
            return "invisible"
        if any(order > text.order and box.holds(x, y) for order, box, _ in self.covers):
            return "covered"
        under = [is_white for order, box, is_white in self.covers if order < text.order and box.holds(x, y)]
        return "white" if text.is_white and (not under or under[-1]) else ""


def shapes_of(page: Any, bounds: Box, covers: list[Box]) -> Shapes:
    """The shapes of a page; `covers` lie over all of it (marks that stand for annotations)."""
    shapes = Shapes(bounds)
    for order, (handle, matrix) in enumerate(_objects(page)):
        kind = pdfium.FPDFPageObj_GetType(handle)
        if kind == pdfium.FPDF_PAGEOBJ_TEXT:
            shapes.texts[ctypes.cast(handle, ctypes.c_void_p).value or 0] = _text(handle, matrix, order)
        elif kind == pdfium.FPDF_PAGEOBJ_PATH:
            shapes.covers += _filled(handle, matrix, order)
        elif kind == pdfium.FPDF_PAGEOBJ_IMAGE and not pdfium.FPDFPageObj_HasTransparency(handle):
            shapes.covers.append((order, _moved(_bounds(handle), matrix), False))
    shapes.covers += [(AFTER_ALL, box, False) for box in covers]
    return shapes


def _objects(page: Any) -> Iterator[tuple[Any, Matrix]]:
    """Every object in the order of drawing, those inside forms too, with what moves it to its place on the page."""
    left = MOST_OBJECTS
    stack = [(page, pdfium.FPDFPage_GetObject, pdfium.FPDFPage_CountObjects(page), 0, NO_CHANGE)]
    while stack and left > 0:
        holder, get, count, place, matrix = stack.pop()
        if place >= count:
            continue
        stack.append((holder, get, count, place + 1, matrix))
        handle = get(holder, place)
        left -= 1
        if pdfium.FPDFPageObj_GetType(handle) == pdfium.FPDF_PAGEOBJ_FORM:
            if len(stack) <= DEEPEST:
                inner = _product(_matrix(handle), matrix)
                stack.append((handle, pdfium.FPDFFormObj_GetObject, pdfium.FPDFFormObj_CountObjects(handle), 0, inner))
        else:
            yield handle, matrix


def _text(handle: Any, matrix: Matrix, order: int) -> Text:
    mode = pdfium.FPDFTextObj_GetTextRenderMode(handle)
    color = _fill_color(handle)
    is_white = mode in (0, 4) and color is not None and min(color[:3]) >= WHITE
    is_clear = color is not None and color[3] == 0 and mode in (0, 4)
    return Text(order, _moved(_bounds(handle), matrix), mode in (3, 7) or is_clear, is_white)


def _filled(handle: Any, matrix: Matrix, order: int) -> Iterator[tuple[int, Box, bool]]:
    """The boxes that a filled path covers wholly; none where it can be seen through."""
    mode, stroke = ctypes.c_int(), pdfium.FPDF_BOOL()
    color = _fill_color(handle)
    if not pdfium.FPDFPath_GetDrawMode(handle, mode, stroke) or not mode.value or color is None or color[3] < 255:
        return
    if pdfium.FPDFPageObj_HasTransparency(handle):
        return
    placed = _product(_matrix(handle), matrix)
    for points in _outlines(handle):
        if 4 <= len(points) + 1 <= MOST_SEGMENTS:
            moved = [_at(point, placed) for point in points]
            xs, ys = [x for x, _ in moved], [y for _, y in moved]
            box = Box(min(xs), min(ys), max(xs), max(ys))
            if box.right - box.left > SMALLEST and box.top - box.bottom > SMALLEST:
                yield order, box, min(color[:3]) >= WHITE


def _outlines(handle: Any) -> Iterator[list[tuple[float, float]]]:
    """The corners of each closed part of a path."""
    points: list[tuple[float, float]] = []
    x, y = ctypes.c_float(), ctypes.c_float()
    for place in range(min(pdfium.FPDFPath_CountSegments(handle), 20_000)):
        segment = pdfium.FPDFPath_GetPathSegment(handle, place)
        if pdfium.FPDFPathSegment_GetType(segment) == pdfium.FPDF_SEGMENT_MOVETO and points:
            yield points
            points = []
        pdfium.FPDFPathSegment_GetPoint(segment, x, y)
        points.append((x.value, y.value))
    if points:
        yield points


def _fill_color(handle: Any) -> tuple[int, int, int, int] | None:
    parts = [ctypes.c_uint() for _ in range(4)]
    if not pdfium.FPDFPageObj_GetFillColor(handle, *parts):
        return None
    red, green, blue, alpha = (part.value for part in parts)
    return red, green, blue, alpha


def _bounds(handle: Any) -> Box:
    edges = [ctypes.c_float() for _ in range(4)]
    pdfium.FPDFPageObj_GetBounds(handle, *edges)
    return Box(*(edge.value for edge in edges))


def _matrix(handle: Any) -> Matrix:
    found = pdfium.FS_MATRIX()
    if not pdfium.FPDFPageObj_GetMatrix(handle, found):
        return NO_CHANGE
    return found.a, found.b, found.c, found.d, found.e, found.f


def _product(first: Matrix, then: Matrix) -> Matrix:
    a, b, c, d, e, f = first
    g, h, i, j, k, m = then
    return (
        a * g + b * i, a * h + b * j, c * g + d * i, c * h + d * j, e * g + f * i + k, e * h + f * j + m,
    )  # fmt: skip


def _at(point: tuple[float, float], matrix: Matrix) -> tuple[float, float]:
    x, y = point
    a, b, c, d, e, f = matrix
    return a * x + c * y + e, b * x + d * y + f


def _moved(box: Box, matrix: Matrix) -> Box:
    if matrix == NO_CHANGE:
        return box
    corners = [_at((x, y), matrix) for x in (box.left, box.right) for y in (box.bottom, box.top)]
    xs, ys = [x for x, _ in corners], [y for _, y in corners]
    return Box(min(xs), min(ys), max(xs), max(ys))
