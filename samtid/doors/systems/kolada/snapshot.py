"""Ögonblicksbilden: reads what ``data`` holds. No network, no database, no Django."""

from __future__ import annotations

import csv
import gzip
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from functools import cache, lru_cache
from pathlib import Path

from samtid.ground import municipalities
from samtid.ground.names import search_form

from .indicators import CHOSEN, Break, Chosen
from .rules import NATION, Series
from .words import Gender, Likeness, Missing

DATA = Path(__file__).with_name("data")
# The days the sources were taken from Kolada (data/README.md).
VALUES_ON, TITLES_ON = date(2024, 8, 30), date(2026, 3, 23)
LAST_YEAR = 2022
# Kept back from the source that the values were taken from.
LEFT_OUT = "19"
LEFT_OUT_SAYS = "Västmanlands läns tio kommuner ingår inte i ögonblicksbilden."
ENDED = re.compile(r"\(\s*[-–]\s*(\d{4})\s*\)")
KOLADA = "Källa: Kolada"
OWN = "Egen bearbetning av data från Kolada"


@dataclass(frozen=True, slots=True)
class Indicator:
    """Nyckeltal: Kolada's words about it, and ours."""

    chosen: Chosen
    title: str
    description: str
    publication_date: str
    publ_period: str

    @property
    def kpi(self) -> str:
        """Kolada's own key."""
        return self.chosen.kpi

    @property
    def ended(self) -> int | None:
        """The last year, where Kolada says that the indicator has ended."""
        said = ENDED.search(self.title)
        return int(said[1]) if said else None

    @property
    def name(self) -> str:
        """The title without its mark that it has ended, which the page says in words."""
        return " ".join(ENDED.sub("", self.title).rstrip(". ").split())

    @property
    def breaks(self) -> tuple[Break, ...]:
        """Where the method changed."""
        return self.chosen.breaks

    def has_words(self, words: str) -> bool:
        """Whether every word is somewhere in the key, the title, the definition or the heading."""
        text = search_form(f"{self.kpi} {self.title} {self.description} {self.chosen.area.label}")
        return all(word in text for word in search_form(words).split())


@dataclass(frozen=True, slots=True)
class Group:
    """Liknande kommuner: Kolada's official comparison group of a municipality, its kind and the year it was made."""

    id: str
    likeness: Likeness
    year: str
    members: tuple[str, ...]

    @property
    def title(self) -> str:
        """``Liknande kommuner IFO, 2024``: as Kolada calls it, without the name of the municipality."""
        return f"Liknande kommuner {self.likeness.value}, {self.year}"


@cache
def catalogue() -> Mapping[str, Indicator]:
    """Every indicator by its key, in the order they are shown."""
    told = {row["id"]: row for row in _rows("indicators.csv.gz")}
    return {
        one.kpi: Indicator(
            one,
            *(
                told[one.kpi][column]
                for column in ("title", "description", "publication_date", "publ_period")
            ),
        )
        for one in CHOSEN
    }


@lru_cache(maxsize=24)
def series(kpi: str, gender: Gender = Gender.TOTAL) -> Series:
    """Municipality → year → value, as published. A value that is not there is no value."""
    found: dict[str, dict[int, float]] = {}
    for row in _rows(f"values/{kpi}.csv.gz"):
        if row["gender"] == gender:
            found[row["municipality"]] = {
                int(year): float(value) for year, value in row.items() if year.isdigit() and value
            }
    return found


def years(kpi: str, gender: Gender = Gender.TOTAL) -> list[int]:
    """The years in which some municipality has a value."""
    return sorted({year for code, known in series(kpi, gender).items() if code != NATION for year in known})


@cache
def genders(kpi: str) -> tuple[Gender, ...]:
    """By which genders the indicator is told."""
    told = {row["gender"] for row in _rows(f"values/{kpi}.csv.gz")}
    return tuple(gender for gender in Gender if gender in told)


@cache
def groups() -> Mapping[tuple[str, Likeness], Group]:
    """Every comparison group, by municipality and kind."""
    return {
        (row["municipality"], Likeness(row["likeness"])): Group(
            row["id"], Likeness(row["likeness"]), row["year"], tuple(row["members"].split())
        )
        for row in _rows("groups.csv.gz")
    }


def group(code: str, indicator: Indicator) -> Group | None:
    """The municipality's official comparison group for an indicator."""
    return groups().get((code, indicator.chosen.likeness))


def members(code: str, indicator: Indicator) -> tuple[str, ...]:
    """Those in it, none where Kolada has made no group."""
    found = group(code, indicator)
    return found.members if found else ()


def missing(code: str) -> Missing:
    """Why a municipality has no value in a year when others have."""
    return Missing.NOT_IN_SNAPSHOT if code.startswith(LEFT_OUT) else Missing.NOT_REPORTED


def municipality(said: str) -> str | None:
    """The code of the municipality that is meant by a code or a name, however the name is written."""
    known = municipalities.names()
    if said.strip() in known:
        return said.strip()
    wanted = search_form(said).removesuffix(" kommun")
    for code, name in known.items():
        if wanted in (search_form(name), search_form(municipalities.called(name)).removesuffix(" kommun")):
            return code
    return None


def _rows(name: str) -> Iterator[dict[str, str]]:
    with gzip.open(DATA / name, "rt", encoding="utf-8", newline="") as file:
        yield from csv.DictReader(file)
