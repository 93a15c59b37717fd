"""The structure tree of a pack: each paper's tags carried over below one document element.

A paper's entries in the parent tree move to numbers of their own; identifiers, roles and classes that another paper
uses for something else get names of their own. For `meetings/pack_merge.py`.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from pikepdf import Array, Dictionary, Name, NumberTree, Pdf, String

from meetings.pack_places import contents_of, holders


class Tags:
    """The tags of the whole, part by part."""

    def __init__(self, pdf: Pdf, language: str) -> None:
        self.pdf = pdf
        self.parts = 0
        self.next_key = 0
        self.trees: list[Any] = []
        self.roles: dict[str, Any] = {}
        self.classes: dict[str, Any] = {}
        self.identifiers: dict[bytes, Any] = {}
        root = pdf.make_indirect(Dictionary(Type=Name.StructTreeRoot))
        self.document = pdf.make_indirect(
            Dictionary(Type=Name.StructElem, S=Name.Document, P=root, K=Array(), Lang=String(language))
        )
        root.K = self.document
        self.root = root

    def add(self, source: Pdf, pages: list[Any], title: str) -> bool:
        """Take a part's tags over, or make the few there can be; say whether it had any. `pages` are the copies."""
        is_tagged = Name.StructTreeRoot in source.Root and Name.ParentTree in source.Root.StructTreeRoot
        if is_tagged:
            self._carry(source, pages, title)
        else:
            self._tag_as_one(pages, title)
        self.parts += 1
        return is_tagged

    def _carry(self, source: Pdf, pages: list[Any], title: str) -> None:
        base, highest = self.next_key, -1
        for holder in holders(pages):
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
        roles = _renamed(self.roles, tree.get(Name.RoleMap), self.parts)
        classes = _renamed(self.classes, tree.get(Name.ClassMap), self.parts)
        for element in _elements(part):
            self._rename(element, roles, classes)

    def _rename(self, element: Any, roles: dict[str, Any], classes: dict[str, Any]) -> None:
        """Identifiers and names that another part uses for something else get names of their own."""
        prefix = f"{self.parts}.".encode()
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
        for holder in holders(pages):
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

    def finish(self) -> Any:
        """The finished structure tree's root."""
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
        return root


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
