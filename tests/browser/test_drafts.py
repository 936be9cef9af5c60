"""What is written survives: the browser is killed, the server is killed, and the text is there."""

from __future__ import annotations

import json
import re
import time

import pytest
from playwright.sync_api import Page, Response, Route, expect

from .conftest import SATURDAY
from .site import Site
from .window import Window

FIRST = "Mamman ringde i morse. Hon sover dåligt och orkar inte med mornarna. Å ä ö, «citat» & <tecken>."
THEN = " Vi bestämde att ses på måndag."


@pytest.fixture(scope="module")
def note(site: Site) -> str:
    """Where Bo writes a note."""
    return str(site.run("tests.browser.one_case", SATURDAY.isoformat())["note"])


def log_in(page: Page, site: Site) -> None:
    """As Bo."""
    page.goto(site.address + "/demo/")
    page.get_by_role("button", name=re.compile("^Bo Ek")).click()
    expect(page.locator("h1")).to_have_text("Min dag")


def test_a_note_survives_the_death_of_the_browser(window: Window, site: Site, note: str) -> None:
    page = window.open()
    log_in(page, site)
    page.goto(site.address + note)
    page.get_by_label("Vad hände?").press_sequentially(FIRST, delay=5)
    expect(page.locator("[data-draft-status]")).to_contain_text("Utkast sparat")
    page.wait_for_timeout(1000)
    page.get_by_label("Vad hände?").press_sequentially(THEN[:3])
    window.kill()

    page = window.open()
    page.goto(site.address + note)
    expect(page.locator("h1")).to_have_text("Logga in")  # nothing of the session is left in the browser
    log_in(page, site)
    page.get_by_role("link", name="Anteckning").click()
    assert page.get_by_label("Vad hände?").input_value().startswith(FIRST)
    expect(page.locator("[data-draft-status]")).to_contain_text("Utkast sparat 10:3")


def test_what_the_server_has_answered_outlives_the_browser(window: Window, site: Site, note: str) -> None:
    """Typed without pause and killed in the middle. How long ago that was is printed: nothing is asked of the machine."""
    page = window.open()
    log_in(page, site)
    page.goto(site.address + note)
    answered: list[str] = []

    def heard(answer: Response) -> None:
        if "/utkast/" in answer.url and answer.ok and answer.request.method == "POST":
            answered.append(json.loads(answer.request.post_data or "{}")["text"])

    page.on("response", heard)
    field = page.get_by_label("Vad hände?")
    field.fill("")
    field.focus()
    typed, when = "", []
    while len(answered) < 4:
        typed += "ett"[len(typed) % 3]
        page.keyboard.type(typed[-1])
        when.append(time.monotonic())
    window.kill()
    killed = time.monotonic()
    page = window.open()
    log_in(page, site)
    page.goto(site.address + note)
    kept = page.get_by_label("Vad hände?").input_value()
    assert typed.startswith(kept), "what is kept is the beginning of what was typed"
    assert len(kept) >= len(answered[-1]), "and all that was said to be saved"
    lost = 0.0 if kept == typed else killed - when[len(kept)]
    print(f"lost with the browser: {lost:.2f} s")


def test_a_letter_waits_at_most_a_fifth_of_a_second_in_the_page(
    window: Window, site: Site, note: str
) -> None:
    """By the page's own clock, which the test turns: what lies there longer is lost with the browser."""
    page = window.open()
    log_in(page, site)
    page.clock.install()
    page.goto(site.address + note)
    field = page.get_by_label("Vad hände?")
    field.focus()
    sent: list[str] = []

    def take(route: Route) -> None:
        if route.request.method == "POST":
            sent.append(json.loads(route.request.post_data or "{}")["text"])
        route.fulfill(json={"saved_at": "10:30"})

    page.route("**/utkast/**", take)
    underway: list[str] = []
    page.on("request", lambda one: underway.append(one.url))
    page.on("requestfinished", lambda one: underway.remove(one.url))
    field.fill("")
    page.clock.run_for(1000)
    typed = ""
    for number in range(24):
        typed += "två"[number % 3]
        page.keyboard.type(typed[-1])
        page.clock.run_for(50)
        while underway:  # the way to the server takes no time here
            page.wait_for_timeout(5)
        page.evaluate("0")
        waited = 50 * (len(typed) - (len(sent[-1]) if sent else 0))
        assert waited <= 200, (typed, sent)
    assert len(sent) >= 5


def test_a_note_survives_the_death_of_the_server(window: Window, site: Site, note: str) -> None:
    page = window.open()
    log_in(page, site)
    page.goto(site.address + note)
    field, status = page.get_by_label("Vad hände?"), page.locator("[data-draft-status]")
    field.fill("")
    field.press_sequentially(FIRST, delay=5)
    expect(status).to_contain_text("Utkast sparat")
    page.wait_for_timeout(1000)
    site.kill()
    field.press_sequentially(THEN, delay=5)
    expect(status).to_contain_text("Ingen kontakt med servern")
    expect(field).to_have_value(FIRST + THEN)
    site.start()
    expect(status).to_contain_text("Utkast sparat", timeout=60_000)
    # and now it is on the server, whatever becomes of the browser
    window.kill()
    page = window.open()
    log_in(page, site)
    page.goto(site.address + note)
    expect(page.get_by_label("Vad hände?")).to_have_value(FIRST + THEN)
