"""Vad ett identitetsnummer säger. Pure functions."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date

from personnummer.personnummer import Personnummer, PersonnummerException

from samtid.ground.reasons import Obstacle
from samtid.ground.text import ascii_digits

from ..words import NumberKind, Sex

# The national reserve number (RIV): century or 22/25/00, then date, two letters or digits, control
RESERVE = re.compile(r"[0-9]{8}[0-9A-Z]{4}")
WRITTEN = re.compile(r"([0-9]{2})?([0-9]{6})([-+]?)([0-9A-Z]{4})")
DASHES = re.compile("[\u2010-\u2015\u2212]")
# Swedish mobile numbers, as they are written here and with the country's own number before them
MOBILE = re.compile(r"07[02369][0-9]{7}")
ABROAD = re.compile(r"(?:\+|00)[0-9]{8,14}")

EMPTY = "Skriv ett personnummer, eller lämna fältet tomt om det saknas."
LENGTH = "Numret ska ha tio eller tolv siffror, till exempel 20120314-2391."
WRONG = "Numret stämmer inte: kontrollera datum och kontrollsiffra."
AHEAD = "Numret säger ett datum som inte har kommit än."


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
    because a number of ten digits and a birth in the future can only be judged by a day. What might as well be a
    telephone number is taken for an identity number only when it is written as one.
    Source: folkbokföringslag (1991:481) 18 §; lag (2022:1697) 2 kap.
    """
    said = _plain(text)
    if not said:
        return _no(EMPTY)
    if ABROAD.fullmatch(re.sub(r"[-()/.]", "", said)) and not WRITTEN.fullmatch(said):
        return _no(f"Det här ser ut som ett telefonnummer. {LENGTH}")
    written = WRITTEN.fullmatch(said)
    if not written:
        bare = re.sub(r"[-()/.]", "", said)
        return _no(f"Det här ser ut som ett mobilnummer. {LENGTH}" if MOBILE.fullmatch(bare) else LENGTH)
    century, day, sign, last = written.groups()
    if re.search(r"[A-Z]", last):
        if century and RESERVE.fullmatch(century + day + last):
            return Number(century + day + last, NumberKind.RESERVE, None, Sex.UNKNOWN)
        return _no("Ett reservnummer har tolv tecken, till exempel 22950606FH20.")
    digits = (century or _century(day, plus=sign == "+", on=on)) + day + last
    found = _checked(digits, on)
    if isinstance(found, Number) and not century and not sign and _may_be_a_telephone(found):
        whole = f"{digits[:8]}-{digits[8:]}"
        kind = "mobilnummer" if MOBILE.fullmatch(day + last) else "telefonnummer"
        return _no(f"Det här ser ut som ett {kind}. Är det ett {found.kind.label.lower()}, skriv {whole}.")
    return found


def _plain(text: str) -> str:
    """Without spaces, with our own digits and one kind of dash."""
    return DASHES.sub("-", re.sub(r"\s", "", ascii_digits(text))).upper()


def _no(sentence: str) -> Obstacle:
    return Obstacle(sentence, field="number")


def _checked(digits: str, on: date) -> Number | Obstacle:
    """The number of twelve digits, when date and control digit are right."""
    month, day = int(digits[4:6]), int(digits[6:8])
    coordination = day >= 60
    # Skatteverket puts noughts where the birth month or day of a samordningsnummer is not known; the package
    # wants a real date, so it is asked about one, and about the control digit as it is.
    unknown = coordination and (month == 0 or day == 60)
    try:
        Personnummer(digits) if not unknown else _luhn_of(digits)
        born_on = None if unknown else date(int(digits[:4]), month, day % 60)
    except (PersonnummerException, ValueError):
        return _no(WRONG)
    if (born_on or date(int(digits[:4]), 1, 1)) > on:
        return _no(AHEAD)
    kind = NumberKind.SAMORDNINGSNUMMER if coordination else NumberKind.PERSONNUMMER
    return Number(digits, kind, born_on, Sex.WOMAN if int(digits[10]) % 2 == 0 else Sex.MAN)


def _luhn_of(digits: str) -> None:
    """Raises when the control digit is wrong, the month or day impossible, or the serial number nought."""
    total = sum(
        (int(sign) * (2 - place % 2) - 9) if int(sign) * (2 - place % 2) > 9 else int(sign) * (2 - place % 2)
        for place, sign in enumerate(digits[2:])
    )
    if total % 10 or int(digits[4:6]) > 12 or not 60 <= int(digits[6:8]) <= 91 or digits[8:11] == "000":
        raise ValueError(digits)


def _may_be_a_telephone(number: Number) -> bool:
    """Ten digits without a sign: every mobile number, and a coordination number that begins as an area code does.

    A personnummer of one born 2000–2009 begins with a nought too, and is common: it is only asked about when the
    mobile networks use its beginning.
    """
    ten = number.value[2:]
    return bool(MOBILE.fullmatch(ten)) or (
        number.kind == NumberKind.SAMORDNINGSNUMMER and ten.startswith("0")
    )


def _century(day: str, *, plus: bool, on: date) -> str:
    """The century of a ten-digit number: the latest that is not in the future; a plus adds a hundred years."""
    this = on.year // 100
    year = this * 100 + int(day[:2])
    if (year, int(day[2:4]), int(day[4:6]) % 60) > (on.year, on.month, on.day):
        this -= 1
    return str(this - 1 if plus else this)


def sought_number(words: str) -> str | None:
    """The digits of an identity number, or of a part of one, that somebody searches by; nothing when it is words."""
    bare = re.sub(r"[-+]", "", _plain(words))
    return bare if re.fullmatch(r"[0-9]{6,12}|[0-9]{8}[0-9A-Z]{4}", bare) and bare[:6].isdigit() else None
