"""Every page there is, light and dark, wide and on a phone: no barrier, no sideways scroll, nothing left behind."""

from __future__ import annotations

import os
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, Response

from samtid.base.look.vendor import FOR_TESTS
from tests.crawl.home import EVERYONE
from tests.database import lived_in

from .conftest import SATURDAY
from .keyboard import SHOTS
from .pages import Look as Seen
from .pages import looks, unseen
from .site import Site

pytestmark = pytest.mark.layout

AXE = (FOR_TESTS / "axe-core-4.14.1" / "axe.min.js").read_text("utf-8")
RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
COLOURS = {
    "type": "rule",
    "values": ["color-contrast", "link-in-text-block"],
}  # all that light and dark change
WIDE, PHONE = {"width": 1440, "height": 900}, {"width": 390, "height": 844}
Look = tuple[str, str, Any]
# Addresses that only lead to another page: verbs of the report's own page, a piece of a page to one without a
# script, the way to one's own unit's day, from a code to the e-legitimation, and what stands for a moment only
# (a ticket to a person, the answer of the glass).
LEADS_ON = {
    *(f"intake:{verb}" for verb in ("assess_protection", "close", "route", "feedback", "answer")),
    *("intake:correct_arrival", "intake:correct_kind", "intake:correct_need", "intake:at_home"),
    *("intake:who", "intake:who_near", "intake:family_who", "desk:glass_broken"),
    "investigations:ongoing",
    "visits:own_plan",
    "planning:own",
    "roster:own",
    # what a move would do: a piece of the board
    "planning:consequences",
    "oidc:onward",
    # the phone's way in: with no slip in hand, back to the page that asks for one
    "seat:sit",
    # a ticket of the moment, or the other one of two, that no crawl holds: back to the question, to be asked anew
    *(f"corrections:{page}" for page in ("number", "related", "right_person", "same_person")),
    # nothing is to be proved by one who only looks: on to Min dag
    "oidc:prove",
}
EVERY_LOOK: tuple[Look, ...] = (
    *(("wide", "light", RULES), ("wide", "dark", COLOURS)),
    *(("phone", "light", RULES), ("phone", "dark", COLOURS)),
)
# A refused form is the same page once more, with its refusals.
REFUSED: tuple[Look, ...] = (("wide", "light", RULES), ("phone", "dark", RULES))
RUN = """async only => (await axe.run(document, {runOnly: only, resultTypes: ["violations"]})).violations.map(
  rule => rule.id + ": " + rule.nodes.map(node => node.html.slice(0, 140)).slice(0, 3).join(" | "))"""
# What reaches past the window, the innermost last; nothing where nothing scrolls.
TOO_WIDE = """document.documentElement.scrollWidth <= innerWidth ? "" :
  [...document.querySelectorAll("body *")].filter(one => one.getBoundingClientRect().right > innerWidth + 1)
    .map(one => one.outerHTML.slice(0, 100)).slice(-3).join(" | ") || "a margin" """
SEND = """async address => {
  const form = document.createElement("form");
  form.method = "post"; form.action = address;
  for (const proof of document.querySelectorAll("[name=csrfmiddlewaretoken], [name=sida]"))
    form.append(proof.cloneNode());
  document.body.append(form);
  form.submit();
}"""


def is_sent(answer: Response) -> bool:
    """Whether this is the answer to a form."""
    return answer.request.method == "POST"


class Visitor:
    """Somebody's window, and everything the browser complained about in it."""

    def __init__(self, browser: Browser, site: Site, username: str) -> None:
        self.site, self.username = site, username
        self.context: BrowserContext = browser.new_context(viewport=WIDE, reduced_motion="reduce")
        self.context.set_default_timeout(60_000)
        if username:
            self.log_in()
        self.page: Page = self.context.new_page()
        self.complaints: list[str] = []
        self.page.on(
            "console", lambda said: said.type in ("error", "warning") and self.complaints.append(said.text)
        )
        self.page.on("pageerror", lambda error: self.complaints.append(str(error)))

    def log_in(self) -> None:
        """By the demo's own form."""
        start = self.site.address + "/demo/"
        token = re.search(r'csrfmiddlewaretoken" value="(\w+)"', self.context.request.get(start).text())
        assert token
        answer = self.context.request.post(
            f"{start}logga-in/{self.username}/",
            form={"csrfmiddlewaretoken": token[1]},
            headers={"Referer": start},
        )
        assert answer.ok and "/demo/" not in answer.url, answer.url

    def open(self, address: str) -> None:
        """Open a page as one follows a link to it."""
        self.page.goto(self.site.address + address)

    def send_empty(self, address: str) -> None:
        """Send an empty form to an address, from a page that has one."""
        self.open("/min-dag/" if self.username else "/behov/1/")
        with self.page.expect_event("load"), self.page.expect_response(is_sent) as coming:
            self.page.evaluate(SEND, address)
        assert coming.value.status == 422, f"{coming.value.status} at {address}"

    def faults(self, looks: tuple[Look, ...] = EVERY_LOOK) -> Iterator[str]:
        """Everything that is wrong with the page that is open."""
        self.page.evaluate(AXE)
        for size, scheme, rules in looks:
            self.page.set_viewport_size(WIDE if size == "wide" else PHONE)  # type: ignore[arg-type]
            self.page.emulate_media(color_scheme=scheme)  # type: ignore[arg-type]
            yield from (f"{size}, {scheme}: {fault}" for fault in self.page.evaluate(RUN, rules))
            self.shoot(size, scheme)
        if wide := self.page.evaluate(TOO_WIDE):
            yield f"phone: scrolls sideways: {wide}"
        if self.page.evaluate("localStorage.length + sessionStorage.length"):
            yield "something is kept in the browser"
        yield from self.complaints
        self.complaints.clear()
        self.page.set_viewport_size(WIDE)  # type: ignore[arg-type]
        self.page.emulate_media(color_scheme="light")

    def shoot(self, size: str, scheme: str) -> None:
        """A picture to look at, when somebody asked for it. The dark one on a phone shows nothing new."""
        if SHOTS and (size, scheme) != ("phone", "dark"):
            name = re.sub(r"[0-9a-f-]{36}", "x", self.page.url.split("/", 3)[3]).replace("/", "-").strip("-")
            self.page.screenshot(path=Path(SHOTS) / f"{name or 'start'}.{size}.{scheme}.png", full_page=True)


@pytest.fixture(scope="module")
def pages(crawl: Any) -> list[Seen]:
    """Every page of that town. Asked for before the browser, whose loop Django would not work beside."""
    return looks(crawl)


@pytest.fixture(scope="module")
def site(chromium: str, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Site]:
    """The lived-in town, served: its rows have the keys that the crawls were told."""
    worker = os.environ.get("PYTEST_XDIST_WORKER", "main")
    opened = Site(f"samtid_axe_{worker}", tmp_path_factory.mktemp("site"), SATURDAY, lived_in())
    try:
        opened.start()
        yield opened
    finally:
        opened.close()
    assert "Traceback" not in (log := opened.log.read_text()), log


def test_every_page_there_is_is_looked_at(crawl: Any, pages: list[Seen]) -> None:
    """A new page is shown to axe by having somebody who may open it, and something to show, in tests/lived_in.py.

    An address that answers 405 to one who looks is a verb, and is looked at as what it answers to an empty form;
    one that answers 200 here is a piece of a page, or a file.
    """
    missed = {
        name: answers
        for name, answers in unseen(crawl, pages).items()
        if answers != [405] and 200 not in answers and not (name in LEADS_ON and 302 in answers)
    }
    assert not missed, f"nobody in the town gets to see {missed}"
    assert {"", "bo", "maja", "ulf"} <= {one.username for one in pages} and len(pages) > 60, pages


@pytest.mark.parametrize("username", ["", *EVERYONE])
def test_no_barrier_on_any_page(pages: list[Seen], browser: Browser, site: Site, username: str) -> None:
    visitor = Visitor(browser, site, username)
    faults = []
    for one in pages:
        if one.username != username:
            continue
        (visitor.send_empty if one.post else visitor.open)(one.address)
        refused = " (refused)" if one.post else ""
        faults += [
            f"{one.name}{refused}: {fault}"
            for fault in visitor.faults(REFUSED if one.post else EVERY_LOOK)
            if not (one.post and "status of 422" in fault)
        ]
    assert not faults, "\n".join(faults)


def test_no_barrier_where_something_is_wrong(browser: Browser, site: Site, pages: list[Seen]) -> None:
    stranger = Visitor(browser, site, "pelle")
    report = next(one.address for one in pages if one.name == "intake:report")
    faults = []
    for address in ("/finns-inte/", report):
        stranger.open(address)
        faults += [f"404 {address}: {fault}" for fault in stranger.faults() if "status of 404" not in fault]
    # a form without its token, as after a log-in in another window
    stranger.open("/finns-inte/")
    stranger.page.set_content('<form method="post" action="/logga-ut/"></form>')
    stranger.complaints.clear()
    with stranger.page.expect_event("load"), stranger.page.expect_response(is_sent) as coming:
        stranger.page.evaluate("document.forms[0].submit()")
    assert coming.value.status == 403
    faults += [f"403: {fault}" for fault in stranger.faults() if "status of 403" not in fault]
    assert not faults, "\n".join(faults)
