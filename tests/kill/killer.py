"""The one who kills: whom and when by lot, and always with SIGKILL."""

from __future__ import annotations

import os
import random
import signal
import subprocess
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from enum import StrEnum
from pathlib import Path

from samtid.doors.cli.cluster.process import server_pid

from .world import World


class Victim(StrEnum):
    """Who is killed."""

    POSTMASTER = "databasens huvudprocess"
    BACKEND = "en av databasens processer"
    WEB = "hela webben"
    WEB_MASTER = "webbens huvudprocess"
    WEB_WORKER = "en av webbens processer"
    WORKER = "bakgrundsarbetet"


WEIGHTS = {
    Victim.POSTMASTER: 3,
    Victim.BACKEND: 3,
    Victim.WEB: 1,
    Victim.WEB_MASTER: 2,
    Victim.WEB_WORKER: 4,
    Victim.WORKER: 3,
}


def lots(seed: int) -> Iterator[tuple[float, Victim]]:
    """Seconds to wait, and whom to kill then; for ever. Everybody once, and then by lot."""
    chance = random.Random(f"{seed}:kill")
    first = chance.sample(list(Victim), len(Victim))
    first.sort(key=lambda victim: victim is Victim.WORKER)  # first of all, while there is time to miss it
    while True:
        wait = chance.uniform(0.5, 4.0)
        yield wait, first.pop() if first else chance.choices(list(WEIGHTS), list(WEIGHTS.values()))[0]


def kill(world: World, victim: Victim, chance: random.Random) -> bool:
    """Kills one; whether there was anybody to kill."""
    choose: dict[Victim, Callable[[], list[int]]] = {
        Victim.POSTMASTER: lambda: _known(server_pid(world.cluster.data)),
        Victim.BACKEND: lambda: _backends(world),
        Victim.WEB: lambda: _group(world.web),
        Victim.WEB_MASTER: lambda: _known(_pid(world.web)),
        Victim.WEB_WORKER: lambda: _children(_pid(world.web)),
        Victim.WORKER: lambda: _known(_pid(world.worker)),
    }
    found = choose[victim]()
    if not found:
        return False
    chosen = found if victim is Victim.WEB else [chance.choice(sorted(found))]
    for pid in chosen:
        with suppress(ProcessLookupError):
            os.kill(pid, signal.SIGKILL)
    return True


def _pid(process: subprocess.Popen[bytes] | None) -> int:
    return process.pid if process is not None and process.poll() is None else 0


def _known(pid: int | None) -> list[int]:
    return [pid] if pid else []


def _group(process: subprocess.Popen[bytes] | None) -> list[int]:
    master = _pid(process)
    return [*_known(master), *_children(master)]


def _children(pid: int) -> list[int]:
    """The processes that ``pid`` has started."""
    with suppress(OSError):
        said = Path(f"/proc/{pid}/task/{pid}/children").read_text()
        return [int(one) for one in said.split()]
    return []


def _backends(world: World) -> list[int]:
    """Those of the database's processes that serve a log-in of ours."""
    with suppress(Exception), world.owner() as owner:
        rows = owner.execute(
            "select pid from pg_stat_activity where usename in ('samtid_app', 'samtid_worker')"
        ).fetchall()
        return [pid for (pid,) in rows]
    return []


@contextmanager
def interrupted() -> Iterator[None]:
    """SIGTERM ends us as Ctrl-C does: with everything taken away."""

    def stop(*_: object) -> None:
        raise KeyboardInterrupt

    former = signal.signal(signal.SIGTERM, stop)
    try:
        yield
    finally:
        signal.signal(signal.SIGTERM, former)
