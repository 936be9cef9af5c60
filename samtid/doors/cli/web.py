"""Serve the pages."""

from __future__ import annotations

import argparse
import os
import signal
import socket
import subprocess
import sys
from typing import NoReturn

from samtid.doors.cli import Refused, place, ready
from samtid.doors.running.rules import MUST_NOT_HOLD
from samtid.doors.running.words import Process
from samtid.ground import environment

FIRST_PORT, LAST_PORT = 8000, 8019


def add(parser: argparse.ArgumentParser) -> None:
    """Where to listen, and with how many processes."""
    parser.add_argument("--port", type=int, default=0, help="port, annars den första lediga från 8000")
    parser.add_argument("--host", default="127.0.0.1", help="adress att lyssna på (127.0.0.1)")
    parser.add_argument("--workers", type=int, default=2, help="antal processer (2)")


def run(args: argparse.Namespace) -> NoReturn:
    """Serves until it is interrupted. The database must be migrated."""
    is_ours = "SAMTID_DATABASE_URL" not in os.environ
    place.enter()
    if is_ours:  # what the operator gives is refused instead, so that it is taken away where it was said
        forget_what_is_not_the_webs()
    ready.with_keys(Process.WEB)
    ready.with_database(Process.WEB)
    port = args.port or free_port(args.host)
    print(f"Samtid svarar på http://{args.host}:{port}/", flush=True)
    # This very process becomes the server: what stops or kills it, stops or kills the web.
    command = gunicorn(args.host, port, args.workers)
    os.execv(command[0], command)


def forget_what_is_not_the_webs() -> None:
    """Takes the keys of others out of the environment that the server is started with."""
    environment.forget(os.environ, *MUST_NOT_HOLD[Process.WEB])


def free_port(host: str) -> int:
    """The first free port from 8000."""
    for port in range(FIRST_PORT, LAST_PORT + 1):
        with socket.socket() as one:
            one.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
            try:
                one.bind((host, port))
            except OSError:
                continue
            return port
    raise Refused(f"Portarna {FIRST_PORT}–{LAST_PORT} är upptagna; välj en annan med --port.")


def gunicorn(host: str, port: int, workers: int) -> list[str]:
    """The command that serves: threads, WSGI."""
    command = [sys.executable, "-m", "gunicorn", "samtid.config.wsgi:application"]
    command += ["--bind", f"{host}:{port}", "--workers", str(workers), "--threads", "4"]
    # The access log is off on purpose: an address and a time are personal data about who asked.
    command += ["--log-level", "warning"]
    # Without this a worker on a small machine writes its heartbeat to a disk and may be taken for dead.
    if os.path.isdir("/dev/shm"):  # noqa: PTH112
        command += ["--worker-tmp-dir", "/dev/shm"]
    return command


def serve(host: str, port: int, workers: int) -> int:
    """Serves in a child, for the one who has more to take away afterwards; Ctrl-C ends both in good order."""
    server = subprocess.Popen(gunicorn(host, port, workers))
    signal.signal(signal.SIGTERM, lambda *_: server.terminate())
    try:
        return server.wait()
    except KeyboardInterrupt:
        server.send_signal(signal.SIGINT)
        return 0 if server.wait() in (0, -signal.SIGINT) else 1
