"""Enheten som siffror: who works when, what comes in, how long it takes, and what is open now.

Time is counted in days from the first midnight; day ``d`` is from ``d`` to ``d + 1``. The calendar is the caller's:
what a day is (a weekend, New Year, the day that the clock is moved) is said by ``capacity`` and ``rate`` alone.
"""

from __future__ import annotations

from dataclasses import dataclass, fields
from typing import Any

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float64]
Ints = NDArray[np.int64]
ABSENT: Any = None  # filled in when the unit is made


class BadUnit(ValueError):
    """Enheten går inte att räkna på, and why in words."""


@dataclass(frozen=True, slots=True)
class Unit:
    """Enhet. ``s`` caseworkers, ``d`` days, ``k`` kinds of matter, ``m`` open matters, ``b`` tables of ``q`` quantiles.

    A caseworker has at most ``slots`` matters under way at once; each of them moves one working day forward for each
    day of ``capacity`` that its caseworker gives. A matter waits until somebody who is at work has room: by
    ``priority`` of its kind (lowest first), then by when it came. What somebody holds at the start stays with them,
    also above ``slots``.
    """

    capacity: Floats  # [s, d] working days that the caseworker gives in the day: 1 at work, 0 away, 0.75 with shorter days
    slots: Ints  # [s] matters under way at once
    rate: Floats  # [k, d] new matters expected in the day
    # [b, k, q] working days that a matter takes: values at the quantiles 0, 1/(q-1) … 1, rising. Run r uses table r % b,
    # so that how unsure the tables are is seen in the answers.
    work: Floats
    priority: Ints = ABSENT  # [k] lowest first
    limit: Floats = ABSENT  # [k] days from when a new matter comes to the end of its last day; inf: none
    onward: Floats = ABSENT  # [k, k] chance that a matter, when done, becomes one of the other kind; a row's sum is at most 1
    stream: Ints = (
        ABSENT  # [k] what the random numbers of its arrivals are made from: the same in every world
    )
    # what is open when it begins
    kind: Ints = ABSENT  # [m]
    age: Floats = ABSENT  # [m] days since it came
    done: Floats = ABSENT  # [m] working days that it has been under way
    holder: Ints = ABSENT  # [m] caseworker; -1 waits
    due: Floats = ABSENT  # [m] the end of the last day, in days from now: 1 is tonight; 0 or less has broken; inf has none
    scale: Floats = ABSENT  # [m] how long it takes beside the usual one of its kind
    name: Ints = ABSENT  # [m] its own number, from which its random numbers are made

    def __post_init__(self) -> None:
        kinds, open_now = self.rate.shape[0], 0 if self.kind is None else len(self.kind)
        fill: dict[str, Any] = {
            "priority": np.zeros(kinds, np.int64),
            "limit": np.full(kinds, np.inf),
            "onward": np.zeros((kinds, kinds)),
            "stream": np.arange(kinds, dtype=np.int64),
            "kind": np.zeros(0, np.int64),
            "age": np.zeros(open_now),
            "done": np.zeros(open_now),
            "holder": np.full(open_now, -1, np.int64),
            "due": np.full(open_now, np.inf),
            "scale": np.ones(open_now),
            "name": np.arange(open_now, dtype=np.int64),
        }
        for name, value in fill.items():
            if getattr(self, name) is None:
                object.__setattr__(self, name, value)
        _check(self)
        for one in fields(self):
            value = getattr(self, one.name)
            if isinstance(value, np.ndarray):
                value = np.ascontiguousarray(value, np.int64 if value.dtype.kind in "iu" else np.float64)
                value.setflags(write=False)
                object.__setattr__(self, one.name, value)

    @property
    def days(self) -> int:
        return int(self.capacity.shape[1])

    @property
    def weeks(self) -> int:
        """Whole weeks that are told of."""
        return self.days // 7

    @property
    def kinds(self) -> int:
        return int(self.rate.shape[0])

    @property
    def open(self) -> int:
        return len(self.kind)


def _check(unit: Unit) -> None:
    staff, days = unit.capacity.shape
    kinds, m = unit.rate.shape[0], len(unit.kind)
    tables = unit.work.shape
    shapes: dict[str, tuple[int, ...]] = {
        "slots": (staff,),
        "rate": (kinds, days),
        "priority": (kinds,),
        "limit": (kinds,),
        "onward": (kinds, kinds),
        "stream": (kinds,),
        **dict.fromkeys(("kind", "age", "done", "holder", "due", "scale", "name"), (m,)),
    }
    for name, shape in shapes.items():
        if getattr(unit, name).shape != shape:
            raise BadUnit(f"{name} har formen {getattr(unit, name).shape}; den ska ha {shape}.")
    if len(tables) != 3 or tables[0] < 1 or tables[1] != kinds or tables[2] < 2:
        raise BadUnit(f"work har formen {tables}; den ska ha (tabeller, {kinds}, minst två kvantiler).")
    if days < 7:
        raise BadUnit("Det behövs minst en vecka att räkna på.")
    for name in ("capacity", "rate", "work", "age", "done", "onward", "scale"):
        value = getattr(unit, name)
        if not np.all(np.isfinite(value)) or np.any(value < 0):
            raise BadUnit(f"{name} ska vara tal som inte är negativa.")
    if np.any(unit.scale == 0):
        raise BadUnit("scale ska vara större än 0.")
    if np.any(np.diff(unit.work, axis=2) < 0):
        raise BadUnit("work ska stiga längs kvantilerna.")
    if np.any(unit.onward.sum(axis=1) > 1 + 1e-9):
        raise BadUnit("En rad i onward ska inte summera till mer än 1.")
    if np.any(np.isnan(unit.due)) or np.any(np.isnan(unit.limit)):
        raise BadUnit("due och limit får inte vara nan; inf betyder att det inte finns någon frist.")
    if m and (unit.kind.min() < 0 or unit.kind.max() >= kinds):
        raise BadUnit("kind pekar på ett slag som inte finns.")
    if m and (unit.holder.min() < -1 or unit.holder.max() >= staff):
        raise BadUnit("holder pekar på en handläggare som inte finns.")
    if np.any(unit.slots < 0):
        raise BadUnit("slots ska inte vara negativt.")
