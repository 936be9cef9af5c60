"""Behovets gång: the dated steps that a need has taken until the demo's own now, and what it waits for.

Plain values. The player of the demo carries out each step through the real action, at the step's own time.
"""

from __future__ import annotations

from calendar import monthrange
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import TypeVar

from samtid.ground.sweden import swedish_day

from .volumes_words import Ending, GoalResult, Outcome, Stage


@dataclass(frozen=True, slots=True)
class Step:
    """Steg: something done at a moment."""

    at: datetime


S = TypeVar("S", bound=Step)


@dataclass(frozen=True, slots=True)
class ProtectionAssessed(Step):
    """Omedelbar skyddsbedömning (SoL 20 kap. 1 §). ``late`` when made later than the day after the report."""

    safe: bool
    text: str
    late: bool


@dataclass(frozen=True, slots=True)
class PreliminaryDone(Step):
    """Förhandsbedömning gjord (SoL 20 kap. 2 §). ``late`` when more than 14 days after the report."""

    ending: Ending
    text: str
    late: bool


@dataclass(frozen=True, slots=True)
class InvestigationOpened(Step):
    """Utredning inledd. ``due_on`` is the legal day for a child's (SoL 20 kap. 3 §), else empty."""

    due_on: date | None


@dataclass(frozen=True, slots=True)
class FindingMade(Step):
    """Uppgift i utredningen: area code and Swedish name, text, whose words, and whether it is a worry."""

    area: str
    title: str
    text: str
    source: str
    worry: bool


@dataclass(frozen=True, slots=True)
class ChildHeard(Step):
    """Barnets egna ord, or the reason why the child was not spoken to (exactly one of them)."""

    words: str = ""
    reason_not: str = ""


@dataclass(frozen=True, slots=True)
class Extended(Step):
    """Utredningstiden förlängd till en viss dag, med skäl."""

    until_on: date
    text: str


@dataclass(frozen=True, slots=True)
class Proposed(Step):
    """Förslag till beslut."""

    outcome: Outcome
    services: tuple[str, ...]
    text: str


@dataclass(frozen=True, slots=True)
class Decided(Step):
    """Beslut. ``appealed`` when the person has asked the court to change it."""

    outcome: Outcome
    services: tuple[str, ...]
    text: str
    appealed: bool


@dataclass(frozen=True, slots=True)
class ServiceStarted(Step):
    """Insats börjar. Visits are made from these values by ``volumes_services.visits``."""

    service: str
    goals: tuple[str, ...]
    per_week: float
    minutes: int
    hours_per_month: float
    follow_up_on: date


@dataclass(frozen=True, slots=True)
class FollowedUp(Step):
    """Uppföljning: each goal's result, and the person's own voice."""

    service: str
    results: tuple[tuple[str, GoalResult], ...]
    voice: str
    next_on: date | None


@dataclass(frozen=True, slots=True)
class ServiceEnded(Step):
    """Insats avslutad, med skäl."""

    service: str
    reason: str


@dataclass(frozen=True, slots=True)
class Answered(Step):
    """Svar: to a question, or feedback to the one who reported and asked for it (SoL 19 kap. 6 §)."""

    text: str
    to_reporter: bool = False


@dataclass(frozen=True, slots=True)
class Waiting:
    """Vad som väntar: next stage, since when, the last day if there is one, and how it stands with it."""

    stage: Stage
    since: datetime
    due_on: date | None = None
    late: bool = False
    soon_late: bool = False


@dataclass(frozen=True, slots=True)
class Course:
    """Gången: the steps taken, in order of time, and what it waits for."""

    steps: tuple[Step, ...]
    waiting: Waiting

    @property
    def stage(self) -> Stage:
        return self.waiting.stage

    def of(self, kind: type[S]) -> list[S]:
        """The steps of one kind, in order."""
        return [step for step in self.steps if isinstance(step, kind)]


# How many days before the last day a matter counts as soon late.
SOON = {
    Stage.PROTECTION: 0,
    Stage.PRELIMINARY: 3,
    Stage.INVESTIGATION: 14,
    Stage.FOLLOW_UP: 7,
    Stage.START: 14,
}


@dataclass
class CourseBuilder:
    """Collects steps in any order; those after ``until`` decide only what the need waits for."""

    received_at: datetime
    until: datetime
    steps: list[Step] = field(default_factory=list)
    waits: list[tuple[datetime, Stage, date | None]] = field(default_factory=list)

    def wait(self, since: datetime, stage: Stage, due_on: date | None = None) -> None:
        """From ``since`` on the need waits for ``stage``."""
        self.waits.append((since, stage, due_on))

    def add(self, step: Step) -> None:
        self.steps.append(step)

    def course(self) -> Course:
        """What has happened until now, and the last thing that began to be waited for."""
        steps = sorted((step for step in self.steps if step.at <= self.until), key=lambda step: step.at)
        # Of two that begin at the same moment the later written rules: sorting is stable.
        begun = [wait for wait in self.waits if wait[0] <= self.until]
        since, stage, due_on = sorted(begun, key=lambda wait: wait[0])[-1]
        left = (due_on - swedish_day(self.until)).days if due_on else None
        late = left is not None and left < 0
        soon = left is not None and 0 <= left <= SOON.get(stage, -1)
        return Course(tuple(steps), Waiting(stage, since, due_on, late, soon))


def add_months(day: date, months: int) -> date:
    """The same day of a later month, or its last day when it has no such day (lag 1930:173)."""
    year, month = divmod(day.year * 12 + day.month - 1 + months, 12)
    return date(year, month + 1, min(day.day, monthrange(year, month + 1)[1]))
