"""Enheten på chefens Min dag: what is late in the units one leads."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field
from datetime import timedelta

from django.db.models import OuterRef, Subquery

from samtid.base.access.models import Holding
from samtid.base.dossier import queries as dossier
from samtid.base.look import house
from samtid.base.organisation.models import Unit
from samtid.base.organisation.words import Role
from samtid.ground.offers import Day

from . import rules


@dataclass(slots=True)
class Led:
    """En enhet som någon leder: how many of its time limits have passed or are near, whoever's they are."""

    unit: Unit
    late: int = 0
    soon: int = 0
    colleagues: Counter[str] = field(default_factory=Counter)

    @property
    def whose(self) -> str:
        """Those with the most that is late: who may need help today."""
        return ", ".join(f"{name} {count}" for name, count in self.colleagues.most_common(3))


def standing(day: Day) -> list[Led]:
    """Each unit that the viewer leads: one question. What has been opened without a key is a line of its own (alarms)."""
    led = {pk: Led(unit) for pk, unit in sorted(day.units(Role.MANAGER).items()) if unit.holds_on(day.today)}
    if not led:
        return []
    held = Holding.objects.on(day.today).filter(compartment=OuterRef("case__compartment"), unit__in=led)
    rows = (
        dossier.running_clocks(day.viewer)
        .annotate(held_by=Subquery(held.order_by("unit").values("unit")[:1]))
        .filter(
            held_by__isnull=False, case__closed_at=None, due_on__lte=day.today + timedelta(days=rules.SOON)
        )
        .exclude(rule__in=house.not_ours())
        .order_by()
        .values_list("held_by", "due_on", "case__caseworker__name")
    )
    for unit, due_on, name in rows:
        one = led[unit]
        late, soon = rules.late_and_soon([due_on], day.today)
        one.late += late
        one.soon += soon
        one.colleagues[name or "ingen handläggare"] += late
    for one in led.values():
        one.colleagues = +one.colleagues
    return list(led.values())
