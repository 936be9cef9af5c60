"""Ord om sammanträden."""

from __future__ import annotations

from samtid.ground.words import Word


class State(Word):
    """Läge för ett sammanträde."""

    PLANNED = "planned", "Planerat"
    CALLED = "called", "Kallelsen har gått ut"
    HELD = "held", "Hållet"
    ADJUSTED = "adjusted", "Protokollet justerat"
    CANCELLED = "cancelled", "Inställt"


class Turn(Word):
    """Vad som har gjorts med ett sammanträde."""

    PLANNED = "planned", "Planerades"
    CALLED = "called", "Kallelsen gick ut"
    MOVED = "moved", "Tid eller plats ändrades"
    HELD = "held", "Antecknades som hållet"
    ADJUSTED = "adjusted", "Protokollet justerades"
    CANCELLED = "cancelled", "Ställdes in"
    TAKEN_OVER = "taken_over", "Togs över"
    CORRECTED = "corrected", "Rättades"


class Outcome(Word):
    """Vad det blev av ett ärende på föredragningslistan."""

    DECIDED = "decided", "Beslutat enligt förslaget"
    OTHERWISE = "otherwise", "Beslutat annat än förslaget"
    RETURNED = "returned", "Återremiss"
    TABLED = "tabled", "Bordlagt"
    WITHDRAWN = "withdrawn", "Utgick ur listan"
    MOVED = "moved", "Flyttat till ett annat sammanträde"


# What the meeting itself says, each in a paragraph of the minutes; the others leave the list before it.
AT_MEETING = (Outcome.DECIDED, Outcome.OTHERWISE, Outcome.RETURNED, Outcome.TABLED)
BEFORE = (Outcome.WITHDRAWN, Outcome.MOVED)
DECISIONS = (Outcome.DECIDED, Outcome.OTHERWISE)
BACK = (Outcome.RETURNED, Outcome.TABLED)  # it comes before a meeting again


class Event(Word):
    """Händelse i ärendet."""

    RAISED = "committee_raised", "Förslaget anmäldes till ett sammanträde"
    WITHDRAWN = "committee_withdrawn", "Ärendet utgick ur föredragningslistan"
    MOVED = "committee_moved", "Ärendet flyttades till ett annat sammanträde"
    SETTLED = "committee_settled", "Nämnden behandlade ärendet"
    CORRECTED = "committee_corrected", "Det som skrevs om nämndens behandling rättades"
