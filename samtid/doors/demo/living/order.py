"""Ordningen: what is played before anybody is let in, and what may come while they look around.

What happens in one household never depends on another, so they may be played in any order. First come those in
which something waits for somebody: without them nobody could be let in. Then those that somebody goes home to this
week, and last the others: services that go on, and matters that are over, those of latest first.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime

from samtid.base.organisation.words import UnitKind
from samtid.ground.words import Word
from samtid.steps.services.catalogue import entry

from ..volumes import Need
from ..volumes_course import ServiceEnded, ServiceStarted
from ..volumes_words import Stage

# Those who go home to people, with a list for each day.
GOES_HOME = frozenset({UnitKind.HOME_CARE, UnitKind.HOUSING_SUPPORT})


class Part(Word):
    """Vilken del av makandet."""

    FIRST = "first", "Det som väntar på någon i dag"
    WEEK = "week", "De som får hjälp hemma"
    REST = "rest", "Övriga ärenden"


Household = list[Need]


def households(needs: Iterable[Need]) -> dict[int, Household]:
    """The needs of each household, by its key."""
    found: dict[int, Household] = {}
    for need in needs:
        found.setdefault(need.household.key, []).append(need)
    return found


def ordered(needs: Iterable[Need]) -> dict[Part, list[Household]]:
    """The households of each part: by the most to do (so that processes end together), the last part by the latest."""
    found: dict[Part, list[Household]] = {part: [] for part in Part}
    for some in households(needs).values():
        found[part_of(some)].append(some)
    for part in (Part.FIRST, Part.WEEK):
        found[part].sort(key=lambda some: (-amount(some), some[0].household.key))
    found[Part.REST].sort(
        key=lambda some: (not any(map(_running, some)), -_latest(some).timestamp(), some[0].household.key)
    )
    return found


def amount(needs: Iterable[Need]) -> int:
    """About how much there is to do, in steps."""
    return sum(2 + len(need.course.steps) for need in needs)


def part_of(some: Household) -> Part:
    """Where a household belongs: by what presses most in it."""
    if any(need.situation or need.course.stage not in (Stage.CLOSED, Stage.SERVICE) for need in some):
        return Part.FIRST
    return Part.WEEK if any(map(has_visits_at_home, some)) else Part.REST


def has_visits_at_home(need: Need) -> bool:
    """Whether somebody goes there this week."""
    return any(
        step.per_week
        and entry(step.service).has_visits
        and not GOES_HOME.isdisjoint(entry(step.service).unit_kinds)
        for step in _running(need)
    )


def _running(need: Need) -> list[ServiceStarted]:
    ended = {step.service for step in need.course.of(ServiceEnded)}
    return [step for step in need.course.of(ServiceStarted) if step.service not in ended]


def _latest(needs: Household) -> datetime:
    return max(max([need.received_at, *(step.at for step in need.course.steps)]) for need in needs)
