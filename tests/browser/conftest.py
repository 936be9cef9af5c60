"""A server, a browser, and a pair of hands on the keyboard."""

from __future__ import annotations

import os
import shutil
import warnings
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Playwright, sync_playwright

from .site import Site
from .window import ARGUMENTS, Window

SATURDAY = datetime(2026, 11, 21, 9, 30, tzinfo=UTC)


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Every test of this folder needs a browser."""
    for item in items:
        if item.path.parent == Path(__file__).parent:
            item.add_marker(pytest.mark.browser)


@pytest.fixture(scope="session")
def chromium() -> str:
    """The installed browser, or no test at all and one loud line."""
    program = shutil.which("chromium") or shutil.which("chromium-browser") or shutil.which("google-chrome")
    if program is None:
        warnings.warn(
            "NO BROWSER: install Chromium, or the way through the pages is not tested here", stacklevel=1
        )
        pytest.skip("no Chromium on this machine")
    return program


@pytest.fixture(scope="module")
def tools(chromium: str) -> Iterator[Playwright]:
    """What drives a browser."""
    with sync_playwright() as found:
        yield found


@pytest.fixture
def window(tools: Playwright, chromium: str, tmp_path: Path) -> Iterator[Window]:
    """A browser with an empty profile."""
    opened = Window(tools, chromium, tmp_path / "profile")
    yield opened
    opened.kill()


@pytest.fixture(scope="module")
def browser(tools: Playwright, chromium: str) -> Iterator[Browser]:
    """One browser for the tests of a file."""
    opened = tools.chromium.launch(executable_path=chromium, args=ARGUMENTS)
    yield opened
    opened.close()


@pytest.fixture(scope="module")
def site(chromium: str, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Site]:
    """The test town, served by gunicorn on the Saturday of the tests."""
    worker = os.environ.get("PYTEST_XDIST_WORKER", "main")
    opened = Site(f"samtid_browser_{worker}", tmp_path_factory.mktemp("site"), SATURDAY)
    try:
        opened.start()
        yield opened
    finally:
        opened.close()
    assert "Traceback" not in (log := opened.log.read_text()), log
