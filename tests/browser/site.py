"""A place to visit: a database of its own, and the real server with the application's own log-in."""

from __future__ import annotations

import ctypes
import json
import os
import signal
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from datetime import datetime
from pathlib import Path
from typing import Any

import psycopg

from samtid.doors.cli import place
from tests.database import PASSWORD, TEMPLATE, copy

ROOT = Path(__file__).resolve().parents[2]
STARTS_WITHIN = 90  # seconds, on a machine with much else to do


def die_with_parent() -> None:
    """What a test started must not outlive it, however the test ends (prctl, Linux only)."""
    if sys.platform == "linux":
        ctypes.CDLL(None).prctl(1, signal.SIGKILL)


class Site:
    """Samtid på en port. ``start``, ``kill`` (as when the power goes) and ``start`` again."""

    def __init__(self, name: str, folder: Path, at: datetime, template: str = TEMPLATE) -> None:
        self.name, self.folder = name, folder
        self.clock, self.log = folder / "clock", folder / "server.log"
        self.server: subprocess.Popen[bytes] | None = None
        with socket.socket() as one:
            one.bind(("127.0.0.1", 0))
            self.port = one.getsockname()[1]
        self.address = f"http://127.0.0.1:{self.port}"
        self.admin = place.with_database(os.environ["SAMTID_TEST_ADMIN"], name)
        self.set_clock(at)
        copy(template, name)

    def set_clock(self, at: datetime) -> None:
        """From now on it is ``at``, and the clock runs on from there."""
        self.clock.write_text(at.isoformat())

    def start(self, *, demo: bool = True) -> None:
        """Serve, and wait until it answers. The server logs in as the application and has no other way in."""
        left_out = {"SAMTID_ADMIN_URL", "SAMTID_DEMO"} | (set() if demo else {"SAMTID_AUDIT_KEY"})
        environment = {name: value for name, value in os.environ.items() if name not in left_out}
        environment |= {
            "SAMTID_DATABASE_URL": place.with_database(self.admin, self.name, place.APP, PASSWORD),
            "SAMTID_TEST_CLOCK": str(self.clock),
        }
        if demo:
            environment["SAMTID_DEMO"] = "1"
        command = [sys.executable, "-m", "gunicorn", "tests.browser.served:application"]
        command += ["--bind", f"127.0.0.1:{self.port}", "--workers", "1", "--threads", "4"]
        command += ["--log-level", "warning"]
        if Path("/dev/shm").is_dir():
            command += ["--worker-tmp-dir", "/dev/shm"]
        with self.log.open("ab") as log:
            self.server = subprocess.Popen(
                command,
                cwd=ROOT,
                env=environment,
                stdout=log,
                stderr=log,
                start_new_session=True,
                preexec_fn=die_with_parent,
            )
        self._wait()

    def _wait(self) -> None:
        last = time.monotonic() + STARTS_WITHIN
        while time.monotonic() < last:
            assert self.server is not None and self.server.poll() is None, self.log.read_text()
            try:
                with urllib.request.urlopen(self.address + "/tillganglighet/", timeout=30):
                    return
            except (urllib.error.URLError, ConnectionError, TimeoutError):
                time.sleep(0.1)
        raise AssertionError(f"no answer within {STARTS_WITHIN} seconds: {self.log.read_text()}")

    def kill(self) -> None:
        """Nothing is said, nothing is finished."""
        if self.server is not None:
            os.killpg(self.server.pid, signal.SIGKILL)
            self.server.wait()
            self.server = None

    def close(self) -> None:
        """Stop, and take the database away."""
        self.kill()
        with psycopg.connect(os.environ["SAMTID_TEST_ADMIN"], autocommit=True) as connection:
            connection.execute(f"drop database if exists {self.name} with (force)")

    def run(self, module: str, *words: str) -> Any:
        """Run a module against this site's database, as the tests' own processes do, and read the JSON it prints."""
        environment = os.environ | {
            "SAMTID_DATABASE_URL": self.admin + f"?assume_role={place.APP}",
            "SAMTID_ADMIN_URL": self.admin,
        }
        done = subprocess.run(
            [sys.executable, "-m", module, *words],
            cwd=ROOT,
            env=environment,
            check=True,
            stdout=subprocess.PIPE,
        )
        return json.loads(done.stdout)
