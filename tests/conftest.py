"""Fixtures for every test, and the environment that the settings read: nothing of this machine gets in.

Owns the tests' configuration, database and private files; people and records are made elsewhere.
"""

from __future__ import annotations

import gc
import os
import shutil
import tempfile
from pathlib import Path

import pytest
from pytest_django.plugin import DjangoDbBlocker, blocking_manager_key

# One temporary folder a run, made by the first process; pytest-xdist's workers inherit its name.
_IS_FIRST_PROCESS = "COUNCIL_TEST_FOLDER" not in os.environ
if _IS_FIRST_PROCESS:
    os.environ["COUNCIL_TEST_FOLDER"] = tempfile.mkdtemp(prefix="council-tests-")
_RUN_FOLDER = Path(os.environ["COUNCIL_TEST_FOLDER"])
_FOLDER = _RUN_FOLDER / os.environ.get("PYTEST_XDIST_WORKER", "main")

# Each name that council/settings.py reads: the settings never override these with the developer's .env.
TEST_ENVIRONMENT = {
    "COUNCIL_SECRET_KEY": "for-tests-only-" * 5,
    "COUNCIL_DEBUG": "0",
    "COUNCIL_ALLOWED_HOSTS": "127.0.0.1,localhost",
    "COUNCIL_TRUSTED_ORIGINS": "",
    "COUNCIL_HTTPS": "0",
    "COUNCIL_BEHIND_PROXY": "0",
    "COUNCIL_RELEASE": "tests",
    "COUNCIL_KEPT_PAGES": "0",  # each test has a register of its own; tests/council/test_kept_pages.py switches it on
    "COUNCIL_BULK_MINUTES": "0",  # tests/council/test_bulk.py switches it on
    "COUNCIL_TASKS": "database",
    "COUNCIL_MAIL_HOST": "",
    "COUNCIL_MAIL_PORT": "587",
    "COUNCIL_MAIL_USER": "",
    "COUNCIL_MAIL_PASSWORD": "",
    "COUNCIL_MAIL_TLS": "1",
    "COUNCIL_ADDRESS": "https://decisions.wenshire.example",
    "COUNCIL_MAIL_FROM": "no-reply@wenshire.example",
    "COUNCIL_FILES": str(_FOLDER / "files"),
    "COUNCIL_STATIC": str(_FOLDER / "static"),
}
os.environ.update(TEST_ENVIRONMENT)
(_FOLDER / "static").mkdir(parents=True, exist_ok=True)
os.environ.setdefault("DATABASE_URL", "sqlite:///:memory:")
os.environ.setdefault("COUNCIL_PDF_REQUIRED", "1")
os.environ["DJANGO_SETTINGS_MODULE"] = "council.settings"

import django  # noqa: E402
from django.conf import settings as django_settings  # noqa: E402

django.setup()
from council import pdf  # noqa: E402
from tests import databases, pdfs  # noqa: E402
from tests.quickly import arrange  # noqa: E402
from tests.shared_world import _one_world, answers, before_test, shared_world  # noqa: E402, F401

# Real hashing is slow on purpose; tests sign in thousands of times.
django_settings.PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
databases.empty_quickly_after_tests()


@pytest.hookimpl(tryfirst=True)
def pytest_unconfigure(config: pytest.Config) -> None:
    """Delete what the run shared once every worker has finished."""
    if _IS_FIRST_PROCESS:
        if databases.has_migrated(_RUN_FOLDER):
            with config.stash[blocking_manager_key].unblock():
                databases.remove_migrated(_RUN_FOLDER)
        shutil.rmtree(_RUN_FOLDER, ignore_errors=True)
        del os.environ["COUNCIL_TEST_FOLDER"]


def pytest_configure(config: pytest.Config) -> None:
    """What one process made, the others find."""
    cache = getattr(config, "cache", None)
    if cache is not None:
        pdfs.keep_in(cache.mkdir("pdfs"))


@pytest.hookimpl(trylast=True)
def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """Put the tests into their order; skip those marked `pdf` where the native libraries are known to be missing."""
    arrange(config, items)
    if os.environ["COUNCIL_PDF_REQUIRED"] == "0":
        for item in items:
            if item.get_closest_marker("pdf"):
                item.add_marker(pytest.mark.skip(reason="the Pango libraries are not installed"))


def pytest_collection_finish() -> None:
    """The modules, templates and tests that are there now stay: Python need not look through them again and again."""
    gc.collect()
    gc.freeze()
    gc.set_threshold(50_000, 20, 20)


@pytest.hookimpl(tryfirst=True)
def pytest_runtest_setup(item: pytest.Item) -> None:
    """Before any fixture: the one world is there, or away."""
    before_test(item)


@pytest.fixture(scope="session")
def django_db_modify_db_settings(
    request: pytest.FixtureRequest, django_db_modify_db_settings: None, django_db_blocker: DjangoDbBlocker
) -> None:
    """Each process's test database is a copy of one that was migrated."""
    with django_db_blocker.unblock():
        databases.prepare(request.config, _RUN_FOLDER, _FOLDER)


@pytest.fixture
def private_files(settings, tmp_path: Path) -> Path:
    """An empty private folder for uploads and PDFs, this test's own."""
    folder = tmp_path / "files"
    folder.mkdir()
    settings.FILES_ROOT = settings.MEDIA_ROOT = folder
    return folder


# Tests of the PDFs themselves: there each is made afresh.
OF_PDFS = ("test_pdf", "test_packs", "test_pack_front", "test_data_papers")


@pytest.fixture(autouse=True)
def _each_pdf_made_once(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> None:
    if request.path.stem not in OF_PDFS:
        monkeypatch.setattr(pdf, "from_html", pdfs.pdf_of)


@pytest.fixture
def on_postgresql() -> bool:
    """Whether this run uses PostgreSQL; for the few tests that expect something else there."""
    return django_settings.DATABASES["default"]["ENGINE"].endswith("postgresql")
