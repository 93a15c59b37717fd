"""Exit 0 when the native libraries of WeasyPrint are here; importing WeasyPrint itself takes far longer."""

import ctypes
import ctypes.util
import sys

LIBRARIES = {
    "gobject-2.0": "libgobject-2.0.so.0",
    "pango-1.0": "libpango-1.0.so.0",
    "harfbuzz": "libharfbuzz.so.0",
    "harfbuzz-subset": "libharfbuzz-subset.so.0",
    "fontconfig": "libfontconfig.so.1",
    "pangoft2-1.0": "libpangoft2-1.0.so.0",
}


def loads(name: str, soname: str) -> bool:
    """Whether the library can be loaded, by its Linux file name or by however this system finds `name`."""
    for candidate in (soname, ctypes.util.find_library(name) if sys.platform != "linux" else None):
        try:
            if candidate and ctypes.CDLL(candidate):
                return True
        except OSError:
            continue
    return False


if __name__ == "__main__":
    sys.exit(not all(loads(name, soname) for name, soname in LIBRARIES.items()))
