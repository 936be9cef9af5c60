"""The municipality under fire: a database, a web and a worker as the product runs them, and their keeper.

Everything listens on the loopback address, lies in one folder, and is gone afterwards.
"""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, TextIO

import psycopg
import requests
from psycopg import sql

from samtid.doors.cli import Refused, place
from samtid.doors.cli.cluster import Cluster, throwaway
from samtid.doors.cli.cluster.process import free_port, server_pid
from samtid.doors.worker.queue import ROLE
from tests.database import AUDIT_KEY, PLACE_KEY, ROLES, SECRET_KEY, STAMP_KEY

NAME, PASSWORD = "samtid_killed", "only-for-tests"
SAMTID = "import sys; from samtid.doors.cli import main; sys.exit(main(sys.argv[1:]))"
PATIENCE = 90.0  # seconds to come back; a bound and not a promise, for the machine may be loaded


class NotBack(Exception):
    """Something that was killed never came back."""


@dataclass(slots=True)
class World:
    """Världen: addresses and processes. ``keep`` starts again whatever has died, as an init system would."""

    cluster: Cluster
    folder: Path
    environment: dict[str, str]
    port: int
    admin: str
    log: TextIO
    web: subprocess.Popen[bytes] | None = None
    worker: subprocess.Popen[bytes] | None = None
    without_worker: bool = False
    over: threading.Event = field(default_factory=threading.Event)

    @property
    def address(self) -> str:
        """Where the pages are."""
        return f"http://127.0.0.1:{self.port}"

    def owner(self) -> psycopg.Connection[Any]:
        """The administrator, outside the walls; each statement is its own transaction."""
        return psycopg.connect(self.admin, autocommit=True, connect_timeout=5)

    def samtid(self, *words: str, **kept: Any) -> subprocess.Popen[bytes]:
        """A command of ours, in a process group of its own, with what is its own to know."""
        own = {}
        if words[0] == "worker":
            own["SAMTID_WORKER_URL"] = place.with_database(self.admin, NAME, ROLE, PASSWORD)
            own["SAMTID_AUDIT_KEY"] = AUDIT_KEY
        return subprocess.Popen(
            [sys.executable, "-c", SAMTID, *words],
            env=self.environment | own,
            stdout=self.log,
            stderr=self.log,
            start_new_session=True,
            **kept,
        )

    def keep(self) -> None:
        """Starts what has died, until the world is over."""
        while not self.over.wait(0.2):
            with suppress(Refused):
                if server_pid(self.cluster.data) is None:
                    self.cluster.start()
            if self.web is None or self.web.poll() is not None:
                end(self.web)
                self.web = self.samtid("web", "--port", str(self.port))
            if not self.without_worker and (self.worker is None or self.worker.poll() is not None):
                end(self.worker)
                self.worker = self.samtid("worker")

    def is_up(self) -> bool:
        """Whether the database, the web and the worker all do their work."""
        with suppress(psycopg.Error, requests.RequestException, OSError), self.owner() as owner:
            page = requests.get(self.address + "/", timeout=5)
            working = (
                self.without_worker
                or owner.execute(
                    "select 1 from queue.procrastinate_workers where last_heartbeat > now() - interval '15 seconds'"
                ).fetchone()
            )
            return page.status_code == 200 and bool(working)
        return False

    def wait_until_up(self) -> float:
        """Seconds until all is up again. Raises ``NotBack``."""
        begun = time.monotonic()
        while not self.is_up():
            if time.monotonic() - begun > PATIENCE:
                said = Path(self.log.name).read_text()[-4000:]
                raise NotBack(f"not back after {PATIENCE:.0f} s; the log ends: {said}")
            time.sleep(0.1)
        return time.monotonic() - begun


@contextmanager
def a_world(folder: Path) -> Iterator[World]:
    """The test town in a database of its own, served. ``folder`` must be empty or not exist."""
    folder.mkdir(parents=True, exist_ok=True)
    # Safe settings: this is about what is left of what was promised.
    with throwaway(folder / "postgres", unsafe_fast=False) as cluster, (folder / "log").open("w") as log:
        world = _made(cluster, folder, log)
        keeper = threading.Thread(target=world.keep, name="keeper", daemon=True)
        keeper.start()
        try:
            world.wait_until_up()
            yield world
        finally:
            world.over.set()
            keeper.join(PATIENCE)
            end(world.web)
            end(world.worker)


def end(process: subprocess.Popen[bytes] | None) -> None:
    """Ends a process of ours and all that it started."""
    if process is not None:
        with suppress(ProcessLookupError):
            os.killpg(process.pid, signal.SIGKILL)
        process.wait()


def _made(cluster: Cluster, folder: Path, log: TextIO) -> World:
    place.prepare(cluster.superuser_url, NAME, PASSWORD)
    admin = place.with_database(cluster.superuser_url, NAME)
    known = {key: said for key, said in os.environ.items() if not key.startswith(("SAMTID_", "DATABASE_"))}
    known |= {
        "SAMTID_ROLES": ROLES,
        "DJANGO_SETTINGS_MODULE": "samtid.config.settings",
        "SAMTID_SECRET_KEY": SECRET_KEY,
        "SAMTID_STAMP_KEY": STAMP_KEY,
        "SAMTID_PLACE_KEY": PLACE_KEY,
        "SAMTID_AUDIT_FOLDER": str(folder / "huvuden"),
        "SAMTID_DATABASE_URL": place.with_database(admin, NAME, place.APP, PASSWORD),
    }
    subprocess.run(
        [sys.executable, "-m", "tests.town"],
        env=known | {"SAMTID_ADMIN_URL": admin, "SAMTID_TEST_ADMIN": cluster.superuser_url},
        check=True,
        stdout=log,
        stderr=log,
        timeout=300,
    )
    with psycopg.connect(admin, autocommit=True) as owner:
        owner.execute(sql.SQL("alter role {} login password {}").format(sql.Identifier(ROLE), PASSWORD))
    # what is the worker's alone; the web refuses to start with it
    known |= {"SAMTID_DEMO": "0"}
    return World(cluster, folder, known, free_port(), admin, log)
