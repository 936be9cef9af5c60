"""Ord i schemat."""

from __future__ import annotations

from samtid.ground.words import Word


class ShiftKind(Word):
    """Slag av arbetspass."""

    WORK = "work", "Arbete"
    NIGHT = "night", "Vaken natt", "Arbete som måste göras mellan midnatt och klockan fem."
    JOUR = "jour", "Jour", "På arbetsstället, beredd att arbeta vid behov."
    STANDBY = (
        "standby",
        "Beredskap",
        "Hemma, beredd att komma vid behov. Vila över dygnet, men inte veckovila.",
    )
    TRAINING = "training", "Utbildning eller möte"

    @property
    def goes_out(self) -> bool:
        """Whether visits can be planned in it."""
        return self in (ShiftKind.WORK, ShiftKind.NIGHT)


class BreakKind(Word):
    """Slag av uppehåll."""

    REST = "rest", "Rast", "Får lämna arbetsstället. Räknas inte som arbetstid."
    MEAL = "meal", "Måltidsuppehåll", "Stannar på arbetsstället. Räknas som arbetstid."


class AbsenceKind(Word):
    """Varför någon är borta: read by her own manager only."""

    SICK = "sick", "Sjuk"
    CHILD_CARE = "child_care", "Vård av barn"
    HOLIDAY = "holiday", "Semester"
    LEAVE = "leave", "Tjänstledig"
    OTHER = "other", "Annat"

    @property
    def is_told(self) -> bool:
        """What one says oneself and nobody grants: it is so."""
        return self in (AbsenceKind.SICK, AbsenceKind.CHILD_CARE)
