"""What is written survives: the browser is killed, the server is killed, and the text is there."""

from __future__ import annotations

import os
import re
import signal
import subprocess
import time
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Page, Playwright, expect

from .conftest import ARGUMENTS, SATURDAY
from .site import Site, die_with_parent

FIRST = "Mamman ringde i morse. Hon sover dåligt och orkar inte med mornarna. Å ä ö, «citat» & <tecken>."
THEN = " Vi bestämde att ses på måndag."
STARTS_WITHIN = 60  # seconds


class Window:
    """A browser process of our own, that can be killed as when the power goes."""

    def __init__(self, tools: Playwright, program: str, profile: Path) -> None:
        self.tools, self.program, self.profile = tools, program, profile
        self.process: subprocess.Popen[bytes] | None = None

    def open(self) -> Page:
        """Start the browser with the same profile as last time."""
        told = self.profile / "DevToolsActivePort"
        told.unlink(missing_ok=True)
        command = [self.program, "--headless=new", "--remote-debugging-port=0", "--no-first-run", *ARGUMENTS]
        self.process = subprocess.Popen(
            [*command, f"--user-data-dir={self.profile}", "about:blank"],
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
            start_new_session=True,
            preexec_fn=die_with_parent,
        )
        last = time.monotonic() + STARTS_WITHIN
        while not (told.exists() and told.read_text().count("\n")):
            assert self.process.poll() is None and time.monotonic() < last, "the browser did not start"
            time.sleep(0.1)
        port = told.read_text().split("\n")[0]
        browser = self.tools.chromium.connect_over_cdp(f"http://127.0.0.1:{port}")
        context = browser.contexts[0]
        context.set_default_timeout(60_000)
        return context.new_page()

    def kill(self) -> None:
        """Nothing is said, nothing is finished."""
        if self.process is not None:
            os.killpg(self.process.pid, signal.SIGKILL)
            self.process.wait()
            self.process = None


@pytest.fixture(scope="module")
def note(site: Site) -> str:
    """Where Bo writes a note."""
    return str(site.run("tests.browser.one_case", SATURDAY.isoformat())["note"])


@pytest.fixture
def window(tools: Playwright, chromium: str, tmp_path: Path) -> Iterator[Window]:
    """A browser with an empty profile."""
    opened = Window(tools, chromium, tmp_path / "profile")
    yield opened
    opened.kill()


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


def test_at_most_a_third_of_a_second_is_lost_with_the_browser(window: Window, site: Site, note: str) -> None:
    """Typed without pause and killed in the middle; three times, since a busy machine may be late once."""
    lost = []
    for words in ("ett", "två", "tre"):
        page = window.open()
        log_in(page, site)
        page.goto(site.address + note)
        field = page.get_by_label("Vad hände?")
        field.fill("")
        field.focus()
        typed, when = "", []
        began = time.monotonic()
        while time.monotonic() - began < 2.5:
            typed += words[len(typed) % 3]
            page.keyboard.type(typed[-1])
            when.append(time.monotonic())
        window.kill()
        killed = time.monotonic()
        page = window.open()
        log_in(page, site)
        page.goto(site.address + note)
        kept = page.get_by_label("Vad hände?").input_value()
        assert typed.startswith(kept), "what is kept is the beginning of what was typed"
        lost.append(0.0 if kept == typed else killed - when[len(kept)])
        window.kill()
    print(f"lost with the browser: {', '.join(f'{one:.2f} s' for one in lost)}")
    assert sorted(lost)[1] <= 0.3, lost


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
