"""The style guide in a real browser: accessible, inside the policy, and nothing written is lost."""

from __future__ import annotations

import shutil
import warnings
from collections.abc import Iterator
from typing import Any

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, expect, sync_playwright

from samtid.base.look import fragments
from samtid.base.look.tests.pages import with_templates
from samtid.base.look.tests.place import PIECES, Site, open_site
from samtid.base.look.vendor import FOR_TESTS

pytestmark = [pytest.mark.browser, pytest.mark.layout]

AXE = (FOR_TESTS / "axe-core-4.14.1" / "axe.min.js").read_text("utf-8")
RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
WIDE, PHONE = {"width": 1440, "height": 900}, {"width": 390, "height": 844}
ELSEWHERE = "https://www.smhi.se/"


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    program = shutil.which("chromium") or shutil.which("chromium-browser") or shutil.which("google-chrome")
    if program is None:
        warnings.warn("NO BROWSER: install Chromium, or these pages are not tested here", stacklevel=1)
        pytest.skip("no Chromium on this machine")
    with sync_playwright() as tools:
        opened = tools.chromium.launch(
            executable_path=program,
            args=["--no-sandbox", "--disable-gpu", "--disable-background-networking", "--disable-sync"],
        )
        yield opened
        opened.close()


@pytest.fixture
def site(settings: Any) -> Iterator[Site]:
    settings.ROOT_URLCONF = "samtid.base.look.tests.place"
    settings.MIDDLEWARE = ["samtid.base.look.headers.Headers", "django.middleware.csrf.CsrfViewMiddleware"]
    settings.NAVIGATION = ""
    settings.ALLOWED_HOSTS = ["127.0.0.1"]
    with open_site() as opened:
        yield opened


def visit(context: BrowserContext, address: str) -> tuple[Page, list[str]]:
    """Open a page; the list fills with everything the browser complains about."""
    page, complaints = context.new_page(), []
    page.on(
        "console", lambda said: complaints.append(said.text) if said.type in ("error", "warning") else None
    )
    page.on("pageerror", lambda error: complaints.append(str(error)))
    page.goto(address)
    return page, complaints


@pytest.mark.parametrize("path", ["/utseende/", "/utseende/enkel/", "/finns-inte/"])
@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("size", [WIDE, PHONE], ids=["wide", "phone"])
def test_no_barrier_no_complaint_no_sideways_scroll(
    browser: Browser, site: Site, path: str, scheme: Any, size: Any
) -> None:
    with browser.new_context(viewport=size, color_scheme=scheme) as context:
        page, complaints = visit(context, site.address + path)
        page.evaluate(AXE)
        found = page.evaluate("rules => axe.run(document, {runOnly: rules})", RULES)
        barriers = [
            (rule["id"], [node["html"][:120] for node in rule["nodes"]]) for rule in found["violations"]
        ]
        assert barriers == []
        assert [said for said in complaints if "404 (Not Found)" not in said or path != "/finns-inte/"] == []
        assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")


def test_text_is_kept_while_it_is_written_and_when_the_page_is_left(browser: Browser, site: Site) -> None:
    words = "Barnet har varit ensamt hemma sedan i onsdags och skolan har ringt två gånger. Å ä ö."
    with browser.new_context() as context:
        page, _ = visit(context, site.address + "/utseende/enkel/")
        page.get_by_label("Vad är du orolig för?").press_sequentially(words, delay=40)
        page.goto("about:blank")
        page.wait_for_timeout(500)
    # Two sendings may overtake each other on the way; the server keeps the one with the highest number.
    sent = sorted(site.kept, key=lambda draft: draft["sequence"])
    texts = [draft["fields"]["concern"] for draft in sent]
    assert texts[-1] == words
    assert len(texts) > 2, "nothing was kept before the writing was over"
    assert all(words.startswith(text) for text in texts)
    assert len({draft["sequence"] for draft in sent}) == len(sent), "every sending has a number of its own"
    assert all(
        draft["key"] == "exempel" and "csrfmiddlewaretoken" not in draft["fields"] for draft in site.kept
    )


def test_text_written_without_a_connection_is_kept_when_it_comes_back(browser: Browser, site: Site) -> None:
    with browser.new_context() as context:
        page, _ = visit(context, site.address + "/utseende/enkel/")
        context.set_offline(True)
        page.get_by_label("Vad är du orolig för?").fill("Skrivet på bussen.")
        status = page.locator("[data-draft-status]")
        expect(status).to_contain_text("Ingen kontakt med servern")
        expect(page.locator("[data-draft-alert]")).to_contain_text("Ingen kontakt")
        assert site.kept == []
        context.set_offline(False)
        expect(status).to_have_text("Utkast sparat 14:05", timeout=20_000)
        expect(page.locator("[data-draft-alert]")).to_have_text("Utkastet är sparat igen.")
    assert site.kept[-1]["fields"]["concern"] == "Skrivet på bussen."


@pytest.mark.parametrize(
    ("status", "words"),
    [(503, "kunde inte sparas (503)"), (403, "Du är utloggad"), (409, "på en annan plats")],
)
def test_a_refusal_is_told_and_the_text_stays(browser: Browser, site: Site, status: int, words: str) -> None:
    site.answers.extend([status])
    with browser.new_context() as context:
        page, _ = visit(context, site.address + "/utseende/enkel/")
        field = page.get_by_label("Vad är du orolig för?")
        field.fill("Text.")
        expect(page.locator("[data-draft-status]")).to_contain_text(words)
        expect(field).to_have_value("Text.")
        if status != 409:
            expect(page.locator("[data-draft-status]")).to_have_text("Utkast sparat 14:05")


def test_nothing_is_left_in_the_browser(browser: Browser, site: Site) -> None:
    with browser.new_context() as context:
        page, _ = visit(context, site.address + "/utseende/enkel/")
        page.get_by_label("Vad är du orolig för?").fill("Hemligt.")
        expect(page.locator("[data-draft-status]")).to_contain_text("Utkast sparat")
        stored = page.evaluate("[localStorage.length, sessionStorage.length]")
        assert stored == [0, 0]
        assert {cookie["name"] for cookie in context.cookies()} <= {"csrftoken", "utseende", "kortkommandon"}


@pytest.mark.parametrize("by", ["click", "keys", "without script"])
def test_the_page_can_be_left_quickly(browser: Browser, site: Site, by: str) -> None:
    with browser.new_context(java_script_enabled=by != "without script") as context:
        context.route(
            ELSEWHERE + "**",
            lambda route: route.fulfill(body="<title>Väder</title>", content_type="text/html"),
        )
        page = context.new_page()
        page.goto("about:blank")
        page.goto(site.address + "/utseende/enkel/")
        if by == "keys":
            page.get_by_label("Vad är du orolig för?").focus()
            for _ in range(3):
                page.keyboard.press("Escape")
        else:
            page.get_by_role("link", name="Lämna sidan snabbt").click()
        page.wait_for_url(ELSEWHERE)
        if by != "without script":
            page.go_back()
            assert page.url == "about:blank"


def test_two_escapes_are_not_enough(browser: Browser, site: Site) -> None:
    with browser.new_context() as context:
        page, _ = visit(context, site.address + "/utseende/enkel/")
        page.keyboard.press("Escape")
        page.keyboard.press("Escape")
        page.wait_for_timeout(200)
        assert page.url == site.address + "/utseende/enkel/"


def test_light_and_dark_are_remembered(browser: Browser, site: Site) -> None:
    with browser.new_context(color_scheme="light") as context:
        page, _ = visit(context, site.address + "/utseende/")
        switch = page.locator("[data-scheme-switch]")
        switch.click()
        switch.click()
        expect(page.locator("html")).to_have_attribute("data-color-scheme", "dark")
        page.reload()
        expect(page.locator("html")).to_have_attribute("data-color-scheme", "dark")
        ground = page.evaluate("getComputedStyle(document.body).backgroundColor")
        page.evaluate("dispatchEvent(new Event('beforeprint'))")
        assert page.evaluate("getComputedStyle(document.body).backgroundColor") != ground


def test_keys_can_be_listed_and_turned_off(browser: Browser, site: Site) -> None:
    with browser.new_context() as context:
        page, _ = visit(context, site.address + "/utseende/")
        page.locator("main").focus()
        page.keyboard.press("?")
        dialog = page.get_by_role("dialog", name="Kortkommandon")
        expect(dialog).to_be_visible()
        dialog.get_by_label("Använd kommandon med en bokstav").uncheck()
        page.keyboard.press("Escape")
        expect(dialog).to_be_hidden()
        page.locator("main").focus()
        page.keyboard.press("?")
        page.wait_for_timeout(200)
        expect(dialog).to_be_hidden()


def test_a_letter_typed_in_a_field_is_only_a_letter(browser: Browser, site: Site) -> None:
    with browser.new_context() as context:
        page, _ = visit(context, site.address + "/utseende/")
        name = page.get_by_label("Anmälarens namn")
        name.press_sequentially("gh?/")
        expect(name).to_have_value("gh?/")
        assert page.url == site.address + "/utseende/"


def test_the_summary_of_errors_takes_one_to_the_field(browser: Browser, site: Site) -> None:
    with browser.new_context() as context:
        page, _ = visit(context, site.address + "/utseende/")
        expect(page.locator(".ds-error-summary")).to_be_focused()
        page.get_by_role("link", name="Inkom – Dagen 2026-13-40 finns inte i kalendern.").click()
        expect(page.get_by_label("Inkom", exact=True)).to_be_focused()


def test_a_refused_piece_of_a_page_is_shown_and_read(
    browser: Browser, site: Site, monkeypatch: pytest.MonkeyPatch
) -> None:
    overlay = with_templates(**{"prov.html": PIECES})
    monkeypatch.setattr(fragments, "_template", overlay.get_template)
    with browser.new_context() as context:
        page, complaints = visit(context, site.address + "/prov/")
        page.get_by_role("button", name="Pröva").click()
        expect(page.locator("#svar")).to_contain_text("Motivering saknas.")
        expect(page.locator(".ds-error-summary")).to_be_focused()
        assert [said for said in complaints if "422" not in said] == []


def test_the_first_tab_offers_the_way_past_the_menu(browser: Browser, site: Site) -> None:
    with browser.new_context() as context:
        page, _ = visit(context, site.address + "/utseende/enkel/")
        page.keyboard.press("Tab")
        skip = page.get_by_role("link", name="Hoppa till innehållet")
        expect(skip).to_be_focused()
        expect(skip).to_be_in_viewport()
        page.keyboard.press("Enter")
        expect(page.locator("main")).to_be_focused()
