"""Files that are text, pictures, or of a kind that nobody can look into here."""

from __future__ import annotations

from meetings.reading.found import Found

MOST_BYTES = 8_000_000


def read_plain(path: str, file_format: str, found: Found) -> None:
    """The text of a text file; of a picture whether it carries data about itself; of others that they were not read."""
    with open(path, "rb") as file:
        data = file.read(MOST_BYTES)
    if file_format in ("TXT", "CSV"):
        found.page(_decoded(data))
    elif file_format == "JPG":
        if b"Exif\0\0" in data[:200_000] or b"http://ns.adobe.com/xap" in data[:200_000]:
            where = " GPS" if b"GPS" in data[:200_000] else ""
            found.find("properties", "", f"Exif{where}")
    elif file_format == "PNG":
        if any(chunk in data for chunk in (b"eXIf", b"tEXt", b"iTXt", b"zTXt")):
            found.find("properties", "", "eXIf, tEXt")
    else:
        found.reading = "not_read"
        found.find("not_looked_into", "", file_format)


def _decoded(data: bytes) -> str:
    for encoding in ("utf-8-sig", "cp1252"):
        try:
            return data.decode(encoding)
        except UnicodeDecodeError:
            continue
    return data.decode("latin-1")
