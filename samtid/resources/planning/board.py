"""Tavlan: a day drawn as rows of people and columns of time. Where everything stands, before any template.

What overlaps lies on lines of its own, so that a clash is seen and not hidden under what it clashes with.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date
from uuid import UUID

from samtid.base.organisation.models import Staff
from samtid.ground.law.days import swedish_day
from samtid.steps.visits.models import Visit

from . import rules, telling
from .forms import Seen
from .queries import TheDay
from .words import Trouble

SCALE = 1.7  # units of the drawing to a minute
LINE, GAP, TOP = 34, 3, 4
FIRST, LAST = 7 * 60, 16 * 60  # drawn even when nothing is there
LETTER = 6.4  # of the drawing, for a name that has room
SERIOUS = frozenset({Trouble.CLASH, Trouble.ABSENT, Trouble.UNSTAFFED})


@dataclass(frozen=True, slots=True)
class Span:
    """En sträcka på en rad."""

    x: float
    width: float
    said: str = ""


@dataclass(slots=True)
class Bar:
    """Ett besök på en rad."""

    visit: Visit
    task: rules.Task
    x: float
    width: float
    clock: str
    line: int = 0
    kind: str = ""
    said: list[str] = field(default_factory=list)
    is_new: bool = False

    @property
    def seen(self) -> str:
        """The visit as it is, also where a proposal is drawn: a move says what it was decided from."""
        return Seen.of(self.visit)

    @property
    def on(self) -> date:
        """The day whose board it is moved on."""
        return swedish_day(self.visit.planned_at)

    @property
    def y(self) -> int:
        return TOP + self.line * (LINE + GAP)

    @property
    def height(self) -> int:
        return LINE

    @property
    def name(self) -> str:
        """As much of the name as has room."""
        room = int((self.width - 8) / LETTER)
        whole = self.visit.person.name
        if len(whole) <= room:
            return whole
        first, *_, last = whole.split() if " " in whole else (whole, "")
        short = f"{first} {last[:1]}".strip()
        return short if len(short) <= room else first[: max(0, room)]


@dataclass(slots=True)
class Row:
    """En rad: somebody, or nobody."""

    staff: Staff | None
    bars: list[Bar]
    hours: str = ""
    minutes: int = 0
    is_away: bool = False
    off: list[Span] = field(default_factory=list)
    roads: list[Span] = field(default_factory=list)
    breaks: list[Span] = field(default_factory=list)
    ghosts: list[Bar] = field(default_factory=list)
    faults: list[str] = field(default_factory=list)
    lines: int = 1

    @property
    def height(self) -> int:
        return 2 * TOP + self.lines * (LINE + GAP) - GAP


@dataclass(slots=True)
class Board:
    """Hela tavlan."""

    first: int
    last: int
    ticks: list[Span]
    nobody: Row
    rows: list[Row]
    idle: list[Row]
    now: float | None = None

    @property
    def width(self) -> float:
        return round((self.last - self.first) * SCALE, 1)


def drawn(
    day: TheDay, steps: Sequence[rules.Step] = (), *, minute_now: int | None = None
) -> tuple[Board, rules.Measured]:
    """The board of a day, as it is or as it would be with ``steps``; then what is new is marked, and the old is a ghost."""
    tasks = rules.after(day.tasks, steps)
    visits = {visit.pk: visit for visit in (*day.visits, *day.beside)}
    measured = rules.measure(tasks, day.against)
    first, last = _edges(day, tasks)
    told: dict[tuple[UUID, int | None], list[rules.Fault]] = defaultdict(list)
    for fault in measured.faults:
        for key in fault.tasks:
            told[key, fault.staff].append(fault)
    new = {step.key for step in steps}
    starts = {task.key: task.start for task in tasks}

    def bar(task: rules.Task, who: int | None) -> Bar:
        found = told[task.key, who]
        kind = "done" if task.is_settled else "locked" if task.is_locked else ""
        if any(fault.trouble in SERIOUS for fault in found):
            kind += " wrong"
        elif found:
            kind += " tight"
        return Bar(
            visit=visits[task.key],
            task=task,
            x=round((task.start - first) * SCALE, 1),
            width=round(max(task.minutes * SCALE, 14), 1),
            clock=f"{day.clock(task.start)}–{day.clock(task.end)}",
            kind=kind.strip(),
            said=[telling.say(fault, day.names, starts, day.clock, task.key) for fault in found],
            is_new=task.key in new,
        )

    lanes = rules.lanes(tasks)
    ghosts: dict[int, list[Bar]] = defaultdict(list)
    for task in day.tasks:
        for who in task.goes if task.key in new else ():
            ghosts[who].append(bar(task, None))
    nobody = Row(
        None, [bar(task, None) for task in tasks if len(task.goes) < task.wanted and not task.is_settled]
    )
    rows = [
        _row(day, who, lanes.get(who.pk, []), bar, ghosts[who.pk], measured.faults, (first, last))
        for who in day.staff
    ]
    _stack(nobody.bars)
    nobody.lines = 1 + max((one.line for one in nobody.bars), default=0)
    hours = range(first, last + 1, 60)
    return (
        Board(
            first=first,
            last=last,
            ticks=[
                Span(round((at - first) * SCALE, 1), 0, day.clock(at)[:2].lstrip("0") or "0") for at in hours
            ],
            nobody=nobody,
            rows=[row for row in rows if row.bars or row.hours or row.ghosts],
            idle=[row for row in rows if not (row.bars or row.hours or row.ghosts)],
            now=round((minute_now - first) * SCALE, 1)
            if minute_now is not None and first <= minute_now <= last
            else None,
        ),
        measured,
    )


def _edges(day: TheDay, tasks: Sequence[rules.Task]) -> tuple[int, int]:
    """Whole hours around all there is to draw."""
    shifts = [shift for row in (day.against.shifts or {}).values() for shift in row]
    # a night is drawn as far as it is of this day, or something is done in it
    first = min([FIRST, *(task.start for task in tasks), *(max(0, shift.start) for shift in shifts)])
    last = max([LAST, *(task.end for task in tasks), *(min(shift.end, day.length) for shift in shifts)])
    return first // 60 * 60, -(-last // 60) * 60


def _row(
    day: TheDay,
    who: Staff,
    lane: Sequence[rules.Task],
    bar: Callable[[rules.Task, int | None], Bar],
    ghosts: list[Bar],
    faults: Sequence[rules.Fault],
    edges: tuple[int, int],
) -> Row:
    """One person's row: what she does, where she is not at work, the roads and where a break has room."""
    first, last = edges
    shifts = list((day.against.shifts or {}).get(who.pk, ()))
    row = Row(
        who,
        [bar(task, who.pk) for task in lane],
        hours=", ".join(f"{day.clock(one.start)}–{day.clock(one.end)}" for one in shifts),
        minutes=sum(task.minutes for task in lane if not task.is_beside),
        is_away=day.against.shifts is not None and not shifts,
        ghosts=ghosts,
        faults=[
            telling.say(fault, day.names, {}, day.clock)
            for fault in faults
            if fault.staff == who.pk and fault.trouble is Trouble.NO_BREAK
        ],
    )

    def span(start: int, end: int, said: str = "") -> Span:
        return Span(round((start - first) * SCALE, 1), round((end - start) * SCALE, 1), said)

    if day.against.shifts is not None:
        at = first
        for shift in sorted(shifts, key=lambda one: one.start):
            if shift.start > at:
                row.off.append(span(at, shift.start))
            at = max(at, shift.end)
        if at < last:
            row.off.append(span(at, last))
    free, where = None, None
    for task in lane:
        way = day.against.travel(where, task.where) if where is not None else 0
        if free is not None and way and task.start >= free:
            row.roads.append(span(max(free, task.start - way), task.start, f"{way} min"))
        if free is None or task.end > free:
            free, where = task.end, task.where
    for shift in shifts:
        if shift.end - shift.start > rules.LONGEST_STRETCH and lane:
            middle = (shift.start + shift.end) // 2
            near = min(
                rules.pauses(shift, lane, day.against), key=lambda one: _distance(one, middle), default=None
            )
            if near is not None:
                start = min(max(near[0], middle - rules.BREAK // 2), near[1] - rules.BREAK)
                row.breaks.append(span(start, start + rules.BREAK, "rast ryms"))
    _stack(row.bars)
    row.lines = 1 + max((one.line for one in row.bars), default=0)
    return row


def _distance(pause: tuple[int, int], moment: int) -> int:
    return max(pause[0] - moment, moment - pause[1], 0)


def _stack(bars: Iterable[Bar]) -> None:
    """Each bar on the first line that is free then."""
    ends: list[float] = []
    for bar in sorted(bars, key=lambda one: (one.x, one.task.key)):
        bar.line = next((n for n, end in enumerate(ends) if end <= bar.x), len(ends))
        ends[bar.line : bar.line + 1] = [bar.x + bar.width]


@dataclass(frozen=True, slots=True)
class Choice:
    """En som kan gå: free, or why not."""

    staff: Staff
    why_not: tuple[str, ...]
    notes: tuple[str, ...]
    is_chosen: bool


def choices(day: TheDay, task: rules.Task, start: int) -> list[Choice]:
    """Everybody, the free first: what would be worse if each one went instead at that time."""
    found = []
    for who in day.staff:
        if who.pk == task.second:
            continue
        step = rules.Step(task.key, start, who.pk, task.second)
        told = telling.consequences(day.tasks, step, day.against, day.names, day.clock)
        if who.pk == task.staff and start == task.start:
            mine = [
                fault for fault in day.measured.faults if task.key in fault.tasks and fault.staff == who.pk
            ]
            starts = {one.key: one.start for one in day.tasks}
            why = tuple(telling.say(fault, day.names, starts, day.clock, task.key) for fault in mine)
        else:
            why = told.worse
        if barred := day.against.barred.get((task.key, who.pk)):
            why = (f"{barred} enligt genomförandeplanen", *why)
        notes = () if (task.person, who.pk) in day.against.known else ("ny för personen",)
        found.append(Choice(who, why, notes, who.pk == task.staff))
    return sorted(found, key=lambda one: (bool(one.why_not), bool(one.notes)))
