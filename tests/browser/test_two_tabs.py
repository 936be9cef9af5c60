"""Two colleagues and one text, two tabs and one note: both are told, and no word of either is lost."""

from __future__ import annotations

import re
import time

import pytest
from playwright.sync_api import Browser, Page, Route, expect

from .conftest import SATURDAY
from .site import Site

BOS, KARINS = "Bo vill träffa skolan och mormodern.", "Karin vill först tala med barnet ensamt."


@pytest.fixture(scope="module")
def case(site: Site) -> dict[str, str]:
    """Where Bo writes a note, and the plan that he and his manager both may write."""
    return dict(site.run("tests.browser.one_case", SATURDAY.isoformat()))


def log_in(page: Page, site: Site, who: str) -> None:
    page.goto(site.address + "/demo/")
    page.get_by_role("button", name=re.compile(f"^{who}")).first.click()
    expect(page.locator("h1")).to_have_text("Min dag")


def test_two_tabs_of_one_note_are_told_of_each_other_and_keep_both(
    browser: Browser, site: Site, case: dict[str, str]
) -> None:
    with browser.new_context() as context:
        first, second = context.new_page(), context.new_page()
        log_in(first, site, "Bo Ek")
        for page in (first, second):
            page.goto(site.address + case["note"])
        first.get_by_label("Vad hände?").press_sequentially(BOS, delay=5)
        expect(first.locator("[data-draft-status]")).to_contain_text("Utkast sparat")
        second.get_by_label("Vad hände?").press_sequentially("Något annat, i den andra fliken.", delay=5)
        expect(second.locator("[data-draft-status]")).to_contain_text("öppet på en annan plats", timeout=5000)
        first.get_by_label("Vad hände?").press_sequentially(" Mer.")
        expect(first.locator("[data-draft-status]")).to_contain_text("öppet på en annan plats", timeout=5000)
        second.reload()
        expect(second.locator("body")).to_contain_text("Det finns en text till")
        page = second.content()
        assert BOS + " Mer." in page and "Något annat, i den andra fliken." in page


def test_what_was_typed_is_there_after_reload_and_back(
    browser: Browser, site: Site, case: dict[str, str]
) -> None:
    with browser.new_context() as context:
        page = context.new_page()
        log_in(page, site, "Karin")
        page.goto(site.address + case["plan"])
        field = page.get_by_label(re.compile("Plan")).first
        field.press_sequentially(KARINS, delay=2)
        page.reload()
        expect(page.get_by_label(re.compile("Plan")).first).to_have_value(KARINS)
        expect(page.locator("[data-draft-status]")).to_contain_text("Utkast sparat")
        field.press_sequentially(" Sedan skolan.", delay=2)
        page.get_by_role("link", name="Min dag").first.click()
        expect(page.locator("h1")).to_have_text("Min dag")
        page.go_back()
        expect(page.get_by_label(re.compile("Plan")).first).to_have_value(
            re.compile(re.escape(" Sedan skolan."))
        )
        field.fill("")
        page.wait_for_timeout(500)


@pytest.mark.parametrize("typed", [True, False])
def test_a_late_look_for_a_newer_draft_calls_nobody_back(
    browser: Browser, site: Site, case: dict[str, str], typed: bool
) -> None:
    """The page asks once after a reload whether there is something newer; who has gone on is let go."""

    def later(route: Route) -> None:
        if route.request.method == "GET":
            time.sleep(0.7)
            route.fulfill(json={"newer": True})
        else:
            route.continue_()

    def slowly(route: Route) -> None:
        time.sleep(1.5)
        route.continue_()

    with browser.new_context() as context:
        page = context.new_page()
        log_in(page, site, "Karin")
        page.goto(site.address + case["plan"])
        field = page.get_by_label(re.compile("Plan")).first
        field.press_sequentially(KARINS, delay=2)
        expect(page.locator("[data-draft-status]")).to_contain_text("Utkast sparat")
        page.route("**/utkast/**", later)
        with page.expect_request(lambda one: "/utkast/" in one.url and one.method == "GET"):
            page.reload()
        if typed:  # what is newer is this page's own
            field.fill(KARINS + " Mer.")
            page.wait_for_timeout(1500)
            expect(field).to_have_value(KARINS + " Mer.")
            assert not page.evaluate("history.state?.draftLooked ?? false")
        else:
            page.route(site.address + "/", slowly)
            page.get_by_role("link", name="Min dag").first.click()
            expect(page.locator("h1")).to_have_text("Min dag")
        page.goto(site.address + case["plan"])
        field.fill("")
        page.wait_for_timeout(500)


def test_two_colleagues_with_one_plan_see_both_texts(
    browser: Browser, site: Site, case: dict[str, str]
) -> None:
    with browser.new_context() as his, browser.new_context() as hers:
        bo, karin = his.new_page(), hers.new_page()
        log_in(bo, site, "Bo Ek")
        log_in(karin, site, "Karin")
        for page, text in ((bo, BOS), (karin, KARINS)):
            page.goto(site.address + case["plan"])
            page.get_by_label(re.compile("Vad ska|Plan")).first.fill(text)
        karin.get_by_role("button", name="Spara planen").click()
        expect(karin.locator("h1")).to_contain_text("Utredning")
        bo.get_by_role("button", name="Spara planen").click()
        clash = bo.locator(".clash")
        expect(clash).to_contain_text(KARINS)
        expect(clash).to_contain_text(BOS)
        expect(clash).to_be_focused()
        bo.get_by_label(re.compile("Vad ska|Plan")).first.fill(f"{KARINS} {BOS}")
        bo.get_by_label("Jag har läst båda").check()
        bo.get_by_role("button", name="Spara planen").click()
        expect(bo.locator("main")).to_contain_text(f"{KARINS} {BOS}")
