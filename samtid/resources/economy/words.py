"""Ord om pengar."""

from __future__ import annotations

from samtid.ground.words import Word


class Step(Word):
    """Steg i insatstrappan: how far from home help is given, and what its units are."""

    HOME = "home", "Stöd i hemmet", "Besök hemma hos den som får hjälp."
    OPEN = "open", "Öppenvård", "Besök och samtal utanför hemmet."
    FAMILY = "family", "Familjehem och jourhem", "Dygn i familjehem, jourhem och hem i barnets nätverk."
    INSTITUTION = "institution", "HVB och institution", "Dygn på HVB, stödboende och SiS ungdomshem."

    @property
    def unit(self) -> str:
        """What one of it is."""
        return "dygn" if self in (Step.FAMILY, Step.INSTITUTION) else "besök"


class Level(Word):
    """Vad en kostnad gäller."""

    ALL = "all", "Hela kommunen"
    UNIT = "unit", "Enhet"
    REST = "rest", "Övriga enheter tillsammans"
