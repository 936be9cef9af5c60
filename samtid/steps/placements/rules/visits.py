"""Socialsekreterarens besök hos barnet: the plan that is in force, when it is time, and what a visit says."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, datetime, timedelta
from typing import Protocol, TypeVar

from samtid.ground.reasons import Obstacle
from samtid.ground.sweden import swedish_day

from .care import ALONE, SOME_WORDS


def obstacles_to_holding(
    *,
    at: datetime,
    held_at: datetime,
    began_at: datetime,
    ended_at: datetime | None,
    alone: bool,
    why_not: str,
    minutes: int,
) -> list[Obstacle]:
    """What stands in the way of noting a visit: talks are with the child alone, or it is said why not (SoL 22:11)."""
    found = []
    if swedish_day(held_at) < swedish_day(began_at):
        found.append(Obstacle("Det är innan vården började. Skriv det i journalen.", field="held_at"))
    if ended_at is not None and held_at > ended_at:
        found.append(Obstacle("Vården var avslutad då. Skriv det i journalen.", field="held_at"))
    if held_at > at:
        found.append(Obstacle("Anteckna besöket när det har varit.", field="held_at"))
    if not 1 <= minutes <= 720:
        found.append(Obstacle("Skriv hur många minuter.", field="minutes"))
    if not alone and len(why_not.strip()) < SOME_WORDS:
        found.append(Obstacle("Skriv varför du inte talade enskilt med barnet.", ALONE, field="why_not"))
    return found


class Visit(Protocol):
    """A visit as it is planned, held, or both."""

    planned_on: date | None
    planned_at: datetime
    held_at: datetime | None


SomeVisit = TypeVar("SomeVisit", bound=Visit)


def plan_in_force(visits: Iterable[SomeVisit]) -> SomeVisit | None:
    """The planned visit that waits: the one planned last, until a visit is held on its day or later.

    To plan anew is to move the visit. One that was before its day lets the plan stand: the child was promised it.
    """
    rows = list(visits)
    planned = [(one.planned_at, one.planned_on, one) for one in rows if one.planned_on is not None]
    if not planned:
        return None
    made_at, day, last = max(planned, key=lambda row: row[:2])
    held = [one.held_at for one in rows if one.held_at is not None]
    met = any(swedish_day(moment) >= day and moment >= made_at for moment in held)
    return None if met or last.held_at is not None else last


def visit_due(began_on: date, held: Iterable[date], days: int | None) -> date | None:
    """When the named secretary is next expected with the child. The law says regularly (SoL 22:12): how often is for the
    municipality to say, in ``days`` (Own.CHILD_VISIT), and nobody has when it is None.
    """
    return None if days is None else max([began_on, *held]) + timedelta(days=days)
