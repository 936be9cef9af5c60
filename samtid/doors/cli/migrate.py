"""Bring the database to this version of the program."""

from __future__ import annotations

import argparse
import sys

from samtid.doors.cli import Refused, place, ready
from samtid.doors.running.rules import STAMP
from samtid.doors.running.words import Process


def add(parser: argparse.ArgumentParser) -> None:
    """The command has no words of its own."""


def run(args: argparse.Namespace) -> int:
    """Migrates as the owner; the web's role never can."""
    admin = place.enter()
    if not admin:
        raise Refused("Sätt SAMTID_ADMIN_URL: bara databasens ägare får ändra den.")
    ready.with_keys(Process.OWNER, STAMP)
    left = place.migrate(admin)
    print("Databasen är i takt med programmet.")
    return tell_what_is_left(left)


def tell_what_is_left(left: list[str]) -> int:
    """1 when something has to be done by a superuser, told as SQL to run; else 0."""
    if not left:
        return 0
    print(
        f"samtid: {len(left)} saker får bara en superanvändare göra. Låt någon som är det köra det här i databasen:",
        file=sys.stderr,
    )
    for statement in left:
        print(f"    {statement};", file=sys.stderr)
    return 1
