"""One need walks the whole way through the pages, and nobody who helps has a mouse.

The same story as tests/test_main_path.py, told to the pages.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta

import pytest
from playwright.sync_api import Browser, Page, expect

from .conftest import SATURDAY
from .keyboard import Keyboard
from .site import Site

WORRY = "Alva har kommit hungrig till skolan fyra dagar av fem och vill inte gå hem."


@pytest.fixture
def page(browser: Browser, site: Site) -> Iterator[Page]:
    """A window at the open door."""
    with browser.new_context(viewport={"width": 1440, "height": 900}) as context:
        opened = context.new_page()
        opened.set_default_timeout(60_000)
        opened.goto(site.address + "/")
        yield opened


class Day:
    """The clock of the story, and who sits at the keyboard."""

    def __init__(self, site: Site, keys: Keyboard) -> None:
        self.site, self.keys = site, keys

    def number(self, day: float) -> None:
        self.site.set_clock(SATURDAY + timedelta(days=day))

    def becomes(self, name: str, *, logged_in: bool = True) -> None:
        """Log out if somebody is logged in, and log in as ``name`` by the demo's start page."""
        if logged_in:
            self.keys.press("Logga ut", "button")
        self.keys.press("För medarbetare", "link")
        self.keys.press("Välj medarbetare", "link")
        self.keys.press(name, "button")


def test_a_need_from_report_to_answer_without_a_mouse(page: Page, site: Site) -> None:
    keys = Keyboard(page)
    day = Day(site, keys)

    # The open door
    page.keyboard.press("Tab")
    assert keys.focus().name == "Hoppa till innehållet"
    page.keyboard.press("Enter")
    expect(page.locator("main")).to_be_focused()
    keys.press("Jag är orolig för ett barn", "link")
    keys.write("Vad är du orolig för?", WORRY)
    keys.press("Skicka", "button")
    # refused: the summary has the focus, leads to the field, and what was written is still there
    expect(page.locator(".ds-error-summary")).to_be_focused()
    expect(page.get_by_label("Vad är du orolig för?")).to_have_value(WORRY)
    keys.tab_to("Vem är du? – Välj vem du är.", "link")
    page.keyboard.press("Enter")
    keys.pick("Vem är du?", "Jag skriver i mitt arbete")
    keys.choose("Var arbetar du?", "Skola")
    keys.write("Vad heter barnet?", "Alva Nyström")
    keys.write("Barnets ålder eller personnummer", "20120314-2391")
    keys.write("Ditt namn", "Kurator på Björkskolan")
    keys.tick("Jag skriver i mitt arbete och vill få veta")
    keys.press("Skicka", "button")
    expect(page.locator("h1")).to_have_text("Tack. Vi har tagit emot det du skrev.")

    day.number(0.1)
    day.becomes("Maja Lind", logged_in=False)
    keys.press("Ta emot för Alva Nyström", "link")
