"""Makandet: from an empty, migrated database to a whole municipality, in some processes at once."""

from __future__ import annotations

import multiprocessing
import time
from collections.abc import Callable
from multiprocessing.context import SpawnProcess

from samtid.ground.words import Word

from ..organisation_plan import organisation_plan
from . import filling
from .filling import Wanted

PATIENCE = 0.2  # seconds between looks at how far it has come


class Stage(Word):
    """Vad som görs just nu."""

    ORGANISATION = "organisation", "Enheter, medarbetare och delegation"
    PEOPLE = "people", "Invånare och två års ärenden"
    WEEK = "week", "Veckans besök och det som pågår"


Told = Callable[[Stage, float], None]


class Broken(RuntimeError):
    """A worker process ended before its work was done; what it said is on stderr."""


def make(admin_url: str, wanted: Wanted, *, workers: int = 2, told: Told) -> None:
    """Makes the municipality in the database at ``admin_url``. Django must be set up with an ``owner`` alias."""
    from . import organisation

    told(Stage.ORGANISATION, 0.0)
    organisation.write(
        organisation_plan(wanted.code, seed=wanted.seed, size=wanted.size, on=wanted.until.date())
    )
    needs = list(wanted.town().needs())
    told(Stage.PEOPLE, 0.0)
    _together(filling.work, admin_url, wanted, workers, filling.amount(needs), Stage.PEOPLE, told)
    told(Stage.WEEK, 0.0)
    _together(filling.week, admin_url, wanted, workers, 0, Stage.WEEK, told)
    told(Stage.WEEK, 1.0)


def _together(
    task: Callable[..., None],
    admin_url: str,
    wanted: Wanted,
    workers: int,
    amount: int,
    stage: Stage,
    told: Told,
) -> None:
    """Runs the task in fresh processes, each with its part, and tells how far they have come."""
    context = multiprocessing.get_context("spawn")
    done = context.Value("q", 0)
    total = context.Value("q", amount)
    processes = [
        context.Process(target=task, args=(admin_url, wanted, part, workers, done, total), daemon=True)
        for part in range(workers)
    ]
    for process in processes:
        process.start()
    try:
        while any(process.is_alive() for process in processes):
            if any(process.exitcode not in (None, 0) for process in processes):
                raise Broken(f"{stage.label}: en av processerna slutade i förtid.")
            told(stage, done.value / max(1, total.value))
            time.sleep(PATIENCE)
        if any(process.exitcode != 0 for process in processes):
            raise Broken(f"{stage.label}: en av processerna slutade i förtid.")
    finally:
        _end(processes)
    told(stage, 1.0)


def _end(processes: list[SpawnProcess]) -> None:
    for process in processes:
        if process.is_alive():
            process.terminate()
    for process in processes:
        process.join(timeout=10)
