"""Ord om belastning och prognoser."""

from __future__ import annotations

from samtid.ground.words import Word


class World(Word):
    """Värld: what is other than it is today."""

    NOW = (
        "now",
        "Som i dag",
        "Samma medarbetare, samma arbetstid och lika mycket som kommer in som det senaste året.",
    )
    HOURS = (
        "hours",
        "Trettio timmars vecka",
        "Alla arbetar tre fjärdedelar av tiden, i samma takt per timme. Erfarenheter av lägre sjukfrånvaro räknas inte in.",
    )
    MORE = (
        "more",
        "En kollega till",
        "En handläggare till från i morgon, med lika mycket på sitt bord som de andra.",
    )
    FEWER = (
        "fewer",
        "En kollega färre",
        "Den som har minst på sitt bord slutar i morgon. Det som personen hade går tillbaka till kön.",
    )
    DEMAND = (
        "demand",
        "Tjugo procent mer kommer in",
        "Samma fördelning över veckan och året, en femtedel mer av allt.",
    )
    MERGED = (
        "merged",
        "En kö tillsammans med en annan enhet",
        "Alla tar ur samma kö. Tiden ett ärende tar är som i den egna enheten.",
    )


class Counter(Word):
    """Motåtgärd: the cheapest thing that can be done about a time limit that may break."""

    NONE = "", "Ingen behövs nu"
    GIVE = "give", "Fördela den i dag"
    MOVE = "move", "Låt någon som är på plats ta över"
    EXTEND = "extend", "Pröva om tiden får förlängas"
    FIRST = "first", "Gå igenom den i veckan: vad väntar vi på?"
