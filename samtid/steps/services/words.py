"""Ord om insatser."""

from __future__ import annotations

from samtid.ground.words import Word


class NeedsTest(Word):
    """Behovsprövning: whether somebody must decide before the service may be given (SoL 11:5)."""

    ALWAYS = "always", "Kräver alltid beslut", "Lagen undantar insatsen från det som får ges utan prövning."
    LOCAL = "local", "Kräver beslut här", "Nämnden har valt att pröva behovet."
    NONE = "none", "Utan behovsprövning", "Den som vill ha insatsen behöver inte ansöka."


class ServiceState(Word):
    """Insatsens läge."""

    PLANNED = "planned", "Börjar senare"
    ONGOING = "ongoing", "Pågår"
    ENDED = "ended", "Avslutad"


class EndReason(Word):
    """Varför insatsen slutade."""

    GOAL_REACHED = "goal_reached", "Målen är nådda"
    OWN_WISH = "own_wish", "Den enskilde vill avsluta"
    OTHER_SERVICE = "other_service", "Ersätts av en annan insats"
    NEED_CHANGED = "need_changed", "Behovet har ändrats"
    NO_EFFECT = "no_effect", "Insatsen hjälpte inte"
    TIME_OVER = "time_over", "Beslutstiden är slut"
    INTERRUPTED = (
        "interrupted",
        "Utföraren kan inte fortsätta",
        "Beslutet gäller fortfarande och ska verkställas på nytt.",
    )
    MOVED = "moved", "Flyttat från kommunen"
    DECEASED = "deceased", "Avliden"


class GoalArea(Word):
    """Del av livet som ett mål gäller, in words a person would use."""

    SAFETY = "safety", "Trygghet"
    HEALTH = "health", "Hälsa"
    FEELINGS = "feelings", "Känslor och beteende"
    RELATIONS = "relations", "Familj och relationer"
    LEARNING = "learning", "Skola, arbete och sysselsättning"
    HOME = "home", "Hem och vardag"
    MONEY = "money", "Ekonomi"
    COMMUNITY = "community", "Delaktighet och fritid"


class Event(Word):
    """Händelse i akten."""

    STARTED = "service_started", "Insats började"
    PLANNED = "service_planned", "Insats planerades"
    BEGAN = "service_began", "Insats började"
    GOAL_ADDED = "service_goal_added", "Mål lades till i insats"
    ENDED = "service_ended", "Insats avslutades"
    INTERRUPTED = "service_interrupted", "Insats avbröts"
