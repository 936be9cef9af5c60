"""Siffrorna som filer: every reading on a row, and a dictionary of what the columns and the indicators mean."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence

from samtid.base.look.sheets import sheet

from .figures.shape import Indicator
from .models import Reading
from .rules import value_of
from .words import About, Kind, Level

COLUMNS = {
    "indikator": "Indikatorns nyckel, se raderna nedan",
    "namn": "Indikatorns namn",
    "nivå": "Hela kommunen, enhet, övriga enheter tillsammans, kön eller ålder",
    "enhet": "Enhetens namn, där nivån är enhet",
    "del": "Kön, eller den lägsta åldersgruppens ordning (0 är yngst), där nivån är kön eller ålder",
    "från": "Periodens första dag",
    "till": "Periodens sista dag",
    "värde": "Indikatorns värde. Tomt: färre än fem personer, eller så skulle värdet säga något om några få",
    "antal": "Hur många som räknats",
    "täljare": "Summan av det som räknas i täljaren",
    "nämnare": "Summan av det som räknas i nämnaren, där det inte är antalet",
    "nio_av_tio": "Nio av tio har högst detta, när minst tjugo räknats",
    "definition": "Definitionens version",
}


def figures(rows: Iterable[Reading], indicators: Mapping[str, Indicator]) -> str:
    """All that is told, one value on a row."""
    return sheet([list(COLUMNS), *_lines(rows, indicators)])


def _lines(rows: Iterable[Reading], indicators: Mapping[str, Indicator]) -> Iterator[list[object]]:
    for row in rows:
        one = indicators.get(row.indicator)
        if one is None or one.version != row.version or row.rows is None:
            continue
        told = {name: getattr(row, name) for name in ("rows", "hits", "base", "median", "ninth")}
        value = value_of(one.kind, row.first_on, row.last_on, told).value
        yield [
            one.key,
            one.name,
            Level.label_of(row.level),
            row.unit.name if row.unit is not None else "",
            row.part,
            row.first_on,
            row.last_on,
            "" if value is None else round(value, 2),
            row.rows,
            row.hits,
            row.base if one.kind is Kind.RATE else "",
            row.ninth,
            row.version,
        ]


def dictionary(indicators: Mapping[str, Indicator]) -> str:
    """What each column is, and then what each indicator is."""
    heads = [
        "nyckel",
        "namn",
        "definition",
        "räknas",
        "täljare",
        "nämnare",
        "mått",
        "enhet",
        "period",
        "eftersläpning_månader",
    ]
    heads += [
        "källor",
        "lagrum",
        "små_tal",
        "ansvarig",
        "minuter_per_månad",
        "räknas_till_och_med",
        "version",
    ]
    columns: list[Sequence[object]] = [["kolumn", "betyder"], *COLUMNS.items(), []]
    lines = [
        [
            *(
                one.key,
                one.name,
                one.says,
                one.counted,
                one.numerator,
                one.denominator,
                one.kind.label,
                one.unit,
            ),
            *(
                one.period.label,
                one.lag,
                ", ".join(one.rooms),
                one.law,
                About(one.about).help,
                one.owner.label,
            ),
            *(one.minutes, one.sunset, one.version),
        ]
        for one in indicators.values()
    ]
    return sheet([*columns, heads, *lines])
