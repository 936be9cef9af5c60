"""Det som sägs, som värden."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date

from samtid.ground.reasons import Obstacle

from ..words import Answer, AskedBy, Group, Otherwise, PlanKind, Residence

GROUP = "LSS 1 §"
RIGHT = "LSS 7 §"
ASKS = "LSS 8 §"
PLAN = "LSS 10 §"
MUNICIPALITY = "LSS 16–16 d §§"
APPEAL = "LSS 27 §"
SOME_WORDS = 20  # signs: a word is no reason
# The code of the catalogue → its point in LSS 9 §. Point 1 is the region's.
MEASURES: Mapping[str, int] = {
    "lss_assistance": 2,
    "lss_companion": 3,
    "lss_contact": 4,
    "lss_relief": 5,
    "lss_short_stay": 6,
    "lss_short_supervision": 7,
    "lss_child_housing": 8,
    "lss_housing": 9,
    "lss_daily": 10,
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Assessed:
    """Bedömningen av personkretsen. ``criteria`` by ``Criterion``, the answers ``Met`` of 1 § 3; empty for another group.

    ``effect``: what a change means for decisions that were made on what stood before.
    """

    answer: Answer
    group: Group | None = None
    criteria: Mapping[str, str] = field(default_factory=dict)
    reason: str
    why: str = ""
    effect: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Weighed:
    """Prövningen av en insats: who asks, which municipality, the need, whether it is met, and good living conditions."""

    asked_by: AskedBy
    unable: str = ""
    residence: Residence
    need: str = ""
    otherwise: Otherwise | None = None
    good_living: str = ""
    sol_note: str = ""


@dataclass(frozen=True, slots=True)
class PlanSaid:
    """Något som hände med den individuella planen."""

    kind: PlanKind
    on: date


def measure_law(code: str) -> str:
    """``LSS 9 § 5``; the paragraph alone for what is no measure of it."""
    point = MEASURES.get(code)
    return f"LSS 9 § {point}" if point else "LSS 9 §"


def group_law(group: str) -> str:
    """``LSS 1 § 3``; the paragraph alone where no group was found."""
    return f"{GROUP} {group}" if group else GROUP


def obstacles_after_death(died_on: date | None, on: date) -> list[Obstacle]:
    """Nothing new is assessed or planned for somebody who has died."""
    if died_on is None or on < died_on:
        return []
    return [
        Obstacle(
            f"Personen avled {died_on}. Inget nytt bedöms eller planeras. Rätta uppgiften om den är fel."
        )
    ]
