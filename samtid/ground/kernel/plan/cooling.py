"""Avkylning: which temperature belongs to which share of the budget.

The temperature falls geometrically. It begins at a share of what an ordinary move costs on the instance (the first
decile of random moves) and ends at a share of what the cheapest moves cost (the first hundredth): below that nothing
more is taken. Where to begin depends on how many trials each service will get: from high up the search chooses among
more basins, but it only pays when there is time to cool slowly enough on the way down.
"""

from __future__ import annotations

HOTTEST, MILDEST = 2.0, 0.2  # of what an ordinary move costs
COLD = 0.08  # of what the cheapest moves cost
AMPLE = 120_000  # trials per service with which the hottest start pays
SLOPE = 0.7
TELLING = 0.01  # share of the budget after which its size in trials is known well enough


def start(trials_per_service: float) -> float:
    """The first temperature, for a search that will make so many trials per service."""
    return rounded(min(HOTTEST, max(MILDEST, HOTTEST * (trials_per_service / AMPLE) ** SLOPE)))


def temperature(used: float, hot: float, cold: float) -> float:
    """The temperature when the share ``used`` (0–1) of the budget is gone."""
    return rounded(hot * (cold / hot) ** min(1.0, max(0.0, used)))


def rounded(value: float) -> float:
    """Nine digits, so that the last bit of a machine's arithmetic library does not steer a search."""
    return float(f"{value:.9g}")
