"""Styrdiagram (XmR): natural process limits from the moving ranges, and what lies outside what chance explains.

D. J. Wheeler, *Understanding Variation* (2nd ed. 2000) and *Making Sense of Data* (2003): the limits are the mean
± 2.66 times the mean moving range between neighbours, 2.66 = 3 / 1.128. What counts as a signal is two of his
rules: a value outside the limits, and eight in a row on one side of the mean. The others he names are left out:
each adds false alarms, and a page that cries wolf is not opened.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum
from itertools import pairwise

LIMIT = (
    2.66  # three standard deviations of single values, by the mean moving range of two: 3 / d2, d2 = 1.128
)
RUN = 8
BASE = 12  # values that the limits are made of, when there are so many
FEWEST = 6  # with fewer than that there are no limits to speak of


class Signal(StrEnum):
    """Varför ett värde är en signal."""

    OUTSIDE = "outside"
    RUN = "run"


@dataclass(frozen=True, slots=True)
class Phase:
    """En period med samma läge: from the value ``first`` to ``last`` (both included), mean and natural limits."""

    first: int
    last: int
    mean: float
    low: float
    high: float


@dataclass(frozen=True, slots=True)
class Chart:
    """Diagrammet: its phases, and the signals by the value's place. No phases: too few values."""

    phases: tuple[Phase, ...]
    signals: dict[int, Signal]

    @property
    def latest(self) -> Phase | None:
        """The level that holds now."""
        return self.phases[-1] if self.phases else None


def xmr(
    values: Sequence[float | None], least: float | None = None, most: float | None = None, base: int = BASE
) -> Chart:
    """Limits and signals of a row of values in order of time; ``None`` where there is none.

    The limits come from the first ``base`` values and stand, so that a change cannot hide in its own limits. Eight
    in a row on one side of the mean is a new level: a new phase begins with the first of the eight, its limits from
    its own values. ``least`` and ``most`` are what the measure cannot pass (0 and 100 for a share).
    """
    known = [(place, value) for place, value in enumerate(values) if value is not None]
    phases: list[Phase] = []
    signals: dict[int, Signal] = {}
    begin = 0
    while len(known) - begin >= FEWEST:
        part = known[begin:]
        mean, reach = _limits([value for _, value in part[:base]])
        turn = _turn([value for _, value in part], mean, min(base, len(part)))
        end = len(part) if turn is None else turn
        low, high = mean - reach, mean + reach
        phases.append(
            Phase(
                first=part[0][0],
                last=part[end - 1][0],
                mean=mean,
                low=low if least is None else max(low, least),
                high=high if most is None else min(high, most),
            )
        )
        for place, value in part[:end]:
            if not low - 1e-9 <= value <= high + 1e-9:
                signals[place] = Signal.OUTSIDE
        if turn is None:
            break
        signals.setdefault(part[turn][0], Signal.RUN)
        begin += turn
    return Chart(tuple(phases), signals)


def _limits(values: Sequence[float]) -> tuple[float, float]:
    """The mean, and how far the natural limits are from it."""
    moved = [abs(after - before) for before, after in pairwise(values)]
    return sum(values) / len(values), LIMIT * sum(moved) / len(moved)


def _turn(values: Sequence[float], mean: float, base: int) -> int | None:
    """Where the first eight in a row on one side of the mean begin that end after the base; nothing if none do.

    A run is no new level until there is room for limits of its own: it ends outside what the limits were made of.
    """
    side, length = 0, 0
    for place, value in enumerate(values):
        now = (value > mean) - (value < mean)
        length = length + 1 if now == side and now else 1
        side = now
        if side and length >= RUN and place >= base and place - RUN + 1 > 0:
            return place - RUN + 1
    return None
