"""Serve the pages."""

from __future__ import annotations

import argparse
import errno
import os
import socket
import subprocess
import sys
import tempfile
import time
from typing import NoReturn

from samtid.doors.cli import Refused, place, ready, static
from samtid.doors.running.parent import VARIABLE
from samtid.doors.running.rules import MUST_NOT_HOLD, PLACE
from samtid.doors.running.words import Door, Process
from samtid.ground import environment

FIRST_PORT, LAST_PORT = 8000, 8019
LOOKS = 0.25  # seconds between looks at whether the servers live
STOPS_WITHIN = 35.0  # seconds; gunicorn gives its requests thirty


def add(parser: argparse.ArgumentParser) -> None:
    """Where to listen, and with how many processes."""
    parser.add_argument("--port", type=int, default=0, help="port, annars den första lediga från 8000")
    parser.add_argument("--host", default="127.0.0.1", help="adress att lyssna på (127.0.0.1)")
    parser.add_argument("--workers", type=int, default=2, help="antal processer (2)")
    parser.add_argument(
        "--door",
        choices=[str(door) for door in Door],
        default=os.environ.get("SAMTID_DOOR", str(Door.BOTH)),
        help="open: bara den öppna ingången; staff: bara medarbetarnas sidor; both: båda (both)",
    )


def run(args: argparse.Namespace) -> NoReturn:
    """Serves until it is interrupted. The database must be migrated."""
    port = port_for(args.host, args.port)
    is_ours = "SAMTID_DATABASE_URL" not in os.environ
    place.enter()
    if is_ours:  # what the operator gives is refused instead, so that it is taken away where it was said
        forget_what_is_not_the_webs()
    ready.with_keys(Process.WEB)
    static.see_to()
    ready.with_database(Process.WEB)
    print(f"Samtid svarar på http://{args.host}:{port}/", flush=True)
    os.environ["SAMTID_DOOR"] = args.door
    if os.environ.get("SAMTID_METRICS_TOKEN"):  # where the processes of this server add up their figures
        os.environ.setdefault("PROMETHEUS_MULTIPROC_DIR", tempfile.mkdtemp(prefix="samtid-figures-"))
    environment.forget(os.environ)
    # This very process becomes the server: what stops or kills it, stops or kills the web.
    command = gunicorn(args.host, port, args.workers)
    os.execv(command[0], command)


def forget_what_is_not_the_webs() -> None:
    """Takes the keys of others out of the environment that the server is started with."""
    environment.forget(os.environ, *MUST_NOT_HOLD[Process.WEB])


def port_for(host: str, wanted: int, *, but: int = 0) -> int:
    """The wanted port, or the first free one from 8000 ``but`` for one. Refuses, in words, one that cannot be had."""
    if wanted:
        if not 0 < wanted < 65_536:
            raise Refused(f"Porten ska vara ett tal mellan 1 och 65535, inte {wanted}.")
        if (why := why_not(host, wanted)) is not None:
            raise Refused(_in_words(why, host, wanted))
        return wanted
    for port in range(FIRST_PORT, LAST_PORT + 1):
        if port == but:
            continue
        if (why := why_not(host, port)) is None:
            return port
        if not isinstance(why, socket.gaierror) and why.errno == errno.EADDRINUSE:
            continue
        raise Refused(_in_words(why, host, port))
    raise Refused(f"Portarna {FIRST_PORT}–{LAST_PORT} är upptagna; välj en annan med --port.")


def why_not(host: str, port: int) -> OSError | None:
    """What the machine answers to the one who would listen there; None when it may."""
    try:
        family, kind, *_, address = socket.getaddrinfo(host.strip("[]"), port, type=socket.SOCK_STREAM)[0]
        with socket.socket(family, kind) as one:
            one.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
            one.bind(address)
    except (OSError, UnicodeError) as error:
        return error if isinstance(error, OSError) else OSError(errno.EADDRNOTAVAIL, str(error))
    return None


def _in_words(why: OSError, host: str, port: int) -> str:
    if isinstance(why, socket.gaierror) or why.errno == errno.EADDRNOTAVAIL:
        return f"Adressen {host} finns inte på den här datorn. Ange en annan med --host, eller ta bort den."
    if why.errno == errno.EADDRINUSE:
        return f"Porten {port} är upptagen. Välj en annan med --port, eller utelämna den."
    if why.errno == errno.EACCES:
        return f"Porten {port} får bara root använda. Välj en över 1023 med --port."
    return f"Det går inte att lyssna på {host}:{port}: {why.strerror}."


def gunicorn(host: str, port: int, workers: int) -> list[str]:
    """The command that serves: threads, WSGI."""
    command = [sys.executable, "-m", "gunicorn", "samtid.config.wsgi:application"]
    command += ["--config", "python:samtid.doors.cli.server"]
    address = f"[{host}]" if ":" in host and not host.startswith("[") else host
    command += ["--bind", f"{address}:{port}", "--workers", str(workers), "--threads", "4"]
    # The access log is off on purpose: an address and a time are personal data about who asked.
    command += ["--log-level", "warning"]
    # Without this a worker on a small machine writes its heartbeat to a disk and may be taken for dead.
    if os.path.isdir("/dev/shm"):  # noqa: PTH112
        command += ["--worker-tmp-dir", "/dev/shm"]
    return command


def serve(host: str, port: int, open_port: int, workers: int) -> int:
    """Serves both doors in children, for the one who has more to take away afterwards; what ends one ends all.

    The open door has one process: a crowd there has one core at most.
    """
    servers = [
        _child(gunicorn(host, port, workers), Door.STAFF, open_port),
        _child(gunicorn(host, open_port, 1), Door.OPEN, port),
    ]
    try:
        while all(server.poll() is None for server in servers):
            time.sleep(LOOKS)
        return next(server.returncode for server in servers if server.returncode is not None)
    except KeyboardInterrupt:
        return 0
    finally:
        for server in servers:
            server.terminate()
        for server in servers:
            end(server)


def _child(command: list[str], door: Door, other: int) -> subprocess.Popen[bytes]:
    known = os.environ | {
        VARIABLE: str(os.getpid()),
        "SAMTID_DOOR": str(door),
        "SAMTID_OTHER_DOOR": str(other),
    }
    environment.forget(known, *MUST_NOT_HOLD[Process.WEB], *([PLACE] if door is Door.OPEN else []))
    return subprocess.Popen(command, env=known, start_new_session=True)


def end(child: subprocess.Popen[bytes]) -> None:
    """Ends a child of ours in good order, and otherwise all the same."""
    child.terminate()
    try:
        child.wait(STOPS_WITHIN)
    except subprocess.TimeoutExpired:
        child.kill()
        child.wait()
