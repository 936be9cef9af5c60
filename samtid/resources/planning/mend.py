"""Lagningen: what lacks somebody gets one with as few other changes as it goes, as a hand would do it that never tires.

A visit is laid where there is room for it: at its own time, else some minutes from it. Else those before and after it are
moved some minutes, and else one of them is given to somebody else (push.py). Nobody's day becomes worse by it. Pure, and no
kernel: what has no room this way the kernel is asked about (build.py).
"""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import replace
from uuid import UUID

from .asked import ROUNDS, Asked, Found, put_back
from .push import Days, Laying, handed_over, pushed
from .rules import Step, Task, after, lanes, measure, needs_mending

MOST_IN_THE_WAY = 2  # that move on when one is put back where it was told


def mended(asked: Asked) -> Found:
    """Changes that give everything that lacks somebody one, as far as it goes; the rest is left out."""
    wrong = needs_mending(measure(asked.tasks, asked.rules).faults)
    laying = Laying(asked, {task.key: task for task in asked.tasks})
    hers = [task for task in asked.tasks if task.key in wrong and not task.stays]
    lacking = [task for task in hers if not _is_whole(asked, task)]
    lacks = {task.key for task in lacking}
    # of two that go together one may be there still: she goes at the time she was told until another has been found
    halves = {task.key: _half(asked, task) for task in lacking if task.needs_two}
    gone = {key for key in lacks if not (half := halves.get(key)) or not half.goes}
    days: Days = {
        who: tuple(rows)
        for who, rows in lanes(halves.get(t.key, t) for t in asked.tasks if t.key not in gone).items()
    }
    left = []
    for task in sorted(lacking, key=_order):
        free = laying.without(days, task)
        found = _two(laying, free, task) if task.needs_two else laying.room(free, task)
        days = found or days
        if found is None:
            left.append(task)
    # of two that clash the later is laid anew: then the first of them is in nobody's way
    for task in sorted((task for task in hers if task.key not in lacks), key=_order, reverse=True):
        free = laying.without(days, task)
        if not _lies(laying, free, task):
            found = _two(laying, free, task) if task.needs_two else laying.room(free, task)
            days = found or days
            if found is None:
                left.append(task)
    for reach in (pushed, handed_over):
        still = []
        for task in left:
            # what has somebody stays hers until it has a better place, which another may have made for it
            now = _as_it_lies(days, task)
            free = laying.without(days, now)
            if task.key not in lacks and _lies(laying, free, now):
                continue
            laid = None if task.needs_two else reach(laying, free, task)
            if laid is None:
                still.append(task)
            else:
                days = laid[1]
        left = still
    out = tuple(task.key for task in left if task.key in lacks)
    laid_now = {task.key: task for rows in days.values() for task in rows if task.key not in out}
    return Found(fewer(asked, laying.steps(laid_now.values())), out)


def fewer(asked: Asked, steps: Sequence[Step]) -> tuple[Step, ...]:
    """The same day with fewer changes: one that can lie as it was told does, and what had taken its place moves on."""
    laying = Laying(asked, {task.key: task for task in asked.tasks})
    now = {task.key: task for task in after(asked.tasks, put_back(asked, steps))}
    days: Days = {who: tuple(rows) for who, rows in lanes(now.values()).items()}
    changed = {key for key in now if now[key] != laying.told[key]}
    for _ in range(ROUNDS):
        before = len(changed)
        for key in sorted(changed, key=lambda key: _order(laying.told[key])):
            told = laying.told[key]
            if (
                told.needs_two
                or now[key].needs_two
                or not _is_whole(asked, told)
                or told.start < asked.earliest
            ):
                continue
            found = _told_again(laying, laying.without(days, now[key]), told, changed)
            if found is not None:
                days = found
                now |= {one.key: one for rows in days.values() for one in rows}
                changed = {one for one in changed if now[one] != laying.told[one]}
        if len(changed) == before:
            break
    return laying.steps(now.values())


def _told_again(laying: Laying, days: Days, told: Task, changed: Collection[UUID]) -> Days | None:
    """The days with a visit where it was told, and those in its way, all changed already, somewhere else."""
    [who] = told.goes
    rows = days.get(who, ())
    blocking = laying.in_the_way(told, rows)
    if len(blocking) > MOST_IN_THE_WAY or any(
        one.key not in changed or one.stays or one.needs_two for one in blocking
    ):
        return None
    free = days
    for one in blocking:
        free = laying.without(free, one)
    found: Days | None = laying.with_(free, told, who)
    assert found is not None
    if laying.shift(who, told.start, told.end) is None or not laying.holds(who, found[who], rows):
        return None
    for one in blocking:
        found = laying.room(found, one)
        if found is None:
            return None
    return found


def _two(laying: Laying, days: Days, task: Task) -> Days | None:
    """Two who go together, as near what was told as two can: those who can still go, and others who are free."""
    shifts = laying.asked.rules.shifts or {}
    times = {at for who in shifts for at in laying.times(task, who, days.get(who, ()))}
    for at in sorted(times, key=lambda at: (abs(at - task.start), at)):
        found = _two_at(laying, days, replace(task, start=at))
        if found is not None:
            return found
    return None


def _two_at(laying: Laying, days: Days, task: Task) -> Days | None:
    free = [
        who
        for who in laying.asked.rules.shifts or {}
        if laying.shift(who, task.start, task.end)
        and not laying.in_the_way(task, days.get(who, ()))
        and laying.holds(who, laying.with_(days, task, who)[who], days.get(who, ()))
    ]
    chosen = [who for who in task.goes if who in free]
    known = laying.asked.rules.known
    chosen += sorted(
        (one for one in free if one not in chosen), key=lambda one: (task.person, one) not in known
    )
    if len(chosen) < task.wanted:
        return None
    one, two = chosen[:2]
    staff, second = (two, one) if one == task.second or two == task.staff else (one, two)
    new = Step(task.key, task.start, staff, second).of(task)
    for who in new.goes:
        days = laying.with_(days, new, who)
    return days


def _lies(laying: Laying, days: Days, task: Task) -> bool:
    """Whether it can lie where it lies, when those it clashed with have been laid anew."""
    return all(
        laying.shift(who, task.start, task.end) and not laying.in_the_way(task, days.get(who, ()))
        for who in task.goes
    )


def _as_it_lies(days: Days, task: Task) -> Task:
    """The visit as it is in the days, or as it was when it is in nobody's."""
    return next((one for rows in days.values() for one in rows if one.key == task.key), task)


def _order(task: Task) -> tuple[int, UUID]:
    return task.start, task.key


def _half(asked: Asked, task: Task) -> Task:
    """A visit with those who can still go alone."""
    there = [who if who in task.goes and asked.rules.works(who, task.start, task.end) else None
             for who in (task.staff, task.second)]  # fmt: skip
    return replace(task, staff=there[0], second=there[1])


def _is_whole(asked: Asked, task: Task) -> bool:
    return len(task.goes) == task.wanted and all(
        asked.rules.works(who, task.start, task.end) for who in task.goes
    )
