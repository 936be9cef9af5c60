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
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime
from multiprocessing.sharedctypes import Synchronized
from multiprocessing.synchronize import Barrier, Event
from typing import TYPE_CHECKING, TypeVar
from urllib.parse import urlencode

import psycopg
from django.db.utils import OperationalError

from samtid.base.access.logins import OWNER
from samtid.doors.running.parent import end_with

from ..volumes import Size, Town
from .order import Household, Part, amount, ordered

if TYPE_CHECKING:
    from django.db.backends.base.base import BaseDatabaseWrapper

    from .held import Held

T = TypeVar("T")
# How a process ends when the database has no more room, or is gone.
FULL, AWAY = 28, 69
PATIENCE = 900  # seconds that one process waits for the others to have come as far


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
    options = {"assume_role": OWNER, "options": "-c synchronous_commit=off"}
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


@dataclass(frozen=True, slots=True)
class Progress:
    """Hur långt de kommit tillsammans: the next job to take, and how much is done of how much."""

    taken: Synchronized[int]
    done: Synchronized[int]
    total: Synchronized[int]

    def each(self, jobs: list[T], starter: int) -> Iterator[T]:
        """The jobs that nobody else has taken; ends when ``starter``, whose process this is, is gone."""
        while os.getppid() == starter:
            with self.taken.get_lock():
                number = self.taken.value
                self.taken.value += 1
            if number >= len(jobs):
                return
            yield jobs[number]

    def add(self, amount: int) -> None:
        """So much more is done."""
        with self.done.get_lock():
            self.done.value += amount


@dataclass(frozen=True, slots=True)
class Together:
    """Det som processerna delar: when the organisation is there, that all have come so far, and how far."""

    ready: Event
    met: Barrier
    households: Progress
    tasks: Progress
    parts: Synchronized[int]


def work(admin_url: str, wanted: Wanted, part: Part, together: Together, *, gently: bool) -> None:
    """One worker process from beginning to end: its share of the households, then of what is done when all are there.

    ``gently`` leaves the machine to whoever looks at the pages meanwhile.
    """
    starter = os.getppid()
    end_with(starter)
    try:
        _work(admin_url, wanted, part, together, starter, gently=gently)
    except OperationalError as error:
        # one line is said by the one who started us (making), and not a page of ours
        is_full = isinstance(error.__cause__, psycopg.errors.DiskFull)
        raise SystemExit(FULL if is_full else AWAY) from None


def _work(
    admin_url: str, wanted: Wanted, part: Part, together: Together, starter: int, *, gently: bool
) -> None:
    if gently and hasattr(os, "nice"):
        os.nice(10)
    enter(admin_url)
    from django.conf import settings
    from django.db import connection

    from . import done, ongoing
    from .held import Held

    # a page is waited for by somebody; here one process waits for the other's household, and on a busy machine that is long
    settings.LOCK_SECONDS = settings.STATEMENT_SECONDS = 0
    needs = list(wanted.town().needs())
    order = ordered(needs)
    together.ready.wait()
    done.be_at_work()
    held = Held(connection)
    before = done.known()
    left = [some for some in order[part] if name_of(some) not in before]
    together.households.total.value = max(1, sum(map(amount, left)))
    play(wanted, together.households, left, held, starter)
    if together.met.wait(PATIENCE) == 0:  # one of them
        look_through()
    together.met.wait(PATIENCE)
    if os.getppid() != starter:
        return
    all_tasks = ongoing.tasks(wanted, needs)
    together.parts.value = sum(map(len, order.values())) + len(all_tasks)
    tasks = [task for task in all_tasks if task.part is part and task.name not in before]
    together.tasks.total.value = max(1, len(tasks))
    for task in together.tasks.each(tasks, starter):
        with held.household():
            task.run()
            done.mark(task.name)
        together.tasks.add(1)


def play(wanted: Wanted, progress: Progress, left: list[Household], held: Held, starter: int) -> None:
    """Plays households until there are no more."""
    from . import done
    from .play import Player
    from .staffing import Staffing

    at_work = ""

    @contextmanager
    def marked() -> Iterator[None]:
        with held.household():
            yield
            done.mark(at_work)

    player = Player(Staffing(), seed=wanted.label, until=wanted.until, together=marked)
    for needs in progress.each(left, starter):
        at_work = name_of(needs)
        for refusal in player.play(needs).refused:
            print(f"  Ett behov lämnades utanför, {refusal}", file=sys.stderr)
        progress.add(amount(needs))


def look_through() -> None:
    """Lets the database see how much has come, so that it finds its way in it."""
    from django.db import connection

    with connection.cursor() as cursor:
        cursor.execute("analyze")


def name_of(household: Household) -> str:
    """What the household is called among that which is done."""
    return f"household/{household[0].household.key}"
