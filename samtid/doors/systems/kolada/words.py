"""Ord om nyckeltal."""

from __future__ import annotations

from samtid.ground.words import Word


class Gender(Word):
    """Kön: whom a value is about. Kolada's own letters."""

    TOTAL = "T", "Alla"
    WOMEN = "K", "Kvinnor"
    MEN = "M", "Män"


class Area(Word):
    """Område: under which heading an indicator is found."""

    FAMILIES = "families", "Individ- och familjeomsorg i sin helhet"
    CHILDREN = "children", "Barn och unga"
    MONEY = "money", "Ekonomiskt bistånd"
    ADULTS = "adults", "Vuxna med missbruk"
    CARE = "care", "Äldre och funktionsnedsättning i sin helhet"
    ELDERLY = "elderly", "Äldreomsorg"
    DISABILITY = "disability", "LSS"


class Likeness(Word):
    """Liknande kommuner: which of Kolada's official comparison groups an indicator is compared in."""

    FAMILIES = "IFO", "Individ- och familjeomsorg"
    MONEY = "ekonomiskt bistånd", "Ekonomiskt bistånd"
    ELDERLY = "äldreomsorg", "Äldreomsorg"
    DISABILITY = "LSS", "LSS"
    OVERALL = "övergripande", "Övergripande"


class Missing(Word):
    """Varför ett värde saknas. Missing is never zero."""

    NOT_REPORTED = "not_reported", "Ej redovisat"
    DELETED = "deleted", "Borttaget i Kolada"
    NOT_IN_SNAPSHOT = "not_in_snapshot", "Ingår inte i ögonblicksbilden"
