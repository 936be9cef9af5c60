"""Databasservern: a PostgreSQL of our own, started without anything installed on the machine.

Where ``DATABASE_URL`` is given nothing here is used. Otherwise ``Cluster(folder)`` makes, starts and
stops a server in a folder, and ``throwaway(folder)`` gives the tests one that is gone afterwards.
Why it is not left to the wheel's own wrapper: ``docs/decisions/0003-embedded-postgresql.md``.
"""

from __future__ import annotations

from samtid.doors.cli.cluster.binaries import Binaries, find_binaries
from samtid.doors.cli.cluster.place import state_folder
from samtid.doors.cli.cluster.server import Cluster
from samtid.doors.cli.cluster.throwaway import throwaway

__all__ = ["Binaries", "Cluster", "find_binaries", "state_folder", "throwaway"]
