"""Närmare: matters decided under a law that the program does not hold are played from a later day.

The floors of delegation and the provisions to decide on are entered from the act of 2025. What was decided
before that and still goes on is played from a decision after it, as a municipality does when decisions are
tried anew; what had ended belongs to the older system and is left out. Reports, questions and investigations
that led to no service are played on their own days: the older wordings of their time limits are known.
"""

from __future__ import annotations

from dataclasses import replace
from datetime import date, datetime, timedelta
from random import Random

from samtid.ground.law.delegation import floor_for
from samtid.ground.law.rules import KNOWN_FROM, NEW_ACT, NotInForce
from samtid.ground.sweden import swedish_day

from .. import volumes_arrivals as arrivals
from ..volumes import Need
from ..volumes_course import Decided, Extended, Proposed, ServiceEnded, ServiceStarted, Step
from ..volumes_words import Outcome

WITHOUT_SERVICE = (Outcome.NO_MEASURE, Outcome.MONITORED)
# Spread over this long, so that the decisions do not all fall on the first days.
SPREAD = 240  # days
LEAST = timedelta(days=30)  # that a service goes on after it was brought nearer


def first_day_of_decisions() -> date:
    """The first day on which the program knows who may decide."""
    try:
        floor_for("SoL 11:1", on=KNOWN_FROM)
    except NotInForce:
        return NEW_ACT
    return KNOWN_FROM


def brought_nearer(
    need: Need, *, first: date, until: datetime, chance: Random
) -> tuple[datetime, tuple[Step, ...]] | None:
    """When it came in and its steps, as they are played; None when it is left out."""
    steps = need.course.steps
    decided = [step for step in need.course.of(Decided) if step.outcome not in WITHOUT_SERVICE]
    # a proposal already says on what paragraph, some days before the decision
    said = [step.at for step in (*need.course.of(Proposed), *decided)]
    if not decided or swedish_day(min(said)) > first:
        return need.received_at, steps
    code = decided[0].services[0] if decided[0].services else ""
    started = [step for step in need.course.of(ServiceStarted) if step.service == code]
    begun = started[0].at if started else decided[0].at
    ended = [step.at for step in need.course.of(ServiceEnded) if step.service == code]
    if not started:
        return None
    latest = min([until - timedelta(days=15), *ended]) - LEAST - (begun - need.received_at)
    earliest = datetime.combine(first, need.received_at.timetz()) + timedelta(days=3)
    if latest <= earliest:
        return None
    day = earliest + timedelta(days=chance.randrange(1 + min(SPREAD, (latest - earliest).days)))
    shift = arrivals.office_hour(swedish_day(day), chance) - need.received_at
    moved = [_moved(step, shift) for step in steps if step.at <= begun]
    after = [step for step in steps if step.at > begun + shift + timedelta(days=20)]
    return need.received_at + shift, (*moved, *after)


def _moved(step: Step, shift: timedelta) -> Step:
    """The step later by ``shift``, with the days it names."""
    if isinstance(step, Extended):
        return replace(step, at=step.at + shift, until_on=step.until_on + shift)
    if isinstance(step, ServiceStarted):
        return replace(step, at=step.at + shift, follow_up_on=step.follow_up_on + shift)
    return replace(step, at=step.at + shift)
