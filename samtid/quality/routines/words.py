"""Ord om rutiner."""

from __future__ import annotations

from samtid.ground.words import Word


class Turn(Word):
    """Händelse: what became of a routine beside its versions."""

    REVIEWED = "reviewed", "Sågs över"
    WITHDRAWN = "withdrawn", "Upphävdes"


class State(Word):
    """Var en version står. Only what is decided, and whose day has come, is in force."""

    PROPOSED = "proposed", "Väntar på beslut"
    PASSED = "passed", "Ersatt av ett nyare förslag"
    RETURNED = "returned", "Skickades tillbaka"
    COMING = "coming", "Beslutad, gäller inte än"
    IN_FORCE = "in_force", "Gäller"
    FORMER = "former", "Har gällt"
    NEVER = "never", "Beslutad, kom aldrig att gälla"
    FELL = "fell", "Föll när rutinen upphävdes"


class As(Word):
    """Beslutad av: the role that somebody decides in."""

    MANAGER = "manager", "Chef"
    QUALITY = "quality", "Kvalitetsutvecklare"
