"""Ord om försening."""

from __future__ import annotations

from samtid.ground.words import Word


class Kind(Word):
    """Vad som hände."""

    NOTIFIED = "notified", "Parten fick veta att det dröjer, och varför"
    ASKED = "asked", "En skriftlig begäran om avgörande kom in"
    REFUSED = "refused", "Begäran avslogs i ett särskilt beslut"
    APPEALED = "appealed", "Avslaget överklagades"
    FORWARDED = "forwarded", "Överklagandet lämnades till domstolen"
    ORDERED = "ordered", "Domstolen bestämde när ärendet ska vara avgjort"
    UPHELD = "upheld", "Domstolen avslog överklagandet"


class Event(Word):
    """Händelse i akten."""

    NOTED = "delay_noted", "Försening"
    WRONG = "delay_note_wrong", "En anteckning om försening var fel"
