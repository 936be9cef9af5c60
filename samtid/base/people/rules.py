"""Vad ett identitetsnummer säger, och vad ett skydd döljer. Pure functions."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date

from personnummer.personnummer import Personnummer, PersonnummerException

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
    return on.year - born_on.year - ((on.month, on.day) < (born_on.month, born_on.day))


def is_child(born_on: date | None, on: date) -> bool:
    """Under 18 (SoL 1:2 (2025:400)); an unknown age counts as no child."""
    years = age(born_on, on)
    return years is not None and years < 18


def speaks_for_self(born_on: date | None, on: date) -> bool:
    """A child of 15 is a party of their own (SoL 3:4; LVU 36 §)."""
    years = age(born_on, on)
    return years is None or years >= 15


SECRECY = "OSL 21 kap. 3 §, 26 kap. 1 §"
HIDDEN = ("address", "postcode", "locality", "phone", "school")


def hidden_fields(protection: Protection, *, guarded: bool = False) -> frozenset[str]:
    """Which fields of a person are never shown, printed or exported (OSL 21:3, 22 kap.).

    ``guarded``: somebody near is protected, and where this one is tells where that one is.
    """
    return frozenset(HIDDEN) if guarded or protection != Protection.NONE else frozenset()


def hidden_near(person: Protection, other: Protection, *, guarded: bool = False) -> frozenset[str]:
    """Which fields of the other in a relation are never shown: those near a protected person often live there too."""
    return hidden_fields(person) | hidden_fields(other, guarded=guarded)


def is_sealed(protection: Protection) -> bool:
    """True when only named staff may open the case."""
    return protection != Protection.NONE


def without(text: str, places: Iterable[str], instead: str) -> str:
    """``text`` without the ``places`` that must not be told, however they are spaced; ``instead`` stands there."""
    for place in places:
        parts = re.findall(r"[^\W\d_]+|\d+", place)
        if len("".join(parts)) >= 4:
            pattern = r"\b" + r"[\W_]*".join(map(re.escape, parts)) + r"(?!\d)"
            text = re.sub(pattern, instead, text, flags=re.IGNORECASE)
    return text


def obstacles_to_telling(*, tells: bool, may_decide: bool, reason: str) -> list[Obstacle]:
    """What stands in the way of signing or sending words that name where somebody protected is.

    ``may_decide``: whoever leads the unit may let it stand, with a reason that is kept.
    """
    if not tells or (may_decide and len(reason.strip()) >= 10):
        return []
    said = "Texten innehåller en adress eller ett telefonnummer som inte får lämnas ut i det här ärendet."
    if may_decide:
        return [
            Obstacle(
                f"{said} Ta bort det, eller skriv varför det ändå ska stå där.", SECRECY, field="place_reason"
            )
        ]
    return [Obstacle(f"{said} Ta bort det. Måste det stå där avgör enhetens chef det.", SECRECY)]


FIELDS = {"name": "Namn", "number": "Nummer", "born_on": "Född", "address": "Adress"}


@dataclass(frozen=True, slots=True)
class Compared:
    """Bredvid varandra: one thing that was said, what is held, and whether they are the same.

    ``held`` is None where the reader may not see it; ``same`` is None when there is nothing to compare.
    """

    name: str
    said: str
    held: str | None
    same: bool | None

    @property
    def label(self) -> str:
        return FIELDS[self.name]


def same(one: str, other: str) -> bool | None:
    """Whether two ways of writing mean the same: the words of one are all among the other's, in any order.

    Nothing written, and ”okänt”, is nothing to compare. The database says the same of those the reader may not
    see (``access.same_words``).
    """
    words = [
        {
            word
            for word in re.findall(r"[^\W_]+", unicodedata.normalize("NFKC", text).lower())
            if word != "okänt"
        }
        for text in (one, other)
    ]
    if not all(words):
        return None
    return words[0] <= words[1] or words[1] <= words[0]


def same_number(one: str, other: str) -> bool | None:
    """Whether two numbers are one; ten digits are the last ten of twelve, and fewer are nothing to compare."""
    if min(len(one), len(other)) < 10:
        return None
    return one.endswith(other) or other.endswith(one)


def beside(
    said: Mapping[str, str], held: Mapping[str, str] | None, flags: Mapping[str, bool | None] | None = None
) -> list[Compared]:
    """What was said beside what is held, thing by thing; of one who may not be seen only the ``flags``.

    Empty when nobody is held.
    """
    ways = dict.fromkeys(FIELDS, same) | {"number": same_number}
    if held is not None:
        return [
            Compared(
                name,
                said.get(name, ""),
                held.get(name, ""),
                ways[name](said.get(name, ""), held.get(name, "")),
            )
            for name in FIELDS
            if said.get(name) or held.get(name)
        ]
    return [Compared(name, said.get(name, ""), None, flag) for name, flag in (flags or {}).items()]


def obstacles_to_confirming(found: Iterable[Compared], reason: str) -> list[Obstacle]:
    """What differs must be confirmed with a reason, which is kept: else the wrong person gets a case."""
    differ = [one.label.lower() for one in found if one.same is False]
    if not differ or len(reason.strip()) >= 10:
        return []
    said = "Det som sades och det som finns stämmer inte överens"
    return [
        Obstacle(
            f"{said}: {', '.join(differ)}. Kontrollera, eller skriv varför det ändå är samma person.",
            "SOSFS 2014:5 4 kap.",
            field="reason",
        )
    ]
