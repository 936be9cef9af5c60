"""Where compiled code is kept between runs.

numba notices a changed source file but not a changed file it was inlined from, and a package folder is often
read-only. So the code lies in the user's cache folder, under a name made from all the sources together.
"""

from __future__ import annotations

import hashlib
import os
import tempfile
from pathlib import Path
from typing import Any

COMPILED = (
    "_anneal",
    "_begin",
    "_clock",
    "_days",
    "_insert",
    "_keep",
    "_layout",
    "_links",
    "_moves",
    "_ruin",
    "_scan",
    "_sieve",
    "_tails",
    "_timing",
    "_trial",
    "_wait",
)  # what numba sees
READY = "compiled"  # a mark in the folder: everything the solver needs has been compiled once


def folder() -> Path:
    """The cache folder of this version of the search."""
    digest = hashlib.sha256()
    for name in COMPILED:
        digest.update(name.encode() + (Path(__file__).parent / f"{name}.py").read_bytes())
    base = Path(os.environ.get("XDG_CACHE_HOME") or Path("~/.cache").expanduser())
    wanted = base / "samtid" / f"plan-{digest.hexdigest()[:16]}"
    try:
        wanted.mkdir(parents=True, exist_ok=True)
        probe = wanted / f".probe-{os.getpid()}"
        probe.touch()
        probe.unlink()
    except OSError:  # no home, or a read-only one: compile anew, but do compile
        wanted = Path(tempfile.mkdtemp(prefix="samtid-plan-"))
    return wanted


def point_numba_there() -> None:
    """Tell numba, unless the operator has chosen a folder; call before the first decorated function."""
    config = _config()
    if not config.CACHE_DIR:
        config.CACHE_DIR = str(folder())


def is_compiled() -> bool:
    """Has the search been compiled by an earlier run?"""
    return (Path(_config().CACHE_DIR) / READY).exists()


def mark_compiled() -> None:
    """Remember that it has."""
    there = Path(_config().CACHE_DIR)
    there.mkdir(parents=True, exist_ok=True)
    (there / READY).touch()


def _config() -> Any:
    import numba

    return numba.config
