"""Bredvid varandra: what was said of somebody beside what is held, so that nobody gets another one's case. Pure."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from samtid.ground.names import search_form
from samtid.ground.reasons import Obstacle

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
    words = [set(re.split(r"[ -]+", search_form(text))) - {"", "okant"} for text in (one, other)]
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
