"""Budgeten: what stands in the way of proposing and deciding one, and how it lies beside what is told. Pure."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from samtid.base.organisation import roles
from samtid.base.organisation.words import Role
from samtid.ground.reasons import Obstacle
from samtid.ground.unnamed import NO_PERSON, names_in, obstacles_to_text

from ..words import Step
from .compare import Told

BUDGETS = roles.LEADS | {Role.CONTROLLER}
READS_LEDGER = frozenset({Role.CONTROLLER})
MOST = 100_000_000_000
AHEAD = 3  # years


def _names(said: str, field: str) -> list[Obstacle]:
    """A name is refused, not asked about: a budget's text stands for ever and needs none."""
    found = names_in(said)
    if not found:
        return []
    return [Obstacle(f"«{found[0]}» ser ut som ett namn. Skriv utan namn.", NO_PERSON, field=field)]


def obstacles_to_proposing(year: int, kronor: int, reason: str, on: date) -> list[Obstacle]:
    """A budget is of this year or the next few, of some money, and about nobody."""
    found = obstacles_to_text(reason, "reason") or _names(reason, "reason")
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
        found += obstacles_to_text(why_not, "why_not") or _names(why_not, "why_not")
    if not approved and not why_not.strip():
        found.append(Obstacle("Skriv varför förslaget nekas.", field="why_not"))
    return found


@dataclass(frozen=True, slots=True)
class Beside:
    """Ett stegs budget bredvid det som räknats, i kronor."""

    step: Step
    planned: int
    told: Decimal | None  # None when no quarter of it is told
    quarters: int = 0
    is_all: bool = True  # whether what is told is of the very units that have the budget

    @property
    def share(self) -> float | None:
        """Per cent of the budget; None when the two are not of the same."""
        if not self.planned or self.told is None or not self.is_all:
            return None
        return float(100 * self.told / self.planned)


def beside(
    planned: Mapping[tuple[int, Step], int], rows: Iterable[Told], year: int, unit: int | None
) -> list[Beside]:
    """The year's budget by step, of a unit or of all that have one, beside what is told so far.

    Of the whole no share is said: what is told is of every unit that may be shown, and a budget of those that have one.
    """
    sums: dict[Step, int] = {}
    for (of, step), kronor in planned.items():
        if unit is None or of == unit:
            sums[step] = sums.get(step, 0) + kronor
    told: dict[Step, list[Decimal]] = {}
    for row in rows:
        if row.first_on.year == year and row.kronor is not None:
            told.setdefault(row.step, []).append(row.kronor)
    return [
        Beside(step, sums[step], sum(rows, Decimal(0)) if rows else None, len(rows), is_all=unit is not None)
        for step in Step
        if step in sums
        for rows in [told.get(step, [])]
    ]
