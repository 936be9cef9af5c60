"""Individuell plan (LSS 10 §): offered at the grant, made if wanted, reviewed at least every year."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from samtid.ground.reasons import Obstacle

from ..words import PlanKind
from .values import PLAN, SOME_WORDS, PlanSaid


def _latest(steps: Sequence[PlanSaid], *kinds: PlanKind) -> date | None:
    return max((one.on for one in steps if one.kind in kinds), default=None)


ENDS = (PlanKind.DECLINED, PlanKind.ENDED)


def _alive(steps: Sequence[PlanSaid], until: date | None = None) -> list[PlanSaid]:
    """What has happened since it was last declined or ended, to a day; of one day in the order it was written."""
    alive: list[PlanSaid] = []
    for one in sorted(steps, key=lambda step: step.on):
        if until is None or one.on <= until:
            alive = [] if one.kind in ENDS else [*alive, one]
    return alive


def _rests(steps: Sequence[PlanSaid], on: date) -> bool:
    """Whether there is a plan to review on a day."""
    return any(one.kind is PlanKind.MADE for one in _alive(steps, on))


def reviewed_on(steps: Sequence[PlanSaid]) -> date | None:
    """From which day the year to the next review is counted; None where there is no plan, or it is wanted no more.

    ``steps`` are those that stand, in the order they were written. A plan that ended does not rise again: another is made.
    """
    return _latest(_alive(steps), PlanKind.MADE, PlanKind.REVIEWED)


def is_wanted(steps: Sequence[PlanSaid]) -> bool:
    """Whether the last that was said is that the person wants it, or has it. Of the same day the one written last."""
    return any(one.kind is not PlanKind.OFFERED for one in _alive(steps))


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
    if any((one.kind, one.on) == (said.kind, said.on) for one in steps):
        found.append(Obstacle("Det är redan antecknat den dagen.", field="on"))
    if said.kind is PlanKind.ENDED and any(
        one.on > said.on and one.kind is not PlanKind.OFFERED for one in steps
    ):
        text = "Något om planen är antecknat efter den dagen. Skriv dagen då den upphörde, eller rätta det andra."
        found.append(Obstacle(text, PLAN, field="on"))
    if said.kind is PlanKind.REVIEWED and not _rests(steps, said.on):
        found.append(Obstacle("Det finns ingen plan att ompröva den dagen.", PLAN, field="kind"))
    return found


def obstacles_to_withdrawing(without: Sequence[PlanSaid], *, stands: bool, why: str) -> list[Obstacle]:
    """What stands in the way of saying that a note was wrong. ``without``: the steps that would then stand."""
    found = []
    if not stands:
        found.append(Obstacle("Anteckningen räknas redan inte."))
    if len(why.strip()) < SOME_WORDS:
        found.append(Obstacle("Skriv vad som var fel och hur du vet det.", field="why"))
    if any(one.kind is PlanKind.REVIEWED and not _rests(without, one.on) for one in without):
        found.append(Obstacle("Planen är omprövad efter det. Ta bort omprövningen först."))
    return found
