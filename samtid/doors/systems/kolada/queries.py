"""Vilken kommun vi är, and how it stands in every indicator. The one question to the database is which municipality."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from functools import lru_cache

from samtid.base.organisation import kept
from samtid.ground import municipalities

from . import rules, snapshot
from .rules import NATION, Comparison
from .snapshot import Indicator
from .words import Area, Gender


def ours(on: date) -> str | None:
    """The code of the municipality that works here; nothing where it is not said, or is no municipality."""
    found = kept.municipality(on)
    return snapshot.municipality(found.code if found is not None else kept.called(on))


def name(code: str) -> str:
    """``Piteå``."""
    return municipalities.names()[code]


@dataclass(frozen=True, slots=True)
class Standing:
    """En rad i listan: the indicator's latest year, and one's own latest value where that is older."""

    indicator: Indicator
    year: int
    value: float | None
    nation: float | None
    middle: float | None
    quarter: int  # -1 among the lowest quarter, 1 among the highest, 0 between or unknown
    earlier: int | None


@lru_cache(maxsize=4)
def standings(code: str) -> tuple[Standing, ...]:
    """Every indicator for a municipality. The snapshot is the same until the next version of the program."""
    return tuple(_standing(one, code) for one in snapshot.catalogue().values())


def _standing(indicator: Indicator, code: str) -> Standing:
    series = snapshot.series(indicator.kpi)
    own = series.get(code, {})
    year = snapshot.years(indicator.kpi)[-1]
    values = rules.at(series, year)
    spread, value = rules.spread(values.values()), own.get(year)
    quarter = 0
    if spread is not None and value is not None:
        quarter = (value > spread.upper) - (value < spread.lower)
    return Standing(
        indicator=indicator,
        year=year,
        value=value,
        nation=series.get(NATION, {}).get(year),
        middle=spread.middle if spread else rules.middle(values.values()),
        quarter=quarter,
        earlier=max(own) if own and value is None else None,
    )


def by_area(found: Iterable[Standing]) -> Mapping[Area, list[Standing]]:
    """Under their headings, those that have any."""
    groups: dict[Area, list[Standing]] = {area: [] for area in Area}
    for one in found:
        groups[one.indicator.chosen.area].append(one)
    return {area: rows for area, rows in groups.items() if rows}


def comparison(
    indicator: Indicator, code: str, year: int, gender: Gender, chosen: Iterable[str]
) -> Comparison:
    """One municipality in one indicator and year, beside its official group and those that were chosen."""
    return rules.compare(
        snapshot.series(indicator.kpi, gender),
        code,
        year,
        like=snapshot.members(code, indicator),
        chosen=tuple(chosen),
        breaks=[one.year for one in indicator.breaks],
    )


@dataclass(frozen=True, slots=True)
class Course:
    """Över tid: years on a row, and lines of values with gaps where there is none."""

    years: tuple[int, ...]
    own: tuple[float | None, ...]
    nation: tuple[float | None, ...]
    like: tuple[float | None, ...]
    chosen: Mapping[str, tuple[float | None, ...]]


def course(indicator: Indicator, code: str, gender: Gender, chosen: Iterable[str]) -> Course:
    """All years of the indicator. The group's median is that of those who have a value in the year."""
    series = snapshot.series(indicator.kpi, gender)
    known = snapshot.years(indicator.kpi, gender)
    every = tuple(range(known[0], known[-1] + 1))
    members = snapshot.members(code, indicator)

    def line(one: str) -> tuple[float | None, ...]:
        return tuple(series.get(one, {}).get(year) for year in every)

    return Course(
        years=every,
        own=line(code),
        nation=line(NATION),
        like=tuple(rules.middle(series.get(one, {}).get(year) for one in members) for year in every),
        chosen={one: line(one) for one in chosen},
    )
