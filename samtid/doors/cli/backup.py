"""Take a backup: the whole database in one file, as it stood at one moment, locked if wanted."""

from __future__ import annotations

import argparse
import os
from datetime import datetime
from importlib.metadata import version
from io import BufferedIOBase
from pathlib import Path
from typing import Any, BinaryIO, cast

import psycopg

from samtid.doors.cli import Refused, database_words, lock_for, place
from samtid.doors.cli.audit import audit_key
from samtid.doors.cli.copies import file, programs
from samtid.doors.cli.copies.manifest import Manifest
from samtid.doors.cli.copies.measure import LEFT_OUT, measure
from samtid.ground import clock, locks


def add(parser: argparse.ArgumentParser) -> None:
    """Where to write it, who may read it, and from which database."""
    parser.add_argument("file", nargs="?", type=Path, metavar="FIL", help="filen att skriva; får inte finnas")
    lock_for.add(parser, "filen")
    parser.add_argument("--from", dest="database", default="", metavar="DATABAS", help="annan databas")
    parser.add_argument("--new-key", type=Path, metavar="FIL", help="gör en ny nyckel att låsa kopior med")


def run(args: argparse.Namespace) -> int:
    """0 when the file is whole on the disk; 2 when there is none."""
    if args.new_key is not None:
        return _make_key(args.new_key, clock.now())
    if args.file is None:
        raise Refused("Ange filen som kopian ska skrivas till.")
    to = lock_for.keys(args, "Kopian görs inte")
    place.enter()
    taken = take(admin_url(args.database), args.file, to, clock.now())
    told = taken.measure
    lines = sum(head.lines for head in told.heads)
    print(
        f"{args.file.name}: {told.rows} rader i {len(told.tables)} tabeller, {lines} rader i loggen, "
        f"{taken.size / 1e6:.1f} MB, {'låst' if taken.is_locked else 'inte låst'}."
    )
    if not taken.is_locked:
        print(
            "Vem som helst som får tag i filen kan läsa den. Lås den med --for, eller lägg den på en krypterad disk."
        )
    return 0


def admin_url(database: str = "") -> str:
    """The administrator's address of the place's database, or of another on the same server."""
    admin = os.environ.get("SAMTID_ADMIN_URL", "")
    if not admin:
        raise Refused("Sätt SAMTID_ADMIN_URL: bara databasens ägare får läsa eller skriva allt.")
    return place.with_database(admin, database) if database else admin


def take(url: str, target: Path, to: list[Any], at: datetime) -> Manifest:
    """Copies the database at ``url`` to ``target``, locked for ``to`` when there is anybody."""
    made: list[Manifest] = []
    try:
        with psycopg.connect(url) as connection:
            connection.execute("set transaction isolation level repeatable read, read only")
            [snapshot] = connection.execute("select pg_export_snapshot()").fetchone() or [""]
            postgres = connection.info.server_version // 10_000
            folder = programs.folder_for(postgres)
            held = measure(connection)

            def fill(into: BinaryIO) -> None:
                _dump(folder / "pg_dump", url, snapshot, into, to)

            def tell(size: int, sha256: str) -> tuple[bytes, bool]:
                town = os.environ.get("SAMTID_MUNICIPALITY", "")
                made.append(Manifest(at, version("samtid"), town, postgres, bool(to), size, sha256, held))
                return made[0].text(audit_key()), bool(to)

            file.write(target, fill, tell)
    except programs.Failed as failed:
        raise Refused(f"Databasen gick inte att kopiera: {failed}") from None
    except psycopg.OperationalError as error:
        raise Refused(database_words.in_words(error)) from None
    return made[0]


def _dump(program: Path, url: str, snapshot: str, into: BinaryIO, to: list[Any]) -> None:
    """What was measured is what is dumped: both read the same snapshot."""
    words = ["--format=custom", f"--role={place.OWNER}", f"--snapshot={snapshot}", "--lock-wait-timeout=60s"]
    # What is said of PostgreSQL's own functions is said again by every migration (base/access/shut.py).
    words += ["--exclude-schema=pg_catalog", *(f"--exclude-table-data={name}" for name in LEFT_OUT)]
    with programs.running(program, url, *words, source=True) as dump:
        if to:
            locks.lock(cast(BinaryIO, dump), into, to)
        else:
            _pour(cast(BufferedIOBase, dump), into)


def _pour(source: BufferedIOBase, into: BinaryIO) -> None:
    while piece := source.read(file.PIECE):
        into.write(piece)


def _make_key(target: Path, at: datetime) -> int:
    secret, public = locks.new_key(at)
    try:
        handle = os.open(target, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    except OSError as error:
        raise Refused(f"{target.name} kan inte skrivas: {error.strerror}.") from None
    with os.fdopen(handle, "w") as out:
        out.write(secret)
    print(public)
    print(
        "Lås kopior med den publika nyckeln ovan. Lägg filen där ingen av kopiorna ligger: utan den öppnas ingen."
    )
    return 0
