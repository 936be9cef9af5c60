"""Ord om bakgrundsarbetet."""

from __future__ import annotations

from samtid.ground.words import Word


class Kind(Word):
    """Slag: what was found not to be as it was written."""

    NOTE = "note", "Undertecknad anteckning"
    DOCUMENT = "document", "Handling"


class Fault(Word):
    """Fel: what is wrong with it."""

    CHANGED = "changed", "Stämmer inte med sin kontrollsumma"
    UNSEALED = "unsealed", "Saknar kontrollsumma"
    GONE = "gone", "Är borta"
