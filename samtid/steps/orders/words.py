"""Ord om beställningar."""

from __future__ import annotations

from samtid.ground.words import Word


class Answer(Word):
    """Vad utföraren svarar."""

    SEEN = "seen", "Vi har sett den", "Ni återkommer med besked."
    ACCEPTED = "accepted", "Vi tar uppdraget", "Skriv gärna vem som blir fast kontakt."
    NAMED = "named", "Utse eller byt fast kontakt", "För ett uppdrag som ni redan har tagit."
    DECLINED = "declined", "Vi kan inte", "Den som beställde får ert skäl och söker en annan utförare."


class State(Word):
    """Beställningens läge."""

    SENT = "sent", "Inte sedd än"
    SEEN = "seen", "Sedd, väntar på besked"
    ACCEPTED = "accepted", "Mottagen"
    DECLINED = "declined", "Avböjd"


class Event(Word):
    """Händelse i akten."""

    SENT = "order_sent", "Beställning skickades till utföraren"
    SEEN = "order_seen", "Utföraren har sett beställningen"
    ACCEPTED = "order_accepted", "Utföraren tog uppdraget"
    NAMED = "order_named", "Fast kontakt utsågs"
    DECLINED = "order_declined", "Utföraren avböjde beställningen"


# what each answer is in the diary
SAID: dict[Answer, Event] = {
    Answer.SEEN: Event.SEEN,
    Answer.ACCEPTED: Event.ACCEPTED,
    Answer.NAMED: Event.NAMED,
    Answer.DECLINED: Event.DECLINED,
}
