"""Engångsdatabasen: a server for tests, gone when they are done."""

from __future__ import annotations

import os
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from samtid.doors.cli.cluster.place import write
from samtid.doors.cli.cluster.server import Cluster

# In the folder of every throwaway: the process that answers for it.
MARK = "throwaway"


@contextmanager
def throwaway(folder: Path, bin_folder: Path | None = None, *, unsafe_fast: bool = True) -> Iterator[Cluster]:
    """A fresh running server in ``folder``; the server and all its files are gone afterwards.

    What killed runs left, in ``folder`` and in the folders beside it, is stopped and taken away first.
    One process at a time may use a folder: under pytest-xdist the controller starts it and the workers
    are told the address.
    """
    cluster = Cluster(folder, bin_folder, unsafe_fast=unsafe_fast)
    _sweep(cluster.folder.parent)
    _remove(cluster)
    try:
        cluster.folder.mkdir(parents=True)
        write(cluster.folder / MARK, str(os.getpid()), 0o600)
        cluster.start()
        yield cluster
    finally:
        _remove(cluster)


def _sweep(parent: Path) -> None:
    """Take away throwaways whose process is dead; a marked folder is by definition of no value."""
    for mark in parent.glob(f"*/{MARK}"):
        try:
            os.kill(int(mark.read_text()), 0)
        except ProcessLookupError:
            _remove(Cluster(mark.parent))
        except (OSError, ValueError):
            continue  # somebody else's, or being written or removed at this moment


def _remove(cluster: Cluster) -> None:
    cluster.stop()
    home = cluster.home
    shutil.rmtree(cluster.folder, ignore_errors=True)
    if home != cluster.folder:
        shutil.rmtree(home, ignore_errors=True)
