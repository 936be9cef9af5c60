"""Dagen i ord: what does not hold, what a move would do, and the whole in one breath. Pure functions."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from uuid import UUID

from samtid.resources.roster.rules import BREAKS

from .rules import Fault, Measured, Rules, Step, Task, measure, of_some
from .words import Trouble


@dataclass(frozen=True, slots=True)
class Consequences:
    """Vad en flytt gör: what is worse and better, in one or several days."""

    worse: tuple[str, ...]
    better: tuple[str, ...]
    notes: tuple[str, ...]


def consequences(
    tasks: Sequence[Task],
    step: Step,
    rules: Rules,
    names: Mapping[int, str],
    clock: Callable[[int], str],
) -> Consequences:
    """What a move would do, in words. Only the days of those concerned are reckoned."""
    task = next(one for one in tasks if one.key == step.key)
    new = step.of(task)
    touched = set(task.goes) | set(new.goes)
    near = [one for one in tasks if one.key == task.key or touched & set(one.goes)]
    mine = of_some(rules, touched)
    was, now = measure(near, mine), measure([new if one.key == task.key else one for one in near], mine)
    starts = {one.key: one.start for one in near} | {new.key: new.start}
    old = {_same(fault) for fault in was.faults}
    fresh = {_same(fault) for fault in now.faults}
    worse = [say(f, names, starts, clock, step.key) for f in now.faults if _same(f) not in old]
    better = [say(f, names, starts, clock, step.key) for f in was.faults if _same(f) not in fresh]
    return Consequences(tuple(worse), tuple(better), tuple(_notes(task, new, was, now, mine, names)))


def _same(fault: Fault) -> tuple[object, ...]:
    return (fault.trouble, fault.staff, frozenset(fault.tasks), fault.minutes)


def _notes(
    task: Task, new: Task, was: Measured, now: Measured, rules: Rules, names: Mapping[int, str]
) -> Iterable[str]:
    if gap := new.start - task.start:
        yield f"{abs(gap)} minuter {'senare' if gap > 0 else 'tidigare'} än det som är sagt till den enskilde."
    road = now.terms.travel - was.terms.travel
    if road:
        yield f"{abs(road)} minuter {'mer' if road > 0 else 'mindre'} på vägen."
    for who in new.goes:
        if who not in task.goes and (task.person, who) not in rules.known:
            yield f"{names.get(who, 'Den valda')} har inte varit där de senaste fyra veckorna."
    gone = [names[who] for who in task.goes if who not in new.goes and who in names]
    if gone:
        yield f"{' och '.join(gone)} får det inte längre."


def say(
    fault: Fault,
    names: Mapping[int, str],
    starts: Mapping[UUID, int],
    clock: Callable[[int], str],
    about: UUID | None = None,
) -> str:
    """One fault as a sentence. Nobody who is visited is named: the line stands beside her."""
    who = names.get(fault.staff, "Någon") if fault.staff is not None else ""
    others = [key for key in fault.tasks if key != about]
    times = " och ".join(f"kl. {clock(starts[key])}" for key in others if key in starts)
    match fault.trouble:
        case Trouble.UNSTAFFED:
            return "Besöket saknar personal."
        case Trouble.ABSENT:
            return f"{who} arbetar inte då."
        case Trouble.CLASH:
            return f"{who} är hos någon annan: krockar med {times}, {fault.minutes} minuter."
        case Trouble.TIGHT:
            return f"{who} hinner inte mellan besöken ({times}): {fault.minutes} minuter för kort väg."
        case Trouble.OUTSIDE:
            return f"{who} har {fault.minutes} minuter utanför sitt arbetspass."
        case _:
            return f"{who} får ingen plats för rast ({BREAKS})."


def in_words(measured: Measured, names: Mapping[int, str]) -> list[str]:
    """The day in one breath, the worst first: what a tired planner reads."""
    terms, found = measured.terms, []
    if terms.unstaffed:
        found.append(f"{terms.unstaffed} besök utan personal")
    if terms.clashes:
        found.append("1 krock" if terms.clashes == 1 else f"{terms.clashes} krockar")
    if terms.tight:
        found.append(f"{terms.tight} {'gång' if terms.tight == 1 else 'gånger'} för kort om tid på vägen")
    over: dict[int, int] = defaultdict(int)
    for fault in measured.faults:
        if fault.trouble is Trouble.OUTSIDE and fault.staff is not None:
            over[fault.staff] += fault.minutes
    for who, minutes in sorted(over.items(), key=lambda row: (-row[1], row[0]))[:2]:
        found.append(f"{names.get(who, 'någon')} har {minutes} min för mycket")
    if len(over) > 2:
        found.append(f"{len(over) - 2} till har mer än passet rymmer")
    if terms.no_break:
        found.append(f"{terms.no_break} utan plats för rast")
    return found
