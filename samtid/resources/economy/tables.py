"""Pengarna som fil: every cost that is told, one on a row, with what the columns mean."""

from __future__ import annotations

from collections.abc import Iterable

from samtid.base.look.sheets import sheet

from .models import Cost
from .words import Level, Step

COLUMNS = {
    "steg": "Steg i insatstrappan",
    "nivå": "Hela kommunen, enhet eller övriga enheter tillsammans",
    "enhet": "Enhetens namn, där nivån är enhet",
    "från": "Kvartalets första dag",
    "till": "Kvartalets sista dag",
    "personer": "Olika personer under kvartalet. Tomt: för få för att visas",
    "antal": "Dygn eller utförda besök, med pris",
    "per": "Vad antalet är",
    "kronor": "Vad de kostade med pris den dagen, avrundat till tusental",
    "utan_pris": "Personer med dygn eller besök som saknar pris och inte räknas in. Tomt: färre än fem, eller inga",
}


def costs(rows: Iterable[Cost]) -> str:
    """All that is told."""
    lines = [
        [
            Step.label_of(row.step),
            Level.label_of(row.level),
            row.unit.name if row.unit is not None else "",
            row.first_on,
            row.last_on,
            row.persons,
            row.units,
            Step(row.step).unit,
            row.kronor,
            row.unpriced,
        ]
        for row in rows
        if row.persons is not None or row.unpriced is not None
    ]
    return sheet([list(COLUMNS), *lines])
