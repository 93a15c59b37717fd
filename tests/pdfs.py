"""Each PDF of a run is made once: the same page gives the same bytes (tests/recommendations/test_pdf.py holds it).

They are kept in pytest's cache until any file of an installed app or of static/ changes, so that the second half of
an examination and the browser's find them there; `.ci/run` throws them away first. Tests of PDFs make their own.
"""

from __future__ import annotations

import hashlib
import os
import shutil
from pathlib import Path

from council import pdf
from tests import databases

make = pdf.from_html
_folder: Path | None = None


def keep_in(folder: Path) -> None:
    """Keep them in this folder from now on, and throw away there what other files than those of today made."""
    global _folder
    found = hashlib.sha256(databases.signature().encode())
    for path in sorted(path for path in (databases.ROOT / "static").rglob("*") if path.is_file()):
        found.update(f"\0{path.name}\0".encode() + path.read_bytes())
    _folder = folder / found.hexdigest()[:20]
    for old in folder.iterdir():
        if old != _folder:
            shutil.rmtree(old, ignore_errors=True)
    _folder.mkdir(exist_ok=True)


def pdf_of(html: str) -> bytes:
    """The PDF of a page; raises what `council.pdf.from_html` raises, each time."""
    if _folder is None:
        return make(html)
    kept = _folder / hashlib.sha256(html.encode()).hexdigest()
    try:
        return kept.read_bytes()
    except FileNotFoundError:
        made = make(html)
    _folder.mkdir(parents=True, exist_ok=True)  # a later run, of files that were changed meanwhile, threw it away
    new = kept.with_suffix(f".{os.getpid()}")
    new.write_bytes(made)
    new.rename(kept)
    return made
