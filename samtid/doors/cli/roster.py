"""Read a unit's roster in from a file: the shifts of another system, through the same rules as by hand."""

from __future__ import annotations

import argparse
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING

from samtid.doors.cli import Refused, database_words, place, ready
from samtid.doors.running.words import Process
from samtid.ground import clock
from samtid.ground.sweden import swedish_day

if TYPE_CHECKING:
    from samtid.resources.roster.actions import Told

MOST = 5_000_000  # bytes: more than anybody's year


def add(parser: argparse.ArgumentParser) -> None:
    """``import``."""
    verbs = parser.add_subparsers(dest="verb", required=True, metavar="import")
    read = verbs.add_parser("import", help="läs in arbetspass ur en CSV- eller ICS-fil")
    read.add_argument("path", type=Path, metavar="FIL", help="schema.csv eller schema.ics")
    read.add_argument("--unit", required=True, metavar="ENHET", help="enhetens namn")
    read.add_argument(
        "--as",
        dest="username",
        default="",
        metavar="NAMN",
        help="användarnamnet på den som lägger schemat (annars enhetens chef)",
    )
    read.add_argument("--keep-good", action="store_true", help="läs in de rader som går, även om andra nekas")
    read.add_argument(
        "--why", default="", metavar="SKÄL", help="varför pass som går ifrån lagens tider behövs ändå"
    )


def run(args: argparse.Namespace) -> int:
    """Exit code 2 when a row was refused, whether or not the others were kept."""
    sent = _content(args.path)
    place.enter()
    ready.with_keys(Process.COMMAND)
    ready.with_database(Process.COMMAND)
    import django

    django.setup()
    from django.db import OperationalError, ProgrammingError

    from samtid.ground.reasons import NotYet
    from samtid.ground.tables import Unreadable

    try:
        told = bring_in(
            args.path.name,
            sent,
            args.unit,
            username=args.username,
            keep_good=args.keep_good,
            why=args.why,
            at=clock.now(),
        )
    except Unreadable as fault:
        raise Refused(str(fault)) from None
    except NotYet as refusal:
        raise Refused(str(refusal)) from None
    except OperationalError as error:
        raise Refused(database_words.in_words(error)) from None
    except ProgrammingError:
        raise Refused("Databasen är inte i takt med programmet; kör samtid migrate.") from None
    return say(args.path.name, told)


def bring_in(
    file: str, sent: bytes, unit_name: str, *, username: str, keep_good: bool, why: str, at: datetime
) -> Told:
    """Lays the file's shifts, as one who lays the unit's roster."""
    from django.db import transaction

    from samtid.base.access.identity import Identity, acting_as
    from samtid.base.access.words import Purpose
    from samtid.base.organisation import queries
    from samtid.base.organisation.words import Role
    from samtid.resources.roster import actions, files

    today = swedish_day(at)
    rows = files.read(file, sent, at)
    unit = queries.units(today).filter(name=unit_name).first()
    if unit is None:
        raise Refused(f"Det finns ingen enhet som heter {unit_name} i dag.")
    found = queries.colleagues(unit, today)
    by = found.filter(username=username).first() if username else None
    if not username:
        by = queries.colleagues(unit, today, Role.MANAGER).first()
    if by is None:
        raise Refused(
            f"{username} arbetar inte i {unit.name} i dag."
            if username
            else f"{unit.name} har ingen chef i dag."
        )
    with acting_as(Identity(by.pk, Purpose.COMMAND, at)), transaction.atomic():
        return actions.bring_in(unit, rows, keep_good=keep_good, approved_why=why, by=by, at=at)


def say(file: str, told: Told) -> int:
    """What came of it, each refused row by its number."""
    for line in told.refused:
        print(f"{file} {line}")
    if told.is_kept:
        more = f", {told.there} fanns redan" if told.there else ""
        print(f"{told.laid} pass inlästa{more}.")
    else:
        print(f"Inget är ändrat: {len(told.refused)} rader nekades. Rätta dem, eller kör om med --keep-good.")
    return 2 if told.refused else 0


def _content(path: Path) -> bytes:
    try:
        if path.stat().st_size > MOST:
            raise Refused(f"{path.name} är för stor: högst 5 MB.")
        return path.read_bytes()
    except FileNotFoundError:
        raise Refused(f"{path} finns inte.") from None
    except OSError as fault:
        raise Refused(f"{path.name} går inte att läsa: {fault.strerror}.") from None
