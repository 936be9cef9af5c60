"""Programmen: PostgreSQL's pg_dump and pg_restore, of the same version as the server."""

from __future__ import annotations

import os
import re
import subprocess
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import IO

from psycopg.conninfo import conninfo_to_dict, make_conninfo

from samtid.doors.cli import Refused
from samtid.doors.cli.cluster.binaries import SYSTEM_PLACES, _wheel_folder

NEEDED = ("pg_dump", "pg_restore")


def folder_for(major: int) -> Path:
    """Where the programs are for a server of version ``major``.

    Of the very same version: an older one cannot read the server, and what a newer one writes the
    server may not understand. ``SAMTID_PG_BIN`` is used or refused, never passed over in silence.
    """
    if wish := os.environ.get("SAMTID_PG_BIN"):
        folders = [Path(wish).expanduser()]
    else:
        wheel = _wheel_folder()
        system = [folder for pattern in SYSTEM_PLACES for folder in Path("/").glob(pattern)]
        folders = [*([wheel] if wheel else []), *system]
    found = {folder: _major(folder) for folder in folders}
    for folder, version in found.items():
        if version == major:
            return folder
    others = sorted({version for version in found.values() if version})
    told = f"här finns bara version {', '.join(map(str, others))}" if others else "inga sådana finns här"
    raise Refused(
        f"Servern är PostgreSQL {major} och behöver pg_dump och pg_restore av samma version, men {told}. "
        f"Installera postgresql-client-{major} eller ange mappen i SAMTID_PG_BIN."
    )


def _major(folder: Path) -> int | None:
    if not all((folder / name).is_file() for name in NEEDED):
        return None
    try:
        shown = subprocess.run(
            [folder / "pg_dump", "--version"], capture_output=True, text=True, timeout=30, check=False
        )
    except OSError:
        return None
    match = re.search(r"\b(\d+)", shown.stdout)
    return int(match[1]) if shown.returncode == 0 and match else None


class Failed(Exception):
    """One of the programs gave up; the text is its own first complaint, without what anybody wrote."""


@contextmanager
def running(program: Path, url: str, *words: str, source: bool) -> Iterator[IO[bytes]]:
    """Runs a program on the database at ``url``; gives what it writes (``source``) or what it reads.

    Raises ``Failed`` at the end when the program did. The password goes by the environment, for a
    command line can be read by everybody on the machine.
    """
    parts = conninfo_to_dict(url)
    password = str(parts.pop("password", "") or "")
    environment = {"PATH": os.defpath, "LC_ALL": "C", "PGCONNECT_TIMEOUT": "10"}
    if password:
        environment["PGPASSWORD"] = password
    with tempfile.TemporaryFile() as complaints:
        process = subprocess.Popen(
            [str(program), "--no-password", f"--dbname={make_conninfo('', **parts)}", *words],
            stdin=subprocess.DEVNULL if source else subprocess.PIPE,
            stdout=subprocess.PIPE if source else subprocess.DEVNULL,
            stderr=complaints,
            env=environment,
        )
        pipe = process.stdout if source else process.stdin
        assert pipe is not None
        try:
            yield pipe
            pipe.close()
        except BrokenPipeError:
            pass  # it has gone, and says why below
        except BaseException:
            process.kill()
            process.wait()
            raise
        if process.wait() != 0:
            complaints.seek(0)
            raise Failed(complaint(complaints.read().decode("utf-8", errors="replace")))


def complaint(text: str) -> str:
    """The first complaint, cut before any value: a row that could not be read is somebody's row."""
    lines = [line for line in text.splitlines() if "error:" in line or "ERROR" in line or "FATAL" in line]
    first = (lines or text.splitlines() or ["inget svar"])[0]
    return re.sub(r"(invalid input syntax[^:]*|COPY [^:]*): .*", r"\1", first).strip()
