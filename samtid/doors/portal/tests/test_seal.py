"""The open door without cookies: what was written is never thrown away, and gets through."""

from __future__ import annotations

import re

import pytest
from django.test import Client
from django.urls import reverse

from samtid.ground import clock
from samtid.steps.intake.models import Report

ADDRESS = "/behov/1/"
SAID = {"who": "private", "text": "Flickan i trean är alltid hungrig.", "about_name": "Alva i trean"}


@pytest.fixture(autouse=True)
def now(db, at, monkeypatch):
    monkeypatch.setattr(clock, "_source", lambda: at)


@pytest.fixture
def visitor():
    """A browser that is checked as in production, and keeps no cookies."""
    return Client(enforce_csrf_checks=True)


def seal_of(page: str) -> str:
    return re.search(r'name="sida" value="([^"]+)"', page)[1]


def test_a_browser_without_cookies_can_report(visitor, acting):
    seal = seal_of(visitor.get(ADDRESS).content.decode())
    visitor.cookies.clear()
    assert visitor.post(ADDRESS, SAID | {"sida": seal}).status_code == 303
    with acting("maja"):
        assert Report.objects.get().told.text == SAID["text"]


def test_what_was_written_on_a_page_that_lay_too_long_stands_in_a_new_one(visitor, acting):
    answer = visitor.post(ADDRESS, SAID)
    page = answer.content.decode()
    assert answer.status_code == 403
    assert SAID["text"] in page and SAID["about_name"] in page
    assert re.search(r'value="private"[^>]*checked', page)
    assert "utkast" not in page.lower()
    visitor.cookies.clear()
    assert visitor.post(ADDRESS, SAID | {"sida": seal_of(page)}).status_code == 303
    with acting("maja"):
        assert Report.objects.count() == 1


@pytest.mark.parametrize("headers", [{"Origin": "https://ond.example"}, {"Sec-Fetch-Site": "cross-site"}])
def test_another_sites_form_is_not_taken_and_its_words_are_not_repeated(visitor, acting, headers):
    seal = seal_of(visitor.get(ADDRESS).content.decode())
    answer = visitor.post(ADDRESS, SAID | {"sida": seal}, headers=headers)
    assert answer.status_code == 403
    assert SAID["text"] not in answer.content.decode()
    with acting("maja"):
        assert not Report.objects.exists()


def test_a_refused_form_of_staff_gives_the_text_back_and_promises_no_draft(staff):
    client = Client(enforce_csrf_checks=True)
    client.force_login(staff("maja"), backend="django.contrib.auth.backends.ModelBackend")
    answer = client.post(
        reverse("intake:register"), {"text": "En lång berättelse om morgonen.", "kind": "report"}
    )
    page = answer.content.decode()
    assert answer.status_code == 403
    assert "En lång berättelse om morgonen." in page
    assert "finns kvar" not in page


def test_the_cookies_of_the_open_pages_live_for_the_visit(visitor):
    visitor.get(ADDRESS)
    visitor.post(ADDRESS, SAID)
    assert visitor.cookies
    for cookie in visitor.cookies.values():
        assert not cookie["max-age"] and not cookie["expires"], cookie.key


@pytest.mark.parametrize("address", ["/", "/behov/4/", "/kvitto/"])
def test_the_number_to_ring_is_on_the_page(visitor, address):
    page = visitor.get(address).content.decode()
    assert 'href="tel:0911696000"' in page
