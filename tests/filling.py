"""Reads the fields of a page's form as a browser would send them, so that tests post what the page really holds."""

from __future__ import annotations

from html.parser import HTMLParser
from typing import Any


class _Fields(HTMLParser):
    """Collects what the page's forms would send without any change."""

    def __init__(self) -> None:
        super().__init__()
        self.found: dict[str, str] = {}
        self.select = self.text = ""
        self.is_first_option = False

    def handle_starttag(self, tag: str, attrs: Any) -> None:
        given = dict(attrs)
        name, value = given.get("name", ""), given.get("value", "")
        if tag == "input" and given.get("type") in ("checkbox", "radio"):
            if "checked" in given:
                self.found[name] = given.get("value", "on") or ""
        elif tag == "input" and name:
            self.found[name] = value or ""
        elif tag == "textarea":
            self.text, self.found[name] = name, ""
        elif tag == "select":
            self.select, self.is_first_option = name, True
        elif tag == "option" and self.select:
            if self.is_first_option or "selected" in given:
                self.found[self.select] = value or ""
            self.is_first_option = False

    def handle_endtag(self, tag: str) -> None:
        if tag == "textarea":
            self.found[self.text] = self.found[self.text].removeprefix("\n")
            self.text = ""
        elif tag == "select":
            self.select = ""

    def handle_data(self, data: str) -> None:
        if self.text:
            self.found[self.text] += data


def fields_of(response: Any) -> dict[str, str]:
    """Name and value of every field on the page that its forms would send; buttons are not among them."""
    reader = _Fields()
    reader.feed(response.content.decode())
    return {name: value for name, value in reader.found.items() if name}


def pressed(client: Any, response: Any, button: str = "save", **changed: Any) -> Any:
    """The answer to one of the page's buttons, everything else as it stands there, but for what is typed now."""
    return client.post(response.request["PATH_INFO"], fields_of(response) | changed | {"do": button})
