"""Bring a backup back, in an empty database, and prove that it is what was copied."""

from __future__ import annotations

import argparse
import os
from importlib.metadata import version
from pathlib import Path
from typing import BinaryIO, cast

import psycopg

from samtid.base.access import chain
from samtid.doors.cli import Refused, place
from samtid.doors.cli.audit import audit_key
from samtid.doors.cli.backup import admin_url
from samtid.doors.cli.copies import file, programs
from samtid.doors.cli.copies.file import Copy
from samtid.doors.cli.copies.measure import measure
from samtid.doors.cli.copies.restorer import lent
from samtid.doors.cli.copies.target import empty_database
from samtid.doors.cli.migrate import tell_what_is_left
from samtid.ground import locks


def add(parser: argparse.ArgumentParser) -> None:
    """What to bring back, where to, and with which key."""
    parser.add_argument("file", type=Path, metavar="FIL", help="säkerhetskopian")
    where = parser.add_mutually_exclusive_group(required=True)
    where.add_argument("--to", metavar="DATABAS", help="databas att återställa till; ny eller tom")
    where.add_argument("--check", action="store_true", help="läs igenom kopian utan att återställa den")
    parser.add_argument("--key", type=Path, metavar="FIL", help="hemlig nyckel till en låst kopia")
    parser.add_argument(
        "--unsigned",
        action="store_true",
        help="godta en kopia som är underskriven med en annan nyckel än den här platsens",
    )


def run(args: argparse.Namespace) -> int:
    """0 when all of it is back and equal; 1 when it is, but the log was broken already; 2 when refused."""
    place.enter()
    copy = file.read(args.file, audit_key())
    check_signature(copy, args.unsigned)
    having = keys_of(args.key, copy)
    if having:
        _look_through(copy, having)
    told = copy.manifest
    whose = f" från {told.municipality}" if told.municipality else ""
    print(
        f"{args.file.name}: hel. Tagen {told.taken_at:%Y-%m-%d %H:%M} UTC{whose}, Samtid {told.samtid}, "
        f"PostgreSQL {told.postgres}, {told.measure.rows} rader i {len(told.measure.tables)} tabeller."
    )
    if args.check:
        return 0
    _go_there(args.to)
    admin = admin_url()
    check_version(copy)
    with empty_database(admin, told.measure.roles) as made:
        bring_back(copy, having, admin)
        compare(copy, admin)
        left = place.migrate(admin)
    for role in made:
        print(f"Rollen {role} fanns inte på servern. Den är gjord, utan lösenord.")
    return max(_report(admin, args.to), tell_what_is_left(left))


def check_signature(copy: Copy, accept_other: bool) -> None:
    """Refuses a manifest that was changed, and one of another place unless that was asked for."""
    name = copy.path.name
    if copy.signature.is_ours and not copy.signature.is_right:
        raise Refused(f"{name} är ändrad: underskriften på följesedeln stämmer inte.")
    if not copy.signature.is_ours and not accept_other:
        raise Refused(
            f"{name} är underskriven med en annan nyckel än den här platsens. Ange den i SAMTID_AUDIT_KEY, "
            "eller lägg till --unsigned om du vet var filen kommer ifrån."
        )


def keys_of(path: Path | None, copy: Copy) -> list[object]:
    """The secret keys, when the copy needs any."""
    if not copy.manifest.is_locked:
        return []
    if path is None:
        raise Refused(f"{copy.path.name} är låst. Ange filen med den hemliga nyckeln: --key FIL.")
    try:
        return locks.keys(path)
    except locks.BadKey as fault:
        raise Refused(f"Kopian kan inte öppnas: {fault}.") from None


def check_version(copy: Copy) -> None:
    """Refuses what a newer Samtid has written: this one does not know what it means."""
    import django
    from django.db.migrations.loader import MigrationLoader

    django.setup()
    ours = {f"{app}.{name}" for app, name in MigrationLoader(None).disk_migrations or {}}
    if not set(copy.manifest.measure.migrations) <= ours:
        raise Refused(
            f"Kopian kommer från en nyare Samtid ({copy.manifest.samtid}) än den här ({version('samtid')}). "
            "Uppdatera programmet först."
        )


def bring_back(copy: Copy, having: list[object], admin: str) -> None:
    """Loads the dump in one transaction. Nothing of it is seen until all of it is there."""
    try:
        with psycopg.connect(admin) as connection:
            folder = programs.folder_for(connection.info.server_version // 10_000)
        words = ["--single-transaction", "--exit-on-error", f"--role={place.OWNER}"]
        with (
            lent(admin) as url,
            copy.dump() as dump,
            programs.running(folder / "pg_restore", url, *words, source=False) as into,
        ):
            if having:
                locks.unlock(dump, cast(BinaryIO, into), having)
            else:
                while piece := dump.read(file.PIECE):
                    into.write(piece)
    except programs.Failed as failed:
        raise Refused(f"Kopian gick inte att återställa, och inget är ändrat: {failed}") from None


def compare(copy: Copy, admin: str) -> None:
    """Refuses unless every table, counter and end of the log is what the manifest says."""
    with psycopg.connect(admin) as connection:
        told = copy.manifest.measure
        found = told.differences(measure(connection, told.left_out))
    if found:
        raise Refused(f"Det som återställdes är inte det som kopierades: {found[0]}. Inget är ändrat.")


def _look_through(copy: Copy, having: list[object]) -> None:
    """Unlocks all of it to nowhere: a wrong key or a broken seal is found before anything is touched."""
    try:
        with copy.dump() as dump, Path(os.devnull).open("wb") as nowhere:
            locks.unlock(dump, nowhere, having)
    except locks.BadKey as fault:
        raise Refused(f"{copy.path.name} kan inte öppnas: {fault}.") from None
    except locks.Damaged:
        raise Refused(f"{copy.path.name} är skadad: låset är brutet.") from None


def _go_there(name: str) -> None:
    """From here on the program's own addresses are those of the database that is brought back."""
    for variable in ("SAMTID_ADMIN_URL", "SAMTID_DATABASE_URL"):
        if url := os.environ.get(variable):
            os.environ[variable] = place.with_database(url, name)


def _report(admin: str, name: str) -> int:
    with psycopg.connect(admin, autocommit=True) as connection:
        lines, broken = chain.verify(connection)
    print(f"Återställd till {name}: varje tabell, räknare och loggens slut är lika med kopians.")
    print("Alla är utloggade. Stämpelns nyckel är den här platsens.")
    if broken:
        print(f"Loggen var bruten redan när kopian togs: {broken[0]}")
        return 1
    print(f"Loggen är hel: {lines} rader i {chain.CHAINS} kedjor.")
    print(f"Peka SAMTID_DATABASE_URL och SAMTID_ADMIN_URL mot {name} för att börja använda den.")
    return 0
