"""Vad lag och rutin säger om uppföljning och återkoppling. Pure functions."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from samtid.base.organisation.verbs import CASE_WORK, Verb
from samtid.ground.law.days import add_months
from samtid.ground.reasons import Obstacle

from .words import Attained, HowTold, NextStep, Voice

QUALITY = "SoL 5 kap. 2 §"
# The person is kept informed of what is noted, and may object (SoL 14:6).
INFORMED = "SoL 14 kap. 6 §"
PROTECTED_POST = "OSL 21 kap. 3 §"
MAY: dict[str, Verb] = dict.fromkeys(("follow_up", "give_feedback", "note_reply"), CASE_WORK)
# Words in a sentence from which a reader tires (Språkrådet's advice is 15–20 words on average).
LONG_SENTENCE = 25


def is_no_better(levels: Sequence[int | None]) -> bool:
    """Whether the person says of some goal that it is as it was, or worse: then nothing is closed by an answer."""
    return any(level is not None and level <= Attained.SAME.level for level in levels)


@dataclass(frozen=True, slots=True)
class Said:
    """What one voice says of a goal. ``level`` is None when it did not rate it."""

    level: Attained | None = None
    says: str = ""


@dataclass(frozen=True, slots=True)
class ResultDetails:
    """What the voices say of one goal."""

    goal: UUID
    person: Said = Said()
    guardian: Said = Said()
    staff: Said = Said()

    def voice(self, voice: Voice) -> Said:
        """One of the three."""
        return {Voice.PERSON: self.person, Voice.GUARDIAN: self.guardian, Voice.STAFF: self.staff}[voice]

    @property
    def heard(self) -> bool:
        """True when the person has rated the goal or said something of it."""
        return self.person.level is not None or bool(self.person.says.strip())


def obstacles_to_following_up(
    *,
    goals: Sequence[UUID],
    results: Sequence[ResultDetails],
    summary: str,
    not_heard_reason: str,
    next_step: NextStep | None,
    next_on: date | None,
    longest_months: int,
    on: date,
) -> list[Obstacle]:
    """What stands in the way of following up. ``goals`` are the service's, ``on`` the day of asking.

    What goes on is followed up at least every ``longest_months``: the municipality's own number.
    """
    found = []
    rated = {result.goal for result in results if result.staff.level is not None}
    missing = [goal for goal in goals if goal not in rated]
    if missing:
        left = "ett mål" if len(missing) == 1 else f"{len(missing)} mål"
        found.append(Obstacle(f"Bedöm hur det har gått: {left} återstår.", QUALITY, field="results"))
    if not any(result.heard for result in results) and len(not_heard_reason.strip()) < 10:
        found.append(
            Obstacle(
                "Den enskilde har inte kommit till tals. Skriv vad personen säger, eller varför det inte gick.",
                field="not_heard_reason",
            )
        )
    if not summary.strip():
        found.append(Obstacle("Sammanfatta vad uppföljningen visar.", QUALITY, field="summary"))
    if next_step is None:
        found.append(Obstacle("Välj nästa steg.", field="next_step"))
    elif next_step is not NextStep.END:
        found += _next_day(next_on, longest_months, on)
    return found


def _next_day(next_on: date | None, longest_months: int, on: date) -> list[Obstacle]:
    if next_on is None:
        return [Obstacle("Välj dag för nästa uppföljning.", QUALITY, field="next_on")]
    if next_on <= on:
        return [Obstacle("Nästa uppföljning ska ligga framåt i tiden.", field="next_on")]
    if next_on > add_months(on, longest_months):
        return [Obstacle(_at_least(longest_months), field="next_on")]
    return []


def _at_least(months: int) -> str:
    often = {12: "en gång om året", 24: "vartannat år", 1: "en gång i månaden"}.get(
        months, f"var {months}:e månad"
    )
    return f"Följ upp minst {often}."


def obstacles_to_feedback(*, text: str, how: HowTold | None, is_protected: bool) -> list[Obstacle]:
    """What stands in the way of giving feedback."""
    found = []
    if len(text.strip()) < 20:
        found.append(Obstacle("Skriv några meningar som personen kan läsa eller få upplästa.", field="text"))
    if how is None:
        found.append(Obstacle("Välj hur återkopplingen gavs.", field="how"))
    if how is HowTold.LETTER and is_protected:
        found.append(
            Obstacle(
                "Personen har skyddade personuppgifter: skicka inget brev till en adress. Skatteverket kan förmedla posten.",
                PROTECTED_POST,
                field="how",
            )
        )
    return found


def obstacles_to_replying(*, has_replied: bool, has_reply: bool) -> list[Obstacle]:
    """What stands in the way of noting what the person thought of the feedback."""
    if has_replied:
        return [Obstacle("Svaret är redan antecknat.")]
    return [] if has_reply else [Obstacle("Välj vad den enskilde svarade.", field="reply")]


def gap(levels: Sequence[int | None]) -> int:
    """How far apart the voices are, in steps of the scale 0–4; 0 when fewer than two have rated."""
    rated = [level for level in levels if level is not None]
    return max(rated) - min(rated) if len(rated) > 1 else 0


def long_sentences(text: str) -> list[str]:
    """Sentences longer than ``LONG_SENTENCE`` words: advice to the writer, never a refusal."""
    sentences = re.split(r"(?<=[.!?])\s+|\n+", text.strip())
    return [sentence for sentence in sentences if len(sentence.split()) > LONG_SENTENCE]
