"""What somebody with SQL leaves on the connection or says of the role: the next request is its own person's, and is served."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

import pytest
from django.db import close_old_connections, connection
from django.test import Client

from samtid.doors.running import queries
from tests.attacker.foothold import NAME, Town
from tests.elsewhere import app_url, standing_in

LEFT = {
    "gör sessionen läsbar bara": "set session default_transaction_read_only = on",
    "ställer om isoleringen": "set session default_transaction_isolation = 'serializable'",
    "ställer om sökvägen": "set session search_path = pg_temp",
    "låter varje fråga ta slut": "set session statement_timeout = 1",
    "skriver ut planer i serverns logg": "set session debug_print_plan = on",
    "lyssnar på kön": "listen procrastinate_any_queue_v1",
    "lämnar en förberedd fråga": "prepare left_ready as select 1",
    "lämnar en öppen markör": "declare left_open cursor with hold for select 1",
    "tar ett lås och håller det": "select pg_advisory_lock(727)",
    "lämnar sin stämpel": "select set_config('samtid.stamp', 'x', false)",
    "ber om ett annat teckensätt för text": "set session standard_conforming_strings = off",
}
STANDS = """
    select (select count(*) from pg_prepared_statements), (select count(*) from pg_cursors),
      (select count(*) from pg_listening_channels()), current_setting('default_transaction_read_only'),
      current_setting('search_path'), current_setting('statement_timeout'), current_setting('debug_print_plan'),
      current_setting('samtid.stamp', true), current_setting('standard_conforming_strings'), pg_advisory_unlock(727)
"""
NEW = (0, 0, 0, "off", "public", "0", "off", "", "on", False)


@pytest.fixture
def web(town: Town, django_db_blocker) -> Iterator[Client]:
    """Maja's browser, in front of the web's own log-in."""
    with django_db_blocker.unblock(), standing_in(app_url(town.url)):
        maja = Client()
        assert maja.post("/demo/logga-in/maja/").status_code == 302
        yield maja


@contextmanager
def said_of_the_role(town: Town, *names: str) -> Iterator[None]:
    """What a test has had said of the role is taken away again."""
    try:
        yield
    finally:
        with town.admin() as owner:
            for name in names:
                owner.execute(f"alter role samtid_app reset {name}".encode())
        connection.close()


@pytest.mark.parametrize("tries", LEFT)
def test_nothing_is_left_for_the_next_person(town: Town, web: Client, tries: str, record_property):
    record_property("attempt", ("Delade anslutningar", tries))
    with connection.cursor() as cursor:
        cursor.execute(LEFT[tries])
    before = connection.connection.info.backend_pid
    close_old_connections()  # what Django does as a request begins and ends
    with connection.cursor() as cursor:
        cursor.execute(STANDS)
        assert cursor.fetchone() == NEW
    assert connection.connection.info.backend_pid == before, "the same connection, only clean"
    page = web.get(f"/akt/{town.dossier}/")
    assert page.status_code == 200 and NAME in page.content.decode()
    record_property("result", "anslutningen är som ny")


def test_what_the_role_says_of_itself_wins_over_nothing(town: Town, web: Client, record_property):
    record_property("attempt", ("Delade anslutningar", "ställer om rollen för alla som loggar in efter"))
    said = {
        "default_transaction_read_only": "on",
        "search_path": "pg_temp",
        "statement_timeout": "1",
        "debug_print_plan": "on",
    }
    with said_of_the_role(town, *said):
        with town.log_in() as attacker:
            for name, value in said.items():
                attacker.execute(f"alter role samtid_app set {name} = '{value}'".encode())
        connection.close()
        with connection.cursor() as cursor:
            cursor.execute(STANDS)
            assert cursor.fetchone()[3:7] == NEW[3:7]
        page = web.get(f"/akt/{town.dossier}/")
        assert page.status_code == 200 and NAME in page.content.decode()
        told = queries.foreign_settings("default")
        assert len(told) == len(said) and "alter role samtid_app reset search_path" in " ".join(told)
    assert queries.foreign_settings("default") == []
    record_property("result", "anslutningens egna inställningar gäller, och samtid check säger till")


def test_a_transaction_writes_whatever_the_session_says(town: Town, web: Client, record_property):
    """Also before anything has been wiped: the transaction says itself what it is."""
    record_property("attempt", ("Delade anslutningar", "stoppar tjänsten med en skrivskyddad session"))
    with connection.cursor() as cursor:
        cursor.execute("set session default_transaction_read_only = on")
    page = web.get(f"/akt/{town.dossier}/")
    assert page.status_code == 200, "the page writes its line in the log"
    record_property("result", "sidan skriver sin rad ändå")
