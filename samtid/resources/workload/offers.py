"""Vad belastningen berättar: the manager's line on Min dag, the pages in the menu, and the forecast of the night."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import time
from typing import Any

from samtid.base.look import house
from samtid.base.organisation import roles
from samtid.base.organisation.words import Role
from samtid.ground.offers import Day, Duty, Menu, Offers, Overview, Run, UnitLink, Waiting

from . import queries, rules
from .walls import HOLDS


def _forecast(run: Run) -> Mapping[str, Any]:
    try:
        from . import bridge
    except ImportError:  # the kernel's compiler is as large as all the rest: pip install samtid[plan]
        return {"prognoser": 0, "räknekärnan": "inte installerad"}
    # the day is the seed, so that anybody can play the night again
    return {"prognoser": bridge.build(not_ours=house.not_ours(), seed=int(f"{run.due:%Y%m%d}"))}


FORECAST = Duty(
    "forecasts",
    "Prognoserna räknas",
    "Varje natt: vilka frister som väntas brista, kön framåt och några tänkta förändringar, enhet för enhet.",
    time(4, 5),
    _forecast,
)


def waits(day: Day) -> Iterable[Waiting]:
    """How many time limits are expected to break in each unit that one leads, and the way to which they are."""
    led = day.units(Role.MANAGER)
    if not led:
        return
    for unit, count in queries.breaks_soon(day.viewer, led, day.today).items():
        if count:
            yield Waiting(
                what=f"{count} {'frist' if count == 1 else 'frister'} väntas brista inom {rules.SOON} dagar",
                step="Se vilka",
                address="workload:start",
                about=None,
                part=f"?enhet={unit}",
                who=led[unit].name,
                since=day.today,
            )


OFFERS = Offers(
    menu=[
        # a manager comes to it from Läget and the unit's page: the head has no room for more
        Menu("Belastning", "workload:start", 41, set(HOLDS)),
        Menu("Tänk om", "workload:think", 66, {Role.CONTROLLER}),
    ],
    unit_links=[
        UnitLink("Belastning: vem som har hur mycket och vad som väntas brista", "workload:start"),
        UnitLink("Tänk om: kortare vecka, fler eller färre, mer att göra", "workload:think"),
    ],
    waits=waits,
    waits_for=frozenset(roles.LEADS),
    duties=[FORECAST],
    overviews=[
        Overview(
            "workload:start",
            "the time limits of the manager's own unit, or of one's own cases, by case number: logged when opened",
        )
    ],
)
