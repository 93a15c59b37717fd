"""Where the links and bookmarks of a paper lead, and what stands on its pages. For `meetings/pack_merge.py`."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

import pikepdf
from pikepdf import Array, Dictionary, Name, Pdf, String

# A paper's own bookmarks: more than these are no help to anybody, and a hostile file must not tie up the rest.
MOST_BOOKMARKS, DEEPEST = 1000, 6
LONGEST_TITLE = 300


@dataclass(frozen=True)
class Bookmark:
    """A title, the place of its page from 0, and the bookmarks below it."""

    title: str
    place: int
    below: tuple[Bookmark, ...] = ()


def contents_of(page: Any) -> list[Any]:
    """The streams of a page's drawing commands."""
    found = page.obj.get(Name.Contents)
    streams = list(found) if isinstance(found, Array) else [found]
    return [stream for stream in streams if isinstance(stream, pikepdf.Stream)]


def annotations_of(page: Any) -> list[Any]:
    found = page.obj.get(Name.Annots)
    return [each for each in found if isinstance(each, Dictionary)] if isinstance(found, Array) else []


def holders(pages: list[Any]) -> Iterator[Any]:
    """The pages, their annotations and the drawings they use, each once: whatever may have a key in the parent tree."""
    seen: set[Any] = set()
    for page in pages:
        yield page.obj
        yield from annotations_of(page)
        waiting = [page.obj.get(Name.Resources)]
        while waiting:
            resources = waiting.pop()
            drawings = resources.get(Name.XObject) if isinstance(resources, Dictionary) else None
            for drawing in dict(drawings or {}).values():
                if drawing.objgen not in seen and isinstance(drawing, pikepdf.Stream):
                    seen.add(drawing.objgen)
                    yield drawing
                    waiting.append(drawing.get(Name.Resources))


def named_places(source: Pdf) -> dict[str, Any]:
    """The places that a part's links may name."""
    found: dict[str, Any] = {}
    names = source.Root.get(Name.Names)
    if isinstance(names, Dictionary) and Name.Dests in names:
        found |= {str(name): place for name, place in pikepdf.NameTree(names.Dests).items()}
    for name, place in dict(source.Root.get(Name.Dests) or {}).items():
        found[name.removeprefix("/")] = place
    return found


def place_of(target: Any, names: dict[str, Any], places: dict[Any, int]) -> int | None:
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


def bookmarks_of(source: Pdf, first: int) -> tuple[Bookmark, ...]:
    """A paper's own bookmarks that lead to its pages; its first page is at the place `first`.

    One that leads nowhere stands for the first below it, or goes. Loops and masses of them end.
    """
    top = source.Root.get(Name.Outlines)
    if not isinstance(top, Dictionary):
        return ()
    places = {page.objgen: first + place for place, page in enumerate(source.pages)}
    names, seen = named_places(source), set[Any]()

    def below(parent: Any, depth: int) -> tuple[Bookmark, ...]:
        found, entry = [], parent.get(Name.First) if depth <= DEEPEST else None
        while isinstance(entry, Dictionary) and entry.objgen not in seen and len(seen) < MOST_BOOKMARKS:
            seen.add(entry.objgen)
            action = entry.get(Name.A)
            target = entry.get(Name.Dest)
            if target is None and isinstance(action, Dictionary) and action.get(Name.S) == Name.GoTo:
                target = action.get(Name.D)
            inside = below(entry, depth + 1)
            place = place_of(target, names, places) if target is not None else None
            if place is None and inside:
                place = inside[0].place
            title = " ".join(str(entry.get(Name.Title, "")).split())[:LONGEST_TITLE]
            if place is not None and title:
                found.append(Bookmark(title, place, inside))
            entry = entry.get(Name.Next)
        return tuple(found)

    return below(top, 1)
