"""En rad om ett barn, som någon skriver den: name, age or number, and what else was said. Pure functions.

``Max Berg, 9 år`` is a name and an age; an age is no personnummer. What cannot be told apart stays in the line,
which is always kept as it was written.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date

from samtid.ground.dates import read_day
from samtid.ground.text import ascii_digits, one_line

NUMBER = re.compile(
    r"(?<![\d/.-])(?:\d{2})?\d{6}\s?[-+]?\s?[\dA-Z]{4}(?!\d)|(?<![\d/.-])(?:\d{2})?\d{6}-(?:X{4}|x{4}|\?{4})"
)
YEARS = r"(?:ca\.? |cirka |ungefär |runt |omkring |nyss |snart |knappt )?\d{1,3}(?:[.,]5|½)?(?: ?(?:-|–|eller) ?\d{1,2})?"
AGE = re.compile(
    rf"(?:ålder:? )?{YEARS}[ -]?(?:års? ?(?:gammal|gamla|gammalt)?|åring|mån(?:ader|ad)?\.?(?: gammal)?|veckor(?: gammal)?|v\.?"
    r"|å)(?![a-zåäö])|(?:ålder|age):? \d{1,3}|nyfödd|spädbarn|ofödd",
    re.IGNORECASE,
)
BARE_AGE = re.compile(r"(?:[,;(]| - | – |\s)\s*(\d{1,2})\)?$")
BORN = re.compile(r"(?:född|f\.|f|född:|födelsedag:?|födelsedatum:?)\s+(.+)$", re.IGNORECASE)
BORN_YEAR = re.compile(
    r"(?:född|f\.|f)\s*((?:19|20)\d{2})|(?:[,;(]|\s)\s*((?:19|20)\d{2})\)?$", re.IGNORECASE
)
DAY = re.compile(
    r"(?<!\d)(?:\d{4}[-/.]\d{1,2}[-/.]\d{1,2}|\d{8}|\d{6}|\d{2}-\d{2}-\d{2}|\d{1,2}/\d{1,2}[ -]+\d{2,4}"
    r"|\d{1,2} (?:jan|feb|mars|apr|maj|jun|jul|aug|sep|okt|nov|dec)[a-z]*\.? \d{4})(?!\d)",
    re.IGNORECASE,
)
# A name begins with a letter and has no more than one figure in it ("Max 2", "Karl XVI" and "Kim3" are names)
NAME = re.compile(r"[^\W\d_][^\d,;:()\"]*(?:\d{1,2})?[^\d,;:()\"]*")
# "4 barn till", "tre syskon", "flera barn", "samma för lillebror": somebody, but not who
NOBODY = re.compile(
    r"\b(?:barn|barnen|syskon|syskonen|bebis|kusiner?|personer|till|flera?|andra|samma|småsyskon|okänt|okänd|vet inte|\?)\b",
    re.IGNORECASE,
)
LONGEST_NAME = 160


@dataclass(frozen=True, slots=True)
class Said:
    """What one line says. ``is_clear`` is false when no name could be told from it, or something was left over."""

    line: str
    name: str = ""
    number: str = ""
    age: str = ""
    rest: str = ""

    @property
    def is_clear(self) -> bool:
        """True when the line names somebody."""
        return bool(self.name)


def read_line(line: str, *, on: date) -> Said:
    """Name, number and age in ``line``; ``rest`` is what was neither. Nothing of the line is lost."""
    whole = one_line(ascii_digits(line)).lstrip("-–•*· ").strip()
    left = re.sub(r"^\d{1,2}[.)] ", "", whole)  # a list with numbers
    number, left = _taken(NUMBER, left)
    age, left = _taken(AGE, left)
    born, left = ("", left) if age else _born(left, on)
    if not age and not born and not number:
        bare = BARE_AGE.search(left)
        if bare and NAME.fullmatch(left[: bare.start()].strip(" ,;-–(") or "1"):
            age, left = f"{bare[1]} år", left[: bare.start()]
    parts = [part.strip(" ,;:()–-.\u060c") for part in re.split(r"[,;()\u060c]", left)]
    parts = [part for part in parts if part]
    first = parts[0] if parts else ""
    if not NAME.fullmatch(first) or NOBODY.search(first) or len(first) > LONGEST_NAME:
        return Said(whole, number=number, age=age or born, rest=whole)
    return Said(whole, first, re.sub(r"\s", "", number), age or born, ", ".join(parts[1:]))


def _taken(pattern: re.Pattern[str], text: str) -> tuple[str, str]:
    """The first match, and the text without it."""
    found = pattern.search(text)
    if not found:
        return "", text
    return found[0].strip(" ,("), f"{text[: found.start()].rstrip()} , {text[found.end() :].lstrip()}".strip(
        " ,"
    )


def _born(text: str, on: date) -> tuple[str, str]:
    """A birthday or a year of birth, as ``född 2017-05-02`` or ``född 2017``."""
    for pattern in (BORN, DAY):
        found = pattern.search(text)
        day = found and read_day(found[1] if pattern is BORN else found[0], on=on)
        if found and isinstance(day, date) and day <= on:
            return f"född {day.isoformat()}", f"{text[: found.start()]} , {text[found.end() :]}".strip(" ,(")
    year = BORN_YEAR.search(text)
    if year and int(year[1] or year[2]) <= on.year:
        return f"född {year[1] or year[2]}", f"{text[: year.start()]} , {text[year.end() :]}".strip(" ,(")
    return "", text


def age_said(text: str, *, on: date) -> str:
    """The age or birthday in a field that asks for ``ålder eller personnummer``; nothing when it is a number."""
    said = one_line(ascii_digits(text))
    if NUMBER.search(said):
        return ""
    if re.fullmatch(r"\d{1,2}", said):
        return f"{said} år"
    return said if AGE.search(said) or _born(f" {said}", on)[0] else ""
