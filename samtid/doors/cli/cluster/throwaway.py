"""Engångsdatabasen: a server for tests, gone when they are done."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from samtid.doors.cli.cluster.server import Cluster


@contextmanager
def throwaway(folder: Path, bin_folder: Path | None = None, *, unsafe_fast: bool = True) -> Iterator[Cluster]:
    """A fresh running server in ``folder``; the server and all its files are gone afterwards.

    What an interrupted run left in ``folder`` is stopped and taken away first. One process at a time
    may use a folder: under pytest-xdist the controller starts it and the workers are told the address.
    """
    cluster = Cluster(folder, bin_folder, unsafe_fast=unsafe_fast)
    _remove(cluster)
    try:
        cluster.start()
        yield cluster
    finally:
        _remove(cluster)


def _remove(cluster: Cluster) -> None:
    cluster.stop()
    home = cluster.home
    shutil.rmtree(cluster.folder, ignore_errors=True)
    if home != cluster.folder:
        shutil.rmtree(home, ignore_errors=True)
