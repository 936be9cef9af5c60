"""Vad ett identitetsnummer säger, och vad ett skydd döljer. Pure functions."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date

from personnummer.personnummer import Personnummer, PersonnummerException

from samtid.ground.law.days import add_months
from samtid.ground.reasons import Obstacle

from .words import NumberKind, Protection, Sex

# The national reserve number (RIV): century or 22/25/00, then date, two letters or digits, control
RESERVE = re.compile(r"[0-9]{8}[0-9A-Z]{4}")


@dataclass(frozen=True, slots=True)
class Number:
    """A validated identity number: twelve signs as kept, and what it tells."""

    value: str
    kind: NumberKind
    born_on: date | None
    sex: Sex


def read_number(text: str, *, on: date) -> Number | Obstacle:
    """The number that ``text`` says, or why it says none.

    Accepts 10 or 12 digits with or without a sign. Personnummer and samordningsnummer are checked
    by the maintained package ``personnummer`` (length, date, Luhn); ``on`` is the day of asking,
    because a number of ten digits and a birth in the future can only be judged by a day.
    Source: folkbokföringslag (1991:481) 18 §; lag (2022:1697) 2 kap.
    """
    said = re.sub(r"\s", "", text).upper()
    field = "number"
    if not said:
        return Obstacle("Skriv ett personnummer, eller lämna fältet tomt om det saknas.", field=field)
    if not re.fullmatch(r"[0-9]{6}([0-9]{2})?[-+]?[0-9A-Z]{4}", said):
        return Obstacle("Numret ska ha tio eller tolv siffror, till exempel 20120314-2391.", field=field)
    if re.search(r"[A-Z]", said):
        bare = re.sub(r"[-+]", "", said)
        if len(bare) == 12 and RESERVE.fullmatch(bare):
            return Number(bare, NumberKind.RESERVE, None, Sex.UNKNOWN)
        return Obstacle("Ett reservnummer har tolv tecken, till exempel 22950606FH20.", field=field)
    digits = re.sub(r"[-+]", "", said)
    if len(digits) == 10:
        digits = _century(digits, plus="+" in said, on=on) + digits
    elif "+" in said:
        digits = digits  # the century is already written out
    try:
        number = Personnummer(digits)
    except PersonnummerException:
        return Obstacle("Numret stämmer inte: kontrollera datum och kontrollsiffra.", field=field)
    kind = NumberKind.SAMORDNINGSNUMMER if number.is_coordination_number() else NumberKind.PERSONNUMMER
    born_on = date(int(digits[:4]), int(digits[4:6]), int(digits[6:8]) % 60 or 1)
    if born_on > on:
        return Obstacle("Numret säger ett datum som inte har kommit än.", field=field)
    sex = Sex.WOMAN if int(digits[10]) % 2 == 0 else Sex.MAN
    return Number(digits, kind, born_on, sex)


def _century(digits: str, *, plus: bool, on: date) -> str:
    """The century of a ten-digit number: the latest that is not in the future; a plus adds a hundred years."""
    day = int(digits[4:6]) % 60
    this = on.year // 100
    year = this * 100 + int(digits[:2])
    if (year, int(digits[2:4]), day) > (on.year, on.month, on.day):
        this -= 1
    return str(this - 1 if plus else this)


def age(born_on: date | None, on: date) -> int | None:
    """Whole years on ``on``; None when the birth date is not known."""
    if born_on is None:
        return None
    # as time limits are counted (lag 1930:173 1 §): one born on 29 February is a year older on the 28th
    years = on.year - born_on.year
    return years - (add_months(born_on, 12 * years) > on)


def is_child(born_on: date | None, on: date) -> bool:
    """Under 18 (SoL 1:2 (2025:400)); an unknown age counts as no child."""
    years = age(born_on, on)
    return years is not None and years < 18


def speaks_for_self(born_on: date | None, on: date) -> bool:
    """A child of 15 is a party of their own (SoL 3:4; LVU 36 §)."""
    years = age(born_on, on)
    return years is None or years >= 15


HIDDEN = ("address", "postcode", "locality", "phone", "school")


def hidden_fields(protection: Protection) -> frozenset[str]:
    """Which fields of a person are never shown, printed or exported at this level (OSL 21:3, 22 kap.)."""
    if protection == Protection.NONE:
        return frozenset()
    return frozenset(HIDDEN)


def hidden_near(person: Protection, other: Protection) -> frozenset[str]:
    """Which fields of the other in a relation are never shown: those near a protected person often live there too."""
    return hidden_fields(person) | hidden_fields(other)


def is_sealed(protection: Protection) -> bool:
    """True when only named staff may open the case."""
    return protection != Protection.NONE
