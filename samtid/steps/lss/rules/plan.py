"""Individuell plan (LSS 10 §): offered at the grant, made if wanted, reviewed at least every year."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from samtid.ground.reasons import Obstacle

from ..words import PlanKind
from .values import PLAN, SOME_WORDS, PlanSaid


def _latest(steps: Sequence[PlanSaid], *kinds: PlanKind) -> date | None:
    return max((one.on for one in steps if one.kind in kinds), default=None)


def reviewed_on(steps: Sequence[PlanSaid]) -> date | None:
    """From which day the year to the next review is counted; None where there is no plan, or it is wanted no more.

    ``steps`` are those that stand, in the order they were written.
    """
    made = _latest(steps, PlanKind.MADE, PlanKind.REVIEWED)
    return made if made is not None and is_wanted(steps) else None


def is_wanted(steps: Sequence[PlanSaid]) -> bool:
    """Whether the last that was said is that the person wants it, or has it. Of the same day the one written last."""
    said = [one for one in steps if one.kind is not PlanKind.OFFERED]
    last = max(enumerate(said), key=lambda pair: (pair[1].on, pair[0]))[1].kind if said else PlanKind.DECLINED
    return last not in (PlanKind.DECLINED, PlanKind.ENDED)


def obstacles_to_plan_step(
    said: PlanSaid, text: str, steps: Sequence[PlanSaid], *, today: date, granted_on: date | None
) -> list[Obstacle]:
    """What stands in the way of noting it. ``granted_on``: the first grant by LSS; a plan is for one who has it."""
    found = []
    if granted_on is None:
        found.append(
            Obstacle("En individuell plan erbjuds den som har beviljats en insats enligt LSS.", PLAN)
        )
    elif said.on < granted_on:
        found.append(
            Obstacle("Det är före den första beviljade insatsen. Kontrollera dagen.", PLAN, field="on")
        )
    if said.on > today:
        found.append(Obstacle("Det har inte hänt än. Skriv dagen när det hände.", field="on"))
    if said.kind in (PlanKind.MADE, PlanKind.REVIEWED) and len(text.strip()) < SOME_WORDS:
        found.append(Obstacle("Skriv vad planen säger eller vad omprövningen gav.", PLAN, field="text"))
    if said.kind is PlanKind.REVIEWED and not any(
        one.kind is PlanKind.MADE and one.on <= said.on for one in steps
    ):
        found.append(Obstacle("Det finns ingen plan att ompröva den dagen.", PLAN, field="kind"))
    return found


def obstacles_to_withdrawing(without: Sequence[PlanSaid], *, stands: bool, why: str) -> list[Obstacle]:
    """What stands in the way of saying that a note was wrong. ``without``: the steps that would then stand."""
    found = []
    if not stands:
        found.append(Obstacle("Anteckningen räknas redan inte."))
    if len(why.strip()) < SOME_WORDS:
        found.append(Obstacle("Skriv vad som var fel och hur du vet det.", field="why"))
    first = min((one.on for one in without if one.kind is PlanKind.MADE), default=None)
    if any(one.kind is PlanKind.REVIEWED and (first is None or one.on < first) for one in without):
        found.append(Obstacle("Planen är omprövad efter det. Ta bort omprövningen först."))
    return found
