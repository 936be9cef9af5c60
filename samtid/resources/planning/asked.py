"""Frågan och svaret: a day that is asked about, and the changes that make it hold. Pure, and no kernel."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from uuid import UUID

from samtid.ground.reasons import Obstacle

from .rules import Fault, Rules, Step, Task, after, measure, needs_mending, of_some
from .words import Trouble

ROUNDS = 3
TO_READ = 15  # minutes that a proposal may be looked at before what it says is too late
MOST_CHANGES = 500  # each has its line in a diary, and nobody looks through more
EVEN = 5  # minutes: a new time is told to somebody, and nobody is told 10.17


@dataclass(frozen=True, slots=True)
class Asked:
    """Det som frågas: the day, who works, how far a visit may be moved, and from which minute on."""

    tasks: Sequence[Task]
    rules: Rules
    leeway: int
    earliest: int  # nothing is moved to before this; what was to begin earlier, and has not, is to be soon
    mean: int = 8  # minutes of road where nothing else is known
    length: int = 1440  # of the day, which is an hour shorter or longer twice a year

    def window(self, task: Task) -> tuple[int, int]:
        """The first and the last minute that it may begin. What has been missed is late whenever it is: the day through."""
        is_missed = task.start < self.earliest
        least = max(0, self.earliest, task.start - self.leeway)
        most = self.length - 1 if is_missed else min(self.length - 1, task.start + self.leeway)
        return least, max(least, most)


@dataclass(frozen=True, slots=True)
class Found:
    """Svaret: the changes, and what has no room."""

    steps: tuple[Step, ...]
    left_out: tuple[UUID, ...]


def put_back(asked: Asked, steps: Sequence[Step]) -> tuple[Step, ...]:
    """The changes without those that are not needed: what can lie as it lay, with nothing worse for it, does."""
    left = {step.key: step for step in steps}
    now = {task.key: task for task in after(asked.tasks, steps)}
    was = {task.key: task for task in asked.tasks}
    for _ in range(ROUNDS):
        before = len(left)
        for key in list(left):
            old, new = was[key], now[key]
            whole = len(old.goes) == old.wanted and all(
                asked.rules.works(who, old.start, old.end) for who in old.goes
            )
            if whole and not _worse(asked.rules, now, old, new):
                now[key] = old
                del left[key]
        if len(left) == before:
            break
    return tuple(left.values())


def _worse(rules: Rules, now: dict[UUID, Task], old: Task, new: Task) -> bool:
    touched = {*old.goes, *new.goes}
    near = [task for task in now.values() if touched.intersection(task.goes) and task.key != old.key]
    mine = of_some(rules, touched)
    one, other = measure([*near, old], mine).terms, measure([*near, new], mine).terms
    hard = ("unstaffed", "clashes", "late", "outside", "no_break")
    return any(getattr(one, name) > getattr(other, name) for name in hard)


def soonest(now: int, length: int) -> int:
    """The first minute that a proposal made ``now`` gives anything, in a day of so many minutes."""
    return max(0, min(-(-(now + TO_READ) // EVEN) * EVEN, length - 1))


def on_their_way(tasks: Sequence[Task], rules: Rules, earliest: int) -> list[Task]:
    """The day with what begins before ``earliest`` with nothing wrong taken as begun: they are on their way there."""
    wrong = needs_mending(measure(tasks, rules).faults)
    return [
        replace(task, is_done=task.is_done or (task.start < earliest and task.key not in wrong))
        for task in tasks
    ]


def caught_up(task: Task, others: Iterable[Task], rules: Rules, now: int) -> int | None:
    """The minute for one whose proposed time has passed: the next that its staff can, within ``TO_READ`` of it.

    ``others`` is the rest of the day as it is to be. None when it was longer ago or nobody could.
    """
    mine = [one for one in others if one.key != task.key and set(one.goes) & set(task.goes)]
    for minute in range(max(now, task.start), task.start + TO_READ + 1):
        new = replace(task, start=minute)
        if all(rules.inside(who, minute, new.end) == task.minutes for who in task.goes) and not any(
            one.start < new.end + rules.travel(new.where, one.where)
            and minute < one.end + rules.travel(one.where, new.where)
            for one in mine
        ):
            return minute
    return None


def locked_lacking(tasks: Iterable[Task], faults: Iterable[Fault]) -> int:
    """How many locked visits lack somebody: those no proposal helps."""
    lacking = {
        key for fault in faults if fault.trouble in (Trouble.UNSTAFFED, Trouble.ABSENT) for key in fault.tasks
    }
    return sum(task.is_locked and task.key in lacking for task in tasks)


def obstacles_to_keeping(
    *, changed: int, left_out: int, locked: int = 0, still: Sequence[str] = ()
) -> list[Obstacle]:
    """What makes a proposal nothing to keep: it changes nothing, or more than anybody looks through.

    ``locked`` of those that lack somebody are locked; ``still`` is the day in one breath, empty when it holds.
    """
    if not changed:
        found = []
        if left_out:
            found.append(Obstacle(f"{left_out} besök ryms inte hos dem som arbetar."))
        if locked:
            one = locked == 1
            found.append(
                Obstacle(
                    f"{locked} {'låst besök' if one else 'låsta besök'} saknar personal. "
                    f"Lås upp {'det' if one else 'dem'} eller bemanna {'det' if one else 'dem'} för hand."
                )
            )
        if still and not found:
            found.append(Obstacle(f"Inget förslag gör dagen bättre än den är: {', '.join(still)}."))
        return found or [Obstacle("Dagen håller. Det finns inget som behöver ändras.")]
    if changed > MOST_CHANGES:
        return [
            Obstacle(
                f"Förslaget ändrar {changed} besök, fler än {MOST_CHANGES}. Bemanna en del för hand först."
            )
        ]
    return []
