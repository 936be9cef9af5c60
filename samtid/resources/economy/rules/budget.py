"""Budgeten: what stands in the way of proposing and deciding one, and how it lies beside what is told. Pure."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from samtid.base.organisation import roles
from samtid.base.organisation.words import Role
from samtid.ground.reasons import Obstacle
from samtid.ground.unnamed import obstacles_to_text

from ..words import Step
from .compare import Told

BUDGETS = roles.LEADS | {Role.CONTROLLER}
MOST = 100_000_000_000
AHEAD = 3  # years


def obstacles_to_proposing(year: int, kronor: int, reason: str, on: date) -> list[Obstacle]:
    """A budget is of this year or the next few, of some money, and about nobody."""
    found = obstacles_to_text(reason, "reason")
    if not on.year <= year <= on.year + AHEAD:
        found.append(Obstacle(f"Budgeten gäller {on.year} till {on.year + AHEAD}.", field="year"))
    if not 0 <= kronor <= MOST:
        found.append(Obstacle("Beloppet är mellan noll och hundra miljarder kronor.", field="kronor"))
    return found


def obstacles_to_deciding(*, is_own: bool, is_decided: bool, approved: bool, why_not: str) -> list[Obstacle]:
    """Another person decides, once, and says why not."""
    if is_decided:
        return [Obstacle("Förslaget är redan avgjort.")]
    found = []
    if is_own:
        found.append(Obstacle("Du har föreslagit budgeten själv. Någon annan godkänner eller nekar den."))
    if not approved:
        found += obstacles_to_text(why_not, "why_not")
    if not approved and not why_not.strip():
        found.append(Obstacle("Skriv varför förslaget nekas.", field="why_not"))
    return found


@dataclass(frozen=True, slots=True)
class Beside:
    """Ett stegs budget bredvid det som räknats, i kronor."""

    step: Step
    planned: int
    told: Decimal

    @property
    def share(self) -> float | None:
        """Per cent of the budget."""
        return float(100 * self.told / self.planned) if self.planned else None


def beside(
    planned: Mapping[tuple[int, Step], int], rows: Iterable[Told], year: int, unit: int | None
) -> list[Beside]:
    """The year's budget by step, of a unit or of all that have one, beside what is told so far."""
    sums: dict[Step, int] = {}
    for (of, step), kronor in planned.items():
        if unit is None or of == unit:
            sums[step] = sums.get(step, 0) + kronor
    told: dict[Step, Decimal] = {}
    for row in rows:
        if row.first_on.year == year and row.kronor is not None:
            told[row.step] = told.get(row.step, Decimal(0)) + row.kronor
    return [Beside(step, sums[step], told.get(step, Decimal(0))) for step in Step if step in sums]
