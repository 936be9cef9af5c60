"""Vad som helst i varje formulär: no 500, nothing changed when refused, and an answer in Swedish.

``SAMTID_FUZZ=200`` tries so many answers per address instead of the few of an ordinary run, with new chance each time.
"""

from __future__ import annotations

import json
import os
import re
from collections.abc import Callable
from html import unescape
from urllib.parse import quote_from_bytes

import pytest
from django.db import transaction
from django.test import Client
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.crawl.places import Place, rooms
from tests.security import world
from tests.security.changes import put_back

TRIES = int(os.environ.get("SAMTID_FUZZ", "5"))
DEEP = "SAMTID_FUZZ" in os.environ
ALLOWED = {200, 302, 303, 400, 403, 404, 405, 409, 413, 422}
FIELD = re.compile(r"<(?:input|select|textarea)[^>]*\bname=\"([^\"]+)\"")
VALUE = re.compile(r"<(?:option|input)[^>]*\bvalue=\"([^\"]{1,60})\"")
FORM_TYPE = "application/x-www-form-urlencoded"

EVERY_CATEGORY = [
    "Lu",
    "Ll",
    "Lt",
    "Lm",
    "Lo",
    "Mn",
    "Mc",
    "Me",
    "Nd",
    "Nl",
    "No",
    "Pc",
    "Pd",
    "Ps",
    "Pe",
    "Pi",
    "Pf",
    "Po",
    "Sm",
    "Sc",
    "Sk",
    "So",
    "Zs",
    "Zl",
    "Zp",
    "Cc",
    "Cf",
    "Cs",
    "Co",
    "Cn",
]
NASTY = [
    b"",
    b" ",
    b"\0",
    b"Alva\0Nystr\xc3\xb6m",
    b"\xff\xfe",
    b"\xed\xa0\x80",  # half a surrogate pair
    b"x" * 60_000,
    b"9" * 5000,
    "\u202eåäö\u0007\u001b[2J\u2028".encode(),
    "👩‍👩‍👧‍👦".encode() * 50,
    b"\r\n\r\n",
    b"2026-02-30",
    b"9999-12-31",
    b"0001-01-01",
    b"10000-01-01",
    b"2026-11-21 25:61",
    b"9999-12-31 23:59",
    b"-1",
    b"0",
    b"2147483648",
    b"9223372036854775808",
    b"1e309",
    b"NaN",
    b"Infinity",
    "٣".encode(),  # a digit that is not ours
    "²".encode(),  # and one that says it is a digit, but not which
    "２０２６-１１-２１".encode(),
    b"\xf4\x90\x80\x80",  # beyond the last code point
    "a\u0301\u200d\ufeff\U000e0041\ufdd0".encode(),
    b"[" * 20_000,
    b"None",
    b"[]",
    b"{}",
    b"true",
    b"%s%n",
    b"{{7*7}}",
    b"<script>alert(1)</script>",
    b"' or 1=1; --",
    b"../../../etc/passwd",
    b"00000000-0000-0000-0000-000000000000",
    b"not-a-key",
]


# Whatever Unicode can be, halves of pairs too, as the bytes that a careless program would send; and every sign
# that any script calls a figure, whether or not it is one that counts.
TEXTS = st.text(st.characters(categories=EVERY_CATEGORY), max_size=40).map(
    lambda said: said.encode("utf-8", "surrogatepass")
)
FIGURES = st.text(st.characters(categories=("Nd", "No", "Nl")), min_size=1, max_size=12).map(str.encode)


def body(pairs: list[tuple[str, bytes]]) -> str:
    """A form as a browser, or something that is no browser, would send it."""
    return "&".join(f"{quote_from_bytes(name.encode())}={quote_from_bytes(value)}" for name, value in pairs)


def fields_of(client: Client, address: str) -> tuple[list[str], list[bytes]]:
    """The names a page asks for, and the values it offers; from the page and from its refusal of nothing."""
    with transaction.atomic():
        pages = [client.get(address).content, client.post(address, {}).content]
        transaction.set_rollback(True)
    html = "\n".join(page.decode("utf-8", "replace") for page in pages)
    names = sorted({unescape(name) for name in FIELD.findall(html)} - {"csrfmiddlewaretoken"})
    return names or ["text"], sorted({unescape(value).encode() for value in VALUE.findall(html)})


@st.composite
def answers(draw: st.DrawFn, names: list[str], offered: list[bytes]) -> list[tuple[str, bytes]]:
    """Some of the fields, some more than once, each with something offered, something nasty or anything."""
    anything = st.binary(max_size=40) | TEXTS | FIGURES
    value = st.sampled_from(NASTY) | anything | (st.sampled_from(offered) if offered else st.nothing())
    chosen = draw(st.lists(st.sampled_from([*names, "okänt\u0000"]), min_size=1, max_size=len(names) + 2))
    return [(name, draw(value)) for name in chosen]


def is_swedish(answer) -> bool:
    """A page in Swedish, a fragment of one, or a short sentence for a script."""
    if answer.status_code in (302, 303):
        return True
    text = answer.content.decode("utf-8", "replace")
    return '<html lang="sv"' in text or '"fel"' in text or answer.status_code == 405 or "<html" not in text


@pytest.fixture(autouse=True)
def quiet(caplog):
    caplog.set_level("CRITICAL")


def refusing(place: Place, client: Client) -> Callable[[], None]:
    """Tries anything in the form at ``place``, and puts everything back after each try."""
    names, offered = fields_of(client, place.address)

    @settings(
        max_examples=TRIES,
        deadline=None,
        derandomize=not DEEP,
        database=None,
        suppress_health_check=list(HealthCheck),
    )
    @given(said=answers(names, offered))
    def refuses_or_does(said: list[tuple[str, bytes]]) -> None:
        sent = body(said)
        with put_back() as tried:
            answer = client.post(place.address, sent, content_type=FORM_TYPE)
            assert answer.status_code in ALLOWED, f"{answer.status_code} for {sent[:300]}"
            assert is_swedish(answer), f"not Swedish: {answer.content[:200]!r}"
            tried.is_refused = answer.status_code >= 400
        assert not tried.changed, f"a refusal changed {tried.changed}: {sent[:300]}"

    return refuses_or_does


@pytest.mark.parametrize("room", rooms())
def test_no_form_breaks_and_no_refusal_changes_anything(places_of, lived_in, subtests):
    for place in places_of:
        with subtests.test(place.name):
            refusing(place, world.client_of(place.username))()


DRAFTS = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=20),
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(st.text(max_size=8), inner, max_size=4),
    max_leaves=8,
)


def test_no_draft_breaks_the_keeping_of_drafts(lived_in):
    client = world.client_of("bo")

    @settings(max_examples=TRIES * 12, deadline=None, derandomize=not DEEP, database=None)
    @given(
        said=DRAFTS.map(json.dumps) | st.text(max_size=40),
        key=st.sampled_from(["a:b", "a:b:1", "A", "a:b:1\0"]),
    )
    def keeps_or_refuses(said, key):
        with transaction.atomic():
            address = f"/utkast/{quote_from_bytes(key.encode())}"
            answer = client.post(address, said.encode("utf-8", "replace"), content_type="application/json")
            assert answer.status_code in ({404} if "\0" in key else {200, 400}), (answer.status_code, said)
            transaction.set_rollback(True)

    keeps_or_refuses()


@pytest.mark.parametrize("sequence", ["", "-1", "x", "9" * 30, "1.5", "0", str(2**62), "²", "٣"])
def test_no_sequence_breaks_the_keeping_of_drafts(lived_in, sequence):
    answer = world.client_of("bo").post(
        "/utkast/a:b", b"{}", content_type="application/json", headers={"X-Draft-Sequence": sequence}
    )
    assert answer.status_code in {200, 400}


def test_more_than_fits_is_refused_in_swedish(lived_in):
    address = "/behov/1/"
    answer = Client().post(address, b"text=" + b"x" * 6_000_000, content_type=FORM_TYPE)
    assert answer.status_code in (400, 413)
    assert '<html lang="sv"' in answer.content.decode()
    many = "&".join(f"f{number}=1" for number in range(2000))
    answer = Client().post(address, many, content_type=FORM_TYPE)
    assert answer.status_code == 400
    assert '<html lang="sv"' in answer.content.decode()


def test_a_file_where_none_is_asked_for_is_neither_kept_nor_an_error(lived_in):
    from io import BytesIO

    file = BytesIO(b"%PDF-1.7 /JS (app.alert(1))")
    file.name = "faktura.pdf"
    with put_back() as tried:
        answer = Client().post("/behov/1/", {"text": "", "bilaga": file})
        tried.is_refused = True
    assert answer.status_code == 422
    assert not tried.changed
