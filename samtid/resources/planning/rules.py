"""Vad som håller i en dag, och vad en flytt gör med den. Pure functions, in minutes from the day's first moment.

Everything that the board says is reckoned here, so that what a planner is told of a move before she drops it is what the
summary says afterwards. No kernel: a board is planned by hand also where the kernel is not installed.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Collection, Hashable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import timedelta
from uuid import UUID

from samtid.base.organisation.verbs import Verb
from samtid.ground.reasons import Obstacle
from samtid.resources.roster.rules import STRETCH
from samtid.steps.visits.rules import PLANS

from .words import Trouble

BREAK = 30  # minutes
LONGEST_STRETCH = STRETCH // timedelta(minutes=1)  # without a break
KNOWN_DAYS = 28  # so far back is somebody known to a person

MAY: dict[str, Verb] = {
    **dict.fromkeys(("propose", "adopt", "lay_aside", "propose_back", "move", "lock", "unlock"), PLANS)
}

Travel = Callable[[Hashable, Hashable], int]


@dataclass(frozen=True, slots=True)
class Task:
    """Ett besök som planen ser det. ``where`` is a place that two visits may share, and tells no more than that."""

    key: UUID
    start: int
    minutes: int
    person: Hashable
    where: Hashable
    staff: int | None = None
    second: int | None = None
    needs_two: bool = False
    is_locked: bool = False  # the planner has said that it stays
    is_done: bool = False  # reported, or begun with those who go at work: it happened as it happened
    is_apart: bool = False  # sealed: it takes its time, but no proposal moves or counts it
    is_beside: bool = (
        False  # of the day before or after, over midnight: it takes its time, and counts in its own day
    )

    @property
    def end(self) -> int:
        return self.start + self.minutes

    @property
    def stays(self) -> bool:
        """Whether no proposal may move it."""
        return self.is_locked or self.is_done or self.is_apart or self.is_beside

    @property
    def is_settled(self) -> bool:
        """Whether this day says nothing more of it by itself: only of what it does to others."""
        return self.is_done or self.is_beside

    @property
    def wanted(self) -> int:
        return 2 if self.needs_two else 1

    @property
    def goes(self) -> tuple[int, ...]:
        """Those who are to go."""
        return tuple(who for who in (self.staff, self.second) if who is not None)

    def meets(self, other: Task) -> bool:
        return self.start < other.end and other.start < self.end


@dataclass(frozen=True, slots=True)
class Shift:
    """Ett arbetspass den dagen, in the same minutes."""

    staff: int
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Step:
    """En ändring av ett besök: what it becomes."""

    key: UUID
    start: int
    staff: int | None
    second: int | None

    def of(self, task: Task) -> Task:
        return replace(task, start=self.start, staff=self.staff, second=self.second)


@dataclass(frozen=True, slots=True)
class Fault:
    """Något som inte håller: what, in whose day, at which visits, and by how many minutes."""

    trouble: Trouble
    staff: int | None
    tasks: tuple[UUID, ...] = ()
    minutes: int = 0


@dataclass(frozen=True, slots=True)
class Rules:
    """Det dagen mäts mot. ``shifts`` None: the unit has no roster that day, so nothing is said of who works."""

    travel: Travel
    shifts: Mapping[int, Sequence[Shift]] | None
    known: Collection[tuple[Hashable, int]] = ()  # person and staff who have met lately
    # visit and staff that the person's plan keeps apart, and why: she is not wanted there, or lacks what it takes
    barred: Mapping[tuple[UUID, int], str] = field(default_factory=dict)

    def works(self, staff: int, start: int, end: int) -> bool:
        """Whether some of the time lies in a shift of hers."""
        if self.shifts is None:
            return True
        return any(shift.start < end and start < shift.end for shift in self.shifts.get(staff, ()))

    def inside(self, staff: int, start: int, end: int) -> int:
        """How many of the minutes lie in her shifts."""
        if self.shifts is None:
            return end - start
        return sum(
            max(0, min(end, shift.end) - max(start, shift.start)) for shift in self.shifts.get(staff, ())
        )

    def happens(self, task: Task, now: int) -> bool:
        """Whether it has begun with those who go at work. What nobody was there for has not: it is to be done still."""
        there = [self.works(who, task.start, task.end) for who in task.goes]
        return task.start <= now and bool(there) and all(there)


@dataclass(frozen=True, slots=True)
class Terms:
    """Dagen i tal, i den ordning en planerare frågar."""

    unstaffed: int = 0  # visits that lack somebody, also where who was to go does not work
    clashes: int = 0
    tight: int = 0  # times somebody is to be in two places closer than the road is long
    late: int = 0  # minutes in all
    outside: int = 0  # minutes of visits outside the shift
    no_break: int = 0
    travel: int = 0  # minutes
    unfamiliar: int = 0  # visits by somebody who has not been there lately


@dataclass(slots=True)
class Measured:
    """Den mätta dagen."""

    terms: Terms
    faults: list[Fault] = field(default_factory=list)


def lanes(tasks: Iterable[Task]) -> dict[int, list[Task]]:
    """Each one's visits in order of time."""
    found: dict[int, list[Task]] = defaultdict(list)
    for task in tasks:
        for who in task.goes:
            found[who].append(task)
    for rows in found.values():
        rows.sort(key=lambda task: (task.start, task.end, task.key))
    return found


def measure(tasks: Sequence[Task], rules: Rules) -> Measured:
    """What does not hold in a day, and its numbers."""
    faults = [fault for task in tasks for fault in _staffing(task, rules)]
    travel = 0
    everyone = lanes(tasks)
    for who, rows in everyone.items():
        travel += _lane(who, rows, rules, faults)
    for who in (rules.shifts or {}).keys() - everyone.keys():
        _breaks(who, [], rules, faults)
    lacking = {fault.tasks for fault in faults if fault.trouble in (Trouble.UNSTAFFED, Trouble.ABSENT)}
    count = {trouble: sum(fault.trouble is trouble for fault in faults) for trouble in Trouble}
    minutes = {
        trouble: sum(fault.minutes for fault in faults if fault.trouble is trouble) for trouble in Trouble
    }
    strange = sum(
        (task.person, who) not in rules.known for task in tasks if not task.is_beside for who in task.goes
    )
    return Measured(
        Terms(
            unstaffed=len(lacking),
            clashes=count[Trouble.CLASH],
            tight=count[Trouble.TIGHT],
            late=minutes[Trouble.TIGHT],
            outside=minutes[Trouble.OUTSIDE],
            no_break=count[Trouble.NO_BREAK],
            travel=travel,
            unfamiliar=strange,
        ),
        faults,
    )


def _staffing(task: Task, rules: Rules) -> Iterable[Fault]:
    if task.is_settled:
        return
    if len(task.goes) < task.wanted:
        yield Fault(Trouble.UNSTAFFED, None, (task.key,))
    for who in task.goes:
        if not rules.works(who, task.start, task.end):
            yield Fault(Trouble.ABSENT, who, (task.key,))


def _lane(who: int, rows: Sequence[Task], rules: Rules, faults: list[Fault]) -> int:
    """One person's day. Returns the minutes on the road between her visits."""
    travel, last = 0, None
    for task in rows:
        if last is not None:
            way = rules.travel(last.where, task.where)
            travel += way
            free = task.start - last.end
            if not (task.is_settled and last.is_settled):
                if free < 0:
                    faults.append(Fault(Trouble.CLASH, who, (last.key, task.key), -free))
                elif free < way:
                    faults.append(Fault(Trouble.TIGHT, who, (last.key, task.key), way - free))
        if last is None or task.end > last.end:
            last = task
        if not task.is_settled and rules.works(who, task.start, task.end) and rules.shifts is not None:
            inside = rules.inside(who, task.start, task.end)
            if inside < task.minutes:
                faults.append(Fault(Trouble.OUTSIDE, who, (task.key,), task.minutes - inside))
    _breaks(who, rows, rules, faults)
    return travel


def strain(who: int, rows: Sequence[Task], rules: Rules) -> tuple[int, ...]:
    """What one person's day has of each thing that may not become worse: clashes, minutes late and outside, no break."""
    faults: list[Fault] = []
    _lane(who, rows, rules, faults)
    return (
        sum(fault.trouble is Trouble.CLASH for fault in faults),
        sum(fault.minutes for fault in faults if fault.trouble is Trouble.TIGHT),
        sum(fault.minutes for fault in faults if fault.trouble is Trouble.OUTSIDE),
        sum(fault.trouble is Trouble.NO_BREAK for fault in faults),
    )


def _breaks(who: int, rows: Sequence[Task], rules: Rules, faults: list[Fault]) -> None:
    for shift in (rules.shifts or {}).get(who, ()):
        if (
            shift.end - shift.start > LONGEST_STRETCH
            and longest_stretch(shift, rows, rules) > LONGEST_STRETCH
        ):
            faults.append(Fault(Trouble.NO_BREAK, who))


def pauses(shift: Shift, rows: Sequence[Task], rules: Rules) -> list[tuple[int, int]]:
    """Where a break of half an hour has room in a shift, the road counted."""
    found, free, where = [], shift.start, None
    for task in rows:
        if task.end <= shift.start or task.start >= shift.end:
            continue
        way = rules.travel(where, task.where) if where is not None else 0
        if task.start - way - free >= BREAK:
            found.append((free, task.start - way))
        if task.end >= free:
            free, where = task.end, task.where
    if shift.end - free >= BREAK:
        found.append((free, shift.end))
    return found


def longest_stretch(shift: Shift, rows: Sequence[Task], rules: Rules) -> int:
    """The longest time from one possible break to the next."""
    longest, began = 0, shift.start
    for start, end in pauses(shift, rows, rules):
        longest, began = max(longest, start - began), end
    return max(longest, shift.end - began)


def since_pause(shift: Shift, rows: Sequence[Task], at: int, rules: Rules) -> int:
    """From when she has worked without a break at the minute ``at``: the end of the last one there was room for, or her start."""
    begun = [task for task in rows if task.start < at]
    ends = [min(end, at) for start, end in pauses(shift, begun, rules) if min(end, at) - start >= BREAK]
    return max([shift.start, *ends])


def needs_mending(faults: Iterable[Fault]) -> set[UUID]:
    """The visits that a repair may move from the start: the others lie still while it is tried."""
    wrong = (Trouble.UNSTAFFED, Trouble.ABSENT, Trouble.CLASH, Trouble.OUTSIDE)
    return {key for fault in faults if fault.trouble in wrong for key in fault.tasks}


def after(tasks: Sequence[Task], steps: Iterable[Step]) -> list[Task]:
    """The day as it becomes."""
    new = {step.key: step for step in steps}
    return [new[task.key].of(task) if task.key in new else task for task in tasks]


def of_some(rules: Rules, staff: Collection[int]) -> Rules:
    """The rules with the shifts of some alone: what lies in others' days is not asked about."""
    if rules.shifts is None:
        return rules
    return replace(rules, shifts={who: rules.shifts[who] for who in staff if who in rules.shifts})


def movable(tasks: Iterable[Task], *, now: int, length: int) -> list[Task]:
    """What a proposal may move, of a day of so many minutes: nothing once the day is over."""
    return [task for task in tasks if not task.stays] if now + 1 < length else []


def obstacles_to_proposing(*, has_shifts: bool, has_kernel: bool, movable: int) -> list[Obstacle]:
    """What stands in the way of asking for a proposal."""
    if not has_kernel:
        return [
            Obstacle(
                "Planeringskärnan är inte installerad här, så inget kan föreslås. Det går att planera för hand. "
                "Den som driver Samtid lägger till den (tillägget plan)."
            )
        ]
    if not has_shifts:
        return [
            Obstacle("Enheten har inga arbetspass kvar den dagen. Lägg in vilka som arbetar i schemat först.")
        ]
    if not movable:
        return [Obstacle("Det finns inget besök kvar att planera den dagen.")]
    return []


def obstacles_to_adopting(*, adopted: bool, laid_aside: bool, by: str = "") -> list[Obstacle]:
    """What stands in the way of adopting a proposal."""
    if adopted:
        return [Obstacle(f"Förslaget är redan antaget{f' av {by}' if by else ''}.")]
    if laid_aside:
        return [Obstacle("Förslaget är undanlagt. Gör ett nytt.")]
    return []
