"""Vad lag och rutin säger om att följa upp en plan. Pure functions.

A follow-up stands beside the plan, which is never changed: from its day the plan's clock runs anew. What was written wrong
is corrected by a later row that says which one it corrects.
"""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date

from samtid.ground.law.days import add_months
from samtid.ground.reasons import Obstacle

from .rules import FOLLOWED_UP, PARTICIPATION, SOME_WORDS
from .words import Outcome, TookPart

# The municipality's routine, not law: SoL 5:2 says that it is followed up, and no time within which.
MOST_MONTHS_BETWEEN = 12
# What is to be done about the plan, and waits until it is: it is not the next day that one waits for.
TO_DO = frozenset({Outcome.CHANGE, Outcome.ENDED})
ALREADY = Obstacle("Uppföljningen är redan rättad. Rätta den senaste.")


@dataclass(frozen=True, slots=True)
class FollowUpText:
    """A follow-up as written. ``took_part`` are values of ``TookPart``; ``reason`` is of a correction only."""

    followed_on: date | None = None
    took_part: tuple[str, ...] = ()
    outcome: str = ""
    seen: str = ""
    next_on: date | None = None
    reason: str = ""

    @property
    def who(self) -> str:
        """Who took part, in words."""
        return ", ".join(TookPart.label_of(one) for one in self.took_part)


def first_day(valid_from: date, adopted_on: date) -> date:
    """The first day a plan can be followed up: it is adopted, and it has begun."""
    return max(valid_from, adopted_on)


def obstacles_to_beginning(
    *, first: date | None, has_later: bool, has_ended: bool, on: date
) -> list[Obstacle]:
    """What stands in the way of following a plan up on the day ``on``, whatever is written. ``first`` None: a draft."""
    if has_ended:
        return [Obstacle("Insatsen är avslutad.")]
    if first is None:
        return [Obstacle("Planen är ett utkast. Anta den först.")]
    if has_later:
        return [Obstacle("En senare version är antagen. Följ upp den.")]
    if first > on:
        return [Obstacle(f"Planen gäller från {first} och kan följas upp därefter.")]
    return []


def obstacles_to_following_up(
    text: FollowUpText, *, first: date, taken: Collection[date], on: date
) -> list[Obstacle]:
    """What stands in the way of keeping a follow-up of a plan that began on ``first``; ``taken`` are the days that have one.

    The next day lies ahead of today: a clock that is late the moment it is set says nothing.
    """
    found = _amiss(text, first=first, taken=taken, on=on)
    if text.outcome == Outcome.MISTAKEN:
        found.append(Obstacle("Välj vad uppföljningen kom fram till.", FOLLOWED_UP, field="outcome"))
    if text.next_on is not None and text.next_on <= on:
        found.append(Obstacle("Nästa uppföljning ska ligga framåt i tiden.", FOLLOWED_UP, field="next_on"))
    return found


def obstacles_to_correcting(
    text: FollowUpText, *, is_corrected: bool, first: date, taken: Collection[date], on: date
) -> list[Obstacle]:
    """What stands in the way of correcting a follow-up. ``taken`` are the days of the others.

    One that never was has nothing but why. The next day may have passed: it was said then, and is late now.
    """
    if is_corrected:
        return [ALREADY]
    found = [] if text.outcome == Outcome.MISTAKEN else _amiss(text, first=first, taken=taken, on=on)
    if len(text.reason.strip()) < SOME_WORDS:
        found.append(Obstacle("Skriv vad som var fel. Det som stod står kvar bredvid.", field="reason"))
    return found


def _amiss(text: FollowUpText, *, first: date, taken: Collection[date], on: date) -> list[Obstacle]:
    found = []
    day = text.followed_on
    if day is None:
        found.append(Obstacle("Skriv vilken dag planen följdes upp.", FOLLOWED_UP, field="followed_on"))
    elif day > on:
        found.append(Obstacle("Skriv uppföljningen när den är gjord, inte i förväg.", field="followed_on"))
    elif day < first:
        found.append(Obstacle(f"Planen gäller från {first}.", field="followed_on"))
    elif day in taken:
        found.append(
            Obstacle(
                "Planen är redan följd upp den dagen. Är något fel, rätta det som står.", field="followed_on"
            )
        )
    if not text.took_part:
        found.append(Obstacle("Välj vem som var med.", PARTICIPATION, field="took_part"))
    elif TookPart.NOBODY in text.took_part and len(text.took_part) > 1:
        found.append(Obstacle("Välj antingen vem som var med, eller ingen.", field="took_part"))
    if not text.outcome:
        found.append(Obstacle("Välj vad uppföljningen kom fram till.", FOLLOWED_UP, field="outcome"))
    if len(text.seen.strip()) < SOME_WORDS:
        found.append(Obstacle("Skriv vad ni såg.", FOLLOWED_UP, field="seen"))
    if text.next_on is None:
        found.append(Obstacle("Välj en dag då planen följs upp igen.", FOLLOWED_UP, field="next_on"))
    elif day is not None and text.next_on <= day:
        found.append(Obstacle("Nästa uppföljning ska ligga efter den här.", FOLLOWED_UP, field="next_on"))
    elif day is not None and text.next_on > add_months(day, MOST_MONTHS_BETWEEN):
        found.append(Obstacle("Följ upp planen minst en gång om året.", FOLLOWED_UP, field="next_on"))
    return found
