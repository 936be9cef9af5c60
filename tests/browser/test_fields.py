"""Fälten på vägen: what three siblings cost from a telephone call to three investigations, counted in the browser.

``SAMTID_WRITE_FIELDS=1 .venv/bin/pytest tests/browser/test_fields.py`` writes ``docs/reference/falt.md``; without it the
page is compared with what was counted.
"""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser

from .conftest import SATURDAY
from .counting import Count, Counting
from .family_case import one_child_at_a_time, somebody_rings, the_family_at_once
from .site import Site

PAGE = Path(__file__).resolve().parents[2] / "docs" / "reference" / "falt.md"


@pytest.fixture
def town(chromium: str, tmp_path: Path) -> Iterator[Site]:
    """A town where nobody has heard of the family."""
    opened = Site(f"samtid_fields_{os.environ.get('PYTEST_XDIST_WORKER', 'main')}", tmp_path, SATURDAY)
    try:
        opened.start()
        yield opened
    finally:
        opened.close()
    assert "Traceback" not in (log := opened.log.read_text()), log


def walked(browser: Browser, town: Site, way: Callable[[Counting], None]) -> Count:
    """What was counted on ``way``, from the reception's queue."""
    size = {"width": 1440, "height": 900}
    with browser.new_context(viewport=size, reduced_motion="reduce") as context:  # type: ignore[arg-type]
        page = context.new_page()
        page.set_default_timeout(60_000)
        page.goto(town.address + "/")
        keys = Counting(page)
        keys.begin("Logga in")
        for name, role in (
            ("För medarbetare", "link"),
            ("Välj medarbetare", "link"),
            ("Maja Lind", "button"),
        ):
            keys.press(name, role)
        keys.press("Inkommet", "link")
        keys.count.steps.clear()
        somebody_rings(keys)
        way(keys)
        page.goto(town.address + "/utredningar/")
    return keys.count


def table(title: str, count: Count) -> str:
    """One way as a table for the page."""
    rows = [
        f"| {one.name} | {one.pages} | {one.fields} | {one.required} | {one.strokes} |"
        for one in (*count.steps, count.total)
    ]
    head = f"## {title}\n\n| Steg | Sidor | Ifyllda fält | Frågor som måste ha svar | Tryck |\n|---|---:|---:|---:|---:|\n"
    return head + "\n".join(rows) + "\n"


def told(title: str, counted: str) -> None:
    """Writes the table in the page when that is asked for; otherwise the page must say the same."""
    page = PAGE.read_text("utf-8")
    before, _, rest = page.partition(f"## {title}\n")
    after = "".join(rest.partition("\n## ")[1:])
    if os.environ.get("SAMTID_WRITE_FIELDS"):
        PAGE.write_text(f"{before.rstrip()}\n\n{counted}{after}", "utf-8")
    else:
        assert counted.strip() in page, f"{PAGE.name} says something else than was counted:\n{counted}"


MOST_FIELDS, MOST_PAGES = 40, 12  # the bar: from the telephone call to three investigations


def test_one_child_at_a_time(browser: Browser, town: Site) -> None:
    told("Ett barn i taget", table("Ett barn i taget", walked(browser, town, one_child_at_a_time)))


def test_the_family_at_once_is_below_the_bar(browser: Browser, town: Site) -> None:
    count = walked(browser, town, the_family_at_once)
    assert town.run("tests.browser.opened") == {"investigations": 3, "guardians": 6, "siblings": 6}
    assert count.total.fields <= MOST_FIELDS
    assert count.total.pages <= MOST_PAGES
    told("Familjen på ett blad", table("Familjen på ett blad", count))
