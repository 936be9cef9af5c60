"""Two users by turns over one server connection: pgbouncer in transaction mode, in front of the real database.

What one transaction was stamped with must never reach the next, whoever's it is.
"""

from __future__ import annotations

import os
import pwd
import shutil
import subprocess
import tempfile
import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import psycopg
import pytest
from django.db import connection, connections, transaction
from django.test import Client

from samtid.base.access.identity import Identity, acting_as
from samtid.base.access.words import Purpose
from samtid.base.organisation.models import Staff
from samtid.doors.cli import place
from samtid.doors.cli.cluster.process import free_port
from samtid.ground import clock
from tests.backup.operator import dossiers
from tests.database import PASSWORD
from tests.elsewhere import SATURDAY, a_lived_in_town, app_url, name_of, standing_in
from tests.walk.residents import ALVA, GUSTAV

PROGRAM = shutil.which("pgbouncer") or shutil.which("pgbouncer", path="/usr/sbin")
pytestmark = pytest.mark.skipif(
    PROGRAM is None, reason="pgbouncer is not installed (Debian: apt install pgbouncer)"
)
TURNS = 6  # for each of the four who work at once


@pytest.fixture(scope="module")
def town(django_db_blocker) -> Iterator[str]:
    with django_db_blocker.unblock(), a_lived_in_town("pooled") as url:
        yield url


@pytest.fixture(scope="module")
def pooled(town: str) -> Iterator[str]:
    """The town's address through a pool of one single server connection, as docs/how-to/databaspool.md sets it."""
    server, port = urlsplit(town), free_port()
    with tempfile.TemporaryDirectory() as folder:
        settings = {
            "listen_addr": "127.0.0.1",
            "listen_port": port,
            "unix_socket_dir": "",
            "auth_type": "scram-sha-256",
            "auth_file": f"{folder}/users.txt",
            "logfile": f"{folder}/log",
            "pool_mode": "transaction",
            "default_pool_size": 1,
            "server_reset_query": "DISCARD ALL",
            "server_reset_query_always": 1,
        }
        database = f"{name_of(town)} = host={server.hostname} port={server.port} dbname={name_of(town)}"
        lines = [
            "[databases]",
            database,
            "[pgbouncer]",
            *(f"{key} = {value}" for key, value in settings.items()),
        ]
        Path(folder, "pool.ini").write_text("\n".join([*lines, ""]))
        Path(folder, "users.txt").write_text(f'"{place.APP}" "{PASSWORD}"\n')
        process = subprocess.Popen(
            [str(PROGRAM), f"{folder}/pool.ini"], stderr=subprocess.DEVNULL, **_lent(folder)
        )
        address = app_url(town).replace(f":{server.port}/", f":{port}/")
        try:
            _wait_for(address)
            yield address
        finally:
            process.kill()
            process.wait()


def _lent(folder: str) -> dict[str, Any]:
    """The pool refuses to run as root; then it runs as an account that the machine has."""
    if os.geteuid() != 0:
        return {}
    names = {entry.pw_name for entry in pwd.getpwall()}
    lent = pwd.getpwnam("postgres" if "postgres" in names else "nobody")
    for one in (Path(folder), *Path(folder).iterdir()):
        os.chown(one, lent.pw_uid, lent.pw_gid)
    return {"user": lent.pw_uid, "group": lent.pw_gid, "extra_groups": []}


def _wait_for(address: str) -> None:
    for _ in range(100):
        try:
            log_in(address).close()
        except psycopg.OperationalError:
            time.sleep(0.1)
        else:
            return
    raise AssertionError("pgbouncer does not answer")


def log_in(address: str) -> psycopg.Connection[Any]:
    """A client of the pool. Nothing prepared: the next statement may meet another server connection."""
    return psycopg.connect(address, prepare_threshold=None, connect_timeout=5)


@pytest.fixture
def web(pooled, django_db_blocker, settings) -> Iterator[None]:
    """The web in front of the pool."""
    settings.DATABASE_IS_POOLED = True
    with django_db_blocker.unblock(), standing_in(pooled), clock.set_to(lambda: SATURDAY):
        yield


def a_hand(username: str) -> Client:
    browser = Client()
    assert browser.post(f"/demo/logga-in/{username}/").status_code == 302
    return browser


def backends(town: str) -> int:
    """How many connections the web's role has to the server itself."""
    with psycopg.connect(town) as admin:
        [count] = admin.execute(
            "select count(*) from pg_stat_activity where usename = %s and datname = current_database()",
            [place.APP],
        ).fetchone()
    return count


def test_two_users_by_turns_over_one_server_connection_see_each_their_own(web, town, record_property):
    record_property("attempt", ("Delade anslutningar", "turas om på samma anslutning genom pgbouncer"))
    bos, pelles = dossiers(town, ALVA.number), dossiers(town, GUSTAV.number)
    bo, pelle = a_hand("bo"), a_hand("pelle")
    for _ in range(TURNS):
        for browser, own, others, name in ((bo, bos, pelles, ALVA), (pelle, pelles, bos, GUSTAV)):
            page = browser.get(f"/akt/{own}/")
            assert page.status_code == 200 and name.family_name in page.content.decode()
            assert browser.get(f"/akt/{others}/").status_code == 404
    assert backends(town) == 1


def test_four_at_once_wait_for_the_one_connection_and_see_each_their_own(web, town, record_property):
    record_property("attempt", ("Delade anslutningar", "trängs fyra på samma anslutning"))
    may = {"bo": ALVA, "karin": ALVA, "pelle": GUSTAV, "anita": GUSTAV}
    pages = {person.number: dossiers(town, person.number) for person in (ALVA, GUSTAV)}

    def work(username: str) -> list[str]:
        faults, browser = [], a_hand(username)
        try:
            for _ in range(TURNS):
                for person in (ALVA, GUSTAV):
                    status = browser.get(f"/akt/{pages[person.number]}/").status_code
                    if (status == 200) != (may[username] is person):
                        faults.append(f"{username}: {status}")
        finally:
            connections["default"].close()
        return faults

    with ThreadPoolExecutor(len(may)) as hands:
        assert [fault for faults in hands.map(work, may) for fault in faults] == []
    assert backends(town) == 1


def test_a_stamp_ends_with_its_transaction(web, pooled, town, record_property):
    """The next one on the same server connection, whoever it is, begins as nobody."""
    record_property("attempt", ("Delade anslutningar", "ärver stämpeln från transaktionen före"))
    with (
        acting_as(Identity(_staff("bo"), Purpose.WEB, SATURDAY)),
        transaction.atomic(),
        connection.cursor() as cursor,
    ):
        cursor.execute("select pg_backend_pid(), access.me(), (select count(*) from people_person)")
        server, me, seen = cursor.fetchone()
    assert me == _staff("bo") and seen > 0
    with log_in(pooled) as next_one:
        row = next_one.execute(
            "select pg_backend_pid(), access.me(), current_setting('samtid.stamp', true), "
            "(select count(*) from people_person)"
        ).fetchone()
    assert row == (server, None, "", 0)


def test_what_is_left_on_the_connection_makes_nobody_somebody_else(web, pooled, town, record_property):
    """Somebody with SQL leaves their own stamp on the session; the next page is still its own user's."""
    record_property("attempt", ("Delade anslutningar", "lämnar sin stämpel och sin sökväg åt nästa person"))
    with (
        acting_as(Identity(_staff("pelle"), Purpose.WEB, SATURDAY)),
        transaction.atomic(),
        connection.cursor() as cursor,
    ):
        cursor.execute(
            "select set_config('samtid.stamp', current_setting('samtid.stamp'), false), "
            "set_config('row_security', 'off', false), set_config('search_path', 'pg_temp', false)"
        )
    with log_in(pooled) as next_one:
        left = next_one.execute("select access.me(), current_setting('search_path')").fetchone()
    assert left == (None, '"$user", public'), "the pool wipes the connection after every transaction"
    bo = a_hand("bo")
    assert bo.get(f"/akt/{dossiers(town, ALVA.number)}/").status_code == 200
    assert bo.get(f"/akt/{dossiers(town, GUSTAV.number)}/").status_code == 404
    with psycopg.connect(town) as admin:
        reader = admin.execute(
            "select o.staff_id from access_opening o join access.link l on l.opening_id = o.id "
            "order by l.written_at desc limit 1"
        ).fetchone()
    assert reader == (_staff("bo"),)


def test_without_the_setting_nobody_sees_anything(web, town, settings, record_property):
    """Forgetting ``SAMTID_POOLED=1`` shows too little, never too much."""
    record_property("attempt", ("Delade anslutningar", "glömmer inställningen för poolen"))
    bo = a_hand("bo")
    settings.DATABASE_IS_POOLED = False
    for person in (ALVA, GUSTAV):
        assert bo.get(f"/akt/{dossiers(town, person.number)}/").status_code == 404


def _staff(username: str) -> int:
    return Staff.objects.get(username=username).pk
