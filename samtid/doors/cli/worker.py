"""Do what is done every night and every month: the log's head, the sample for review, the checks."""

from __future__ import annotations

import argparse
import asyncio
import hashlib
import hmac
import os
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import psycopg

from samtid.base.access import address, logins
from samtid.doors.cli import Refused, audit, database_words, place, ready, servers, web
from samtid.doors.cli.cluster import state_folder
from samtid.doors.running.parent import VARIABLE, end_with_parent
from samtid.doors.running.words import Process
from samtid.ground.sweden import swedish_time

DATABASE = "samtid_demo"  # as in the command demo, which costs a second to import


def add(parser: argparse.ArgumentParser) -> None:
    """Until it is stopped, once, or only a look at what has been done."""
    how = parser.add_mutually_exclusive_group()
    how.add_argument("--once", action="store_true", help="gör det som är dags och sluta (för cron)")
    how.add_argument(
        "--status", action="store_true", help="visa vad som är gjort och vad som är fel; kod 1 vid fel"
    )
    parser.add_argument("--demo", action="store_true", help="arbeta åt demokommunen")


def run(args: argparse.Namespace) -> int:
    """Works as the worker's own role. 0 when done, 1 when ``--status`` has something wrong to tell."""
    end_with_parent()
    url = log_in(args.demo)
    ready.with_keys(Process.WORKER)
    ready.with_database(Process.WORKER)
    import django

    django.setup()
    from django.db import OperationalError, ProgrammingError
    from procrastinate.exceptions import ConnectorException

    from samtid.doors.worker import figures, jobs, running

    outside = jobs.Outside(
        Path(os.environ.get("SAMTID_AUDIT_FOLDER") or state_folder(place.PROJECT) / "huvuden"),
        audit.audit_key(),
    )
    try:
        if args.status:
            return _status()
        if args.once:
            # the pool would go on trying for half a minute, and cron comes back by itself
            psycopg.connect(url, connect_timeout=10).close()
            asyncio.run(running.once(jobs.app(running.connector(url), outside)))
            return _status()
        if port := os.environ.get("SAMTID_METRICS_PORT", ""):
            web.port_for("127.0.0.1", int(port))
            figures.serve(int(port))
        print("Bakgrundsarbetet är i gång. Avsluta med Ctrl-C.", flush=True)
        asyncio.run(running.Worker(url, outside).run())
    except (OperationalError, psycopg.OperationalError, ConnectorException) as error:
        raise Refused(database_words.in_words(error)) from None
    except ProgrammingError:
        raise Refused("Databasen har ingen kö än; kör samtid migrate.") from None
    return 0


@contextmanager
def beside() -> Iterator[None]:
    """A worker of the demo municipality, beside its web, for as long as the block runs."""
    start = "from samtid.doors.cli import main; raise SystemExit(main(['worker', '--demo']))"
    known = os.environ | {VARIABLE: str(os.getpid())}
    worker = subprocess.Popen(
        [sys.executable, "-c", start], stdout=subprocess.DEVNULL, env=known, start_new_session=True
    )
    try:
        yield
    finally:
        web.end(worker)


def log_in(demo: bool) -> str:
    """The worker's own log-in, which from here on is the only one this process has.

    ``SAMTID_WORKER_URL`` in production, where the web's log-in need not be known here; otherwise the administrator
    gives the role a password of its own.
    """
    url = "" if demo else os.environ.get("SAMTID_WORKER_URL", "")
    if url:
        os.environ["SAMTID_DATABASE_URL"] = url
        place.enter()
    else:
        admin = place.enter(DATABASE, demo=True) if demo else place.enter()
        if not admin:
            raise Refused("Sätt SAMTID_WORKER_URL: bakgrundsarbetet loggar in i databasen som sig självt.")
        url = _own_log_in(os.environ["SAMTID_ADMIN_URL"])
    if address.parse(url).get("user") in (place.APP, None):
        raise Refused(
            f"SAMTID_WORKER_URL ska vara ett eget konto ({logins.role_of('worker')}), inte webbens."
        )
    os.environ["SAMTID_DATABASE_URL"] = url
    os.environ.pop("SAMTID_ADMIN_URL", None)
    return url


def _own_log_in(admin: str) -> str:
    from samtid.doors.worker.queue import ROLE

    secret = os.environ["SAMTID_SECRET_KEY"].encode()
    password = hmac.new(secret, b"samtid:worker-log-in", hashlib.sha256).hexdigest()
    name = place.name_of(admin)
    try:
        servers.give_log_in(admin, name, ROLE, password, is_ours=not os.environ.get("DATABASE_URL"))
    except psycopg.OperationalError as error:
        raise Refused(database_words.in_words(error)) from None
    return place.with_database(admin, name, ROLE, password)


def _status() -> int:
    """One line for each duty, and one for each fault. Nothing about anybody."""

    from samtid.base.look import house
    from samtid.doors.worker import jobs, queries
    from samtid.ground import clock

    latest, found, failed = jobs.on_the_database(
        lambda: (queries.latest(), queries.faults(), queries.failed_jobs()), at=clock.now()
    )
    duties = house.duties()
    for duty in duties.values():
        told = latest.get(duty.name)
        when = f"{swedish_time(told.done_at):%Y-%m-%d %H:%M}" if told else "aldrig"
        numbers = ", ".join(f"{word} {said}" for word, said in told.told.items()) if told else ""
        print(f"{duty.label:<36} {when:<16}  {numbers}".rstrip())
    for name, count in failed:
        label = duties[name].label if name in duties else name
        print(f"FEL  {label}: {count} jobb gav upp.")
    for one in found:
        print(f"FEL  {one.kind.label} {one.row}: {one.what.label.lower()}, sedan {one.found_at:%Y-%m-%d}.")
    return 1 if found or failed else 0
