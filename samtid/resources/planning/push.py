"""Lägga in ett besök i någons dag: where there is room, or by moving those around it. Pure, and no kernel."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise
from uuid import UUID

from .asked import Asked
from .rules import Shift, Step, Task, strain
from .settle import Node, settled

Rows = tuple[Task, ...]  # one person's visits, in order of time
Days = Mapping[int, Rows]
NEAR = 2  # times the leeway: what lies further from a visit makes no room for it
MUCH = 10_000  # minutes: no bound
STRANGER = 10  # minutes from what was told that somebody who has been there lately is worth


@dataclass(frozen=True, slots=True)
class Laying:
    """Att lägga in: the question, and where each visit was told to be."""

    asked: Asked
    told: Mapping[UUID, Task]

    def shift(self, who: int, start: int, end: int) -> Shift | None:
        """The shift of hers that holds the whole time."""
        mine = (self.asked.rules.shifts or {}).get(who, ())
        return next((one for one in mine if one.start <= start and end <= one.end), None)

    def in_the_way(self, task: Task, rows: Rows) -> list[Task]:
        """What lies so near that she could not be at both."""
        way = self.asked.rules.travel
        return [
            one
            for one in rows
            if one.start < task.end + way(task.where, one.where)
            and task.start < one.end + way(one.where, task.where)
        ]

    def holds(self, who: int, rows: Rows, before: Rows) -> bool:
        """Whether her day is no worse than it was, and has nothing new that a plan keeps her from."""
        barred, had = self.asked.rules.barred, {one.key for one in before}
        if barred and any((one.key, who) in barred and one.key not in had for one in rows):
            return False
        now, then = (strain(who, some, self.asked.rules) for some in (rows, before))
        return all(a <= b for a, b in zip(now, then, strict=True))

    def without(self, days: Days, task: Task) -> Days:
        """The days without a visit."""
        mine = {who: tuple(one for one in days.get(who, ()) if one.key != task.key) for who in task.goes}
        return {**days, **mine}

    def with_(self, days: Days, task: Task, who: int) -> Days:
        """The days with a visit in hers."""
        rows = sorted((*days.get(who, ()), task), key=lambda one: (one.start, one.end, one.key))
        return {**days, who: tuple(rows)}

    def steps(self, tasks: Iterable[Task]) -> tuple[Step, ...]:
        """What is not as it was told."""
        return tuple(
            Step(task.key, task.start, task.staff, task.second)
            for task in tasks
            if task != self.told[task.key]
        )

    def room(self, days: Days, task: Task) -> Days | None:
        """The days with a visit where there is room for it, nearest to what was told, and nothing else moved."""
        told, known = self.told[task.key], self.asked.rules.known
        options = []
        for who in self.asked.rules.shifts or {}:
            for at in self.times(told, who, days.get(who, ())):
                new = replace(task, start=at, staff=who, second=None)
                if not self.in_the_way(new, days.get(who, ())):
                    price = abs(at - told.start) + STRANGER * ((task.person, who) not in known)
                    options.append((price, at, who, new))
        for _, _, who, new in sorted(options, key=lambda row: row[:3]):
            laid = self.with_(days, new, who)
            if self.holds(who, laid[who], days.get(who, ())):
                return laid
        return None

    def times(self, told: Task, who: int, rows: Rows) -> set[int]:
        """When it could begin in her day: as told, or close after or before another."""
        way = self.asked.rules.travel
        least, most = self.asked.window(told)
        found = {told.start, least, *(one.start for one in (self.asked.rules.shifts or {}).get(who, ()))}
        for one in rows:
            found |= {
                one.end + way(one.where, told.where),
                one.start - way(told.where, one.where) - told.minutes,
            }
        return {at for at in found if least <= at <= most and self.shift(who, at, at + told.minutes)}

    def squeezed(self, rows: Rows, task: Task, who: int) -> Iterator[Rows]:
        """Her day with a visit in it, wherever in the order it goes: the others keep theirs, and move some minutes."""
        least, most = self.asked.window(self.told[task.key])
        shift = next(
            (
                one
                for one in (self.asked.rules.shifts or {}).get(who, ())
                if one.start <= most and least + task.minutes <= one.end
            ),
            None,
        )
        if shift is None:
            return
        new, way = replace(task, staff=who, second=None), self.asked.rules.travel
        # what was too close already, as what is done or locked may be, need not be further apart for this
        had = {(a.key, b.key): b.start - a.start for a, b in pairwise(rows)}
        for place in range(len(rows) + 1):
            if place and rows[place - 1].end > most + task.minutes:
                break
            if place < len(rows) and rows[place].start < least - NEAR * self.asked.leeway:
                continue
            order = [*rows[:place], new, *rows[place:]]
            nodes = [self._node(one, shift, is_new=n == place) for n, one in enumerate(order)]
            arcs = [
                (n, n + 1, min(a.minutes + way(a.where, b.where), had.get((a.key, b.key), MUCH)))
                for n, (a, b) in enumerate(pairwise(order))
            ]
            starts = settled(nodes, range(len(order)), arcs)
            if starts is not None:
                laid = tuple(replace(one, start=starts[n]) for n, one in enumerate(order))
                if self.holds(who, laid, rows):
                    yield laid

    def _node(self, one: Task, shift: Shift, *, is_new: bool) -> Node:
        """When one may begin: what stays, goes two together or lies in another shift of hers keeps its minute."""
        inside = shift.start <= one.start and one.end <= shift.end
        if not is_new and (one.stays or one.needs_two or not inside):
            return Node(one.start, one.start, one.start)
        told = self.told[one.key]
        least, most = self.asked.window(told)
        return Node(max(least, shift.start), min(most, shift.end - one.minutes), told.start)

    def price(self, rows: Sequence[Task], before: Sequence[Task]) -> tuple[int, int]:
        """How many more are not as told than before, and by how many minutes they all are."""
        now, then = (sum(one != self.told[one.key] for one in some) for some in (rows, before))
        return now - then, sum(abs(one.start - self.told[one.key].start) for one in rows)


def pushed(laying: Laying, days: Days, task: Task, banned: int | None = None) -> tuple[int, Days] | None:
    """The days with a visit in them and how many more are changed by it: as few as in anybody's day."""
    best: tuple[tuple[int, int], Days] | None = None
    for who in laying.asked.rules.shifts or {}:
        for rows in laying.squeezed(days.get(who, ()), task, who) if who != banned else ():
            price = laying.price(rows, days.get(who, ()))
            if best is None or price < best[0]:
                best = price, {**days, who: rows}
    return (best[0][0], best[1]) if best else None


def handed_over(laying: Laying, days: Days, task: Task) -> tuple[int, Days] | None:
    """The same, with one other given to somebody else."""
    best: tuple[int, Days] | None = None
    reach = NEAR * laying.asked.leeway
    for who, rows in days.items():
        for one in rows:
            far = one.start - task.end > reach or task.start - one.end > reach
            if one.stays or one.needs_two or far:
                continue
            free = laying.without(days, one)
            for laid in laying.squeezed(free[who], task, who):
                more, _ = laying.price(laid, free[who])
                if best is not None and more >= best[0]:
                    continue
                found = pushed(laying, {**free, who: laid}, one, banned=who)
                if found is not None and (best is None or more + found[0] < best[0]):
                    best = more + found[0], found[1]
    return best
