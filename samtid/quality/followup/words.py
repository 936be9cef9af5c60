"""Ord om uppföljning och återkoppling."""

from __future__ import annotations

from samtid.ground.words import Word


class Attained(Word):
    """Hur långt ett mål har nåtts, 0–4, as in goal attainment scaling: 1 is the start, 3 the goal itself.

    The value is the number as text; the database keeps the number.
    """

    WORSE = "0", "Sämre än i början"
    SAME = "1", "Som i början"
    SOME = "2", "En bit på väg"
    REACHED = "3", "Målet är nått"
    BEYOND = "4", "Längre än målet"

    @property
    def level(self) -> int:
        """0–4."""
        return int(self.value)


class Voice(Word):
    """Vems röst."""

    PERSON = "person", "Den enskilde"
    GUARDIAN = "guardian", "Vårdnadshavare eller närstående"
    STAFF = "staff", "Personalen"


class NextStep(Word):
    """Nästa steg."""

    CONTINUE = "continue", "Fortsätter som nu"
    CHANGE = "change", "Fortsätter, men ändras"
    END = "end", "Avslutas"


class HowTold(Word):
    """Hur återkopplingen gavs."""

    TALK = "talk", "I ett möte"
    VISIT = "visit", "Vid ett besök hemma"
    PHONE = "phone", "På telefon"
    LETTER = "letter", "I ett brev"


class Reply(Word):
    """Vad den enskilde tyckte om svaret."""

    YES = "yes", "Ja, det stämmer"
    PARTLY = "partly", "Delvis"
    NO = "no", "Nej"
    UNKNOWN = "unknown", "Vet inte, eller ville inte svara"


class Event(Word):
    """Händelse i akten."""

    FOLLOWED_UP = "followed_up", "Insats följdes upp"
    FED_BACK = "fed_back", "Återkoppling gavs till den enskilde"
    REPLIED = "feedback_replied", "Den enskilde svarade på återkopplingen"
