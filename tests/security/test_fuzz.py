"""Vad som helst i varje formulär: no 500, nothing changed when refused, and an answer in Swedish.

``SAMTID_FUZZ=200`` tries so many answers per address instead of the few of an ordinary run, with new chance each time.
"""

from __future__ import annotations

import json
import os
import re
from collections.abc import Callable
from html import unescape
from pathlib import Path
from urllib.parse import quote, quote_from_bytes

import pytest
from django.db import connection, transaction
from django.test import Client, RequestFactory
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

import samtid
from tests.security import world

TRIES = int(os.environ.get("SAMTID_FUZZ", "5"))
DEEP = "SAMTID_FUZZ" in os.environ
ALLOWED = {200, 302, 303, 400, 403, 404, 405, 409, 413, 422}
# What reading and refusing may leave behind: who opened what, what was typed, and the session itself.
MAY_GROW = ("access_opening", "django_session", "dossier_draft", "organisation_staff", "portal_pressure")
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


def state() -> dict[str, tuple[int, int]]:
    """How many rows each table has and a sum of what is in them, whoever may see them."""
    with world.outside_the_walls(), connection.cursor() as cursor:
        cursor.execute(
            "select relname from pg_class where relkind = 'r' and relnamespace = 'public'::regnamespace"
        )
        tables = [row[0] for row in cursor.fetchall() if not row[0].startswith(MAY_GROW)]
        cursor.execute(
            " union all ".join(
                f"select '{table}', count(*), coalesce(sum(hashtext(t::text)), 0) from {table} t"
                for table in sorted(tables)
            )
        )
        return {name: (count, total) for name, count, total in cursor.fetchall()}


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


def refusing(place: world.Place, client: Client) -> Callable[[], None]:
    """Tries anything in the form at ``place``, and puts everything back after each try."""
    names, offered = fields_of(client, place.address)
    before = state()  # every try is put back, so it is the same before each

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
        with transaction.atomic():
            answer = client.post(place.address, sent, content_type=FORM_TYPE)
            assert answer.status_code in ALLOWED, f"{answer.status_code} for {sent[:300]}"
            assert is_swedish(answer), f"not Swedish: {answer.content[:200]!r}"
            if answer.status_code >= 400:
                assert state() == before, f"a refusal changed something: {sent[:300]}"
            transaction.set_rollback(True)

    return refuses_or_does


def test_no_form_breaks_and_no_refusal_changes_anything(filled, subtests):
    for place in list(world.places()):
        with subtests.test(place.name):
            refusing(place, world.client_of(place.username))()


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


def test_no_question_in_an_address_breaks_a_page(filled, subtests):
    for place in list(world.places()):
        client = world.client_of(place.username)
        with subtests.test(place.name):
            asking(place.address, client)()
            for value in ("²", "9" * 30):
                question = "&".join(f"{name}={quote(value)}" for name in ASKED)
                answer = client.get(f"{place.address}?{question}")
                assert answer.status_code in ALLOWED, f"{answer.status_code} for {value!r}"


def test_no_address_itself_breaks(filled, subtests):
    """What stands between the slashes of an address, replaced by anything."""
    client = world.client_of("karin")
    for place in list(world.places()):
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
def test_no_header_breaks_a_page(filled, address, headers):
    for ask in (Client().get, Client().post, world.client_of("maja").get):
        answer = ask(address, headers=headers)
        assert answer.status_code in ALLOWED | {401}, answer.status_code
        assert is_swedish(answer)


@pytest.mark.parametrize("charset", ["hex", '"hex"', "utf-7", "utf-16", "latin-1; x=y", "idna"])
@pytest.mark.parametrize("method", ["GET", "POST"])
def test_no_way_of_writing_text_breaks_a_page(filled, method, charset):
    from samtid.config.wsgi import application

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


DRAFTS = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=20),
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(st.text(max_size=8), inner, max_size=4),
    max_leaves=8,
)


def test_no_draft_breaks_the_keeping_of_drafts(filled):
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
def test_no_shape_of_json_breaks_the_keeping_of_drafts(filled, sent):
    answer = world.client_of("bo").post("/utkast/a:b", sent, content_type="application/json")
    assert answer.status_code in {200, 400}
    assert answer["Content-Type"] == "application/json"


@pytest.mark.parametrize("sequence", ["", "-1", "x", "9" * 30, "1.5", "0", str(2**62), "²", "٣"])
def test_no_sequence_breaks_the_keeping_of_drafts(filled, sequence):
    answer = world.client_of("bo").post(
        "/utkast/a:b", b"{}", content_type="application/json", headers={"X-Draft-Sequence": sequence}
    )
    assert answer.status_code in {200, 400}


def test_more_than_fits_is_refused_in_swedish(filled):
    address = "/behov/1/"
    answer = Client().post(address, b"text=" + b"x" * 6_000_000, content_type=FORM_TYPE)
    assert answer.status_code in (400, 413)
    assert '<html lang="sv"' in answer.content.decode()
    many = "&".join(f"f{number}=1" for number in range(2000))
    answer = Client().post(address, many, content_type=FORM_TYPE)
    assert answer.status_code == 400
    assert '<html lang="sv"' in answer.content.decode()


def test_a_file_where_none_is_asked_for_is_neither_kept_nor_an_error(filled):
    from io import BytesIO

    before = state()
    file = BytesIO(b"%PDF-1.7 /JS (app.alert(1))")
    file.name = "faktura.pdf"
    answer = Client().post("/behov/1/", {"text": "", "bilaga": file})
    assert answer.status_code == 422
    assert state() == before
