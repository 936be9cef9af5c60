"""Planeringens ord."""

from __future__ import annotations

from samtid.ground.words import Word


class Kind(Word):
    """Slag av förslag."""

    DAY = "day", "Plan för dagen", "Hela dagen planeras, med så få ändringar som möjligt."
    REPAIR = (
        "repair",
        "Lagning",
        "Bara det som saknar personal eller krockar; resten ligger stilla om det går.",
    )
    BACK = "back", "Tillbaka", "Det som antogs läggs tillbaka som det var."


class Outcome(Word):
    """Hur det gick med en ändring."""

    WAITS = "waits", "Väntar"
    DONE = "done", "Genomförd"
    LEFT = "left", "Lämnades"


class Trouble(Word):
    """Vad som inte håller i en dag."""

    UNSTAFFED = "unstaffed", "Saknar personal"
    ABSENT = "absent", "Den som skulle gå arbetar inte då"
    CLASH = "clash", "Krockar med ett annat besök"
    TIGHT = "tight", "Hinner inte fram i tid"
    OUTSIDE = "outside", "Utanför arbetspasset"
    NO_BREAK = "no_break", "Ingen plats för rast"
