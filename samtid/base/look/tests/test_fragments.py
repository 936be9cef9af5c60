"""A page and its fragments are one file; the frame around them is the same for everyone."""

from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import Path

import pytest
from django.contrib.auth.models import AnonymousUser
from django.http import Http404, HttpRequest
from django.test import RequestFactory
from django.views.csrf import csrf_failure
from django.views.defaults import page_not_found, server_error
from jinja2 import UndefinedError

from samtid.base.look import fragments
from samtid.base.look.headers import CONTENT_SECURITY_POLICY, Headers
from samtid.base.look.tests import pages
from samtid.base.look.views import plain_example, styleguide

pytestmark = pytest.mark.urls("samtid.base.look.urls")
TEMPLATES = Path(fragments.__file__).parent / "jinja2"
PAGE = """
{% extends "look/page.html" %}
{% from "look/parts.html" import tag %}
{% set word = "ett ord" %}
{% block title %}Provsida{% endblock %}
{% block content %}<h1>{{ word }}</h1>{% block part %}<p id="part">{{ tag(said) }} {{ word }}</p>{% endblock %}{% endblock %}
"""


@pytest.fixture
def get(rf: RequestFactory) -> Callable[[str], HttpRequest]:
    """``get("/utseende/")``: what a view is given when nobody is logged in."""

    def make(path: str) -> HttpRequest:
        request = rf.get(path)
        request.user = AnonymousUser()
        return request

    return make


@pytest.fixture
def request_for_page(get: Callable[[str], HttpRequest], monkeypatch: pytest.MonkeyPatch) -> HttpRequest:
    overlay = pages.with_templates(**{"prov.html": PAGE})
    monkeypatch.setattr(fragments, "_template", overlay.get_template)
    return get("/prov/")


def test_a_fragment_is_the_block_alone_with_the_top_of_its_file(request_for_page: HttpRequest) -> None:
    answer = fragments.fragment(request_for_page, "prov.html", "part", said="<hej>", status=422)
    assert answer.content.decode().strip() == (
        '<p id="part"><span class="ds-tag" data-color="neutral">&lt;hej&gt;</span> ett ord</p>'
    )
    assert answer.status_code == 422
    assert answer.headers["Vary"] == "HX-Request"


def test_the_page_holds_the_same_block_in_the_frame(request_for_page: HttpRequest) -> None:
    body = fragments.page(request_for_page, "prov.html", said="hej").content.decode()
    part = fragments.fragment(request_for_page, "prov.html", "part", said="hej").content.decode()
    assert part in body
    assert "<title>Provsida – Samtid, " in body
    assert '<html lang="sv" data-color-scheme="auto"' in body


def test_an_unknown_block_is_refused(request_for_page: HttpRequest) -> None:
    with pytest.raises(LookupError, match="nowhere"):
        fragments.fragment(request_for_page, "prov.html", "nowhere", said="")


def test_a_forgotten_word_is_an_error_and_not_a_hole_in_the_page(request_for_page: HttpRequest) -> None:
    with pytest.raises(UndefinedError, match="said"):
        fragments.page(request_for_page, "prov.html")


@pytest.mark.parametrize(("cookie", "shown"), [("dark", "dark"), ('"><script>', "auto"), ("", "auto")])
def test_only_known_schemes_come_back_from_the_cookie(
    get: Callable[[str], HttpRequest], cookie: str, shown: str
) -> None:
    request = get("/utseende/")
    request.COOKIES[fragments.SCHEME_COOKIE] = cookie
    assert f'data-color-scheme="{shown}"' in styleguide(request).content.decode()


def test_every_answer_carries_the_policy_and_no_page_is_kept(get: Callable[[str], HttpRequest]) -> None:
    answer = Headers(plain_example)(get("/utseende/enkel/"))
    assert answer.headers["Content-Security-Policy"] == CONTENT_SECURITY_POLICY
    assert answer.headers["Cache-Control"] == "no-store"


def test_the_way_out_is_a_plain_link(get: Callable[[str], HttpRequest]) -> None:
    body = plain_example(get("/utseende/enkel/")).content.decode()
    assert re.search(r'<a href="https://[^"]+" rel="noreferrer nofollow" data-quick-exit>', body)


@pytest.mark.parametrize("path", sorted(TEMPLATES.rglob("*.html")), ids=lambda path: path.name)
def test_no_template_needs_more_than_the_policy_allows(path: Path) -> None:
    text = path.read_text("utf-8")
    assert not re.search(r"\sstyle=|<style|\son\w+=|javascript:|hx-on|<script(?![^>]*\ssrc=)", text)


@pytest.mark.parametrize("name", ["400", "403", "403_csrf", "404", "500"])
def test_an_error_page_counts_on_nothing(name: str) -> None:
    body = pages.environment().get_template(f"{name}.html").render()
    assert body.count("<h1") == 1
    assert 'href="/"' in body
    assert '<html lang="sv"' in body


def test_django_finds_the_error_pages(get: Callable[[str], HttpRequest]) -> None:
    assert "Sidan finns inte" in page_not_found(get("/x/"), Http404()).content.decode()
    assert "Något gick fel hos oss" in server_error(get("/x/")).content.decode()
    assert "öppen för länge" in csrf_failure(get("/x/")).content.decode()
