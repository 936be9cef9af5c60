"""Meningarna om en jämförelse: what the arithmetic found, said to one who does not count. Pure."""

from __future__ import annotations

from collections.abc import Sequence

from samtid.base.look.swedish import number

from . import snapshot
from .rules import Comparison, Place
from .snapshot import Indicator
from .words import Missing


def of(indicator: Indicator, found: Comparison, name: str, why: Missing) -> Sequence[str]:
    """All that is to be said. ``why``: the reason if there is no value."""
    said = [where(found, name, why), how_sure(found), direction(indicator, found), ended(indicator)]
    return [one for one in said if one]


def shown(indicator: Indicator, value: float | None) -> str:
    """A value with its unit, as it is read."""
    if value is None:
        return "ej redovisat"
    return f"{number(value, indicator.chosen.decimals)}\u00a0{indicator.chosen.unit}"


def where(found: Comparison, name: str, why: Missing) -> str:
    """In which part of the municipalities it lies, and at what place."""
    place, spread = found.place, found.spread
    if place is None:
        if why is Missing.DELETED:
            return f"{name} har inget värde {found.year}: det är borttaget i Kolada. Att det saknas är inte noll."
        if why is Missing.NOT_IN_SNAPSHOT:
            return f"{name} går inte att jämföra här. {snapshot.LEFT_OUT_SAYS}"
        return f"{name} har inget värde {found.year}. Att det saknas är inte noll."
    part = ""
    if spread is not None and found.value is not None:
        if found.value < spread.lower:
            part = " Värdet hör till den lägsta fjärdedelen."
        elif found.value > spread.upper:
            part = " Värdet hör till den högsta fjärdedelen."
        else:
            part = " Värdet hör till den mittersta hälften."
    return f"{name} ligger på {_place(place)}.{part}"


def _place(place: Place) -> str:
    from_top = place.from_top < place.number
    number_ = place.from_top if from_top else place.number
    shared = f" (delad med {place.alike} {'annan' if place.alike == 1 else 'andra'})" if place.alike else ""
    return (
        f"plats {number_}{shared} av {place.of} kommuner med värde, "
        f"räknat från det {'högsta' if from_top else 'lägsta'} värdet"
    )


def how_sure(found: Comparison) -> str:
    """How far the place goes when values move as they usually do."""
    place = found.place
    if place is None:
        return ""
    from_top = place.from_top < place.number
    low, high = (
        (place.of - place.highest + 1, place.of - place.lowest + 1)
        if from_top
        else (place.lowest, place.highest)
    )
    if low == high:
        return "Platsen är säker: ingen annan kommun ligger så nära att den vanliga variationen mellan år kan flytta den."
    return (
        f"Värden varierar mellan år. Räknas den vanliga variationen in ligger platsen någonstans mellan {low} och {high}, "
        f"så en skillnad mot en kommun däremellan säger inte mycket."
    )


def direction(indicator: Indicator, found: Comparison) -> str:
    """Where one's own values are going, when that can be told from chance."""
    trend = found.trend
    if found.value is None:
        return ""
    if trend is None:
        return "Det finns för få värden i rad för att säga åt vilket håll det går."
    span = f"{trend.first}–{trend.last}"
    if trend.direction == 0:
        return f"{span} går värdet inte åt något säkert håll: ordningen är inte tydligare än slumpen kan ge."
    way = "ökat" if trend.direction > 0 else "minskat"
    decimals = indicator.chosen.decimals
    while decimals < 4 and round(abs(trend.slope), decimals) == 0:
        decimals += 1
    unit = "procentenheter" if indicator.chosen.unit == "%" else indicator.chosen.unit
    return f"{span} har värdet {way} med omkring {number(abs(trend.slope), decimals)}\u00a0{unit} om året."


def ended(indicator: Indicator) -> str:
    """That no more values come."""
    return f"Kolada har avslutat nyckeltalet. Sista året är {indicator.ended}." if indicator.ended else ""
