"""Read the organisation in from files: units, staff, where they work, skills and the delegation order."""

from __future__ import annotations

import argparse
import os
from pathlib import Path

from samtid.doors.cli import Refused, place, ready
from samtid.doors.running.words import Process

MOST = 20_000_000  # bytes: many times a large municipality's


def add(parser: argparse.ArgumentParser) -> None:
    """``import``."""
    verbs = parser.add_subparsers(dest="verb", required=True, metavar="import")
    read = verbs.add_parser(
        "import", help="läs in enheter, medarbetare, placeringar, kompetenser, delegation"
    )
    read.add_argument("paths", nargs="+", type=Path, metavar="FIL", help="filer, eller en mapp med dem")
    read.add_argument("--dry-run", action="store_true", help="visa vad som skulle hända, och ändra inget")
    read.add_argument("--partial", action="store_true", help="läs in de rader som går, även om andra nekas")


def run(args: argparse.Namespace) -> int:
    """Exit code 2 when a row was refused, whether or not the others were kept."""
    place.enter()
    if "SAMTID_ADMIN_URL" not in os.environ:
        raise Refused("Sätt SAMTID_ADMIN_URL: organisationen får bara databasens ägare läsa in.")
    ready.with_keys(Process.OWNER)
    ready.with_database(Process.OWNER)
    import django

    django.setup()
    from samtid.doors.office import files, importing
    from samtid.doors.office.words import Subject
    from samtid.ground import clock

    rows = []
    try:
        for path in _files(args.paths, [kind.file for kind in files.KINDS]):
            rows += files.read(path.name, _content(path))
    except files.Unreadable as fault:
        raise Refused(str(fault)) from None
    told = importing.bring_in(rows, dry_run=args.dry_run, partial=args.partial, at=clock.now())
    for line in told.refused:
        print(line)
    for kind in files.KINDS:
        begun, there = told.begun[kind.subject], told.there[kind.subject]
        if begun or there:
            verb = "läses in" if args.dry_run else "inlästa" if told.is_kept else "hade gått att läsa in"
            more = f", {there} fanns redan" if there else ""
            print(f"{Subject.label_of(kind.subject)}: {begun} {verb}{more}")
    if args.dry_run:
        print("Inget är ändrat: det var ett prov.")
    elif not told.is_kept:
        print(f"Inget är ändrat: {len(told.refused)} rader nekades. Rätta dem, eller kör om med --partial.")
    return 2 if told.refused else 0


def _files(paths: list[Path], known: list[str]) -> list[Path]:
    found: list[Path] = []
    for path in paths:
        if path.is_dir():
            inside = [one for one in sorted(path.iterdir()) if one.name.lower() in known]
            if not inside:
                raise Refused(f"I {path} finns ingen av filerna {', '.join(known)}.")
            found += inside
        elif path.is_file():
            found.append(path)
        else:
            raise Refused(f"{path} finns inte.")
    return found


def _content(path: Path) -> bytes:
    try:
        if path.stat().st_size > MOST:
            raise Refused(f"{path.name} är för stor: högst 20 MB.")
        return path.read_bytes()
    except OSError as fault:
        raise Refused(f"{path.name} går inte att läsa: {fault.strerror}.") from None
