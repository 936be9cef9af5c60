"""Flödeskärnan: how a unit's matters wait, are worked on and get done, and which time limits break.

``simulate(unit, runs, seed)`` plays a ``Unit`` (frozen arrays that check themselves) forward and answers with an
``Outcome``: the chance that each open time limit breaks, and queue, lead time and breaches week by week, each with
an interval. ``compare`` plays two worlds with the same random numbers. ``fit`` makes the tables of a unit from its
own history. The compiled loop is imported when it is first needed; numpy and numba come with ``samtid[plan]``.
"""

from __future__ import annotations

from .fit import FEWEST, Past, quantile_tables, rates_of
from .outcome import Band, Difference, Outcome, difference
from .simulate import compare, simulate
from .unit import BadUnit, Unit
from .worlds import merged, with_demand, with_hours, with_people

__all__ = [
    "FEWEST",
    "BadUnit",
    "Band",
    "Difference",
    "Outcome",
    "Past",
    "Unit",
    "compare",
    "difference",
    "merged",
    "quantile_tables",
    "rates_of",
    "simulate",
    "with_demand",
    "with_hours",
    "with_people",
]
