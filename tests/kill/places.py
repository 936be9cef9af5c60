"""What the people work with, made through the same doors of the database as everything else."""

from __future__ import annotations

import json
import time
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any
from uuid import UUID, uuid4

import psycopg

from samtid.base.access.identity import Identity, token
from samtid.base.access.words import Purpose
from tests.database import STAMP_KEY

from .world import World

# Skatteverket's published test numbers
NUMBERS = ("201203142391", "201309162380")
EARLIER = 2000  # signed notes that are there already, so that a check of them takes its time


@dataclass(frozen=True, slots=True)
class Places:
    """Two cases at the reception, one to write in and one to hand over; and the staff's keys."""

    case: UUID
    moved: UUID
    staff: Mapping[str, int]


def stamp(web: psycopg.Connection[Any], staff: int) -> None:
    """Stamps the running transaction of the web's role, as the web would."""
    said = token(
        Identity(staff, Purpose.WEB, datetime.now(UTC)),
        process=web.info.backend_pid,
        key=STAMP_KEY.encode(),
        now=time.time(),
        seconds=60,
    )
    web.execute("select set_config('samtid.stamp', %s, true)", [said])


def prepared(world: World) -> Places:
    """The cases, and some notes that were signed before."""
    with world.owner() as owner:
        staff = dict(owner.execute("select username, id from organisation_staff").fetchall())
        [[reception]] = owner.execute(
            "select id from access_compartment where name = 'Mottagning'"
        ).fetchall()
        cases = [_a_case(world, staff["maja"], reception, number) for number in NUMBERS]
        owner.execute(
            "insert into dossier_note (id, case_id, compartment_id, is_sealed, kind, text, source, happened_at, "
            "written_at, author_id, author_title, signed_at) select gen_random_uuid(), %s, %s, false, 'contact', "
            "repeat('ord ', 200), '', now(), now(), %s, '', now() from generate_series(1, %s)",
            [cases[1], reception, staff["maja"], EARLIER],
        )
    return Places(cases[0], cases[1], staff)


def _a_case(world: World, maja: int, reception: int, number: str) -> UUID:
    details = {
        "id": str(uuid4()), "given_name": "Alva", "family_name": "Nyström", "number": number,
        "number_kind": "personnummer", "born_on": "2012-03-14", "sex": "woman", "address": "Storgatan 1",
        "postcode": "941 31", "locality": "Piteå", "phone": "070-174 06 01", "school": "Strömbackaskolan",
        "interpreter": "", "protection": "none",
    }  # fmt: skip
    wanted = uuid4()
    with psycopg.connect(world.environment["SAMTID_DATABASE_URL"]) as web:
        stamp(web, maja)
        [ticket] = web.execute("select access.look_up(%s)", [json.dumps(details)]).fetchone() or [None]
    with psycopg.connect(world.environment["SAMTID_DATABASE_URL"]) as web:
        stamp(web, maja)
        web.execute("select access.register_person(%s)", [ticket])
        web.execute("select access.open_case(%s, '', %s, 'child', %s)", [wanted, ticket, reception])
    return wanted
