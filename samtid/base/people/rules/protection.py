"""Skyddade personuppgifter: what a protection hides, and what may be told."""

from __future__ import annotations

import re
from collections.abc import Iterable

from samtid.ground.reasons import Obstacle

from ..words import Protection

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


CARE_OF = re.compile(r"^\s*c/o [^,]*,", re.IGNORECASE)
FLAT = re.compile(r"[ ,]+(lgh|lägenhet|läg|vån|våning|[0-9]+ ?tr)\b.*$", re.IGNORECASE | re.DOTALL)
CLASS = re.compile(r"[ ,]+(klass|åk|årskurs|avd|avdelning)\b.*$", re.IGNORECASE | re.DOTALL)


def without(text: str, places: Iterable[str], instead: str) -> str:
    """``text`` without the ``places`` that must not be told, however they are spaced; ``instead`` stands there."""
    for way in sorted({way for place in places for way in _ways(place)}, key=len, reverse=True):
        parts = re.findall(r"[^\W\d_]+|\d+", way)
        if len("".join(parts)) >= 4:
            pattern = r"\b" + r"[\W_]*".join(map(re.escape, parts)) + r"(?!\d)"
            text = re.sub(pattern, instead, text, flags=re.IGNORECASE)
    return text


def _ways(place: str) -> set[str]:
    """How a place may stand in a text; as ``access.place_ways`` of the database."""
    parts = {place, *re.split(r"[,;\n]", place)}
    parts |= {CLASS.sub("", FLAT.sub("", CARE_OF.sub("", one))) for one in parts}
    streets = [
        found[0]
        for way in (r"^\D*\d+", r"[^\W\d_]+[\W_]*\d+")
        for one in parts
        if (found := re.search(way, one))
    ]
    return {*parts, *streets}


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
