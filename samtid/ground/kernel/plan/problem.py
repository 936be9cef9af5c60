"""Planeringsproblem: one day of visits as frozen arrays that check themselves.

A *visit* (besök) needs one or two *services*; a service is one member of staff at one visit. Two services of a
visit, or of two visits, may be linked in time. Every number is in minutes from the start of the plan's day, every
weight in cost per minute (or per piece, where the term counts pieces). The model unites Mankowska, Meisel and
Bierwirth (2014) and Ceschia et al. (2026, UHHC) with what a Swedish home-care day needs.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field, fields
from typing import Any

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float64]
Ints = NDArray[np.int64]
Bools = NDArray[np.bool_]

MUST = float("inf")  # the cost of leaving out a visit that has to be made
HARD = float("inf")  # the weight of a term that has to be nothing
ABSENT: Any = None  # filled with the neutral value when the problem is made
LONGEST = 100_000.0  # minutes; ten weeks, so that a slip of unit is found
DEAREST = 1e6  # a weight; beyond this sums could lose their last digits
DEAREST_DROP = 1e9  # leaving a visit out


class BadProblem(ValueError):
    """Ogiltigt problem: one Swedish sentence that says what is wrong and where."""


@dataclass(frozen=True, slots=True)
class Weights:
    """Vikter: what each term of the objective costs.

    Per minute: travel, tardiness (the sum), worst_tardiness (the greatest), waiting, overtime, idle (the greatest
    idle time of any member of staff), fairness (the longest working time less the mean). Per piece: preference
    (a service by somebody the person has not asked for), continuity (times the unfamiliarity 0–1 of who comes),
    missed_lunch. The cost of leaving out a visit stands with the visit.

    A term that weighs ``HARD`` has to be nothing, and no price makes up for it: of two plans the one that breaks
    less of what is hard is the better, whatever it costs. So it is with overtime unless it is given a price: who
    works past the end of a shift has agreed to it, or the plan says that it cannot be carried out. ``forbidden`` is
    the price per minute that the search begins with on what is hard; it rises where that is not enough.
    """

    travel: float = 1.0
    tardiness: float = 1.0
    worst_tardiness: float = 1.0
    waiting: float = 0.0
    overtime: float = HARD
    idle: float = 0.0
    fairness: float = 0.0
    preference: float = 0.0
    continuity: float = 0.0
    missed_lunch: float = 0.0
    forbidden: float = 100.0

    def __post_init__(self) -> None:
        for item in fields(self):
            value = getattr(self, item.name)
            if np.isnan(value) or value < 0:
                raise BadProblem(f"Vikten {item.name} är {value}; den ska vara ett tal som inte är negativt.")
            if value > DEAREST and (value != HARD or item.name == "forbidden"):
                raise BadProblem(f"Vikten {item.name} är {value:g}; den får vara högst {DEAREST:g}.")


@dataclass(frozen=True, slots=True)
class Problem:
    """Planeringsproblem. ``n`` services, ``v`` visits, ``k`` staff, ``p`` places, ``m`` ways of travelling."""

    # services
    visit: Ints  # [n] the visit each service belongs to
    place: Ints  # [n] row in ``travel``
    duration: Floats  # [n]
    windows: Floats  # [n, w, 2] opens and closes; unused windows are nan, at the end of the row
    allowed: Bools  # [n, k] skills, barred staff and locks, already weighed together
    # staff
    start_place: Ints  # [k]
    end_place: Ints  # [k]
    travel: Floats  # [m, p, p]
    # what follows has a neutral default
    hard: Bools = ABSENT  # [n] the windows may not be missed at all
    drop: Floats = ABSENT  # [v] cost of leaving a visit out; MUST = it has to be made
    links: Ints = ABSENT  # [l, 2] first and second service
    gaps: Floats = ABSENT  # [l, 2] the second starts this many minutes after the first, min and max
    link_same_staff: Bools = ABSENT  # [l] one person may give both
    mode: Ints = ABSENT  # [k] row in ``travel``
    shift: Floats = ABSENT  # [k, 2]; nan = no shift
    lunch: Bools = ABSENT  # [k] has a right to lunch in ``lunch_window``
    lunch_window: tuple[float, float] = (0.0, 0.0)
    lunch_minutes: float = 30.0
    changeover: Floats = ABSENT  # [p] parking, stairs, keys: added to each arrival from elsewhere
    unwanted: Floats = ABSENT  # [n, k] 0–1, against the person's stated preference
    unfamiliar: Floats = ABSENT  # [n, k] 0–1, how little of the last weeks' visits this person made
    valid_from: Floats | None = None  # [n, k] earliest start: the delegation begins during the day
    valid_to: Floats | None = None  # [n, k] latest end: the delegation ends during the day
    late_at_end: bool = False  # tardiness counts from the end of the service instead of its start
    weights: Weights = field(default_factory=Weights)
    visit_names: tuple[str, ...] = ()
    service_names: tuple[str, ...] = ()
    staff_names: tuple[str, ...] = ()
    _services: list[list[int]] | None = field(default=None, init=False, repr=False, compare=False)

    def __post_init__(self) -> None:
        from ._check import check

        n, k = self.visit.shape[0], self.start_place.shape[0]
        v = int(self.visit.max()) + 1 if n else 0
        places = self.travel.shape[1] if self.travel.ndim == 3 else 0
        fill = {
            "hard": np.zeros(n, np.bool_),
            "drop": np.full(v, MUST),
            "links": np.zeros((0, 2), np.int64),
            "gaps": np.zeros((0, 2)),
            "mode": np.zeros(k, np.int64),
            "shift": np.full((k, 2), np.nan),
            "lunch": np.zeros(k, np.bool_),
            "changeover": np.zeros(places),
            "unwanted": np.zeros((n, k)),
            "unfamiliar": np.zeros((n, k)),
        }
        for name, value in fill.items():
            if getattr(self, name) is None:
                object.__setattr__(self, name, value)
        if self.link_same_staff is None:
            object.__setattr__(self, "link_same_staff", np.zeros(len(self.links), np.bool_))
        for name, stem, size in (("visit_names", "b", v), ("staff_names", "p", k)):
            if not getattr(self, name):
                object.__setattr__(self, name, tuple(f"{stem}{i}" for i in range(size)))
        if not self.service_names:
            object.__setattr__(self, "service_names", tuple("" for _ in range(n)))
        if HARD in (self.weights.tardiness, self.weights.worst_tardiness):
            object.__setattr__(self, "hard", np.ones(n, np.bool_))
        check(self)
        for item in fields(self):
            value = getattr(self, item.name)
            if isinstance(value, np.ndarray):
                value.setflags(write=False)

    @property
    def able(self) -> Bools:
        """Who may give what: also where a wish or a known face is a demand."""
        able = self.allowed
        if self.weights.preference == HARD:
            able = able & (self.unwanted == 0)
        if self.weights.continuity == HARD:
            able = able & (self.unfamiliar == 0)
        return able

    @property
    def n_services(self) -> int:
        return int(self.visit.shape[0])

    @property
    def n_staff(self) -> int:
        return int(self.start_place.shape[0])

    @property
    def n_visits(self) -> int:
        return len(self.visit_names)

    def service_label(self, i: int) -> str:
        """How a service is called in a message: the visit, and the kind of help if it has a name."""
        kind = self.service_names[i]
        visit = self.visit_names[int(self.visit[i])]
        return f"{visit}/{kind}" if kind else visit

    def services_of(self, visit: int) -> Sequence[int]:
        """The one or two services of a visit."""
        if self._services is None:
            found: list[list[int]] = [[] for _ in range(self.n_visits)]
            for i, v in enumerate(self.visit.tolist()):
                if 0 <= v < len(found):
                    found[v].append(i)
            object.__setattr__(self, "_services", found)
        assert self._services is not None
        return self._services[visit]
