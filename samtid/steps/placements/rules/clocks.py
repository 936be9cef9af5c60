"""Från när fristerna räknas: told by what is known now, so that a correction counts as if it had always stood there."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time
from uuid import UUID

from samtid.ground.law import placements
from samtid.ground.law.rules import Rule
from samtid.ground.sweden import swedish_moment

from ..words import HomeKind

NOON = time(12)


@dataclass(frozen=True, slots=True)
class Lived:
    """Ett barn i ett hem: ``is_over`` when the child is gone because the home cannot go on."""

    home: UUID
    kind: HomeKind
    starts_at: datetime
    is_over: bool = False


@dataclass(frozen=True, slots=True)
class Round:
    """En omgång av en frist: from when it is counted, and whether it is a later round."""

    at: datetime
    again: bool = False
    in_time: bool = True  # whether the round before was met in time


def round_now(rule: Rule, since: datetime, began: date, done: Sequence[tuple[date, datetime]]) -> Round:
    """The round that runs when the clock began at ``since`` and was met by each of ``done`` (a day, and from when it counts).

    A round met in time is followed by one counted from when it was; one met late by the next of the days counted from when
    the care ``began``.
    """
    now = Round(since)
    legal = rule.due(since, began=began).legal
    for day, moment in done:
        in_time = legal is None or day <= legal
        now = Round(moment, again=True, in_time=in_time)
        legal = rule.due(moment, later_round=True, began=None if in_time else began).legal
    return now


def in_emergency_home(lived: Sequence[Lived]) -> bool:
    """Whether the child has its placement in a jour home, also while it is away from it."""
    return bool(lived) and not lived[-1].is_over and lived[-1].kind is HomeKind.EMERGENCY_HOME


def moment_of(day: date, at: datetime) -> datetime:
    """Noon of a day; on the very day before noon it is now, since nothing is counted from what has not been."""
    return min(at, swedish_moment(day, NOON))


def rounds_of_home(
    lived: Sequence[Lived], *, investigated_at: datetime | None, considered_at: datetime | None
) -> dict[Rule, Round]:
    """The clocks of the home where the child lives, or has its placement while it is away. ``lived`` is in order of time.

    The two years of SoL 22:14 are in the same home, and the two months of 22:4 in jour homes, whichever of them: a night
    in hospital begins neither anew. ``considered_at`` is when the committee last considered a transfer of custody.
    """
    if not lived or lived[-1].is_over:
        return {}
    last = lived[-1]
    found = {}
    if last.kind.is_lasting:
        since = _since(lived, lambda one: one.home == last.home)
        found[placements.CONSIDER_CUSTODY_TRANSFER] = (
            Round(since)
            if considered_at is None or considered_at < since
            else Round(considered_at, again=True)
        )
    if in_emergency_home(lived) and investigated_at is not None:
        since = _since(lived, lambda one: one.kind is HomeKind.EMERGENCY_HOME)
        found[placements.EMERGENCY_HOME] = Round(max(investigated_at, since))
    return found


def _since(lived: Sequence[Lived], same: Callable[[Lived], bool]) -> datetime:
    """When the unbroken row that ends with the last one began."""
    since = lived[-1].starts_at
    for one in reversed(lived):
        if not same(one):
            break
        since = one.starts_at
    return since
