"""Vad lag och rutin säger om akten. Pure functions."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime

from samtid.ground.law.days import SWEDEN, Due
from samtid.ground.law.rules import NotInForce, Rule
from samtid.ground.reasons import Obstacle

JOURNAL = "SOSFS 2014:5 4 kap."


# *Genast* is the same day, "or the day after if it came in late" (prop. 2012/13:10 p. 60). From which hour
# is nowhere said: this is the municipality's routine, not law.
LATE_HOUR = 16


def came_in_late(at: datetime) -> bool:
    """So late in the day that the next day will do for what shall be done at once."""
    return at.astimezone(SWEDEN).hour >= LATE_HOUR


def planned_day(due: Due, trigger: date | datetime) -> date | None:
    """The one day we plan on and show, everywhere: for what came in late and shall be done at once, the day after."""
    late = isinstance(trigger, datetime) and came_in_late(trigger)
    return due.outer if due.outer and late else due.legal or due.outer


def day_of(rule: Rule, trigger: date | datetime) -> date | None:
    """The day a duty is to be done, counted from its trigger.

    None when the law names no day, or when it is not known what the law said then: a page must not fall for that.
    """
    try:
        return planned_day(rule.due(trigger), trigger)
    except (NotInForce, OverflowError, ValueError):
        return None


def obstacles_to_closing(running: Sequence[str]) -> list[Obstacle]:
    """What stands in the way of closing a case: the duties that still run in it, by name."""
    return [Obstacle(f"Det finns en frist kvar i ärendet: {name}. Gör klart den först.") for name in running]


def obstacles_to_handing_out(*, only_through_glass: bool) -> list[Obstacle]:
    """What stands in the way of giving somebody a key to a case, oneself included: the case itself is one."""
    if only_through_glass:
        return [
            Obstacle(
                "Du ser ärendet bara genom en nödöppning. Då får du läsa och handla, men inte flytta eller lämna över "
                "det du ser och inte ge någon nyckel. Be handläggaren eller enhetens chef."
            )
        ]
    return []


def obstacles_to_writing(text: str, *, happened_at: datetime, at: datetime) -> list[Obstacle]:
    """What stands in the way of writing a note."""
    found = []
    if not text.strip():
        found.append(Obstacle("Skriv vad som hände.", JOURNAL, field="text"))
    if happened_at > at:
        found.append(Obstacle("Händelsen kan inte ligga i framtiden.", JOURNAL, field="happened_at"))
    return found


def obstacles_to_signing(*, signed_at: datetime | None, author_id: int, signer_id: int) -> list[Obstacle]:
    """What stands in the way of signing a note."""
    found = []
    if signed_at is not None:
        found.append(Obstacle("Anteckningen är redan undertecknad. Rätta den med en ny anteckning.", JOURNAL))
    if author_id != signer_id:
        found.append(Obstacle("Bara den som skrev anteckningen kan underteckna den.", JOURNAL))
    return found


def obstacles_to_correcting(*, signed_at: datetime | None) -> list[Obstacle]:
    """What stands in the way of correcting a note: only a signed one needs it."""
    if signed_at is None:
        return [Obstacle("Anteckningen är inte undertecknad än, så den går att ändra direkt.", JOURNAL)]
    return []


def obstacles_to_extending(reason: str) -> list[Obstacle]:
    """What stands in the way of extending a time limit: the ground must be said."""
    if len(reason.strip()) < 10:
        return [Obstacle("Skriv vilket särskilt skäl som finns för att förlänga.", field="reason")]
    return []
