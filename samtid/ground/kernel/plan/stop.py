"""Stoppregler: when the search has done enough.

A rule is any callable that takes a ``Progress`` and returns the share of its budget that is used, from 0 to 1;
1 or more stops the search. A plain yes or no is therefore a rule too (False = 0, True = 1). The share also
steers the cooling: with a rule that cannot tell how far it has come (it answers 0 until the end) the search
runs in rounds of growing length and cools down in each.
"""

from __future__ import annotations

import math
from collections.abc import Callable
from typing import NamedTuple


class Progress(NamedTuple):
    """Läget i sökningen: seconds and trials used, the best cost so far, trials since it fell."""

    seconds: float
    iterations: int = 0
    best: float = math.inf  # infinite while what is hard is still broken
    since_best: int = 0


Stop = Callable[[Progress], float]


def after_seconds(seconds: float) -> Stop:
    """Stop after so many seconds of clock time (not counting compilation)."""
    return lambda now: now.seconds / seconds if seconds > 0 else 1.0


def after_iterations(count: int) -> Stop:
    """Stop after so many trials: the only rule with which two runs give the very same plan."""
    return lambda now: now.iterations / count if count > 0 else 1.0


def without_gain(count: int) -> Stop:
    """Stop when so many trials in a row have not improved the best plan."""
    return lambda now: float(now.since_best >= count)


def at_target(cost: float) -> Stop:
    """Stop as soon as the cost is at most ``cost``."""
    return lambda now: float(now.best <= cost + 1e-9)


def first_of(*rules: Stop) -> Stop:
    """Stop when any of the rules does."""
    return lambda now: max(rule(now) for rule in rules)
