"""A care worker's day through two lost lines and a killed telephone: nothing tapped is lost, nothing is told twice."""

from __future__ import annotations

import re

import pytest
from playwright.sync_api import Error, Page, expect

from tests.security import world

from .conftest import SATURDAY
from .site import Site
from .window import Window

LEFT = """async () => (await new Promise(resolve => {
  const asked = indexedDB.open("samtid-besok", 1);
  asked.onsuccess = () => { const all = asked.result.transaction("taps").objectStore("taps").getAll();
    all.onsuccess = () => resolve(all.result); };
})).map(tap => Object.values(tap).join(" "))"""
SEALED = """async () => (await new Promise(resolve => {
  const asked = indexedDB.open("samtid-besok", 1);
  asked.onsuccess = () => { const all = asked.result.transaction("day").objectStore("day").getAll();
    all.onsuccess = () => resolve(all.result); };
})).map(day => new TextDecoder().decode(day.sealed))"""


@pytest.fixture(scope="module")
def visits(site: Site) -> list[str]:
    """The keys of the morning's two visits."""
    return list(site.run("tests.browser.one_day", SATURDAY.isoformat()))


def log_in(page: Page, site: Site) -> None:
    """As Tova, who comes to her visits."""
    page.goto(site.address + "/demo/")
    page.get_by_role("button", name=re.compile("^Tova")).click()
    page.goto(site.address + "/besok/")


def test_a_day_through_lost_lines_and_a_killed_telephone(
    window: Window, site: Site, visits: list[str]
) -> None:
    first, second = (f'[data-answers="{one}"]' for one in visits)
    page = window.open()
    log_in(page, site)
    page.get_by_role("button", name="Ha dagen med utan täckning").click()
    expect(page.locator("[data-take]")).to_contain_text("Dagens besök finns med")
    page.evaluate("navigator.serviceWorker.ready.then(() => true)")

    # the line is lost while the page is open: the tap stands there, and can be taken back
    page.context.set_offline(True)
    page.locator(first).get_by_role("button", name=re.compile("^Utfört")).click()
    waiting = page.locator("[data-tap]")
    expect(waiting).to_contain_text("Väntar på att skickas")
    expect(page.locator("[data-day-status]")).to_contain_text("Ingen täckning")
    waiting.get_by_role("button", name="Ångra").click()
    expect(waiting).to_have_count(0)
    # and now it is the server that does not answer: what may have come is taken back there too
    page.context.set_offline(False)
    site.kill()
    page.locator(first).get_by_role("button", name=re.compile("^Utfört")).click()
    waiting.get_by_role("button", name="Ångra").click()
    expect(waiting).to_contain_text("Ångras när det går att skicka")
    site.start()
    page.reload()
    expect(waiting).to_have_count(0)
    expect(page.locator(first).get_by_role("button", name=re.compile("^Utfört"))).to_be_visible()
    site.kill()
    page.locator(first).get_by_role("button", name=re.compile("^Utfört")).click()
    expect(waiting).to_have_count(1)

    # the telephone is put away and opened where there still is no line: the day is there, and so is the tap
    window.close()
    page = window.open()
    page.goto(site.address + "/besok/")
    expect(page.locator("h1")).to_have_text("Mina besök, utan täckning")
    expect(page.locator("[data-list]")).to_contain_text("Alva Nyström")
    expect(page.locator("[data-tap]")).to_have_count(1)
    page.locator(second).get_by_text("Blev inte av").click()
    page.locator(second).get_by_role("button", name="Ville inte i dag").click()
    expect(page.locator("[data-tap]")).to_have_count(2)
    assert page.title() == "Utan täckning – Samtid"
    lying = [*page.evaluate(LEFT), *page.evaluate(SEALED)]
    assert len(lying) == 3
    assert not [word for word in (*world.PERSONAL, "Nyström", "Tova") for one in lying if word in one]

    # it dies in the middle of that: what was tapped lies there still
    window.kill()
    page = window.open()
    page.goto(site.address + "/besok/")
    assert len(page.evaluate(LEFT)) == 2

    # the line comes back, and the page says so; the session died with the browser, so she logs in, and both taps go by themselves
    site.start()
    page.goto(site.address + "/besok/")
    expect(page.locator("h1")).to_have_text("Logga in")
    log_in(page, site)
    expect(page.locator("[data-tap]")).to_have_count(0)
    expect(page.locator("main")).to_contain_text("Klara")
    expect(page.locator("main")).to_contain_text("Ville inte i dag")
    assert page.evaluate(LEFT) == []

    # logging out takes the day away
    page.get_by_role("button", name="Logga ut").click()
    page.wait_for_url(lambda reached: "besok" not in reached)
    site.kill()
    with pytest.raises(Error, match="ERR_CONNECTION"):
        page.goto(site.address + "/besok/")
    site.start()


def test_somebody_elses_taps_are_not_sent_in_her_name(window: Window, site: Site, visits: list[str]) -> None:
    page = window.open()
    log_in(page, site)
    page.evaluate(
        """async () => new Promise(resolve => { const asked = indexedDB.open("samtid-besok", 1);
        asked.onsuccess = () => { const writing = asked.result.transaction("taps", "readwrite");
          writing.objectStore("taps").put({ id: "3f1d6a52-4b1c-4a5e-9f59-0d7d2a6f0b11", whose: "x", visit: "y", said: "",
            words: "Utfört", at: Date.now() }); writing.oncomplete = resolve; }; })"""
    )
    page.reload()
    expect(page.locator("[data-tap]")).to_contain_text("väntar på att den som tryckte loggar in")
    assert len(page.evaluate(LEFT)) == 1
