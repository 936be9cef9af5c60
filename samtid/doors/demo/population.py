"""Befolkningen: invented households, each person with an official test number that fits age and sex.

Households are made one at a time when a need asks for them, so a whole municipality never lies in memory
before it is wanted. Nobody here lives or has lived; numbers are never reused within a population.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date, timedelta
from random import Random

from samtid.ground.words import Word

from . import names
from .figures import Figures
from .names import Address
from .population_numbers import Identity, NumberKind, NumberStock, OutOfNumbers


class Living(Word):
    """How the members of a household live together."""

    TOGETHER = "together", "Vårdnadshavare som bor ihop"
    SEPARATED = "separated", "Vårdnadshavare som bor isär"
    SINGLE = "single", "Ensam vårdnadshavare"
    ADULT_ALONE = "adult_alone", "Vuxen som bor ensam"
    ADULT_COUPLE = "adult_couple", "Vuxna som bor ihop"
    OLD_ALONE = "old_alone", "Äldre som bor ensam"
    OLD_COUPLE = "old_couple", "Äldre par"


class Protection(Word):
    """Skyddade personuppgifter: the three levels, mildest first, and none."""

    NONE = "none", "Inga skyddade personuppgifter"
    MARKED = "marked", "Sekretessmarkering"
    PROTECTED_REGISTRATION = "protected_registration", "Skyddad folkbokföring"
    NEW_IDENTITY = "new_identity", "Fingerade personuppgifter"


@dataclass(frozen=True, slots=True)
class Person:
    """Person: invented. ``key`` is unique within a population. ``guardians`` are keys of household members.

    ``language`` is that of the interpreter needed, if any.
    """

    key: int
    first_name: str
    last_name: str
    identity: Identity
    address: Address
    phone: str
    language: str | None = None
    protection: Protection = Protection.NONE
    guardians: tuple[int, ...] = ()

    @property
    def born_on(self) -> date:
        return self.identity.born_on

    @property
    def sex(self) -> str:
        return self.identity.sex

    def age(self, on: date) -> int:
        """Whole years on a day."""
        born = self.born_on
        return on.year - born.year - ((on.month, on.day) < (born.month, born.day))


@dataclass(frozen=True, slots=True)
class Household:
    """Hushåll: adults first, then children, oldest first. When guardians live apart both are members,
    each with an own address; the children are registered with the first."""

    key: int
    living: Living
    adults: tuple[Person, ...]
    children: tuple[Person, ...] = ()

    @property
    def members(self) -> tuple[Person, ...]:
        return self.adults + self.children


@dataclass
class Population:
    """Makes households for a municipality, in order, from one seeded source of chance.

    ``on`` is the day that ages are reckoned from.
    """

    figures: Figures
    chance: Random
    on: date
    numbers: NumberStock = field(init=False)
    _persons: int = 0
    _households: int = 0

    def __post_init__(self) -> None:
        self.numbers = NumberStock(self.chance, self.figures.code)

    def family(
        self,
        *,
        living: Living | None = None,
        children: int | None = None,
        protection: Protection = Protection.NONE,
        newborn: bool = False,
        without_personnummer: bool = False,
        language: str | None = None,
    ) -> Household:
        """Children with their guardians. A parent is at least 18 years older than the oldest child."""
        chance = self.chance
        living = (
            living
            or chance.choices((Living.TOGETHER, Living.SEPARATED, Living.SINGLE), weights=(45, 35, 20))[0]
        )
        wanted = children or chance.choices((1, 2, 3, 4), weights=(38, 42, 15, 5))[0]
        origin = language or self._origin()
        kind = NumberKind.SAMORDNINGSNUMMER if without_personnummer and origin else NumberKind.PERSONNUMMER
        found = self._siblings(wanted, newborn, kind)
        parents = self._parents(found[0].born_on.year, 1 if living is Living.SINGLE else 2, kind)
        name = names.surname(chance, origin)
        home = names.address(chance, self.figures.places)
        speaks = language or self._language(origin)
        adults = []
        for number, identity in enumerate(parents):
            apart = living is Living.SEPARATED and number == 1
            adults.append(
                self._person(
                    identity,
                    name if number == 0 or chance.random() < 0.55 else names.surname(chance, origin),
                    names.address(chance, self.figures.places) if apart else home,
                    origin=origin,
                    language=speaks,
                    # A parent who lives apart is often the one the protection is against.
                    protection=Protection.NONE if apart else protection,
                )
            )
        guardians = tuple(adult.key for adult in adults)
        kids = tuple(
            self._person(identity, name, home, origin=origin, protection=protection, guardians=guardians)
            for identity in found
        )
        return self._household(living, tuple(adults), kids)

    def adult(
        self, *, first: int = 20, last: int = 64, protection: Protection = Protection.NONE
    ) -> Household:
        """One adult, or a couple, between two ages."""
        couple = self.chance.random() < 0.3
        origin = self._origin()
        home = names.address(self.chance, self.figures.places)
        language = self._language(origin)
        name = names.surname(self.chance, origin)
        one = self.numbers.take(self.on.year - last, self.on.year - first)
        found = [one]
        if couple:
            year = one.born_on.year
            found.append(
                self.numbers.take(max(year - 4, self.on.year - 70), min(year + 4, self.on.year - 19))
            )
        adults = tuple(
            self._person(identity, name, home, origin=origin, language=language, protection=protection)
            for identity in found
        )
        return self._household(Living.ADULT_COUPLE if couple else Living.ADULT_ALONE, adults)

    def old(self, *, couple: bool = False) -> Household:
        """Someone of 65 or more; of those with care two thirds are over 80. Raises ``OutOfNumbers`` at last."""
        older = self.chance.random() < 0.66
        eighty, retired = self.on.year - 80, self.on.year - 66
        try:
            one = self.numbers.take(1920, eighty) if older else self.numbers.take(eighty + 1, retired)
        except OutOfNumbers:
            one = self.numbers.take(1920, retired)
        found = [one]
        if couple:
            year = one.born_on.year
            try:
                found.append(
                    self.numbers.take(max(1920, year - 6), min(year + 6, retired), self._partner_of(one))
                )
            except OutOfNumbers:
                couple = False
        home = names.address(self.chance, self.figures.places)
        name = names.surname(self.chance)
        adults = tuple(self._person(identity, name, home, landline=True) for identity in found)
        return self._household(Living.OLD_COUPLE if couple else Living.OLD_ALONE, adults)

    def old_numbers_left(self) -> int:
        """Unused official numbers of people over 65."""
        return self.numbers.count(1920, self.on.year - 66)

    def _siblings(self, wanted: int, newborn: bool, kind: NumberKind) -> list[Identity]:
        """Children two to five years apart, oldest first; a newborn has a reserve number still."""
        oldest = self.on.year - self.chance.randint(3, 17)
        # The last year with official numbers is 2024.
        years = [
            min(oldest + step * self.chance.randint(2, 4), 2024, self.on.year - 1) for step in range(wanted)
        ]
        found = []
        for year in sorted(set(years)):
            try:
                found.append(self.numbers.take(year, year, kind=kind))
            except OutOfNumbers:
                found.append(self.numbers.take(self.on.year - 17, min(2024, self.on.year - 1)))
        if newborn:
            born_on = self.on - timedelta(days=self.chance.randint(8, 40))
            found.append(self.numbers.reserve(born_on, self.chance.choice("KM")))
        return sorted(found, key=lambda identity: identity.born_on)

    def _parents(self, oldest: int, wanted: int, kind: NumberKind) -> list[Identity]:
        """One or two guardians, 18 to 40 years older than the oldest child."""
        mother_first = wanted == 2 or self.chance.random() < 0.8
        sexes = ("K", "M") if mother_first else ("M", "K")
        first, last = oldest - 40, oldest - 19
        found = []
        for sex in sexes[:wanted]:
            try:
                found.append(self.numbers.take(first, last, sex, kind))
            except OutOfNumbers:
                found.append(self.numbers.take(first, last, sex))
        return found

    def _partner_of(self, one: Identity) -> str:
        """The sex of a partner: the same for a few couples in a hundred."""
        same = self.chance.random() < 0.03
        return one.sex if same else "KM".replace(one.sex, "")

    def _origin(self) -> str | None:
        foreign = self.chance.random() < self.figures["share_foreign_name"]
        return names.origin(self.chance) if foreign else None

    def _language(self, origin: str | None) -> str | None:
        """Interpreters are needed by a part of those who came from another country."""
        share = self.figures["share_interpreter"] / self.figures["share_foreign_name"]
        return origin if origin and self.chance.random() < share else None

    def _person(
        self,
        identity: Identity,
        last_name: str,
        home: Address,
        *,
        origin: str | None = None,
        language: str | None = None,
        landline: bool = False,
        protection: Protection = Protection.NONE,
        guardians: tuple[int, ...] = (),
    ) -> Person:
        self._persons += 1
        first = names.first_name(self.chance, identity.sex, identity.born_on, origin)
        phone = (
            ""
            if guardians and identity.born_on.year > self.on.year - 10
            else names.phone(self.chance, landline=landline)
        )
        return Person(self._persons, first, last_name, identity, home, phone, language, protection, guardians)

    def _household(
        self, living: Living, adults: tuple[Person, ...], children: tuple[Person, ...] = ()
    ) -> Household:
        self._households += 1
        return Household(self._households, living, adults, children)
