"""While one writes on the open pages: nothing is cut, it is counted, and nothing is left behind unasked."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.browser.site import Site


@pytest.fixture
def page(browser: Browser, site: Site) -> Iterator[Page]:
    """A visitor's new window."""
    with browser.new_context() as context:
        yield context.new_page()


def test_a_pasted_text_is_kept_whole_and_counted(page: Page, site: Site) -> None:
    page.goto(site.address + "/behov/1/")
    field = page.locator("textarea[name=text]")
    field.fill("x" * 9001)
    assert len(field.input_value()) == 9001
    told = page.locator("#id_text-count")
    expect(told).to_contain_text("1\u00a0001 tecken för mycket")
    assert told.get_attribute("role") == "status"
    page.get_by_role("button", name="Skicka").click()
    expect(page.locator("#id_text-error")).to_contain_text("Texten är 1\u00a0001 tecken för lång")
    assert len(page.locator("textarea[name=text]").input_value()) == 9001


def test_line_breaks_count_once_in_the_browser_too(page: Page, site: Site) -> None:
    page.goto(site.address + "/behov/1/")
    page.locator("textarea[name=text]").fill("rad\n" * 1999 + "rad ")
    expect(page.locator("#id_text-count")).to_have_text("1 tecken kvar.")


def test_leaving_what_is_written_is_asked_about_and_leaving_quickly_is_not(page: Page, site: Site) -> None:
    asked: list[str] = []
    page.on("dialog", lambda dialog: (asked.append(dialog.type), dialog.dismiss()))
    page.route("https://www.smhi.se/**", lambda route: route.fulfill(body="väder"))
    page.goto(site.address + "/behov/4/")
    page.locator("textarea[name=text]").press_sequentially("Han slår.")
    page.get_by_role("link", name="Tillbaka").click()
    page.wait_for_timeout(300)
    assert asked == ["beforeunload"]
    assert page.locator("textarea[name=text]").input_value() == "Han slår."
    page.evaluate("setTimeout(() => location.reload())")  # F5: dismissed as well
    page.wait_for_timeout(300)
    assert asked == ["beforeunload"] * 2
    assert page.locator("textarea[name=text]").input_value() == "Han slår."
    page.locator("[data-quick-exit]").click()
    page.wait_for_url("https://www.smhi.se/**")
    assert asked == ["beforeunload"] * 2


def test_an_empty_form_is_left_without_a_question_and_a_sent_one_too(page: Page, site: Site) -> None:
    asked: list[str] = []
    page.on("dialog", lambda dialog: (asked.append(dialog.type), dialog.accept()))
    page.goto(site.address + "/behov/8/")
    page.get_by_role("link", name="Tillbaka").click()
    page.goto(site.address + "/behov/8/")
    page.locator("textarea[name=text]").press_sequentially("När har ni öppet?")
    page.get_by_role("button", name="Skicka").click()
    expect(page.locator("h1")).to_contain_text("Tack")
    assert asked == []


def test_nothing_of_it_is_stored_in_the_browser(page: Page, site: Site) -> None:
    page.goto(site.address + "/behov/4/")
    page.locator("textarea[name=text]").press_sequentially("Han slår.")
    page.locator("[data-scheme-switch]").click()
    assert page.evaluate("() => [localStorage.length, sessionStorage.length]") == [0, 0]
    assert {cookie["expires"] for cookie in page.context.cookies()} == {-1}
