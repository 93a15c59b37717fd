"""Chromium for the browser tests: real pages from a real server on loopback, with and without JavaScript."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from pytest_django.live_server_helper import LiveServer

# Playwright's synchronous interface runs an event loop in this thread; Django would refuse its database there.
os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "true"

CHROMIUM = os.environ.get("COUNCIL_CHROMIUM", "/usr/bin/chromium")
OPTIONS = (
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--no-first-run",
)
PASSWORD = "correct horse battery"


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Every test in this folder is a browser test."""
    here = Path(__file__).parent
    for item in items:
        if here in item.path.parents:
            item.add_marker(pytest.mark.browser)


@pytest.fixture(scope="session")
def chromium() -> Iterator[Any]:
    """One browser for the whole run. Missing is a failure in CI, a loud skip elsewhere."""
    if not Path(CHROMIUM).exists():
        words = f"Chromium is not at {CHROMIUM}: apt-get install chromium, or set COUNCIL_CHROMIUM"
        if os.environ.get("CI") == "true":
            pytest.fail(words)
        pytest.skip(words)
    from playwright.sync_api import sync_playwright

    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=list(OPTIONS))
        yield browser
        browser.close()


@pytest.fixture(scope="session")
def site(django_db_setup: None) -> Iterator[LiveServer]:
    """The site on loopback, started once the test database is a file: in memory it would share one connection."""
    server = LiveServer("localhost")
    yield server
    server.stop()


@pytest.fixture
def open_page(chromium, site) -> Iterator[Callable[..., Any]]:
    """Opens a new visitor's page: `open_page(width=320, javascript=False)`. Addresses are relative to the site."""
    contexts = []

    def open_one(width: int = 1280, *, javascript: bool = True, bypass_csp: bool = False) -> Any:
        context = chromium.new_context(
            base_url=site.url,
            viewport={"width": width, "height": 900},
            java_script_enabled=javascript,
            bypass_csp=bypass_csp,
            locale="en-GB",
            timezone_id="Europe/London",
        )
        context.set_default_timeout(15_000)
        contexts.append(context)
        return context.new_page()

    yield open_one
    for context in contexts:
        context.close()


def sign_in(page: Any, username: str, password: str = PASSWORD) -> None:
    """Sign in through the form, as anybody would."""
    page.goto("/sign-in/")
    page.get_by_label("User name").fill(username)
    page.get_by_label("Password").fill(password)
    follow(page, page.get_by_role("button", name="Sign in"))


def follow(page: Any, control: Any) -> None:
    """Press a button or a link and wait for the page it leads to: a click alone comes back before the answer does."""
    with page.expect_navigation():
        control.click()


@pytest.fixture
def sign_in_as() -> Callable[..., None]:
    """The sign-in journey as a function: `sign_in_as(page, "username")`."""
    return sign_in
