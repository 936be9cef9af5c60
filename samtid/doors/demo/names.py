"""Namn: first names by sex and generation, surnames by bearers, invented addresses and fiction's phone numbers."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from functools import cache
from itertools import accumulate
from random import Random

from .figures import Place, rows
from .names_lists import OLD_MEN, OLD_WOMEN, ORIGINS, STREETS, YOUNG_BOYS, YOUNG_GIRLS

# Numbers that PTS keeps for films and books; they ring nowhere.
MOBILE = ("070-", 1_740_605, 1_740_699)
LANDLINE = ("0980-", 319_200, 319_299)

Names = tuple[tuple[str, ...], tuple[float, ...]]


@dataclass(frozen=True, slots=True)
class Address:
    """Adress: an invented street in a real postal place. The point is the place's middle, spread a little."""

    street: str
    postal_code: str
    place: str
    lat: float
    lon: float

    def __str__(self) -> str:
        return f"{self.street}, {self.postal_code} {self.place}"


@cache
def _list(name: str) -> Names:
    """Names of a file, and their bearers added up, ready for ``Random.choices``."""
    found = list(rows(name))
    return tuple(row["name"] for row in found), tuple(accumulate(float(row["persons"]) for row in found))


def _from_list(chance: Random, name: str) -> str:
    names, bearers = _list(name)
    return chance.choices(names, cum_weights=bearers)[0]


def first_name(chance: Random, sex: str, born_on: date, origin: str | None = None) -> str:
    """A first name that fits sex (K or M), generation and, if given, the family's origin."""
    woman = sex == "K"
    if origin:
        return chance.choice(ORIGINS[origin][0 if woman else 1].split())
    if born_on.year < 1960 and chance.random() < 0.9:
        return chance.choice((OLD_WOMEN if woman else OLD_MEN).split())
    if born_on.year >= 2000:
        return chance.choice((YOUNG_GIRLS if woman else YOUNG_BOYS).split())
    return _from_list(chance, "first_names_women_scb_2020.csv" if woman else "first_names_men_scb_2020.csv")


def surname(chance: Random, origin: str | None = None) -> str:
    """A surname as common as in the list, or one from the family's origin."""
    if origin:
        return chance.choice(ORIGINS[origin][2].split())
    return _from_list(chance, "surnames.csv")


def origin(chance: Random) -> str:
    """The language of a family that came from another country."""
    return chance.choice(sorted(ORIGINS))


def phone(chance: Random, *, landline: bool = False) -> str:
    """A phone number from the series that PTS reserves for fiction. Many share one: it rings nowhere."""
    prefix, first, last = LANDLINE if landline else MOBILE
    digits = str(chance.randint(first, last))
    return f"{prefix}{digits[:-4]} {digits[-4:-2]} {digits[-2:]}"


def address(chance: Random, places: tuple[Place, ...]) -> Address:
    """An address in a place drawn by inhabitants, its point spread about a kilometre around the middle."""
    place = chance.choices(places, weights=[place.inhabitants for place in places])[0]
    street = (
        f"{chance.choice(STREETS.split())} {chance.randint(1, 68)}{chance.choice(['', '', '', 'A', 'B'])}"
    )
    lat = round(place.lat + chance.gauss(0, 0.006), 5)
    lon = round(place.lon + chance.gauss(0, 0.012), 5)
    return Address(street, place.postal_code, place.name, lat, lon)
