"""Makandet: from an empty, migrated database to a whole municipality, in some processes at once."""

from __future__ import annotations

import multiprocessing
import os
import time
from collections.abc import Callable
from multiprocessing.context import SpawnContext, SpawnProcess
from threading import Event

from django.db import transaction

from samtid.ground.sweden import swedish_day
from samtid.ground.words import Word

from ..organisation_plan import organisation_plan
from . import done, filling
from .filling import Progress, Together, Wanted
from .order import Part

PATIENCE = 0.2  # seconds between looks at how far it has come
MOST_PROCESSES = 8


class Stage(Word):
    """Vad som görs just nu."""

    ORGANISATION = "organisation", "Enheter, medarbetare och delegation"
    PEOPLE = "people", "Det som väntar i dag, med två års bakgrund"
    NOTES = "notes", "Anteckningar och utkast"
    AT_HOME = "at_home", "De som får hjälp hemma"
    WEEK = "week", "Veckans besök i hemmet"
    OTHERS = "others", "Övriga ärenden"
    LAST = "last", "Övriga besök och öppnade akter"


STAGES: dict[Part, tuple[Stage, Stage]] = {
    Part.FIRST: (Stage.PEOPLE, Stage.NOTES),
    Part.WEEK: (Stage.AT_HOME, Stage.WEEK),
    Part.REST: (Stage.OTHERS, Stage.LAST),
}
Told = Callable[[Stage, float], None]


class Broken(RuntimeError):
    """A worker process ended before its work was done; what it said is on stderr."""


def make(admin_url: str, wanted: Wanted, *, workers: int = 0, told: Told) -> int:
    """Makes what must be there before anybody is let in, in the database at ``admin_url``; what is there it leaves.

    Django must be set up with an ``owner`` alias. Returns how many parts the whole municipality is made of.
    """
    return _together(Part.FIRST, admin_url, wanted, workers or processes(), told)


def go_on(
    part: Part,
    admin_url: str,
    wanted: Wanted,
    *,
    workers: int = 0,
    told: Told,
    gently: bool = False,
    until: Event | None = None,
) -> None:
    """Makes a later part. ``gently`` while somebody looks at the pages; ends early when ``until`` is set."""
    _together(part, admin_url, wanted, workers or processes(), told, gently=gently, until=until)


def processes() -> int:
    """One for each core that this program may use, and two at least: one works while the database does for the other."""
    has = len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1
    return max(2, min(MOST_PROCESSES, has))


def organise(wanted: Wanted) -> None:
    """The organisation, once."""
    from . import booking, organisation, placing, pricing

    if done.has_begun(organisation.OWNER):
        return
    with transaction.atomic(using=organisation.OWNER):
        organisation.write(
            organisation_plan(wanted.code, seed=wanted.seed, size=wanted.size, on=swedish_day(wanted.until))
        )
        placing.register(wanted, organisation.OWNER)
        pricing.price(organisation.OWNER)
        booking.book(wanted, organisation.OWNER)
        done.begin(organisation.OWNER)


def _together(
    part: Part,
    admin_url: str,
    wanted: Wanted,
    workers: int,
    told: Told,
    *,
    gently: bool = False,
    until: Event | None = None,
) -> int:
    """Runs the part in fresh processes and tells how far they have come."""
    done.wait_for_others(admin_url)
    context = multiprocessing.get_context("spawn")
    shared = Together(
        context.Event(),
        context.Barrier(workers),
        _progress(context),
        _progress(context),
        context.Value("q", 0),
    )
    started = [
        context.Process(
            target=filling.work,
            args=(admin_url, wanted, part, shared),
            kwargs={"gently": gently},
            daemon=True,
        )
        for _ in range(workers)
    ]
    for process in started:
        process.start()
    try:
        if part is Part.FIRST:
            told(Stage.ORGANISATION, 0.0)
            organise(wanted)
        shared.ready.set()
        while any(process.is_alive() for process in started):
            _see(started, part)
            if until is not None and until.is_set():
                return 0
            _tell(shared, STAGES[part], told)
            time.sleep(PATIENCE)
        _see(started, part)
        _tell(shared, STAGES[part], told)
    finally:
        _end(started)
    _lock_places()
    return int(shared.parts.value)


def _lock_places() -> None:
    """Nobody sends a form here, so what is protected is locked when all are done."""
    from samtid.base.people import sealed_place

    from . import organisation

    with transaction.atomic(using=organisation.OWNER):
        sealed_place.settle(organisation.OWNER)


def _progress(context: SpawnContext) -> Progress:
    return Progress(*(context.Value("q", 0) for _ in range(3)))


def _tell(shared: Together, stages: tuple[Stage, Stage], told: Told) -> None:
    """The stage they are in: the tasks once somebody has come to them."""
    stage, progress = stages[0], shared.households
    if shared.tasks.total.value:
        told(stage, 1.0)
        stage, progress = stages[1], shared.tasks
    told(stage, progress.done.value / max(1, progress.total.value))


def _see(started: list[SpawnProcess], part: Part) -> None:
    codes = {process.exitcode for process in started} - {None, 0}
    if filling.FULL in codes:
        raise Broken("Disken är full. Frigör plats och starta igen.")
    if filling.AWAY in codes:
        raise Broken("Databasen slutade svara.")
    if codes:
        raise Broken(f"{part.label}: en av processerna slutade i förtid.")


def _end(started: list[SpawnProcess]) -> None:
    for process in started:
        if process.is_alive():
            process.terminate()
    for process in started:
        process.join(timeout=10)
