"""The set-up: what is installed is pinned and safe; the commands exist and say what is wrong."""

from __future__ import annotations

import os
import re
import shutil
import signal
import socket
import sqlite3
import stat
import subprocess
import sys
import time
import urllib.request
from contextlib import closing
from pathlib import Path

import pytest

from tests.conftest import TEST_ENVIRONMENT

ROOT = Path(__file__).resolve().parents[2]
CI = ROOT / ".ci"
LISTS = ["requirements.txt", "requirements-dev.txt"]
TARGETS = ["help", "run", "test", "test-slow", "test-browser", "bench", "bench-search", "lint", "verify", "lock",
           "clean"]  # fmt: skip

# The first version without a known hole, and the hole. After raising one: make lock UPGRADE=1
MINIMUM_SAFE = {
    "brotli": ("1.2.0", "CVE-2025-6176: a few bytes unpack to gigabytes"),
    "django": ("5.2.19", "the fixes of 2026: private data through caches, SQL injection by filter keywords"),
    "django-filter": ("2.4.0", "CVE-2020-15225: a number in a query string exhausts memory"),
    "fonttools": ("4.61.0", "CVE-2025-66034: writes files outside its folder"),
    "gunicorn": ("23.0.0", "CVE-2024-1135, CVE-2024-6827: request smuggling"),
    "pillow": ("12.3.0", "CVE-2026-55798, CVE-2026-59197 to 59200: memory safety"),
    "pytest": ("9.0.3", "CVE-2025-71176: foreseeable temporary folders"),
    "sqlparse": ("0.6.0", "CVE-2026-54284, 59893, 71491: quadratic time"),
    "weasyprint": ("70.0", "CVE-2025-68616, CVE-2026-55073: fetches and reads what the page's author names"),
}


def locked(name: str) -> dict[str, tuple[str, frozenset[str]]]:
    """Version and hashes of every package in a locked list, by package name."""
    packages = {}
    text = (ROOT / name).read_text(encoding="utf-8").replace("\\\n", " ")
    for line in text.splitlines():
        if line.strip() and not line.lstrip().startswith("#"):
            found = re.match(r"([a-z0-9.-]+)==([^ ;]+)", line)
            assert found, f"{name}: not pinned: {line[:60]}"
            packages[found[1]] = (found[2], frozenset(re.findall(r"--hash=sha256:([0-9a-f]{64})\b", line)))
    return packages


def wanted(name: str) -> list[str]:
    """The requirement lines of an .in file."""
    lines = (ROOT / name).read_text(encoding="utf-8").splitlines()
    return [line for line in lines if line.strip() and not line.startswith(("#", "-r ", "-c "))]


def version(text: str) -> list[int]:
    """A version as numbers that compare."""
    return [int(part) for part in re.findall(r"\d+", text)]


@pytest.mark.parametrize("name", LISTS)
def test_requirements_are_all_pinned_and_hashed(name):
    assert [package for package, (_, hashes) in locked(name).items() if not hashes] == []


@pytest.mark.parametrize("name", LISTS)
def test_requirements_name_no_source(name):
    text = (ROOT / name).read_text(encoding="utf-8")
    assert re.findall(r"https?://|--index|--find-links|--trusted", text) == []


def test_development_list_contains_the_runtime_list_unchanged():
    development = locked("requirements-dev.txt")
    differing = {name for name, pin in locked("requirements.txt").items() if development.get(name) != pin}
    assert differing == set(), "run make lock"


@pytest.mark.parametrize("name", ["requirements.in", "requirements-dev.in"])
def test_every_requirement_gives_its_reason(name):
    assert [line for line in wanted(name) if not re.search(r"\s# \S", line)] == []


@pytest.mark.parametrize("name", ["requirements", "requirements-dev"])
def test_every_requirement_is_locked(name):
    names = {re.match(r"[A-Za-z0-9-]+", line)[0].lower() for line in wanted(f"{name}.in")}
    assert names - locked(f"{name}.txt").keys() == set(), "run make lock"


@pytest.mark.parametrize("package", MINIMUM_SAFE)
def test_no_version_with_a_known_hole(package):
    minimum, hole = MINIMUM_SAFE[package]
    pin = locked("requirements-dev.txt")[package][0]
    assert version(pin) >= version(minimum), hole


def test_pinned_versions_are_the_installed_ones():
    from importlib.metadata import version as installed

    pins = locked("requirements.txt")
    assert {name: installed(name) for name in ("django", "weasyprint")} == {
        name: pins[name][0] for name in ("django", "weasyprint")
    }


def test_makefile_has_exactly_these_commands_and_explains_them():
    makefile = (ROOT / "Makefile").read_text(encoding="utf-8")
    assert re.findall(r"^([a-z-]+):", makefile, re.MULTILINE) == TARGETS
    assert re.search(r"^\.PHONY: (.*)$", makefile, re.MULTILINE)[1].split() == TARGETS
    shown = subprocess.run(["make"], cwd=ROOT, capture_output=True, text=True, check=True).stdout
    assert re.findall(r"^  make ([a-z-]+) +\S", shown, re.MULTILINE) == TARGETS


def test_scripts_can_be_started_and_have_no_syntax_error():
    scripts = [path for path in CI.iterdir() if path.is_file() and path.suffix != ".py"]
    assert {"run", "serve", "tests"} <= {path.name for path in scripts}
    for script in scripts:
        assert os.access(script, os.X_OK) or script.name == "lib.sh", script.name
        assert subprocess.run(["bash", "-n", script]).returncode == 0, script.name


def test_what_people_enter_is_never_committed():
    ignored = (ROOT / ".gitignore").read_text(encoding="utf-8").split()
    assert {".env", "var/", ".venv/"} <= set(ignored)


def test_example_configuration_lists_every_name_the_settings_read():
    settings = (ROOT / "council" / "settings.py").read_text(encoding="utf-8")
    read = re.findall(r"env\.(?:text|flag|number|words)\(\s*\"([A-Z_]+)\"", settings)
    example = (ROOT / ".env.example").read_text(encoding="utf-8")
    assert sorted(re.findall(r"^#?([A-Z_]+)=", example, re.MULTILINE)) == sorted(set(read))


def test_tests_are_cut_off_from_the_configuration_of_this_machine():
    settings = (ROOT / "council" / "settings.py").read_text(encoding="utf-8")
    read = set(re.findall(r"env\.(?:text|flag|number|words)\(\s*\"([A-Z_]+)\"", settings))
    assert read - TEST_ENVIRONMENT.keys() == {"DATABASE_URL", "COUNCIL_PDF_REQUIRED"}


def test_an_old_python_is_named_with_the_way_out(tmp_path):
    shutil.copytree(CI, tmp_path / ".ci")
    old = tmp_path / "python3"
    old.write_text('#!/bin/sh\n[ "$1" = --version ] && echo "Python 3.9.2" && exit 0\nexit 1\n')
    old.chmod(0o755)
    answer = subprocess.run(
        [tmp_path / ".ci" / "environment"],
        env={"PATH": os.environ["PATH"], "PYTHON": str(old)},
        capture_output=True,
        text=True,
    )
    assert answer.returncode == 1
    assert "Python 3.11 or newer is needed. Found here: Python 3.9.2" in answer.stderr
    assert "sudo apt-get install --no-install-recommends python3 python3-venv" in answer.stderr
    assert not (tmp_path / ".venv").exists()


def check_port(port: str) -> subprocess.CompletedProcess[str]:
    """What the check that comes before serving says of a port."""
    return subprocess.run([sys.executable, CI / "check_port.py", port], capture_output=True, text=True)


def test_a_port_in_use_is_said_in_words():
    with socket.create_server(("127.0.0.1", 0)) as server:
        port = server.getsockname()[1]
        answer = check_port(str(port))
    assert answer.returncode == 1
    assert f"Port {port} is already in use" in answer.stderr
    assert "make run PORT=8001" in answer.stderr


@pytest.mark.parametrize("port", ["", "http", "0", "65536", "-1", "80a"])
def test_a_port_that_is_none_is_refused(port):
    answer = check_port(port)
    assert answer.returncode == 1
    assert "is not a port" in answer.stderr


def is_gone(process: int) -> bool:
    """Whether the process ends within a few seconds; it may wait to be collected by its parent."""
    for _ in range(50):
        try:
            os.kill(process, 0)
        except ProcessLookupError:
            return True
        time.sleep(0.1)
    return False


def private_database(*command: str, **options) -> subprocess.Popen[str]:
    """Start a command with a PostgreSQL of its own."""
    arguments = [sys.executable, CI / "postgres.py", *command]
    return subprocess.Popen(arguments, stdout=subprocess.PIPE, text=True, **options)


needs_postgresql = pytest.mark.skipif(
    subprocess.run([sys.executable, CI / "postgres.py", "--find"]).returncode != 0,
    reason="PostgreSQL is not installed",
)

LOOK = """
import os, psycopg2, sys
url = os.environ["DATABASE_URL"].replace("/council?", "/postgres?")
cursor = psycopg2.connect(url).cursor()
cursor.execute("show data_directory")
print(cursor.fetchone()[0], flush=True)
"""


@pytest.mark.slow
@needs_postgresql
def test_private_database_hands_on_the_status_and_leaves_nothing():
    process = private_database(sys.executable, "-c", LOOK + "sys.exit(3)")
    folder = process.communicate(timeout=60)[0].strip()
    assert process.returncode == 3
    assert folder.startswith("/tmp/council-postgres-")
    assert not Path(folder).parent.exists()


@pytest.mark.slow
@needs_postgresql
@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM])
def test_private_database_goes_when_interrupted(number):
    wait = LOOK + "import time; time.sleep(60)"
    process = private_database(
        sys.executable, "-c", wait, start_new_session=True, stderr=subprocess.DEVNULL,
        # Whatever is started in the background by a shell ignores the keyboard's interrupt, and so do its children.
        preexec_fn=lambda: signal.signal(signal.SIGINT, signal.SIG_DFL),
    )  # fmt: skip
    folder = Path(process.stdout.readline().strip())
    identity = int((folder / "postmaster.pid").read_text().split()[0])
    # The keyboard interrupts the whole group, a supervisor stops the one process it started.
    if number == signal.SIGINT:
        os.killpg(process.pid, number)
    else:
        process.send_signal(number)
    process.communicate(timeout=60)
    assert process.returncode != 0
    assert not folder.parent.exists()
    assert is_gone(identity)


def rows_per_table(database: Path) -> dict[str, int]:
    """How many rows each table holds, but those that the worker fills by and by."""
    with closing(sqlite3.connect(database)) as connection:
        found = {row[0] for row in connection.execute("select name from sqlite_master where type = 'table'")}
        filled = {
            "council_bulkfile", "council_jobworker", "django_tasks_database_dbtaskresult", "meetings_agendapack",
            "sqlite_sequence",
        }  # fmt: skip
        names = found - filled
        return {name: connection.execute(f'select count(*) from "{name}"').fetchone()[0] for name in names}


def run_until_ready(folder: Path, port: int) -> tuple[float, str]:
    """Start it, ask for the home page once it says the address, press Ctrl-C. Seconds to start; its words."""
    began = time.monotonic()
    environment = {"PATH": os.environ["PATH"], "HOME": str(folder / "home"), "PORT": str(port)}
    process = subprocess.Popen(
        ["make", "run"],
        cwd=folder,
        env=environment,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        start_new_session=True,
    )
    said = ""
    try:
        for line in process.stdout:
            said += line
            if f"http://127.0.0.1:{port}/" in line:
                break
        taken = time.monotonic() - began
        with urllib.request.urlopen(f"http://127.0.0.1:{port}/", timeout=20) as answer:
            assert "<h1" in answer.read().decode()
    finally:
        os.killpg(process.pid, signal.SIGINT)
        said += process.communicate(timeout=30)[0]
    return taken, said


@pytest.mark.slow
def test_make_run_starts_and_a_second_time_keeps_everything(tmp_path):
    folder = tmp_path / "checkout"
    leave_out = shutil.ignore_patterns(".git", ".venv", "var", ".env", "__pycache__", ".*_cache")
    shutil.copytree(ROOT, folder, ignore=leave_out)
    (folder / ".venv").symlink_to(ROOT / ".venv")
    with socket.create_server(("127.0.0.1", 0)) as server:
        port = server.getsockname()[1]
    _, said = run_until_ready(folder, port)
    assert "Traceback" not in said
    assert stat.S_IMODE((folder / ".env").stat().st_mode) == 0o600
    key, rows = (folder / ".env").read_text(), rows_per_table(folder / "var" / "council.sqlite3")
    assert sum(rows.values()) > 100

    taken, said = run_until_ready(folder, port)
    assert "Traceback" not in said
    assert taken < 15
    assert (folder / ".env").read_text() == key
    assert rows_per_table(folder / "var" / "council.sqlite3") == rows
