"""What is left in a real browser when somebody has logged out: nothing."""

from __future__ import annotations

import json
import shutil
import warnings
from collections.abc import Iterator
from contextlib import contextmanager
from threading import Thread
from wsgiref.simple_server import WSGIRequestHandler, WSGIServer, make_server

import pytest
from django.conf import settings as program
from django.contrib.staticfiles.handlers import StaticFilesHandler
from django.core.wsgi import get_wsgi_application
from django.db import connections
from django.urls import reverse
from playwright.sync_api import Browser, expect, sync_playwright

from samtid.base.dossier.tests.make import a_case
from tests.security import world

pytestmark = pytest.mark.browser
TEXT = "Mamman berättar att mornarna fungerar bättre."


class _Quiet(WSGIRequestHandler):
    def log_message(self, format: str, *args: object) -> None:
        """Nothing: the test's own output is enough."""


@contextmanager
def served() -> Iterator[str]:
    """The whole program on a socket, one request at a time, inside the test's own transaction."""
    ours = connections["default"]
    ours.inc_thread_sharing()
    server = make_server(
        "127.0.0.1",
        0,
        StaticFilesHandler(get_wsgi_application()),
        server_class=WSGIServer,
        handler_class=_Quiet,
    )

    def serve() -> None:
        connections["default"] = ours
        server.serve_forever(poll_interval=0.05)

    thread = Thread(target=serve, daemon=True)
    thread.start()
    try:
        yield f"http://127.0.0.1:{server.server_port}"
    finally:
        server.shutdown()
        thread.join(5)
        server.server_close()
        ours.dec_thread_sharing()


@pytest.fixture
def browser() -> Iterator[Browser]:
    path = shutil.which("chromium") or shutil.which("chromium-browser") or shutil.which("google-chrome")
    if path is None:
        warnings.warn("NO BROWSER: install Chromium, or these pages are not tested here", stacklevel=1)
        pytest.skip("no Chromium on this machine")
    with sync_playwright() as tools:
        opened = tools.chromium.launch(executable_path=path, args=["--no-sandbox", "--disable-gpu"])
        yield opened
        opened.close()


def test_after_logging_out_the_back_button_and_the_storage_show_nothing(
    acting, at, monkeypatch, browser, settings
):
    from samtid.ground import clock

    monkeypatch.setattr(clock, "_source", lambda: at)
    monkeypatch.setenv("DJANGO_ALLOW_ASYNC_UNSAFE", "1")  # Playwright keeps a loop in this thread
    settings.ALLOWED_HOSTS = ["127.0.0.1"]
    with acting("pelle") as pelle:
        case = a_case(by=pelle, at=at)
    cookie = world.client_of("pelle").cookies[program.SESSION_COOKIE_NAME].value
    with served() as address, browser.new_context() as context:
        context.add_cookies([{"name": program.SESSION_COOKIE_NAME, "value": cookie, "url": address}])
        page, complaints = context.new_page(), []
        page.on("console", lambda said: complaints.append(said.text) if said.type == "error" else None)
        page.goto(address + reverse("desk:dossier", args=[case.dossier_id]))
        assert "Nyström" in page.content()
        page.goto(address + reverse("dossier:write_note", args=[case.pk]))
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
