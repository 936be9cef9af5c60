"""Databasroller: what the roles of the database are called, said here and nowhere else.

The walls name a kind of log-in (``app``); which role of the server that is, is filled in when they are raised. Roles
belong to the whole server, so that each database has its own: two municipalities and a demonstration may share one.
"""

from __future__ import annotations

import os
import re

from samtid.ground import environment

from . import address

# Said by the place; else read from the log-in that it gave, else from the database's name.
VARIABLE = "SAMTID_ROLES"
USUAL = "samtid"
GOOD = re.compile(r"[a-z][a-z0-9_]{0,47}")
LOG_INS = (("SAMTID_DATABASE_URL", "_app"), ("SAMTID_WORKER_URL", "_worker"))


def prefix() -> str:
    """What the names of the roles begin with, here and now."""
    environment.fill()
    if said := os.environ.get(VARIABLE, ""):
        if not GOOD.fullmatch(said):
            raise ValueError(
                f"{VARIABLE} ska vara små bokstäver a–z, siffror och _, högst 48: till exempel samtid."
            )
        return said
    for variable, end in LOG_INS:
        user = _part(variable, "user")
        if user.endswith(end) and GOOD.fullmatch(user.removesuffix(end)):
            return user.removesuffix(end)
    return of_database(_part("SAMTID_ADMIN_URL", "dbname") or _part("SAMTID_DATABASE_URL", "dbname"))


def of_database(name: str) -> str:
    """The prefix that a database of that name gets."""
    made = re.sub(r"[^a-z0-9_]+", "_", name.lower()).strip("_")[:40]
    return made if GOOD.fullmatch(made) else f"{USUAL}_{made}".rstrip("_") if made else USUAL


def role_of(kind: str) -> str:
    """The role of the server that a kind of log-in uses."""
    return f"{prefix()}_{kind}"


def _part(variable: str, part: str) -> str:
    try:
        return address.parse(os.environ[variable]).get(part, "")
    except (KeyError, address.BadAddress):
        return ""


def __getattr__(name: str) -> str:
    """``OWNER`` owns everything and never logs in; ``APP`` is the web's own, ``WORKER`` the background work's.

    Looked up when asked for: which they are is known once the command has found its place.
    """
    if name in ("OWNER", "APP", "WORKER"):
        return role_of(name.lower())
    raise AttributeError(name)
