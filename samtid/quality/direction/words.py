"""Ord om mål och beslut."""

from __future__ import annotations

from samtid.ground.words import Word


class Body(Word):
    """Vem som beslutade."""

    COMMITTEE = "committee", "Nämnden"
    MANAGEMENT = "management", "Gemensamma ledningsgruppen"


class State(Word):
    """Var det står. What is ended can be opened again, with a reason; nothing is taken away."""

    OPEN = "open", "Pågår"
    DONE = "done", "Klart"
    REACHED = "reached", "Nått"
    DROPPED = "dropped", "Avslutat med skäl"


class Result(Word):
    """Blev det så? What a follow-up says of a decision."""

    DONE = "done", "Ja, det är genomfört"
    PARTLY = "partly", "Delvis"
    NOT = "not", "Nej, inte genomfört"
    DROPPED = "dropped", "Det ska inte längre göras"


class Effect(Word):
    """Effekt, as the indicator tells it. That it cannot be told yet is an answer."""

    BETTER = "better", "Bättre"
    SAME = "same", "Ingen säker skillnad"
    WORSE = "worse", "Sämre"
    CHANGED = "changed", "Ändrat"
    UNTOLD = "untold", "Går inte att säga ännu"


class PointKind(Word):
    """Slag av punkt på ledningsgruppens möte."""

    TOPIC = "topic", "Att ta upp"
    TASK = "task", "Att göra"


class PlanKind(Word):
    """Slag av plan."""

    OPERATIONAL = "operational", "Verksamhetsplan"
    DEVELOPMENT = "development", "Utvecklingsplan"
    OTHER = "other", "Annan plan"


class Rhythm(Word):
    """Hur ofta målen följs upp."""

    TERTIAL = "tertial", "Varje tertial"
    MONTH = "month", "Varje månad"

    @property
    def months(self) -> int:
        return 4 if self is Rhythm.TERTIAL else 1


class Turn(Word):
    """Händelse: one line of what became of it."""

    FOLLOWED = "followed", "Följdes upp"
    CORRECTED = "corrected", "Rättelse"
    CHANGED = "changed", "Ändrades"
    ENDED = "ended", "Avslutades"
    REOPENED = "reopened", "Öppnades igen"
    TIED = "tied", "Knöts ihop"
