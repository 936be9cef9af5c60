"""Ord i ett försök."""

from __future__ import annotations

from samtid.ground.words import Word


class Method(Word):
    """Hur det räknas, bestämt innan det börjar."""

    OTHERS = (
        "others",
        "Mot enheter som inte prövar",
        "Skillnaden mellan enheterna, före och under. Det som händer alla räknas bort.",
    )
    TREND = (
        "trend",
        "Mot utvecklingen före",
        "Värdena läggs bredvid den linje de följde. Passar när siffran redan var på väg. Årstider räknas inte bort.",
    )
    BEFORE = (
        "before",
        "Mot nivån före",
        "Medel före bredvid medel under. Annat som hände samtidigt, och årstider, räknas inte bort.",
    )


class Side(Word):
    """Enhetens del."""

    TRIES = "tries", "Prövar"
    BESIDE = "beside", "Jämförs med"


class Way(Word):
    """Åt vilket håll."""

    HIGHER = "higher", "Högre"
    LOWER = "lower", "Lägre"


class Kind(Word):
    """Vad en rad är."""

    CHANGED = "changed", "Planen ändrades"
    BEGUN = "begun", "Planen bestämdes"
    LOOKED = "looked", "Räknade"
    GOES_ON = "goes_on", "Fortsätter trots skyddsgränsen"
    STOPPED = "stopped", "Avbröts"
    DECIDED = "decided", "Beslut"
    FOLLOWED = "followed", "Följdes upp"
    HANDED = "handed", "Ny ansvarig"
    DROPPED = "dropped", "Blev inte av"


class Outcome(Word):
    """Vad det blev av det som prövades."""

    KEEP = "keep", "Behålls"
    CHANGE = "change", "Ändras och prövas vidare"
    STOP = "stop", "Upphör"


class State(Word):
    """Var ett försök är."""

    PLANNED = "planned", "Planeras"
    WAITS = "waits", "Börjar snart"
    RUNS = "runs", "Pågår"
    ENDED = "ended", "Väntar på beslut"
    DECIDED = "decided", "Följs upp"
    CLOSED = "closed", "Avslutat"
