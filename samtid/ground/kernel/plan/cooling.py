"""Avkylning: which temperature belongs to which share of the budget.

The temperature falls geometrically. It begins at a share of what an ordinary move costs on the instance (the first
decile of random moves) and ends at a share of what the cheapest moves cost (the first hundredth): below that nothing
more is taken. Where to begin depends on how many trials each service will get: from high up the search chooses among
more basins, but it only pays when there is time to cool slowly enough on the way down.

How many work at all, and with which skills, is settled at about a tenth of an ordinary move and hardly ever changed
below, and one quick cooling tells nearly as well as a slow one whether it was settled well. So a long search first
sends out scouts, quick coolings each from the first plan, and then warms the best of what was found and cools it
again, time after time. With ample time most of those begin high enough to choose anew and the last ones mildly,
which makes the best of what was chosen; where little but travel is priced, more scouts are sent, and what they
agree on leads the coolings that choose anew (``consensus``). With less time, each begins less high than the one
before: thermal cycling (Möbius et al. 1997, Physical Review Letters 79, 4297–4301). On a small day where little but
travel and lateness is priced, quick coolings from higher up mostly do better than either; a large or rich one has
no time to find its way down in them.
"""

from __future__ import annotations

from itertools import pairwise
from typing import NamedTuple

HOTTEST, MILDEST = 2.0, 0.5  # of what an ordinary move costs
COLD = 0.08  # of what the cheapest moves cost
AMPLE = 120_000  # trials per service with which the hottest start pays
SLOPE = 0.4  # of how a scout's start rises towards it: one of several may well begin high
ONLY = 0.8  # of what an ordinary move costs: the mildest start of a cooling that is the only one
TELLING = 0.01  # share of the budget after which its size in trials is known well enough

HALF_COLD = 0.2  # of what the cheapest moves cost: where every cooling but the last ends
WARM = 0.3  # of what an ordinary move costs: where a cooling from the best plan chooses anew
POLISH = 0.1  # the same, for the last ones when time is ample: the best is made better
MILD = 0.08  # the same, for the last of the shorter cycles
TRIALS_CYCLE = 22_000  # trials per service of such a cycle

SMALL = 150  # services of a day that is small
QUICK_WARM, QUICK_AGAIN = 0.6, 4  # where its quick coolings from the best plan begin, and how many they are
QUICK_TRIALS = 60_000  # trials per service that all of it needs, scouts too
QUICK_SCOUTS = 2


class Way(NamedTuple):
    """How the budget is shared out. Trials are per service, as counted while it is hot: half as many as later."""

    scouting: float  # share of the budget for scouts
    scout: int  # trials that a scout needs
    most_scouts: int
    again: int  # trials that a cooling from the best plan needs when time is ample
    most: int  # such coolings
    polish: float  # share of them that begin mildly


LED = Way(5 / 12, 12_000, 16, 25_000, 8, 3 / 7)  # what many scouts agree on leads
ALONE = Way(1 / 3, 20_000, 8, 40_000, 12, 1 / 3)
FEWEST_AGAIN = 4  # coolings from the best plan, for time to be ample
FEWEST_LEADING = 6  # scouts, for what they agree on to tell enough


class Leg(NamedTuple):
    """Etapp: one cooling, between two shares of the budget. ``hot`` in ordinary, ``cold`` in cheapest moves.

    ``fresh``: it begins from the first plan, otherwise from the best so far. ``led``: by what the scouts agree on.
    """

    begins: float
    ends: float
    hot: float
    cold: float
    fresh: bool = False
    led: bool = False


def legs(trials_per_service: float, services: int, plain: bool) -> tuple[Leg, ...]:
    """The coolings of a search that will make so many trials per service.

    ``plain``: only travel, lateness and preferences are priced.
    """
    led = plain and LED.scouting * trials_per_service >= FEWEST_LEADING * LED.scout
    way = LED if led else ALONE
    rest = (1 - way.scouting) * trials_per_service
    quick = plain and services <= SMALL and trials_per_service >= QUICK_TRIALS and not led
    scouts = (
        QUICK_SCOUTS if quick else min(way.most_scouts, int(way.scouting * trials_per_service / way.scout))
    )
    if scouts < 2:
        return (one(trials_per_service),)
    each = way.scouting / scouts
    heats = (QUICK_WARM,) * QUICK_AGAIN if quick else again(rest, way)
    hot = start(trials_per_service * each)
    sent = tuple(Leg(i * each, (i + 1) * each, hot, HALF_COLD, fresh=True) for i in range(scouts))
    share = (1 - sent[-1].ends) / len(heats)
    bounds = [*(sent[-1].ends + share * i for i in range(len(heats))), 1.0]
    colds = [HALF_COLD] * (len(heats) - 1) + [COLD]
    return (
        *sent,
        *(
            Leg(*ends, hot, cold, led=led and hot == WARM)
            for ends, hot, cold in zip(pairwise(bounds), heats, colds, strict=True)
        ),
    )


def again(trials_per_service: float, way: Way) -> tuple[float, ...]:
    """Where each cooling from the best plan begins, when there are so many trials per service for all of them."""
    ample = int(trials_per_service / way.again)
    if ample >= FEWEST_AGAIN:
        count = min(way.most, ample)
        polish = int(count * way.polish)
        return (WARM,) * (count - polish) + (POLISH,) * polish
    cycles = max(2, int(trials_per_service / TRIALS_CYCLE))
    return tuple(rounded(WARM * (MILD / WARM) ** (i / (cycles - 1))) for i in range(cycles))


def one(trials_per_service: float) -> Leg:
    """A single cooling over the whole budget."""
    hot = min(HOTTEST, max(ONLY, HOTTEST * trials_per_service / AMPLE))
    return Leg(0.0, 1.0, rounded(hot), COLD)


def start(trials_per_service: float) -> float:
    """The first temperature of a scout of so many trials per service."""
    return rounded(min(HOTTEST, max(MILDEST, HOTTEST * (trials_per_service / AMPLE) ** SLOPE)))


def temperature(leg: Leg, used: float, ordinary: float, cheapest: float) -> float:
    """The temperature when the share ``used`` (0–1) of the budget is gone, given what moves cost."""
    hot = leg.hot * ordinary
    cold = min(hot, leg.cold * cheapest)
    way = (used - leg.begins) / (leg.ends - leg.begins)
    return rounded(hot * (cold / hot) ** min(1.0, max(0.0, way)))


def rounded(value: float) -> float:
    """Nine digits, so that the last bit of a machine's arithmetic library does not steer a search."""
    return float(f"{value:.9g}")
