"""Compiles every template of the project: a misspelt tag fails here, not on a page nobody opened."""

import os
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent


def broken_templates() -> tuple[int, list[str]]:
    """How many templates there are, and a line for each that does not compile."""
    from django.template import TemplateSyntaxError, engines

    backend = engines["django"]
    folders = [Path(folder) for folder in backend.template_dirs]
    folders = [folder for folder in folders if folder.is_relative_to(ROOT) and ".venv" not in folder.parts]
    files = [file for folder in folders for file in sorted(folder.rglob("*")) if file.is_file()]
    problems = []
    for file in files:
        try:
            backend.from_string(file.read_text(encoding="utf-8"))
        except (TemplateSyntaxError, UnicodeDecodeError) as error:
            problems.append(f"{file.relative_to(ROOT)}: {error}")
    return len(files), problems


if __name__ == "__main__":
    sys.path.insert(0, str(ROOT))
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "council.settings")
    import django

    django.setup()
    count, found = broken_templates()
    print("\n".join([*found, f"{count} templates, {len(found)} broken"]))
    sys.exit(bool(found) or not count)
