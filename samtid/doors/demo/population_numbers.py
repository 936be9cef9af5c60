"""Identitetsnummer: Skatteverket's official test numbers, drawn by birth year and sex, each given out once."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from functools import cache
from random import Random

from samtid.ground.words import Word

from .figures import rows


class NumberKind(Word):
    """What kind of identity number a person has."""

    PERSONNUMMER = "personnummer", "Personnummer"
    SAMORDNINGSNUMMER = "samordningsnummer", "Samordningsnummer"
    RESERVE = "reserve", "Reservnummer", "Ges av kommunen när ett nummer saknas, till exempel för en nyfödd."


@dataclass(frozen=True, slots=True)
class Identity:
    """Identitetsnummer: twelve digits, or for a reserve number the municipality's own mark."""

    number: str
    kind: NumberKind
    born_on: date
    sex: str


class OutOfNumbers(LookupError):
    """Slut på testnummer: no unused official number is left in the wanted years."""


@cache
def official(kind: NumberKind) -> tuple[Identity, ...]:
    """Every official test number of a kind, in order. Those whose birth date is not fully known are left out."""
    found = []
    for row in rows(f"test_{kind.value}.csv.gz"):
        number = row["number"]
        day = int(number[6:8]) - (60 if kind is NumberKind.SAMORDNINGSNUMMER else 0)
        try:
            born_on = date(int(number[:4]), int(number[4:6]), day)
        except ValueError:  # a samordningsnummer may say that the month or the day is unknown
            continue
        found.append(Identity(number, kind, born_on, "M" if int(number[10]) % 2 else "K"))
    return tuple(found)


class NumberStock:
    """Nummerförråd: the unused numbers by kind, birth year and sex, shuffled by ``chance``."""

    def __init__(self, chance: Random, code: str) -> None:
        self._chance = chance
        self._code = code
        self._reserves = 0
        self._left: dict[tuple[NumberKind, int, str], list[Identity]] = {}
        for kind in (NumberKind.PERSONNUMMER, NumberKind.SAMORDNINGSNUMMER):
            for identity in official(kind):
                self._left.setdefault((kind, identity.born_on.year, identity.sex), []).append(identity)
        for numbers in self._left.values():
            chance.shuffle(numbers)

    def count(self, first: int, last: int, kind: NumberKind = NumberKind.PERSONNUMMER) -> int:
        """How many unused numbers there are with birth years from ``first`` to ``last``."""
        years = range(first, last + 1)
        return sum(len(left) for (k, year, _), left in self._left.items() if k is kind and year in years)

    def take(
        self, first: int, last: int, sex: str | None = None, kind: NumberKind = NumberKind.PERSONNUMMER
    ) -> Identity:
        """An unused number born in one of the years, every number as likely; raises ``OutOfNumbers``."""
        keys = [
            (kind, year, one) for year in range(first, last + 1) for one in ("K", "M") if sex in (None, one)
        ]
        weights = [len(self._left.get(key, ())) for key in keys]
        if not sum(weights):
            raise OutOfNumbers(f"Inga testnummer kvar för födda {first}-{last}.")
        return self._left[self._chance.choices(keys, weights)[0]].pop()

    def reserve(self, born_on: date, sex: str) -> Identity:
        """A reserve number of the municipality's own: no Luhn-valid number is ever invented."""
        self._reserves += 1
        number = f"R{self._code}-{born_on:%Y%m%d}-{self._reserves:03d}"
        return Identity(number, NumberKind.RESERVE, born_on, sex)
