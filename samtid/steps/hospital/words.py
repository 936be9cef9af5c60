"""Ord om sjukhus och annan frånvaro."""

from __future__ import annotations

from samtid.ground.words import Word


class Why(Word):
    """Varför personen är borta. Said in the case, and nowhere else."""

    HOSPITAL = "hospital", "Sjukhus"
    SHORT = "short", "Korttidsplats eller avlastning"
    TRAVEL = "travel", "Resa"
    OTHER = "other", "Annat"


class Kind(Word):
    """Det som har hänt."""

    LEFT = "left", "Borta"
    ADMITTED = "admitted", "Inskrivningsmeddelande från sjukhuset"
    CALLED = "called", "Kallelse till planering"
    PLANNED = "planned", "Planering genomförd"
    READY = "ready", "Utskrivningsklar", "Dagen och klockslaget när sjukhusets underrättelse skickades."
    NOT_READY = "not_ready", "Inte längre utskrivningsklar"
    HOME = "home", "Hemma igen", "Får skrivas i förväg, så att hjälpen är på plats när personen kommer."
    MOVED = "moved", "Flyttade till annat boende eller annan kommun"
    DIED = "died", "Avled"


BEGINS = (Kind.LEFT, Kind.ADMITTED)
ENDS = (Kind.HOME, Kind.MOVED, Kind.DIED)
OF_HOSPITAL = (Kind.ADMITTED, Kind.CALLED, Kind.PLANNED, Kind.READY, Kind.NOT_READY)


class Begin(Word):
    """Hur det börjar: why, and whether the hospital has said so."""

    ADMITTED = "admitted", "Sjukhus, inskrivningsmeddelandet har kommit"
    HOSPITAL = "hospital", "Sjukhus, inget meddelande än"
    SHORT = "short", "Korttidsplats eller avlastning"
    TRAVEL = "travel", "Resa"
    OTHER = "other", "Annat"

    @property
    def why(self) -> Why:
        return Why.HOSPITAL if self is Begin.ADMITTED else Why(self.value)

    @property
    def kind(self) -> Kind:
        return Kind.ADMITTED if self is Begin.ADMITTED else Kind.LEFT


class Event(Word):
    """Händelse i akten."""

    OPENED = "hospital_opened", "Frånvaro antecknades och besök avbokades"
    STEP = "hospital_step", "Frånvaro"
    CORRECTED = "hospital_corrected", "En uppgift om frånvaro rättades"
    WITHDRAWN = "hospital_withdrawn", "En uppgift om frånvaro räknas inte"
    ANNULLED = "hospital_annulled", "Frånvaron gällde inte"
