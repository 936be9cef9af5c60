"""Read the ledger in from a file: SIE 4, or CSV."""

from __future__ import annotations

import argparse
import os
from pathlib import Path

from samtid.doors.cli import Refused, place, ready
from samtid.doors.running.words import Process

MOST = 100_000_000  # bytes: many times a large municipality's year
SAID = 50  # refused rows that are printed


def add(parser: argparse.ArgumentParser) -> None:
    """``import``."""
    verbs = parser.add_subparsers(dest="verb", required=True, metavar="import")
    read = verbs.add_parser(
        "import", help="läs in redovisningen: SIE 4, eller CSV med datum, konto och belopp"
    )
    read.add_argument("path", type=Path, metavar="FIL", help="filen ur ekonomisystemet")
    read.add_argument(
        "--replace", action="store_true", help="filen gäller i stället för det som redan är inläst"
    )
    read.add_argument("--dry-run", action="store_true", help="visa vad som skulle hända, och ändra inget")


def run(args: argparse.Namespace) -> int:
    """Exit code 2 when a row was refused: then nothing of the file is kept."""
    content = _content(args.path)
    place.enter()
    if "SAMTID_ADMIN_URL" not in os.environ:
        raise Refused("Sätt SAMTID_ADMIN_URL: redovisningen får bara databasens ägare läsa in.")
    ready.with_keys(Process.OWNER)
    ready.with_database(Process.OWNER)
    import django

    django.setup()
    from samtid.doors.systems.oidc.actions import OWNER
    from samtid.ground import clock
    from samtid.ground.reasons import NotYet
    from samtid.resources.economy import bringing
    from samtid.resources.economy.rules.ledger import Unreadable

    try:
        told = bringing.bring_in(
            content, using=OWNER, at=clock.now(), replace=args.replace, dry_run=args.dry_run
        )
    except Unreadable as fault:
        raise Refused(f"{args.path.name}: {fault}") from None
    except NotYet as refusal:
        raise Refused(" ".join(obstacle.text for obstacle in refusal.obstacles)) from None
    for line in told.refused[:SAID]:
        print(line)
    if told.refused:
        print(f"Inget är inläst: {len(told.refused)} rader nekades. Rätta dem i ekonomisystemet.")
        return 2
    verb = "går att läsa in" if args.dry_run else "är inlästa"
    print(
        f"{told.postings} rader {verb}, {len(told.quarters)} hela kvartal: "
        f"{told.sums} summor för kontogrupp och kvartal. Radernas texter och kostnadsställen sparas inte."
    )
    return 0


def _content(path: Path) -> bytes:
    try:
        if path.stat().st_size > MOST:
            raise Refused(f"{path.name} är för stor: högst 100 MB.")
        return path.read_bytes()
    except OSError as fault:
        raise Refused(f"{path.name} går inte att läsa: {fault.strerror}.") from None
