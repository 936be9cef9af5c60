"""What is left in the browser when somebody has logged out: nothing."""

from __future__ import annotations

import json

from playwright.sync_api import Browser, expect

from tests.security import world

from .conftest import SATURDAY
from .site import Site
from .test_drafts import log_in

TEXT = "Mamman berättar att mornarna fungerar bättre."


def test_after_logging_out_the_back_button_and_the_storage_show_nothing(browser: Browser, site: Site):
    made = site.run("tests.browser.one_case", SATURDAY.isoformat())
    with browser.new_context() as context:
        page, complaints = context.new_page(), []
        page.on("console", lambda said: complaints.append(said.text) if said.type == "error" else None)
        log_in(page, site)
        page.goto(site.address + made["note"])
        page.fill("textarea[name=text]", TEXT)
        expect(page.locator("[data-draft-status]")).to_contain_text("sparat")
        kept = page.evaluate("JSON.stringify([{...localStorage}, {...sessionStorage}, history.state])")
        assert not [word for word in (*world.PERSONAL, "Mamman") if word in kept], kept
        assert page.evaluate("(async () => (await caches.keys()).length)()") == 0
        assert page.evaluate("(async () => (await indexedDB.databases()).length)()") == 0
        assert not [word for word in world.PERSONAL if word in page.title() + page.url]
        page.click("text=Logga ut")
        page.wait_for_url(lambda reached: "anteckning" not in reached)
        for _ in range(2):
            page.go_back()
            page.wait_for_load_state()
            shown = page.content()
            assert not [word for word in (*world.PERSONAL, TEXT) if word in shown], page.url
        assert [said for said in complaints if "Content Security Policy" in said] == []
        assert "Nyström" not in json.dumps(context.storage_state())
