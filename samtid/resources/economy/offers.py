"""Vad pengarna berättar: where they are found, and when they are counted."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import time
from typing import Any

from samtid.base.access.through import door
from samtid.base.organisation import roles
from samtid.ground.offers import Duty, Menu, Offers, Run, UnitLink


def _measure(run: Run) -> Mapping[str, Any]:
    return {"steg": door("measure_costs")}


MEASURE = Duty(
    "costs",
    "Kostnaderna räknas",
    "Varje natt: de kvartal som är slut sedan en månad och inte räknade.",
    time(3, 50),
    _measure,
)

OFFERS = Offers(
    menu=[Menu("Pengar", "economy:start", 66, roles.COMPARES)],
    unit_links=[UnitLink("Pengar: vad det kostar och vad som ändrats", "economy:start")],
    duties=[MEASURE],
)
