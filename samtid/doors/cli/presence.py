"""Närvaron: one demonstration at a time in a clone, and a way for another terminal to stop it."""

from __future__ import annotations

import fcntl
import os
import signal
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from types import FrameType

from samtid.doors.cli import Refused
from samtid.doors.cli.cluster import Cluster

FILE = "demo.lock"
STOPS_WITHIN = 60.0  # seconds, of which the worker may take thirty
AFTER_A_KILL = 30.0  # seconds for what is left to end by itself


class Ended(BaseException):
    """The terminal was closed, or somebody asked us to end: what was begun is taken away on the way out."""


@contextmanager
def alone(state: Path, address: str = "") -> Iterator[None]:
    """Holds the clone's demonstration for as long as the block runs. Refuses when somebody else does."""
    state.mkdir(parents=True, exist_ok=True)
    handle = os.open(state / FILE, os.O_RDWR | os.O_CREAT | os.O_CLOEXEC, 0o600)
    try:
        if not _take(handle):
            pid, where = _said(handle)
            raise Refused(
                f"Demon är redan i gång{f' på {where}' if where else ''} (process {pid}). "
                "Stoppa den först: samtid demo --stop."
            )
        os.ftruncate(handle, 0)
        os.pwrite(handle, f"{os.getpid()} {address}\n".encode(), 0)
        with _asked_to_end():
            yield
    finally:
        os.close(handle)


def stop(state: Path, cluster: Path) -> str:
    """Ends the clone's demonstration and all that it started; says what was done."""
    with suppress(FileNotFoundError):
        handle = os.open(state / FILE, os.O_RDWR | os.O_CLOEXEC)
        try:
            was_there = not _take(handle)
            if was_there:
                _end(handle)
        finally:
            os.close(handle)
        if was_there:
            Cluster(cluster).stop()
            return "Demon är stoppad."
    return "Ingen demo är i gång."


def _end(handle: int) -> None:
    for sign, patience in ((signal.SIGTERM, STOPS_WITHIN), (signal.SIGKILL, AFTER_A_KILL)):
        pid, _ = _said(handle)
        with suppress(ProcessLookupError):
            os.kill(pid, sign)
        last = time.monotonic() + patience
        while time.monotonic() < last:
            if _take(handle):
                return
            time.sleep(0.1)
    raise Refused(f"Demon (process {pid}) gick inte att stoppa.")


def _take(handle: int) -> bool:
    try:
        fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        return False
    return True


def _said(handle: int) -> tuple[int, str]:
    pid, _, where = os.pread(handle, 200, 0).decode().strip().partition(" ")
    if not pid.isdigit():
        raise Refused("En demo startar just nu. Försök igen om en stund.")
    return int(pid), where


@contextmanager
def _asked_to_end() -> Iterator[None]:
    """SIGTERM, and SIGHUP of a closed terminal, end the block as if it had raised ``Ended``."""

    def end(sign: int, frame: FrameType | None) -> None:
        for one in (signal.SIGTERM, signal.SIGHUP):  # once is enough; the way out is not to be cut short
            signal.signal(one, signal.SIG_IGN)
        if sign == signal.SIGHUP:  # nobody hears any more, and writing would fail
            nowhere = os.open(os.devnull, os.O_WRONLY)
            for stream in (sys.stdout, sys.stderr):
                with suppress(OSError, ValueError):
                    os.dup2(nowhere, stream.fileno())
        raise Ended

    former = {one: signal.signal(one, end) for one in (signal.SIGTERM, signal.SIGHUP)}
    try:
        yield
    finally:
        for one, handler in former.items():
            signal.signal(one, handler)
