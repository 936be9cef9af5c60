"""Databasroller: what the roles of the database are called, said here and nowhere else.

The walls name a kind of log-in (``app``); which role of the server that is, is filled in when they are raised.
"""

from __future__ import annotations

PREFIX = "samtid"


def role_of(kind: str) -> str:
    """The role of the server that a kind of log-in uses."""
    return f"{PREFIX}_{kind}"


# Owns everything and never logs in.
OWNER = role_of("owner")
# The web's own; and the background work's.
APP = role_of("app")
WORKER = role_of("worker")
