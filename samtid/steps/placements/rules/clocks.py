"""Från när fristerna räknas: told by what is known now, so that a correction counts as if it had always stood there."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from samtid.ground.law import placements
from samtid.ground.law.rounds import Round
from samtid.ground.law.rules import Rule

from ..words import HomeKind


@dataclass(frozen=True, slots=True)
class Lived:
    """Ett barn i ett hem: ``is_over`` when the child is gone because the home cannot go on."""

    home: UUID
    kind: HomeKind
    starts_at: datetime
    is_over: bool = False


def in_emergency_home(lived: Sequence[Lived]) -> bool:
    """Whether the child has its placement in a jour home, also while it is away from it."""
    return bool(lived) and not lived[-1].is_over and lived[-1].kind is HomeKind.EMERGENCY_HOME


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
