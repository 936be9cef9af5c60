"""Fills a database with a municipality of a given number of dossiers, by SQL: a million in some minutes."""

from __future__ import annotations

import os
import random
import time
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path
from uuid import uuid4

import psycopg
from psycopg import sql

from samtid.doors.demo import names
from samtid.doors.demo.population_numbers import NumberKind, official
from samtid.steps.services.catalogue import ALL

AT = datetime(2026, 11, 20, 9, 30, tzinfo=UTC)  # a Friday forenoon; the program's clock is set to it
SQL = Path(__file__).with_name("sql")
SLOTS = 10_000

# What stands in the notes: about four hundred characters, as a telephone call is written down.
PASSAGE = (
    "Ringer upp som avtalat. Berättar att veckan har gått {how} och att {who} har hjälpt till med det praktiska. "
    "Har sovit bättre men oroar sig för mötet på torsdag. Vi går igenom vad som ska tas upp där och vem som säger vad. "
    "Frågar om stödet på kvällarna fungerar; svarar att det oftast gör det, men inte i lördags. Jag tar upp det med "
    "enheten och hör av mig. Ny tid är bokad om två veckor, och numret till jouren finns på lappen vid telefonen."
)
HOW = ["bra", "upp och ned", "bättre än väntat", "tungt"]
WHO = ["mormor", "grannen"]


def is_filled(address: str) -> bool:
    """Whether an earlier run filled this database to the end."""
    with psycopg.connect(address) as connection:
        row = connection.execute("select count(*) from pg_namespace where nspname = 'filling'").fetchone()
        some = connection.execute("select exists (select from dossier_case)").fetchone()
    return bool(some and some[0] and row and row[0] == 0)


def fill(address: str, dossiers: int, said: Callable[[str], None]) -> None:
    """Makes a municipality: units and staff by size (at most 60 and 1 200), 25 open cases for each who holds cases."""
    units = min(60, max(3, dossiers // 500))
    cases = dossiers * 5 // 4
    open_cases = min(250 * units, cases // 2)
    with psycopg.connect(address, autocommit=True) as connection:
        # as the migrations' superuser: no triggers, no foreign keys, no waiting for the disk
        connection.execute("set session_replication_role = replica")
        connection.execute("set synchronous_commit = off")
        connection.execute("set maintenance_work_mem = '1GB'")
        connection.execute("set work_mem = '256MB'")
        connection.execute(sql.SQL("set filling.service_code = {}").format(sql.Literal(next(iter(ALL)).code)))
        indexes, lent = _take_indexes(connection), _lend_defaults(connection)
        for script in sorted(SQL.glob("*.sql")):
            begun = time.perf_counter()
            connection.execute(script.read_text())
            if script.stem.startswith("1_"):
                _give_words(connection, seed=1)
                connection.execute(
                    "insert into filling.size values (%s, %s, %s, %s, %s, %s)",
                    [dossiers, cases, open_cases, units, dossiers * 6 // 10, AT],
                )
            said(f"{script.stem}: {time.perf_counter() - begun:.0f} s")
        _lock_places(connection)
        begun = time.perf_counter()
        for definition in indexes:
            connection.execute(definition)
        said(f"index: {time.perf_counter() - begun:.0f} s")
        _mend_sequences(connection)
        for table, column in lent:
            connection.execute(f"alter table {table} alter {column} drop default")
        connection.execute("drop schema filling cascade")
        connection.execute("vacuum analyze")
        connection.execute("checkpoint")


# What an untouched column of a new row holds, as the program's models say it.
NOTHING = {
    "text": "''",
    "varchar": "''",
    "bool": "false",
    "int2": "0",
    "int4": "0",
    "int8": "0",
    "jsonb": "'{}'",
}


def _lend_defaults(connection: psycopg.Connection) -> list[tuple[str, str]]:
    """Lets the filling leave out what it has nothing to say of: a room's new column is then no fault here.

    Django gives such columns no default in the database. Returns them, to be taken back afterwards.
    """
    rows = connection.execute(
        "select a.attrelid::regclass::text, quote_ident(a.attname), t.typname from pg_attribute a "
        "join pg_class c on c.oid = a.attrelid and c.relkind = 'r' join pg_type t on t.oid = a.atttypid "
        "where c.relnamespace = 'public'::regnamespace and a.attnum > 0 and a.attnotnull and not a.atthasdef "
        "and a.attidentity = '' and not exists (select from pg_constraint k where k.conrelid = c.oid "
        "and k.contype in ('p', 'f') and a.attnum = any (k.conkey))"
    ).fetchall()
    lent = [
        (table, column, "'{}'" if kind.startswith("_") else NOTHING.get(kind)) for table, column, kind in rows
    ]
    for table, column, nothing in lent:
        if nothing:
            connection.execute(f"alter table {table} alter {column} set default {nothing}")
    return [(table, column) for table, column, nothing in lent if nothing]


def _take_indexes(connection: psycopg.Connection) -> list[str]:
    """Removes the indexes that uphold no constraint and returns how to make them again: quicker after than during."""
    rows = connection.execute(
        "select i.indexrelid::regclass::text, pg_get_indexdef(i.indexrelid) from pg_index i "
        "join pg_class c on c.oid = i.indrelid where c.relnamespace = 'public'::regnamespace "
        "and not i.indisunique and c.relname ~ '^(access|people|dossier|intake|investigations|decisions|services)_'"
    ).fetchall()
    for name, _ in rows:
        connection.execute(f"drop index {name}")
    return [definition for _, definition in rows]


def _give_words(connection: psycopg.Connection, seed: int) -> None:
    """Names by how many bear them, Skatteverket's test numbers in an order of chance, and passages of text."""
    chance = random.Random(seed)
    born = datetime(1985, 1, 1, tzinfo=UTC).date()
    with connection.cursor() as cursor:
        with cursor.copy("copy filling.given from stdin") as copy:
            for slot in range(SLOTS):
                sex = "K" if slot % 2 else "M"
                copy.write_row((slot, names.first_name(chance, sex, born), "woman" if sex == "K" else "man"))
        with cursor.copy("copy filling.family from stdin") as copy:
            for slot in range(SLOTS):
                copy.write_row((slot, names.surname(chance)))
        numbers = [one.number for one in official(NumberKind.PERSONNUMMER)]
        chance.shuffle(numbers)
        with cursor.copy("copy filling.number from stdin") as copy:
            for slot, number in enumerate(numbers):
                copy.write_row((slot, number))
        with cursor.copy("copy filling.passage from stdin") as copy:
            for slot in range(8):
                copy.write_row((slot, PASSAGE.format(how=HOW[slot % 4], who=WHO[slot // 4])))
    connection.execute("analyze filling.given, filling.family, filling.number, filling.passage")


def _lock_places(connection: psycopg.Connection) -> None:
    """Where each protected person is, locked as the program locks it."""
    try:
        from samtid.base.people import sealed_place
    except ImportError:  # a release from before they were locked (benchmarks/load/upgrade.py)
        return
    having = sealed_place.keys(os.environ["SAMTID_PLACE_KEY"])
    place = {"address": "Granvägen 1", "postcode": "941 31", "locality": "Piteå", "phone": "070-174 06 05"}
    guarded = connection.execute("select id from people_person where protection <> 'none'").fetchall()
    with (
        connection.cursor() as cursor,
        cursor.copy(
            "copy access.sealed_place (id, person_id, sealed, key_name, sealed_at) from stdin"
        ) as copy,
    ):
        for (person,) in guarded:
            row, name = uuid4(), sealed_place.name_of(having[0])
            copy.write_row((row, person, sealed_place.lock(place, row, person, having=having), name, AT))


def _mend_sequences(connection: psycopg.Connection) -> None:
    """The directory's rows were given their numbers; the next one made by the program continues after them."""
    for table, column, sequence in connection.execute(
        "select c.relname, a.attname, pg_get_serial_sequence(c.oid::regclass::text, a.attname) from pg_class c "
        "join pg_attribute a on a.attrelid = c.oid and a.attidentity <> '' where c.relnamespace = 'public'::regnamespace"
    ).fetchall():
        connection.execute(
            f"select setval('{sequence}', (select coalesce(max({column}), 0) + 1 from {table}), false)"
        )
