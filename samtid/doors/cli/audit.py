"""Prove that the log of openings is whole, and print its head."""

from __future__ import annotations

import argparse
import json
import os
import sys
import time
from datetime import UTC, datetime
from pathlib import Path

import psycopg

from samtid.base.access import chain
from samtid.doors.cli import Refused, database_words, place, ready
from samtid.doors.running.rules import AUDIT
from samtid.doors.running.words import Process

EVERY = 5  # seconds between two looks for what is new
MOST = 20  # broken chains told of; there are sixteen


def add(parser: argparse.ArgumentParser) -> None:
    """``verify`` reads everything; ``head`` reads sixteen rows."""
    verbs = parser.add_subparsers(dest="verb", required=True, metavar="verify|head|stream")
    verify = verbs.add_parser("verify", help="räkna om hela loggen och peka på första brutna raden")
    verify.add_argument(
        "--against",
        type=Path,
        nargs="*",
        default=[],
        metavar="FIL",
        help="tidigare huvuden, eller mottagarens ström",
    )
    stream = verbs.add_parser("stream", help="skicka loggens rader och larm till kommunens mottagare")
    stream.add_argument("--once", action="store_true", help="skicka det som väntar och sluta")
    head = verbs.add_parser("head", help="skriv ut loggens huvud som JSON")
    head.add_argument("--sign", action="store_true", help="skriv under, för att lämnas utanför databasen")


def run(args: argparse.Namespace) -> int:
    """0 when whole, 1 when broken, 2 when it could not be read."""
    if args.verb == "stream":
        return _stream(once=args.once)
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
    gaps: list[tuple[int, int]] = []
    late: list[tuple[int, int, int]] = []
    for file in files:
        try:
            text = file.read_text(encoding="utf-8")
            if chain.STREAM_FORMAT in text[:200]:
                rows = text.splitlines()
                received, missing = chain.read_stream(rows)
                known, gaps = known + received, gaps + missing
                late += chain.unreceived(connection, received, chain.latest_of(rows))
            else:
                known += chain.read_statement(json.loads(text), audit_key())
        except (OSError, ValueError, KeyError, TypeError) as error:
            raise Refused(f"{file.name} går inte att läsa: {error}") from None
    lines, found = chain.verify(connection, known)
    for number, sequence in gaps[:MOST]:
        print(f"Mottagaren fick aldrig rad {sequence} i kedja {number}.")
    for number, sequence, many in late:
        print(f"Mottagaren har inte fått {many} rader i kedja {number}, från rad {sequence}.")
    if not found:
        against = f", och stämmer med {len(files)} tidigare huvuden" if files else ""
        print(f"Loggen är hel: {lines} rader i {chain.CHAINS} kedjor{against}.")
        return 1 if gaps or late else 0
    for one in found[:MOST]:
        print(one)
    print(f"Loggen är bruten på {len(found)} ställen; {lines} rader lästa.")
    return 1


def _stream(*, once: bool) -> int:
    """As the worker's own log-in, which reads no person. 0 when all is received, 1 when a receiver did not take it."""
    from samtid.doors.cli import worker
    from samtid.doors.worker import receivers, stream

    to_log, to_alarm = os.environ.get("SAMTID_LOG_STREAM", ""), os.environ.get("SAMTID_ALARM_URL", "")
    if not to_log and not to_alarm:
        raise Refused("Sätt SAMTID_LOG_STREAM, SAMTID_ALARM_URL eller båda: vart det ska skickas.")
    try:
        for address, is_alarm in ((to_log, False), (to_alarm, True)):
            if address:
                receivers.check(address, alarms=is_alarm)
    except receivers.BadReceiver as bad:
        raise Refused(f"Det går inte att skicka: {bad}.") from None
    token = os.environ.get("SAMTID_STREAM_TOKEN", "")
    url = worker.log_in(demo=False)
    while True:
        sent, is_late = 0, False
        try:
            with psycopg.connect(url, autocommit=True, connect_timeout=10) as connection:
                sent += stream.lines(connection, to_log, token) if to_log else 0
                sent += stream.alarms(connection, to_alarm, token) if to_alarm else 0
        except psycopg.OperationalError as error:
            print(f"samtid: {database_words.in_words(error)}", file=sys.stderr, flush=True)
            is_late = True
        except OSError as error:
            print(
                f"samtid: mottagaren tog inte emot ({type(error).__name__}). Försöker igen.",
                file=sys.stderr,
                flush=True,
            )
            is_late = True
        if once and (is_late or not sent):
            return 1 if is_late else 0
        if is_late or not sent:
            time.sleep(EVERY)
