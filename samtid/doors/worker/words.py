"""Ord om bakgrundsarbetet."""

from __future__ import annotations

from samtid.ground.words import Word


class Duty(Word):
    """Syssla: what the worker does, and how often."""

    AUDIT_HEAD = "audit_head", "Loggens huvud", "Varje natt, till en fil utanför databasen."
    SESSIONS = "sessions", "Utgångna inloggningar", "Tas bort varje natt."
    INTEGRITY = (
        "integrity",
        "Anteckningar och handlingar är hela",
        "Varje natt räknas kontrollsummorna om.",
    )
    REVIEW_SAMPLE = (
        "review_sample",
        "Urval ur loggen för granskning",
        "Den första i varje månad, ur månaden före.",
    )
    TIDY = "tidy", "Kön städas", "Varje natt: misslyckade jobb äldre än trettio dagar."


class Kind(Word):
    """Slag: what was found not to be as it was written."""

    NOTE = "note", "Undertecknad anteckning"
    DOCUMENT = "document", "Handling"


class Fault(Word):
    """Fel: what is wrong with it."""

    CHANGED = "changed", "Stämmer inte med sin kontrollsumma"
    UNSEALED = "unsealed", "Saknar kontrollsumma"
    GONE = "gone", "Är borta"
