"""A server of its own for the measurement, with the same settings as everybody's, and a database per size."""

from __future__ import annotations

import os

import psycopg
import pyrage

from samtid.doors.cli import place
from samtid.doors.cli.cluster import Cluster, state_folder

PASSWORD = "only-for-measuring"


def server() -> Cluster:
    """The measurement's server: the settings of ``samtid demo``, safe writes included."""
    return Cluster(state_folder(place.PROJECT) / "bench-postgres")


def name_of(dossiers: int) -> str:
    """The database of a size."""
    return f"samtid_bench_{dossiers}"


def enter(admin: str, dossiers: int) -> str:
    """Makes the database, points the program at it, migrates it. Returns the administrator's address of it."""
    _drop_half_filled(admin, dossiers)
    place.prepare(admin, name_of(dossiers), PASSWORD)
    point(admin, dossiers)
    place.migrate(admin)
    return place.with_database(admin, name_of(dossiers))


def point(admin: str, dossiers: int) -> None:
    """Points the program at the database of a size, which is there."""
    name = name_of(dossiers)
    os.environ |= {
        "DJANGO_SETTINGS_MODULE": "samtid.config.settings",
        "SAMTID_SECRET_KEY": 4 * PASSWORD,
        "SAMTID_STAMP_KEY": 3 * PASSWORD,
        "SAMTID_PLACE_KEY": _place_key(),
        "SAMTID_DATABASE_URL": place.with_database(admin, name, place.APP, PASSWORD),
        "SAMTID_ADMIN_URL": place.with_database(admin, name),
    }


def _place_key() -> str:
    """What protected persons' places are locked with: kept beside the databases, which outlive a measurement."""
    kept = state_folder(place.PROJECT) / "bench-place-key"
    if not kept.exists():
        kept.write_text(str(pyrage.x25519.Identity.generate()))
    return kept.read_text()


def _drop_half_filled(admin: str, dossiers: int) -> None:
    """One that a filling was broken off in is made anew."""
    with psycopg.connect(admin) as connection:
        if not connection.execute(
            "select 1 from pg_database where datname = %s", [name_of(dossiers)]
        ).fetchone():
            return
    with psycopg.connect(place.with_database(admin, name_of(dossiers))) as connection:
        half = connection.execute("select 1 from pg_namespace where nspname = 'filling'").fetchone()
    if half:
        drop(admin, dossiers)


def drop(admin: str, dossiers: int) -> None:
    """Takes the database of a size away."""
    with psycopg.connect(admin, autocommit=True) as connection:
        connection.execute(f"drop database if exists {name_of(dossiers)} with (force)")


def walls(admin: str, *, up: bool) -> None:
    """Lets the web's role step past every policy, or not: only ever on this server."""
    with psycopg.connect(admin, autocommit=True) as connection:
        connection.execute(f"alter role {place.APP} {'no' if up else ''}bypassrls")
