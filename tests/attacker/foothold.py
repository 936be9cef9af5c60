"""Fotfästet: a database of its own, with a secret in it, and connections as the web's real log-in.

Nothing is simulated: the attacker logs in as ``samtid_app`` with its password, as a smuggled query
would run, and everything is committed.
"""

from __future__ import annotations

import json
import os
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any
from uuid import UUID, uuid4

import psycopg

from samtid.base.access.identity import Identity, token
from samtid.base.access.words import Purpose
from samtid.doors.cli import place
from tests import database
from tests.database import PASSWORD, TEMPLATE

STAMP_KEY = database.STAMP_KEY.encode()
NUMBER = "201203142391"  # Skatteverket's published test number: Alva, known to the reception
OTHER_NUMBER = "201309162380"  # published as well: nobody we know
NAME, NOTE = "Nyström", "Hon har blåmärken på armarna."


@dataclass(slots=True)
class Town:
    """A database with one secret: Alva has a case at the reception, a note, and was opened."""

    url: str
    staff: dict[str, int]
    compartments: dict[str, int]
    person: UUID
    dossier: UUID
    case: UUID

    def admin(self) -> psycopg.Connection[Any]:
        """The superuser, who may do anything; each statement is its own transaction.

        Its days are the municipality's: after eleven at night UTC they are another's.
        """
        return psycopg.connect(self.url, autocommit=True, options="-c timezone=Europe/Stockholm")

    def log_in(self) -> psycopg.Connection[Any]:
        """The web's own role, by its password; like the web it prepares nothing by itself."""
        return psycopg.connect(
            place.with_database(self.url, _name(self.url), place.APP, PASSWORD), prepare_threshold=None
        )

    @contextmanager
    def acting(self, username: str, purpose: Purpose = Purpose.WEB) -> Iterator[psycopg.Connection[Any]]:
        """A transaction of the web, stamped as ``username``; committed at the end."""
        with self.log_in() as connection:
            self.stamp(connection, username, purpose)
            yield connection

    def stamp(
        self,
        connection: psycopg.Connection[Any],
        username: str,
        purpose: Purpose = Purpose.WEB,
        at: datetime | None = None,
        proved: bool = True,
        **changed: Any,
    ) -> str:
        """Stamps the running transaction as the web would, and returns the stamp."""
        until = int(time.time()) + 300 if proved else 0
        identity = Identity(self.staff.get(username), purpose, at or datetime.now(UTC), until)
        known: dict[str, Any] = {
            "process": connection.info.backend_pid,
            "key": STAMP_KEY,
            "now": time.time(),
            "seconds": 300,
        }
        made = token(identity, **(known | changed))
        connection.execute("select set_config('samtid.stamp', %s, true)", [made])
        return made

    def log_openings(self, username: str, reasons: list[str]) -> list[UUID]:
        """Openings of Alva's dossier on one connection, each committed by itself."""
        lines = [uuid4() for _ in reasons]
        with self.log_in() as connection:
            for line, why in zip(lines, reasons, strict=True):
                self.stamp(connection, username)
                connection.execute(
                    "insert into access_opening (id, at, staff_id, action, dossier_id, compartment_id, page, why) "
                    "values (%s, access.at(), access.me(), 'view', %s, %s, 'desk:dossier', %s)",
                    [line, self.dossier, self.compartments["Mottagning"], why],
                )
                connection.commit()
        return lines

    def log_opening(self, username: str) -> UUID:
        """One opening of Alva's dossier, committed."""
        return self.log_openings(username, [""])[0]


@contextmanager
def a_town() -> Iterator[Town]:
    """A copy of the template, with the secret in it; taken away afterwards."""
    admin = os.environ["SAMTID_TEST_ADMIN"]
    name = f"samtid_attacked_{os.environ.get('PYTEST_XDIST_WORKER', 'main')}_{os.getpid()}"
    with psycopg.connect(admin, autocommit=True) as connection:
        connection.execute("select pg_advisory_lock(727002)")
        connection.execute(f"create database {name} template {TEMPLATE} owner {place.OWNER}")
        # rights on a database are not copied with it; these are the ones that place.prepare gives
        connection.execute(f"revoke all on database {name} from public")
        connection.execute(f"grant connect on database {name} to {place.APP}")
    try:
        yield _with_a_secret(place.with_database(admin, name))
    finally:
        with psycopg.connect(admin, autocommit=True) as connection:
            connection.execute(f"drop database if exists {name} with (force)")


def _with_a_secret(url: str) -> Town:
    with psycopg.connect(url) as connection:
        staff = dict(connection.execute("select username, id from organisation_staff").fetchall())
        places = dict(connection.execute("select name, id from access_compartment").fetchall())
    town = Town(url, staff, places, uuid4(), uuid4(), uuid4())
    details = {
        "id": str(town.person), "given_name": "Alva", "family_name": NAME, "number": NUMBER,
        "number_kind": "personnummer", "born_on": "2012-03-14", "sex": "woman", "address": "Storgatan 1",
        "postcode": "941 31", "locality": "Piteå", "phone": "070-174 06 01", "school": "Strömbackaskolan",
        "interpreter": "", "protection": "none",
    }  # fmt: skip
    with town.acting("maja") as web:
        ticket = _one(web, "select access.look_up(%s)", [json.dumps(details)])
    with town.acting("maja") as web:  # a ticket is read in the next transaction
        web.execute("select access.register_person(%s)", [ticket])
        web.execute(
            "select access.open_case(%s, '', %s, 'child', %s)", [town.case, ticket, places["Mottagning"]]
        )
    with town.admin() as owner:  # the database draws the number; the attempts must know it
        owner.execute("update dossier_case set number = '26-7KQ4MX' where id = %s", [town.case])
    with town.acting("maja") as web:  # what opens, opens in the next transaction
        town.person = _one(web, "select id from people_person where number = %s", [NUMBER])
        town.dossier = _one(web, "select dossier_id from dossier_case where id = %s", [town.case])
        web.execute(
            "insert into dossier_note (id, case_id, compartment_id, is_sealed, kind, text, source, happened_at, "
            "written_at, author_id, author_title) select gen_random_uuid(), %s, %s, false, 'contact', %s, '', access.at(), "
            "access.at(), s.id, s.title from organisation_staff s where s.id = access.me()",
            [town.case, places["Mottagning"], NOTE],
        )
        web.execute("select access.sign_note(id) from dossier_note")
    town.log_opening("maja")
    with town.admin() as owner:
        owner.execute("analyze")
    return town


def _one(connection: psycopg.Connection[Any], sql: str, values: list[Any]) -> Any:
    row = connection.execute(sql, values).fetchone()
    assert row is not None
    return row[0]


def _name(url: str) -> str:
    return url.rpartition("/")[2].partition("?")[0]
