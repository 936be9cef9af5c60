"""Ingen pekas ut: what in a text leads to a person, as far as a program can see. Pure functions.

A number, a telephone, an address are refused with why; a row's key and a case's number are taken away; what looks
like a name is asked about once. For texts about how the work is done, never for a file, which is about somebody.
"""

from __future__ import annotations

import re

from samtid.ground.reasons import Obstacle
from samtid.ground.text import ascii_digits

NO_PERSON = "OSL 26 kap. 1 §"
LONGEST = 1500  # signs
# six or eight digits, perhaps a sign, and four more: an identity number however it is written, letters for a temporary one
NUMBER = re.compile(
    r"(?<!\d)(?:19|20)?\d{2}[ .]?\d{2}[ .]?\d{2}\s?[-–+.]?\s?[\dA-Za-z]\d{2,3}[\dA-Za-z]?(?![\dA-Za-z])"
)
# the same as the database reads it, for the last bar beneath the field: the field refuses what either of them finds
NUMBER_IN_TABLE = r"(^|[^0-9])([12][0-9])?[0-9]{6}[-+ ]?[0-9]{4}($|[^0-9])"
BARRED = re.compile(NUMBER_IN_TABLE)
MAIL = re.compile(r"[\w.+-]+@[\w-]+\.\w+")
PHONE = re.compile(r"(?<!\d)(?:\+46|0)\s?\d{1,3}[-\s]?\d{2,3}[\s-]?\d{2}[\s-]?\d{2,3}(?!\d)")
KEY_IN_TABLE = (
    r"^[0-9a-fA-F]{8}-([0-9a-fA-F]{4}-){3}[0-9a-fA-F]{12}$"  # a text that is a row's key and nothing else
)
# an address of a page of ours, or a row's or a case's own name: taken away, since it leads to somebody
ADDRESS = re.compile(r"(?:https?://\S+?)?/\S*[0-9a-f]{8}-(?:[0-9a-f]{4}-){3}[0-9a-f]{12}\S*", re.IGNORECASE)
KEY = re.compile(r"[0-9a-f]{8}-(?:[0-9a-f]{4}-){3}[0-9a-f]{12}", re.IGNORECASE)
CASE = re.compile(r"(?<![\w-])\d{2}-[0-9A-Z]{6}(?![\w-])")
GONE = "[borttaget]"
PAIR = re.compile(
    r"(?<![\w-])([A-ZÅÄÖÉ][a-zåäöéü]+(?:-[A-ZÅÄÖ][a-zåäöé]+)?)[ ]+(?:(?:von|af|de|al|el)[ ]+)?([A-ZÅÄÖÉ][a-zåäöéü]+(?:-[A-ZÅÄÖ][a-zåäöé]+)?)(?![\w-])"
)
TITLED = re.compile(r"\b(?:[Hh]err|[Ff]ru|[Ff]röken|[Ff]amiljen|[Tt]ant|[Ff]arbror)\s+[A-ZÅÄÖ][a-zåäö]+")
FIRST = frozenset(
    """
    Anna Maria Eva Karin Kristina Lena Sara Emma Kerstin Ingrid Elin Malin Jenny Hanna Linda Birgitta Marie Elisabeth
    Margareta Sofia Johanna Amanda Julia Ida Alva Alice Maja Astrid Ebba Wilma Agnes Fatima Amina Maryam Zahra Amal
    Lars Mikael Anders Johan Erik Per Karl Peter Jan Thomas Daniel Fredrik Hans Andreas Stefan Mattias Magnus Jonas Bengt
    Martin Niklas Gustav Oskar William Lucas Liam Elias Hugo Oliver Mohamed Ahmed Ali Hassan Omar Ibrahim Yusuf Abdi
    """.split()  # noqa: SIM905  # a list to read
)
# pairs of capitals that are no persons
NO_NAMES = frozenset({"Min", "Det", "Den", "Vi", "Jag", "En", "Ett", "Samtid", "Lex", "Öppna", "Mina", "Signs", "Skatteverket"})  # fmt: skip


def obstacles_to_text(said: str, field: str, longest: int = LONGEST) -> list[Obstacle]:
    """The same of a text that may be left out: what points a person out is refused, with why."""
    if len(said) > longest:
        return [Obstacle(f"Skriv kortare: högst {longest} tecken.", field=field)]
    digits = ascii_digits(said)
    found = []
    if NUMBER.search(digits) or BARRED.search(digits):
        found.append(
            Obstacle(
                "Ta bort det som ser ut som ett personnummer. Här skriver du om steget, inte om någon person.",
                NO_PERSON,
                field=field,
            )
        )
    elif PHONE.search(digits) or MAIL.search(said):
        found.append(
            Obstacle(
                "Ta bort telefonnumret eller e-postadressen: den leder till en person, och det du skriver kan bli läst av alla.",
                NO_PERSON,
                field=field,
            )
        )
    return found


def names_in(said: str) -> list[str]:
    """What looks like somebody's name. A program cannot know: it asks once, and the one who reads is told."""
    found = [match.group() for match in TITLED.finditer(said)]
    found += [
        match.group()
        for match in PAIR.finditer(said)
        if not NO_NAMES & {match[1], match[2]} and (match[1] in FIRST or not _begins(said, match.start()))
    ]
    found += [
        match.group()
        for match in re.finditer(r"(?<![\w-])[A-ZÅÄÖ][a-zåäö]+(?![\w-])", said)
        if match.group().removesuffix("s") in FIRST and not _begins(said, match.start())
    ]
    return sorted({one for one in found if not any(one != other and one in other for other in found)})


ASKED = "ser ut som ett namn"  # what stands in the question, so that a page knows that it has been asked


def obstacles_to_names(*texts: str, field: str) -> list[Obstacle]:
    """Asked once: the next time the same is sent it is taken, and the one who answers is told."""
    found = sorted({name for said in texts for name in names_in(said)})
    if not found:
        return []
    named = ", ".join(f"«{name}»" for name in found[:3])
    text = (
        f"{named} {ASKED}. Skriv till exempel «en kollega» eller «en familj» i stället. "
        "Är det inget namn på någon, skicka igen."
    )
    return [Obstacle(text, NO_PERSON, field=field)]


def stripped(said: str) -> str:
    """The text without what leads to somebody's file: an address of ours, a row's key, a case's number."""
    for pattern in (ADDRESS, KEY, CASE):
        said = pattern.sub(GONE, said)
    return said.strip()


def _begins(said: str, place: int) -> bool:
    """Whether a sentence begins there, where every word has a capital."""
    before = said[:place].rstrip()
    return not before or before[-1] in ".!?:\n"
