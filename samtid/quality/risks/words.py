"""Ord om risker och egenkontroll."""

from __future__ import annotations

from samtid.ground.words import Word


class Level(Word):
    """Hur stor en risk är."""

    HIGH = "high", "Hög"
    MEDIUM = "medium", "Medel"
    LOW = "low", "Låg"


class Kind(Word):
    """Vad en rad är."""

    ASSESSED = "assessed", "Bedömdes"
    DONE = "done", "Åtgärden är gjord"
    CLOSED = "closed", "Risken finns inte längre"
    HANDED = "handed", "Ny ansvarig"
    ENDED = "ended", "Kontrollen upphörde"


class How(Word):
    """Hur en kontroll görs."""

    FIGURE = "figure", "En siffra mot en gräns", "Samtid läser siffran på dagen och säger om gränsen är nådd."
    HAND = "hand", "En granskning för hand", "Den som ansvarar gör den och skriver vad som kom fram."


class Way(Word):
    """Vad gränsen är."""

    LEAST = "least", "Minst"
    MOST = "most", "Högst"


class Outcome(Word):
    """Vad en kontroll visade."""

    REACHED = "reached", "Nått"
    MISSED = "missed", "Inte nått"
    CANNOT = "cannot", "Kan inte sägas"


class Why(Word):
    """Varför det inte går att säga."""

    FEW = "few", "För få personer för att visas"
    NONE = "none", "Siffran är inte räknad för tiden"
    ANOTHER = "another", "Siffran finns inte längre, eller räknas på ett annat sätt"


class Cell(Word):
    """Hur det står till med ett tillfälle på årshjulet."""

    COMES = "comes", "Kommer"
    WAITS = "waits", "Ska göras"
    LATE = "late", "Inte gjord i tid"
    DONE = "done", "Gjord"
