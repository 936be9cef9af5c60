"""Processen: what the operating system knows of a running server, and one starter at a time."""

from __future__ import annotations

import fcntl
import os
import socket
import subprocess
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from samtid.doors.cli import Refused


@contextmanager
def alone(path: Path, seconds: float = 180) -> Iterator[None]:
    """Hold a file lock, so that of many processes one starts the server and the rest find it running."""
    handle = os.open(path, os.O_RDWR | os.O_CREAT | os.O_NOFOLLOW | os.O_CLOEXEC, 0o600)
    try:
        until = time.monotonic() + seconds
        while True:
            try:
                fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
                break
            except BlockingIOError:
                if time.monotonic() > until:
                    raise Refused(
                        f"En annan process håller databasen i {path.parent} upptagen "
                        f"sedan {seconds:.0f} sekunder."
                    ) from None
                time.sleep(0.05)
        yield
    finally:
        os.close(handle)


def server_pid(data: Path) -> int | None:
    """The process number of the living server of ``data``, or ``None``."""
    try:
        pid = int((data / "postmaster.pid").read_text().split("\n", 1)[0])
    except (FileNotFoundError, ValueError):
        return None
    return pid if is_postgres(pid) else None


def forget_dead_server(data: Path) -> None:
    """Take away the pid file of a dead server when its number has gone to some other program.

    PostgreSQL itself only asks whether *a* process has the number, and so can refuse to start after a
    power cut. Safe: children of the dead server still hold its shared memory block, and PostgreSQL
    checks that block by the data folder's own number, pid file or not.
    """
    if (data / "postmaster.pid").exists() and server_pid(data) is None:
        (data / "postmaster.pid").unlink(missing_ok=True)


def is_postgres(pid: int) -> bool:
    """Whether the number belongs to a living PostgreSQL process (a zombie is not living)."""
    stat = Path(f"/proc/{pid}/stat")
    if Path("/proc/self/stat").exists():
        try:
            # "1234 (postgres) S …": the name may hold spaces and parentheses, the state follows the last one
            name, _, rest = stat.read_text(errors="replace").partition("(")[2].rpartition(")")
        except (FileNotFoundError, ProcessLookupError):
            return False
        return name == "postgres" and rest.split()[0] not in "ZX"
    shown = subprocess.run(
        ["ps", "-o", "stat=,comm=", "-p", str(pid)], capture_output=True, text=True, timeout=30, check=False
    )
    state, _, name = shown.stdout.strip().partition(" ")
    return name.strip().endswith("postgres") and not state.startswith("Z")


def port_is_free(port: int) -> bool:
    """Whether a server could listen on the loopback port now."""
    with socket.socket() as probe:
        # As PostgreSQL does: connections of the last run that linger in TIME_WAIT are no hindrance.
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind(("127.0.0.1", port))
        except OSError:
            return False
    return True


def free_port() -> int:
    """A loopback port nobody listens on at this moment."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])
