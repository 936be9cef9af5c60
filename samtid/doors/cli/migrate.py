"""Bring the database to this version of the program."""

from __future__ import annotations

import argparse

from samtid.doors.cli import place


def add(parser: argparse.ArgumentParser) -> None:
    """The command has no words of its own."""


def run(args: argparse.Namespace) -> int:
    """Migrates as the owner; the web's role never can."""
    place.migrate(place.enter())
    print("Databasen är i takt med programmet.")
    return 0
