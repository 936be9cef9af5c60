"""Kommunens siffror: population, places and yearly volumes of one municipality, each value with its source.

Measured key figures come from Kolada (years to 2022, "Egen bearbetning av data från Kolada", original source SCB
and Socialstyrelsen). Gaps are filled in this order, and say so: the county's other municipalities
weighted by inhabitants, the nation, and last the planning values of ``figures_planning``. Nothing is measured for
Västmanlands län but the number of inhabitants.
"""

from __future__ import annotations

import csv
import gzip
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

from .figures_planning import PLANNING, Base

KOLADA = "Egen bearbetning av data från Kolada"
NATION = "0000"
AGE_GROUPS = {
    "0-5": "N01952",
    "6-15": "N01953",
    "16-19": "N01954",
    "20-64": "N01955",
    "65-79": "N01956",
    "80+": "N01957",
}


class UnknownMunicipality(ValueError):
    """Okänd kommun: no Swedish municipality has this code."""

    def __init__(self, code: str) -> None:
        super().__init__(
            f"Det finns ingen svensk kommun med koden {code!r}. Skriv fyra siffror, till exempel 2581."
        )


@dataclass(frozen=True, slots=True)
class Value:
    """Ett värde med källa: ``measured`` is true only for the municipality's own published figure."""

    value: float
    source: str
    measured: bool
    year: int | None = None

    def __float__(self) -> float:
        return self.value


@dataclass(frozen=True, slots=True)
class Place:
    """Ort: a postal place. ``inhabitants`` is that of the tätort of the same name, shared by its postal codes.

    The point is the place's middle (WGS84), never a street's.
    """

    name: str
    postal_code: str
    inhabitants: float
    lat: float
    lon: float


@dataclass(frozen=True, slots=True)
class Figures:
    """Kommunens siffror. Volumes are per year in the whole municipality; shares lie between 0 and 1."""

    code: str
    name: str
    county: str
    ages: dict[str, Value]
    places: tuple[Place, ...]
    values: dict[str, Value]

    def __getitem__(self, name: str) -> float:
        return self.values[name].value

    @property
    def population(self) -> int:
        """Inhabitants on 31 December of the last year known."""
        return round(sum(group.value for group in self.ages.values()))

    @classmethod
    def of(cls, code: str) -> Figures:
        """The figures of a municipality; raises ``UnknownMunicipality``."""
        row = municipalities().get(code)
        if row is None:
            raise UnknownMunicipality(code)
        total = float(row["population_2022"])
        ages = _ages(code, row["county_code"], total)
        people = {base: _people(base, ages, total) for base in Base}
        values = {
            name: Value(plan.rate * people[plan.base], plan.source, measured=False)
            for name, plan in PLANNING.items()
        }
        for name, (kpi, base, factor) in KEY_FIGURES.items():
            if found := _key_figure(kpi, code, row["county_code"]):
                scaled = found.value * factor * people[base]
                values[name] = Value(scaled, found.source, found.measured, found.year)
        return cls(code, row["name"], row["county"], ages, _places(code), values)


# Our name, the key figure, what it is multiplied by. Counts are used where they are the municipality's own,
# but shares carry over to a neighbour: so shares are chosen.
KEY_FIGURES: dict[str, tuple[str, Base, float]] = {
    "home_care_clients": ("N21701", Base.OLD, 0.01),
    "special_housing_80": ("N23801", Base.OLDEST, 0.01),
    "home_care_hours": ("N23700", Base.ONE, 1.0),
    "placed_hvb": ("N33816", Base.YOUNG, 0.001),
    "placed_family_home": ("N33817", Base.YOUNG, 0.001),
    "open_measures": ("N33802", Base.YOUNG, 0.01),
    # Titled "per 10 000" by its publisher, but the values are per cent (Riket 0,74; Piteå 0,80).
    "lss_persons": ("N28892", Base.ALL, 0.01),
    "child_investigation_days": ("U33401", Base.ONE, 1.0),
    "money_decision_days": ("U31402", Base.ONE, 1.0),
    "money_persons": ("N31807", Base.ALL, 0.01),
    "money_long_term_share": ("N31814", Base.ONE, 0.01),
    # Counts: only the municipality's own value is used (see _key_figure).
    "money_households": ("N31910", Base.ONE, 1.0),
    "special_housing_clients": ("N23805", Base.ONE, 1.0),
}
COUNTS = frozenset({"N31910", "N23805"})


def _people(base: Base, ages: dict[str, Value], total: float) -> float:
    """Inhabitants of a group. 0-17 and 0-20 are cut out of the published groups in proportion to years."""
    count = {name: group.value for name, group in ages.items()}
    young = count["0-5"] + count["6-15"]
    return {
        Base.ALL: total,
        Base.CHILDREN: young + count["16-19"] / 2,
        Base.YOUNG: young + count["16-19"] + count["20-64"] / 45,
        Base.ADULTS: count["20-64"],
        Base.OLD: count["65-79"] + count["80+"],
        Base.OLDEST: count["80+"],
        Base.ONE: 1.0,
    }[base]


def _ages(code: str, county: str, total: float) -> dict[str, Value]:
    """Inhabitants per age group; for the kept-back county the nation's shares of the known total."""
    known = _values()
    ages = {}
    for group, kpi in AGE_GROUPS.items():
        if own := known.get((kpi, code)):
            ages[group] = Value(own[1], f"{KOLADA} ({kpi}, ursprung SCB)", True, own[0])
        else:
            year, persons = known[kpi, NATION]
            share = persons / known["N01951", NATION][1]
            ages[group] = Value(total * share, f"Rikets åldersfördelning, {KOLADA} ({kpi})", False, year)
    return ages


def _key_figure(kpi: str, code: str, county: str) -> Value | None:
    """The municipality's own value, or (for shares) the county's, or the nation's."""
    known = _values()
    if own := known.get((kpi, code)):
        return Value(own[1], f"{KOLADA} ({kpi})", True, own[0])
    if kpi in COUNTS:
        return None
    neighbours = [
        (known[kpi, other][1], float(row["population_2022"]), known[kpi, other][0])
        for other, row in municipalities().items()
        if row["county_code"] == county and (kpi, other) in known
    ]
    if neighbours:
        weight = sum(people for _, people, _ in neighbours)
        mean = sum(value * people for value, people, _ in neighbours) / weight
        return Value(mean, f"Länets kommuner vägda efter invånare, {KOLADA} ({kpi})", False, neighbours[0][2])
    if nation := known.get((kpi, NATION)):
        return Value(nation[1], f"Riket, {KOLADA} ({kpi})", False, nation[0])
    return None


def rows(name: str) -> Iterator[dict[str, str]]:
    """The rows of a file in ``data``."""
    raw = files(__package__).joinpath("data", name).read_bytes()
    text = (gzip.decompress(raw) if name.endswith(".gz") else raw).decode()
    return csv.DictReader(text.splitlines())


@cache
def municipalities() -> dict[str, dict[str, str]]:
    """All 290 municipalities by code."""
    return {row["code"]: row for row in rows("municipalities.csv")}


@cache
def _values() -> dict[tuple[str, str], tuple[int, float]]:
    """Year and value per key figure and municipality."""
    return {
        (row["kpi"], row["municipality"]): (int(row["year"]), float(row["value"]))
        for row in rows("key_figures.csv.gz")
    }


@cache
def _all_places() -> dict[str, list[dict[str, str]]]:
    found: dict[str, list[dict[str, str]]] = {}
    for row in rows("places.csv.gz"):
        found.setdefault(row["municipality"], []).append(row)
    return found


def _places(code: str) -> tuple[Place, ...]:
    """The postal codes of a municipality, a place's inhabitants shared among its codes."""
    found = _all_places()[code]
    codes: dict[str, int] = {}
    for row in found:
        codes[row["place"]] = codes.get(row["place"], 0) + 1
    return tuple(
        Place(
            row["place"],
            row["postal_code"],
            float(row["inhabitants"]) / codes[row["place"]],
            float(row["lat"]),
            float(row["lon"]),
        )
        for row in found
    )
