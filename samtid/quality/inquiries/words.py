"""Ord i en fråga om varför."""

from __future__ import annotations

from samtid.ground.words import Word


class Source(Word):
    """Var det syntes."""

    INDICATOR = "indicator", "Styrning"
    KOLADA = "kolada", "Så står vi oss"


class Kind(Word):
    """Vad en rad är. The first four are written; the rest say what was done with the question or with a row of it."""

    HYPOTHESIS = "hypothesis", "Tänkbar orsak"
    CUT = "cut", "Det vi tittade på"
    FINDING = "finding", "Slutsats"
    ACTION = "action", "Åtgärd"
    WEIGHED = "weighed", "Orsaken prövad"
    DONE = "done", "Åtgärden gjord"
    DROPPED = "dropped", "Åtgärden struken"
    PUT_OFF = "put_off", "Ny dag"
    HANDED = "handed", "Ny ansvarig"
    LOOKED = "looked", "Sett efter igen"
    CLOSED = "closed", "Avslutad"


class Verdict(Word):
    """Hur en tänkbar orsak höll."""

    HOLDS = "holds", "Stämmer"
    FAILS = "fails", "Stämmer inte"
    UNKNOWN = "unknown", "Går inte att säga"


class Result(Word):
    """Vad det blev av frågan."""

    BETTER = "better", "Bättre"
    SAME = "same", "Som förut"
    WORSE = "worse", "Sämre"
    EXPLAINED = (
        "explained",
        "Förklarat: så ska det vara",
        "Skillnaden har en orsak som ni inte vill ändra. Då behövs ingen åtgärd.",
    )
    MISTAKE = "mistake", "Ställd av misstag", "Fel siffra, eller en fråga som redan finns."
