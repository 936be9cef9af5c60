"""Print outage packs: each unit's day on paper, as one of its own may see it."""

from __future__ import annotations

import argparse
import os
from datetime import date, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any

from samtid.doors.cli import Refused, database_words, lock_for, place, ready
from samtid.doors.running.words import Process
from samtid.ground import clock, locks
from samtid.ground.sweden import swedish_day

if TYPE_CHECKING:
    from samtid.base.organisation.models import Staff, Unit

WHY = "Avbrottspaket, genom kommando"


def add(parser: argparse.ArgumentParser) -> None:
    """Which units, where to, as whom, and for whom the files are locked."""
    which = parser.add_mutually_exclusive_group(required=True)
    which.add_argument(
        "--unit", action="append", default=[], metavar="ENHET", help="enhetens namn; kan anges flera gånger"
    )
    which.add_argument(
        "--all", action="store_true", help="alla enheter som har en chef och ett sekretessområde"
    )
    parser.add_argument("--out", type=Path, required=True, metavar="MAPP", help="mapp att lägga filerna i")
    parser.add_argument(
        "--as", dest="viewer", default="", metavar="NAMN", help="användarnamn (annars enhetens chef)"
    )
    parser.add_argument(
        "--day", type=date.fromisoformat, default=None, metavar="DAG", help="dag (annars i dag)"
    )
    lock_for.add(parser, "filerna")


def run(args: argparse.Namespace) -> int:
    """0 when every pack is on the disk. What is printed is logged, as printed by the one it was printed as."""
    to = lock_for.keys(args, "Inga paket skrivs")
    if not args.out.is_dir():
        raise Refused(f"Mappen {args.out.name} finns inte.")
    place.enter()
    ready.with_keys(Process.COMMAND)
    ready.with_database(Process.COMMAND)
    import django

    django.setup()
    from django.db import OperationalError, ProgrammingError

    try:
        _print_all(args, clock.now(), to)
    except OperationalError as error:
        raise Refused(database_words.in_words(error)) from None
    except ProgrammingError:
        raise Refused("Databasen är inte i takt med programmet; kör samtid migrate.") from None
    return 0


def _print_all(args: argparse.Namespace, now: datetime, to: list[Any]) -> None:

    today = swedish_day(now)
    for unit in _units(args.unit, today):
        viewer = _viewer(unit, args.viewer, today)
        if viewer is None and args.all:
            continue
        if viewer is None:
            raise Refused(f"{unit.name} har ingen chef i dag. Ange någon annan med --as.")
        _print(unit, viewer, args.day or today, now, args.out, to)


def _units(names: list[str], today: date) -> list[Unit]:
    from samtid.base.organisation import queries

    units = [unit for unit in queries.units(today) if unit.holdings.on(today).exists()]  # type: ignore[attr-defined]
    if not names:
        return units
    known = {unit.name: unit for unit in units}
    for name in names:
        if name not in known:
            raise Refused(
                f"Det finns ingen enhet som heter {name} i dag. Välj bland: {', '.join(sorted(known))}."
            )
    return [known[name] for name in names]


def _viewer(unit: Unit, username: str, today: date) -> Staff | None:
    from samtid.base.organisation import queries
    from samtid.base.organisation.words import Role

    if not username:
        return queries.colleagues(unit, today, Role.MANAGER).first()
    found = queries.colleagues(unit, today).filter(username=username).first()
    if found is None:
        raise Refused(f"{username} arbetar inte i {unit.name} i dag.")
    return found


def _print(unit: Unit, viewer: Staff, on: date, at: datetime, folder: Path, to: list[Any]) -> None:
    from django.db import transaction

    from samtid.base.access.identity import Identity, acting_as
    from samtid.base.access.words import Purpose
    from samtid.doors.outage import actions, queries

    with acting_as(Identity(viewer.pk, Purpose.COMMAND, at)), transaction.atomic():
        pack = queries.pack(viewer, unit, on, at)
        paper = actions.print_pack(pack, why=WHY, by=viewer, at=at)
    # only now: no paper without a line in the log, and a line without a paper harms nobody
    name = f"avbrott-{unit.name.lower().replace(' ', '-').replace('/', '-')}-{on}.pdf"
    if to:
        paper, name = locks.lock_bytes(paper, to), name + locks.SUFFIX
    _write(folder / name, paper)
    print(f"{name}: {len(pack.deadlines)} frister, {pack.visits} besök, {len(pack.sheets)} kontaktblad.")


def _write(target: Path, content: bytes) -> None:
    """Readable by its owner only; an earlier one of the same day is replaced."""
    try:
        handle = os.open(target, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)
        with os.fdopen(handle, "wb") as file:
            file.write(content)
    except OSError as error:
        raise Refused(f"{target.name} kan inte skrivas: {error.strerror}.") from None
