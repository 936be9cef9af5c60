"""Vad som krävs av den som granskar loggen."""

from __future__ import annotations

from datetime import datetime

from samtid.ground.reasons import Obstacle

from .words import Verdict

LOG_REVIEW = "SoLPuL 10 §"

# The brake: how many of a kind one may do within what time. Far over what a hand does on the busiest day; the
# municipality's routine, not law. A page that saves what is typed sends at most every other second.
LIMITS = (
    ("search", 40, "1 minute"),
    ("search", 300, "1 hour"),
    ("glass", 6, "1 hour"),
    ("number", 20, "1 hour"),
    ("place", 30, "1 hour"),
    ("line", 600, "1 hour"),
    ("post", 100, "10 seconds"),
    ("post", 1000, "10 minutes"),
)


def obstacles_to_reviewing(
    verdict: str, note: str, *, reader: int, reviewer: int, reviewed_at: datetime | None
) -> list[Obstacle]:
    """What stands in the way of a verdict on an opening."""
    found = _of_oneself(reader, reviewer)
    if reviewed_at is not None:
        found.append(Obstacle("Öppningen är redan granskad.", LOG_REVIEW))
    if verdict != Verdict.JUSTIFIED and len(note.strip()) < 10:
        found.append(
            Obstacle("Skriv vad som behöver förklaras eller varför öppningen är obefogad.", field="note")
        )
    return found


def obstacles_to_following_up(
    measure: str, *, verdict: str, reader: int, reviewer: int, followed_up_at: datetime | None
) -> list[Obstacle]:
    """What stands in the way of writing down what came of it."""
    found = _of_oneself(reader, reviewer)
    if verdict not in (Verdict.UNCLEAR, Verdict.UNJUSTIFIED):
        found.append(Obstacle("Bara en öppning som inte var befogad behöver följas upp."))
    if followed_up_at is not None:
        found.append(Obstacle("Öppningen är redan uppföljd."))
    if len(measure.strip()) < 10:
        found.append(Obstacle("Skriv vad läsaren svarade och vad ni gjorde.", field="measure"))
    return found


def _of_oneself(reader: int, reviewer: int) -> list[Obstacle]:
    if reader == reviewer:
        return [Obstacle("Du kan inte granska dina egna öppningar.", LOG_REVIEW)]
    return []
