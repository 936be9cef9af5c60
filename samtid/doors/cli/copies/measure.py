"""Måttet: what a database holds, told so that two databases can be compared without reading either."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import psycopg
from psycopg import sql

from samtid.base.access import chain
from samtid.doors.cli import Refused, place

from .roles import Role, named

# Not in a copy: the key that stamps are checked with belongs to the place and not to the data, and
# whoever is logged in, or between two pages, does not come along to another day.
LEFT_OUT = (
    *("access.stamp_key", "access.handle", "access.pressing", "access.spent_token"),
    *("public.access_signedin", "public.django_session"),
)

# A row's text must be the same text wherever it is measured.
ALIKE = """
    set local datestyle = 'ISO'; set local intervalstyle = 'postgres'; set local timezone = 'UTC';
    set local bytea_output = 'hex'; set local extra_float_digits = 1; set local search_path = '';
"""

TABLES = """
    select n.nspname, c.relname from pg_catalog.pg_class c join pg_catalog.pg_namespace n on n.oid = c.relnamespace
    where c.relkind in ('r', 'p') and not c.relispartition
      and n.nspname !~ '^pg_' and n.nspname <> 'information_schema'
    order by 1, 2
"""
SEQUENCES = "select schemaname || '.' || sequencename, last_value from pg_catalog.pg_sequences order by 1"

# A sum does not care in which order the rows come, and 64 bits of each row's SHA-256 are enough to
# see a mistake. (That nobody has changed the copy on purpose is for the checksum and the signature.)
DIGEST = """
    select count(*), coalesce(sum(
      ('x' || encode(substr(sha256(convert_to(one::text, 'UTF8')), 1, 8), 'hex'))::bit(64)::bigint::numeric), 0)::text
    from {} one
"""


@dataclass(frozen=True, slots=True)
class Table:
    """Tabell: how many rows, and a sum over all that is in them."""

    rows: int
    digest: str


@dataclass(frozen=True, slots=True)
class Measure:
    """Mått på en databas."""

    migrations: tuple[str, ...]
    tables: dict[str, Table]
    sequences: dict[str, int | None]
    heads: tuple[chain.Head, ...]
    roles: tuple[Role, ...] = ()
    left_out: tuple[str, ...] = LEFT_OUT

    @property
    def rows(self) -> int:
        """All the rows there are."""
        return sum(table.rows for table in self.tables.values())

    def differences(self, other: Measure) -> list[str]:
        """What is not the same in ``other``, as Swedish phrases; nothing when they are equal."""
        told = []
        for name in sorted(self.tables.keys() | other.tables.keys()):
            mine, its = self.tables.get(name), other.tables.get(name)
            if mine is None or its is None:
                told.append(f"tabellen {name} {'saknas' if its is None else 'är tillagd'}")
            elif mine.rows != its.rows:
                told.append(f"{name} har {its.rows} rader i stället för {mine.rows}")
            elif mine.digest != its.digest:
                told.append(f"innehållet i {name} är inte detsamma")
        if self.sequences != other.sequences:
            told.append("en räknare står på ett annat tal")
        if self.heads != other.heads:
            told.append("loggens kedja slutar på ett annat ställe")
        if self.migrations != other.migrations:
            told.append("migreringarna är inte desamma")
        return told


def measure(connection: psycopg.Connection[Any], left_out: tuple[str, ...] = LEFT_OUT) -> Measure:
    """Measures the database in the running transaction. ``connection`` may act as the owner.

    ``left_out`` is what another version of the program left out, when its copy is what one compares with.
    """
    try:
        connection.execute(sql.SQL("set local role {}").format(sql.Identifier(place.OWNER)))
        connection.execute(ALIKE)
        migrations = connection.execute(
            "select app || '.' || name from public.django_migrations order by app, name"
        ).fetchall()
        tables = {}
        for schema, name in connection.execute(TABLES).fetchall():
            if f"{schema}.{name}" not in left_out:
                counted = connection.execute(sql.SQL(DIGEST).format(sql.Identifier(schema, name))).fetchone()
                assert counted is not None
                tables[f"{schema}.{name}"] = Table(*counted)
        sequences = dict(connection.execute(SEQUENCES).fetchall())
        return Measure(
            tuple(row[0] for row in migrations),
            tables,
            sequences,
            tuple(chain.heads(connection)),
            named(connection),
            left_out,
        )
    except (psycopg.errors.UndefinedTable, psycopg.errors.InvalidParameterValue):
        raise Refused("Databasen är inte Samtids, eller har aldrig migrerats.") from None
    except psycopg.errors.InsufficientPrivilege:
        raise Refused(f"Kontot i SAMTID_ADMIN_URL får inte handla som {place.OWNER}.") from None
