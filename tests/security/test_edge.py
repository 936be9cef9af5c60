"""Kanten: every parameter, address, header and shape of JSON, with anything in it; no 500, and an answer in Swedish."""

from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import Path
from urllib.parse import quote, quote_from_bytes

import pytest
from django.core.wsgi import get_wsgi_application
from django.test import Client, RequestFactory
from hypothesis import given, settings
from hypothesis import strategies as st

import samtid
from samtid.base.look.edge import only_utf8
from tests.crawl.places import rooms
from tests.security import world
from tests.security.test_fuzz import (  # noqa: F401  # quiet is a fixture
    ALLOWED,
    DEEP,
    FIGURES,
    FORM_TYPE,
    NASTY,
    TEXTS,
    TRIES,
    is_swedish,
    quiet,
)

# Every parameter that any view reads from an address: the source is asked, so a new one is tried at once.
ASKED = sorted(
    {
        name
        for file in Path(samtid.__file__).parent.rglob("*.py")
        for name in re.findall(r"request\.GET(?:\.get(?:list)?\(|\[)\s*\"(\w+)\"", file.read_text("utf-8"))
    }
)


def test_every_parameter_of_an_address_is_known_to_the_fuzz():
    assert {"visa", "kvitto", "sida", "sok", "dag", "enhet", "omrade", "steg", "next"} <= set(ASKED)


def asking(address: str, client: Client) -> Callable[[], None]:
    """Asks the page anything, one parameter at a time, since one refusal hides the rest."""

    @settings(max_examples=TRIES, deadline=None, derandomize=not DEEP, database=None)
    @given(name=st.sampled_from(ASKED), value=st.sampled_from(NASTY) | TEXTS | FIGURES)
    def answers_or_refuses(name: str, value: bytes) -> None:
        answer = client.get(f"{address}?{name}={quote_from_bytes(value[:600])}")
        assert answer.status_code in ALLOWED, f"{answer.status_code} for {name}={value[:40]!r}"
        assert is_swedish(answer), f"not Swedish: {answer.content[:200]!r}"

    return answers_or_refuses


@pytest.mark.parametrize("room", rooms())
def test_no_question_in_an_address_breaks_a_page(places_of, lived_in, subtests):
    for place in places_of:
        client = world.client_of(place.username)
        with subtests.test(place.name):
            asking(place.address, client)()
            for value in ("²", "9" * 30):
                question = "&".join(f"{name}={quote(value)}" for name in ASKED)
                answer = client.get(f"{place.address}?{question}")
                assert answer.status_code in ALLOWED, f"{answer.status_code} for {value!r}"


@pytest.mark.parametrize("room", rooms())
def test_no_address_itself_breaks(places_of, lived_in, subtests):
    """What stands between the slashes of an address, replaced by anything."""
    client = world.client_of("karin")
    for place in places_of:
        parts = [part for part in place.address.split("/") if part]
        with subtests.test(place.name):
            for value in (b"\0", "²".encode(), b"\xed\xa0\x80", b"9" * 400):
                for spot in range(len(parts)):
                    tried = [*parts[:spot], quote_from_bytes(value), *parts[spot + 1 :]]
                    answer = client.get(f"/{'/'.join(tried)}/")
                    assert answer.status_code in ALLOWED, f"{answer.status_code} for {tried}"
                    assert is_swedish(answer), f"not Swedish: {answer.content[:200]!r}"


@pytest.mark.parametrize(
    "headers",
    [
        {"Referer": "http://[::1"},
        {"HX-Request": "true", "HX-Current-URL": "https://[x/"},
        {"Accept-Language": "sv\0"},
        {
            "Cookie": r'samtid="\000aaaaaaaaaaaa"; sessionid="\000aaaaaaaaaaaa"; kvitto="\000"; utseende="\303"'
        },
        {"X-Forwarded-For": "\x1b[2J, ²"},
        {"Content-Type": "application/x-www-form-urlencoded; charset=utf-7"},
        {"Origin": "null\x01"},
    ],
    ids=str,
)
@pytest.mark.parametrize("address", ["/min-dag/", "/behov/1/", "/kvitto/", "/inkommet/?kvitto=a"])
def test_no_header_breaks_a_page(lived_in, address, headers):
    for ask in (Client().get, Client().post, world.client_of("maja").get):
        answer = ask(address, headers=headers)
        assert answer.status_code in ALLOWED | {401}, answer.status_code
        assert is_swedish(answer)


@pytest.mark.parametrize("charset", ["hex", '"hex"', "utf-7", "utf-16", "latin-1; x=y", "idna"])
@pytest.mark.parametrize("method", ["GET", "POST"])
def test_no_way_of_writing_text_breaks_a_page(lived_in, method, charset):
    application = only_utf8(get_wsgi_application())
    environ = RequestFactory()._base_environ(
        REQUEST_METHOD=method,
        PATH_INFO="/",
        QUERY_STRING="a=b",
        CONTENT_TYPE=f"{FORM_TYPE};charset={charset}",
    )
    told: list[str] = []
    page = b"".join(application(environ, lambda status, headers: told.append(status)))
    assert told[0][:3] == "400"
    assert b'<html lang="sv"' in page


@pytest.mark.parametrize(
    "sent",
    [
        b"[" * 100_000,
        b'{"a":' * 5000 + b"1" + b"}" * 5000,
        b'{"text": ' + b"[" * 40 + b"]" * 40 + b"}",
        rb'{"text": "\ud800"}',
        rb'{"\udfff": "a\u0000b"}',
        b'{"text": "\xff"}',
        b'{"text": ' + b"9" * 5000 + b"}",
        b'{"text": NaN}',
        b"",
    ],
    ids=lambda sent: repr(sent[:20]),
)
def test_no_shape_of_json_breaks_the_keeping_of_drafts(lived_in, sent):
    answer = world.client_of("bo").post("/utkast/a:b", sent, content_type="application/json")
    assert answer.status_code in {200, 400}
    assert answer["Content-Type"] == "application/json"
