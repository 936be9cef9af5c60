"""Ordningen: what is played before anybody is let in, and what may come while they look around.

What happens in one household never depends on another, so they may be played in any order. First come those in
which something waits for somebody, or which somebody goes home to this week: without them the pages about today would be
wrong. Then come the others: services that go on, and matters that are over, those of latest first.
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

    FIRST = "first", "Det som pågår i dag"
    REST = "rest", "Övriga ärenden"


Household = list[Need]


def households(needs: Iterable[Need]) -> dict[int, Household]:
    """The needs of each household, by its key."""
    found: dict[int, Household] = {}
    for need in needs:
        found.setdefault(need.household.key, []).append(need)
    return found


def ordered(needs: Iterable[Need]) -> dict[Part, list[Household]]:
    """The households of each part: the first by the most to do (so that processes end together), the rest by the latest."""
    found: dict[Part, list[Household]] = {Part.FIRST: [], Part.REST: []}
    for some in households(needs).values():
        found[Part.FIRST if any(map(presses, some)) else Part.REST].append(some)
    found[Part.FIRST].sort(key=lambda some: (-amount(some), some[0].household.key))
    found[Part.REST].sort(
        key=lambda some: (not any(map(_running, some)), -_latest(some).timestamp(), some[0].household.key)
    )
    return found


def amount(needs: Iterable[Need]) -> int:
    """About how much there is to do, in steps."""
    return sum(2 + len(need.course.steps) for need in needs)


def presses(need: Need) -> bool:
    """Whether a page about today would be wrong without it."""
    if need.situation or need.course.stage not in (Stage.CLOSED, Stage.SERVICE):
        return True
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
