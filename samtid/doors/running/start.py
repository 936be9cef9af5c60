"""Starten: whether a process may go on, asked once before it serves anything."""

from __future__ import annotations

import gc
import os

from samtid.ground import environment

from . import rules
from .words import Process


def environment_faults(process: Process, *needs: str) -> list[str]:
    """What is wrong with what the place has said; no database is asked."""
    try:
        environment.fill()
    except environment.Unreadable as unreadable:
        return [str(unreadable)]
    return rules.faults(os.environ, process, *needs)


def one_line(faults: list[str]) -> str:
    """The first fault, and how many more there are."""
    more = f" (Och {len(faults) - 1} till; se samtid check.)" if len(faults) > 1 else ""
    return faults[0] + more


def end_unless_ready(process: Process) -> None:
    """For a server that is started without our command: ends the process, in words, unless all is well.

    A database that is away is no hindrance here: pages say so by themselves, and recover by themselves.
    """
    if faults := environment_faults(process):
        raise SystemExit(f"samtid: {one_line(faults)}")
    import django
    from django.db import connections
    from django.db.utils import OperationalError

    from . import queries

    django.setup()
    try:
        faults = queries.faults(process, while_upgrading=True)
    except OperationalError:
        return
    finally:
        connections.close_all()
    if faults:
        raise SystemExit(f"samtid: {one_line(faults)}")


# What a page makes and lets go is a few thousand objects: Python's own pace would look through them several times a page.
GENERATIONS = (20_000, 20, 20)


def settle() -> None:
    """What the program is made of stays until it ends: Python need not look through it again for what nobody holds."""
    from django.urls import get_resolver

    _ = get_resolver().url_patterns  # every room is read before the first page is asked for
    gc.collect()
    gc.freeze()
    gc.set_threshold(*GENERATIONS)
