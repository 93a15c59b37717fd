"""Keep a copy of what a council publishes, complete and checked: catch up from the last entry you have.

    python3 docs/catch_up.py https://decisions.council.example copy/

The first time it takes everything, afterwards what came since. It needs nothing but Python 3.9 or later.

The register lists everything that is published, corrected or withdrawn. Each entry carries the fingerprint of the one
before, so nobody can take an entry out, or change one, without its being seen here. `copy/entries.jsonl` has every
entry in order; `copy/records/` has each record as it stands now, in a file named by its own code; what was withdrawn
is taken out.
"""

import hashlib
import json
import sys
import urllib.error
import urllib.request
from pathlib import Path
from urllib.parse import urlencode

GENESIS = "0" * 64
CHAINED = ("serial", "act", "record_kind", "reference", "version", "at", "office", "digest", "previous")
HIDING = ("withdrawn", "sealed")


class WrongError(Exception):
    """The register, or the copy of it, is not what it should be."""


def sha256(text):
    return hashlib.sha256(text.encode("utf-8")).hexdigest()


def check(entry, before):
    """Whether an entry follows the one before, and whether its words are those that were published."""
    serial, fingerprint = before
    named = f"entry {entry['serial']}"
    if entry["serial"] != serial + 1 or entry["previous"] != fingerprint:
        raise WrongError(f"{named} does not follow entry {serial}")
    if sha256("\n".join(str(entry[name]) for name in CHAINED)) != entry["fingerprint"]:
        raise WrongError(f"the fingerprint of {named} is not that of its own fields")
    words = entry["snapshot"]
    if words is None and entry["tombstone"] is None:
        raise WrongError(f"{named} has no words, and nothing says who withdrew them")
    if words is not None and sha256(words["salt"] + words["text"]) != entry["digest"]:
        raise WrongError(f"the words of {named} are not those that were published")


def ask(address):
    request = urllib.request.Request(address, headers={"Accept": "application/json"})
    with urllib.request.urlopen(request, timeout=60) as answer:
        return json.load(answer)


def entries_after(site, serial, fingerprint):
    """Every entry after this one, page by page."""
    address = f"{site}/register.json?" + urlencode({"after": serial, "fingerprint": fingerprint})
    while address:
        answer = ask(address)
        yield from answer["entries"]
        address = answer["next"]


def keep(folder, entry):
    """Write the record of an entry, or take it away with the words of all its entries before."""
    record = folder / "records" / f"{entry['reference']}.json"
    if entry["act"] in HIDING or entry["snapshot"] is None:
        record.unlink(missing_ok=True)
    else:
        record.write_text(entry["snapshot"]["text"], encoding="utf-8")
    with (folder / "entries.jsonl").open("a", encoding="utf-8") as kept:
        kept.write(json.dumps({name: entry[name] for name in (*CHAINED, "fingerprint")}) + "\n")


def main(site, folder):
    (folder / "records").mkdir(parents=True, exist_ok=True)
    head = folder / "head.json"
    serial, fingerprint = json.loads(head.read_text()) if head.exists() else (0, GENESIS)
    found = 0
    try:
        for entry in entries_after(site.rstrip("/"), serial, fingerprint):
            check(entry, (serial, fingerprint))
            keep(folder, entry)
            serial, fingerprint, found = entry["serial"], entry["fingerprint"], found + 1
            head.write_text(json.dumps([serial, fingerprint]))
    except urllib.error.HTTPError as refused:
        if refused.code != 410:
            raise
        bulk = json.load(refused)["error"]["bulk"]
        raise WrongError(f"this copy does not belong to the register any more: start again from {bulk}") from refused
    print(f"{found} new entries; the newest is {serial}, {fingerprint}")


if __name__ == "__main__":
    try:
        main(sys.argv[1], Path(sys.argv[2]))
    except WrongError as wrong:
        sys.exit(f"Stopped: {wrong}.")
