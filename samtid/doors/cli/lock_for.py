"""``--for``: for whom a command locks what it writes."""

from __future__ import annotations

import argparse
from typing import Any

from samtid.doors.cli import Refused
from samtid.ground import locks


def add(parser: argparse.ArgumentParser, what: str) -> None:
    """The option. ``what`` is what gets locked, as the help says it."""
    parser.add_argument(
        "--for",
        dest="readers",
        action="append",
        default=[],
        metavar="NYCKEL",
        help=f"lås {what} för en publik nyckel (age1…) eller en fil med sådana; kan anges flera gånger",
    )


def keys(args: argparse.Namespace, undone: str) -> list[Any]:
    """The keys that were given, none for no lock. ``undone`` says what is not done when one is no key."""
    try:
        return locks.readers(args.readers)
    except locks.BadKey as fault:
        raise Refused(f"{undone}: {fault}.") from None
