"""Kontot: the operating system's account that the database server runs as.

PostgreSQL refuses to run as root. Started by root we therefore lend the server an account that the
machine already has; started by anyone else it runs as that person and ``None`` stands for it.
"""

from __future__ import annotations

import os
import pwd
import subprocess
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from samtid.doors.cli import Refused

# Made for owning database folders / found on every Unix. No account is ever created.
CANDIDATES = ("postgres", "nobody")


@dataclass(frozen=True, slots=True)
class Account:
    """An existing, unprivileged account."""

    name: str
    uid: int
    gid: int


def account_for(data: Path) -> Account | None:
    """The account to run the server of ``data`` as, or ``None`` for whoever we are.

    A data folder that already has an owner keeps it, so that a folder made by an ordinary user can
    be started by root and still be the user's afterwards.
    """
    if os.geteuid() != 0:
        return None
    found = _owner(data) or next(filter(None, map(_named, CANDIDATES)), None)
    if found is None:
        raise Refused(
            "Databasen får inte köras som root och datorn saknar kontona postgres och nobody; "
            "kör kommandot som en vanlig användare."
        )
    return found


def run(argv: Sequence[str | Path], account: Account | None) -> subprocess.CompletedProcess[str]:
    """Run a program of the database as ``account``, with nothing inherited but a search path.

    The caller's environment stays behind: ``PGDATA`` or ``PGPORT`` would lead the server astray,
    and secrets do not belong in a server's environment.
    """
    try:
        return subprocess.run(
            [str(word) for word in argv],
            cwd="/",
            env={"PATH": os.defpath, "LC_ALL": "C"},
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
            errors="replace",
            umask=0o077,
            timeout=300,
            check=False,
            user=None if account is None else account.uid,
            group=None if account is None else account.gid,
            extra_groups=None if account is None else [],
        )
    except PermissionError as error:
        # Python names the program when it could not be run, and nothing when the change of account failed.
        if account is not None and error.filename is None:
            raise Refused(
                f"Den här miljön tillåter inte att root kör databasen som kontot {account.name}; "
                "kör kommandot som en vanlig användare."
            ) from error
        raise


def may_enter(folder: Path, account: Account) -> bool:
    """Whether the account can walk all the way into ``folder``, access lists and all."""
    return run(["/bin/sh", "-c", 'test -x "$0/."', folder], account).returncode == 0


def may_run(program: Path, account: Account | None) -> bool:
    """Whether the account can start the program."""
    try:
        return run([program, "--version"], account).returncode == 0
    except OSError:
        return False


def _named(name: str) -> Account | None:
    try:
        entry = pwd.getpwnam(name)
    except KeyError:
        return None
    return Account(entry.pw_name, entry.pw_uid, entry.pw_gid) if entry.pw_uid else None


def _owner(data: Path) -> Account | None:
    try:
        owner = data.lstat()
    except FileNotFoundError:
        return None
    if owner.st_uid == 0:
        return None
    try:
        name = pwd.getpwuid(owner.st_uid).pw_name
    except KeyError:
        name = str(owner.st_uid)
    return Account(name, owner.st_uid, owner.st_gid)
