"""Vad siffrorna berättar: where they are found, and when they are counted."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import time
from typing import Any

from samtid.base.access.through import door
from samtid.base.organisation import roles
from samtid.ground.offers import Duty, Menu, Offers, Overview, Run, UnitLink


def _measure(run: Run) -> Mapping[str, Any]:
    return {"indikatorer": door("measure_indicators")}


MEASURE = Duty(
    "indicators",
    "Indikatorerna räknas",
    "Varje natt: de perioder som är hela och inte räknade.",
    time(3, 40),
    _measure,
)

OFFERS = Offers(
    menu=[
        Menu("Läget", "indicators:now", 40, roles.LEADS),
        Menu("Styrning", "indicators:start", 65, roles.COMPARES - roles.LEADS, is_home=True),
    ],
    unit_links=[
        UnitLink("Läget: det som väntar och vem som har mest", "indicators:now"),
        UnitLink("Styrning: alla indikatorer över tid", "indicators:start"),
    ],
    duties=[MEASURE],
    overviews=[
        Overview(
            "indicators:now",
            "what the manager's own unit has waiting, by case number: logged when it is opened",
        )
    ],
)
