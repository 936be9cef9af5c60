"""Prove that the log of openings is whole, and print its head."""

from __future__ import annotations

import argparse
import json
import os
from datetime import UTC, datetime
from pathlib import Path

import psycopg

from samtid.base.access import chain
from samtid.doors.cli import Refused, database_words, place, ready
from samtid.doors.running.rules import AUDIT
from samtid.doors.running.words import Process

MOST = 20  # broken chains told of; there are sixteen


def add(parser: argparse.ArgumentParser) -> None:
    """``verify`` reads everything; ``head`` reads sixteen rows."""
    verbs = parser.add_subparsers(dest="verb", required=True, metavar="verify|head")
    verify = verbs.add_parser("verify", help="räkna om hela loggen och peka på första brutna raden")
    verify.add_argument("--against", type=Path, nargs="*", default=[], metavar="FIL", help="tidigare huvuden")
    head = verbs.add_parser("head", help="skriv ut loggens huvud som JSON")
    head.add_argument("--sign", action="store_true", help="skriv under, för att lämnas utanför databasen")


def run(args: argparse.Namespace) -> int:
    """0 when whole, 1 when broken, 2 when it could not be read."""
    place.enter()
    admin = os.environ.get("SAMTID_ADMIN_URL", "")
    if not admin:
        raise Refused("Sätt SAMTID_ADMIN_URL: loggens kedja får bara databasens ägare läsa.")
    try:
        with psycopg.connect(admin, autocommit=True) as connection:
            return _head(connection, args.sign) if args.verb == "head" else _verify(connection, args.against)
    except psycopg.OperationalError as error:
        raise Refused(database_words.in_words(error)) from None
    except psycopg.errors.UndefinedTable:
        raise Refused("Databasen har ingen kedja än; kör samtid migrate.") from None


def audit_key() -> bytes:
    """What heads and backups are signed with. The web never has it: whoever breaks in there can sign nothing."""
    ready.with_keys(Process.OWNER, AUDIT)
    return os.environ["SAMTID_AUDIT_KEY"].encode()


def _head(connection: psycopg.Connection, sign: bool) -> int:
    told = chain.statement(chain.heads(connection), datetime.now(UTC), audit_key() if sign else b"")
    print(json.dumps(told, indent=2))
    return 0


def _verify(connection: psycopg.Connection, files: list[Path]) -> int:
    known: list[chain.Head] = []
    for file in files:
        try:
            known += chain.read_statement(json.loads(file.read_text()), audit_key())
        except (OSError, ValueError, KeyError, TypeError) as error:
            raise Refused(f"{file.name} går inte att läsa: {error}") from None
    lines, found = chain.verify(connection, known)
    if not found:
        against = f", och stämmer med {len(files)} tidigare huvuden" if files else ""
        print(f"Loggen är hel: {lines} rader i {chain.CHAINS} kedjor{against}.")
        return 0
    for one in found[:MOST]:
        print(one)
    print(f"Loggen är bruten på {len(found)} ställen; {lines} rader lästa.")
    return 1
