"""Fyllningen: worker processes that play the households, each its share, as the owner of the database.

The owner is not stopped by row-level security, which makes it quick; who may do what is checked all the same
by the actions' own rules and by the functions in the database, which ask whose stamp it is.
"""

from __future__ import annotations

import gc
import os
import signal
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from multiprocessing.sharedctypes import Synchronized
from typing import TYPE_CHECKING
from urllib.parse import urlencode

from ..volumes import Need, Size, Town

if TYPE_CHECKING:
    from django.db.backends.base.base import BaseDatabaseWrapper


@dataclass(frozen=True, slots=True)
class Wanted:
    """Beställningen: what makes one municipality the same as another."""

    code: str
    seed: int
    size: Size
    until: datetime

    def town(self) -> Town:
        return Town(self.code, seed=self.seed, size=self.size, until=self.until)

    @property
    def label(self) -> str:
        """What chance is drawn from."""
        return f"{self.code}/{self.seed}/{self.size}"


def owner_url(admin_url: str) -> str:
    """The administrator's address, stepped into the owner's role, without waiting for the disk at each commit."""
    options = {"assume_role": "samtid_owner", "options": "-c synchronous_commit=off"}
    return f"{admin_url}{'&' if '?' in admin_url else '?'}{urlencode(options)}"


def enter(admin_url: str) -> None:
    """Makes this process one that fills: Django with the owner's connection as its own.

    Ctrl-C is for the process that started it, which ends this one.
    """
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    os.environ["SAMTID_DATABASE_URL"] = owner_url(admin_url)
    os.environ["DJANGO_SETTINGS_MODULE"] = "samtid.config.settings"
    import django

    django.setup()
    from django.db import connection

    quicken(connection)
    # millions of short-lived rows: looking through what lives on costs more than it gives back
    gc.freeze()
    gc.set_threshold(100_000, 20, 20)


def quicken(connection: BaseDatabaseWrapper) -> None:
    """No savepoint inside an action: what is refused is rolled back with its whole household (play).

    The same few hundred statements come again and again, so Django keeps its wording of them (compiling) and the
    database its plans.
    """
    from . import compiling

    connection.features.uses_savepoints = False
    compiling.use(connection)
    connection.settings_dict["OPTIONS"] |= {"server_side_binding": True, "prepare_threshold": 3}


def shares(needs: list[Need], parts: int) -> list[list[list[Need]]]:
    """The households dealt out so that each part has about as much to do; the same whatever the parts."""
    from .play import households

    found = sorted(households(needs).values(), key=lambda some: (-_work(some), some[0].household.key))
    dealt: list[list[list[Need]]] = [[] for _ in range(parts)]
    load = [0] * parts
    for some in found:
        least = load.index(min(load))
        dealt[least].append(some)
        load[least] += _work(some)
    return dealt


def _work(needs: list[Need]) -> int:
    return sum(2 + len(need.course.steps) for need in needs)


def play(wanted: Wanted, mine: list[list[Need]]) -> Iterator[int]:
    """Plays some households; yields how much of the work each was."""
    from django.db import connection

    from .held import Held
    from .play import Player
    from .staffing import Staffing

    held = Held(connection)
    player = Player(Staffing(), seed=wanted.label, until=wanted.until, together=held.household)
    for needs in sorted(mine, key=lambda some: some[0].household.key):
        for refusal in player.play(needs).refused:
            print(f"  Ett behov lämnades utanför, {refusal}", file=sys.stderr)
        yield _work(needs)


def amount(needs: list[Need]) -> int:
    """All the work there is."""
    return _work(needs)


def work(
    admin_url: str, wanted: Wanted, part: int, parts: int, done: Synchronized[int], total: Synchronized[int]
) -> None:
    """One worker process from beginning to end: its share of the households."""
    enter(admin_url)
    needs = list(wanted.town().needs())
    for some in play(wanted, shares(needs, parts)[part]):
        with done.get_lock():
            done.value += some


def week(
    admin_url: str, wanted: Wanted, part: int, parts: int, done: Synchronized[int], total: Synchronized[int]
) -> None:
    """One worker process from beginning to end: its share of the week's visits, and the last touches."""
    enter(admin_url)
    from . import ongoing

    tasks = ongoing.tasks(wanted, wanted.town().needs())
    mine = tasks[part::parts]
    with total.get_lock():
        total.value += len(mine)
    for task in mine:
        task()
        with done.get_lock():
            done.value += 1
