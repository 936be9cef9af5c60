"""Skyddade personuppgifter: what a protection hides."""

from __future__ import annotations

from ..words import Protection

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
