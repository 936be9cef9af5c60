"""Spela enheten framåt: the arrays that the compiled loop works in, and the answer."""

from __future__ import annotations

from typing import Any

import numpy as np

from .outcome import Difference, Outcome, difference
from .unit import BadUnit, Floats, Unit

RUNS = 400


def _sums(rows: Floats) -> Floats:
    summed = np.zeros((rows.shape[0], rows.shape[1] + 1))
    np.cumsum(rows, axis=1, out=summed[:, 1:])
    return summed


def simulate(unit: Unit, runs: int = RUNS, seed: int = 1) -> Outcome:
    """What ``runs`` runs came to. The same unit, runs and seed give the same answer, on every machine."""
    from ._run import play

    if runs < 1 or not 0 <= seed < 2**63:
        raise BadUnit("Det behövs minst en körning, och ett frö som är ett heltal från 0.")
    kinds, weeks, open_now = unit.kinds, unit.weeks, unit.open
    # new matters, and those that they become, with room to spare; twice as much when it was not enough
    room = int(2 * float(unit.rate.sum()) + 3 * open_now + 64)
    while True:
        told: dict[str, Any] = {
            "broken": np.zeros((runs, open_now), np.uint8),
            "waiting": np.zeros((runs, kinds, weeks)),
            "under_way": np.zeros((runs, kinds, weeks)),
            "late": np.zeros((runs, kinds, weeks)),
        }
        lead = np.zeros((2, runs, kinds, weeks))
        events = play(
            unit.capacity,
            _sums(unit.capacity),
            unit.slots,
            _sums(unit.rate),
            unit.work,
            unit.priority,
            unit.limit,
            unit.onward,
            unit.stream,
            unit.kind,
            unit.age,
            unit.done,
            unit.holder,
            unit.due,
            unit.scale,
            unit.name,
            seed,
            np.zeros((7, room)),
            np.zeros(room, np.uint64),
            np.zeros((2, room), np.int64),
            np.zeros(len(unit.slots), np.int64),
            np.zeros(room, np.int64),
            np.zeros((3, kinds)),
            *told.values(),
            lead,
            np.zeros((2, kinds), np.int64),
        )
        if events >= 0:
            break
        room *= 2
    for_whom = unit.due <= unit.days  # of the others nothing can be said
    return Outcome(
        **told,
        lead_days=lead[0],
        ended=lead[1],
        can_be_told=for_whom,
        tables=unit.work.shape[0],
        events=int(events),
    )


def compare(here: Unit, there: Unit, runs: int = RUNS, seed: int = 1) -> Difference:
    """Two worlds with the same chance: what ``there`` has more or less of than ``here``, run by run."""
    return difference(simulate(here, runs, seed), simulate(there, runs, seed))
