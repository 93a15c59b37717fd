"""What is wrong with a page that is open: axe, sideways scroll, small targets, headings, controls that do nothing.

A page is loaded once, without its scripts and at 320 px, looked at, made wide and looked at again.
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import axe_playwright_python

AXE = (Path(axe_playwright_python.__file__).parent / "axe.min.js").read_text(encoding="utf-8")
TAGS = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
WIDTHS = (320, 1280)
# Links within a sentence or a line of text may be smaller (WCAG 2.2, 2.5.8): only controls of their own are measured.
CONTROLS = "button, input:not([type=hidden]), select, textarea, summary"
# One question to the page for everything: each of them is a journey to another process and back.
LOOK = """async ([tags, controls]) => {
    const shown = element => element.checkVisibility();
    const cut = element => element.outerHTML.slice(0, 160);
    const every = selector => [...document.querySelectorAll(selector)].filter(shown);
    // The passes alone are megabytes: only what is violated is put together.
    const found = await axe.run(document, {
        runOnly: {type: 'tag', values: tags}, resultTypes: ['violations'], preload: false,
    });
    const wrong = found.violations.map(rule => `axe ${rule.id}: ${rule.nodes[0].html.slice(0, 160)}`);
    const root = document.documentElement;
    if (root.scrollWidth > root.clientWidth) wrong.push('scrolls sideways');
    for (const target of every(controls)) {
        if (target.closest('.hidden')) continue;
        const own = target.getBoundingClientRect();
        const label = target.labels && target.labels[0] ? target.labels[0].getBoundingClientRect() : own;
        if (Math.max(own.height, label.height) < 24 || Math.max(own.width, label.width) < 24)
            wrong.push(`small target ${cut(target)}`);
    }
    const headings = document.querySelectorAll('h1').length;
    if (headings !== 1) wrong.push(`${headings} h1`);
    return wrong;
}"""
# Without scripts: what only a script could bring to life must not be there.
DEAD = """() => [...document.querySelectorAll(
    'noscript, button[type=button], a:not([href]), a[href="#"], a[href^="javascript:"], [onclick], main [hidden]')]
    .filter(control => !control.closest('template'))
    .map(control => `dead control ${control.outerHTML.slice(0, 160)}`)"""
SCRIPTED = "details.filters, [data-rich]"


def prepare(page: Any, *, scripts: bool) -> Any:
    """Bring axe along to every page that is opened here; keep the site's own scripts away unless they are wanted."""
    page.add_init_script(f"if (window === top) {{ {AXE} }}")
    if not scripts:
        page.route("**/*.js", lambda route: route.abort())
    return page


def look(page: Any, address: str, *, scripts: bool = False) -> Iterator[str]:
    """What is wrong with the page that is open, at each width."""
    if not scripts:
        yield from (f"{address}: {problem}" for problem in page.evaluate(DEAD))
    for width in WIDTHS:
        page.set_viewport_size({"width": width, "height": 900})
        yield from (f"{address} at {width}: {problem}" for problem in page.evaluate(LOOK, [TAGS, CONTROLS]))
    page.set_viewport_size({"width": WIDTHS[0], "height": 900})


def has_scripts(page: Any) -> bool:
    """Whether a script changes what this page looks like."""
    return bool(page.locator(SCRIPTED).count())
