"""The web itself, logged in as its own role and committing: pages work behind all that was shut."""

from __future__ import annotations

import os
import statistics
import time
from collections.abc import Iterator
from itertools import product

import psycopg
import pytest
from django.db import connection
from django.test import Client

from samtid.base.access import chain
from tests.attacker.foothold import NAME, Town
from tests.elsewhere import app_url, standing_in

BLOCK = 5
ROUNDS = int(os.environ.get("SAMTID_COST_ROUNDS", "5"))


@pytest.fixture
def web(town: Town, django_db_blocker) -> Iterator[type[Client]]:
    """Django's connection moved to the town's database, as ``samtid_app`` by its password."""
    with django_db_blocker.unblock(), standing_in(app_url(town.url)):
        yield Client


@pytest.fixture
def maja(web) -> Client:
    browser = web()
    assert browser.post("/demo/logga-in/maja/").status_code == 302, "the demo's log-in"
    return browser


def test_the_pages_work_as_the_real_role(town, maja):
    for address in (
        "/min-dag/",
        f"/akt/{town.dossier}/",
        f"/akt/{town.dossier}/loggutdrag/",
        "/inkommet/",
        "/sok/",
    ):
        answer = maja.get(address)
        assert answer.status_code == 200, address
    assert NAME in maja.get(f"/akt/{town.dossier}/").content.decode()
    assert NAME in maja.post("/sok/", {"words": "alva"}).content.decode()
    with town.admin() as owner:
        assert chain.verify(owner)[1] == []


def test_a_colleague_elsewhere_finds_no_such_page(town, web):
    pelle = web()
    pelle.post("/demo/logga-in/pelle/")
    assert pelle.get(f"/akt/{town.dossier}/").status_code == 404
    assert NAME not in pelle.post("/sok/", {"words": "alva"}).content.decode()


def test_what_the_one_before_has_set_on_the_connection_does_not_reach_the_next(town, maja, record_property):
    record_property("attempt", ("Delade anslutningar", "ställer om anslutningen för nästa person"))
    with connection.cursor() as poisoned:
        for setting in ("row_security = off", "timezone = 'Asia/Tokyo'"):
            poisoned.execute(f"set session {setting}")
    page = maja.get(f"/akt/{town.dossier}/")
    assert page.status_code == 200 and NAME in page.content.decode()
    with town.admin() as owner:
        (late,) = owner.execute("select max(at) > now() from access_opening").fetchone()
    assert not late, "the moment was told in another zone"
    record_property("result", "varje transaktion ställer tillbaka")


def test_a_session_that_was_read_in_the_table_opens_nothing(town, web, maja, settings, record_property):
    """Whoever reads the table can neither send a row's key as a cookie nor move its content to a row of theirs."""
    record_property("attempt", ("Inloggning", "läser sessionstabellen och låtsas vara den inloggade"))
    assert maja.get("/min-dag/").status_code == 200
    pelle = web()
    pelle.post("/demo/logga-in/pelle/")
    assert pelle.get(f"/akt/{town.dossier}/").status_code == 404
    with town.log_in() as attacker, pytest.raises(psycopg.errors.InsufficientPrivilege):
        attacker.execute("select session_key, session_data from django_session")
    with town.admin() as backup:  # somebody has it all the same
        rows = backup.execute("select session_key, session_data from django_session").fetchall()
    cookie = settings.SESSION_COOKIE_NAME
    for key, _ in rows:
        thief = web()
        thief.cookies[cookie] = key
        assert thief.get(f"/akt/{town.dossier}/").status_code != 200, "the key of a row is a cookie"
    with town.log_in() as attacker:
        for (_, content), (key, _) in product(rows, rows):
            attacker.execute("select access.keep_session(%s, %s, 60, false)", [key, content])
            attacker.commit()
            assert pelle.get(f"/akt/{town.dossier}/").status_code != 200, "content moved from row to row"
    record_property("result", "raden är varken kaka eller flyttbar")


def test_the_cost_of_the_chain_on_the_dossier_page(town, maja, capsys):
    """Prints medians (``SAMTID_COST_ROUNDS=300 pytest -s``); asserts only that the page was logged and linked."""
    address = f"/akt/{town.dossier}/"
    with town.admin() as owner:
        before = chain.verify(owner)[0]
        taken: dict[bool, list[float]] = {True: [], False: []}
        for block in range(2 * (ROUNDS // BLOCK)):
            linked = block % 2 == 0
            _switch(owner, linked)
            for number in range(BLOCK + 1):
                began = time.perf_counter()
                assert maja.get(address).status_code == 200
                if number:  # the first after a switch reads the table's definition again
                    taken[linked].append((time.perf_counter() - began) * 1000)
        _switch(owner, True)
        chained, plain = (statistics.median(taken[one]) for one in (True, False))
        lines = owner.execute("select count(*) from access_opening").fetchone()[0]
    assert lines == before + 2 * (ROUNDS // BLOCK) * (BLOCK + 1)
    with capsys.disabled():
        if ROUNDS > BLOCK:
            share = (chained - plain) / plain
            print(f"\nAkten med kedja {chained:.2f} ms, utan {plain:.2f} ms: {share:+.1%} ({ROUNDS} varv)")


def _switch(owner: psycopg.Connection, linked: bool) -> None:
    owner.execute(f"alter table access_opening {'enable' if linked else 'disable'} trigger linked")
