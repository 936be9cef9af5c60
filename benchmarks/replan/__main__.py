"""``python -m benchmarks.replan``: a unit's morning with ``--visits`` and two ill. Prints what each way costs, losses too."""

from __future__ import annotations

import argparse
import time
from collections.abc import Hashable, Mapping
from dataclasses import replace
from random import Random
from uuid import UUID

from samtid.resources.planning.asked import Asked
from samtid.resources.planning.build import proposal
from samtid.resources.planning.rules import Rules, Shift, Step, Task, Terms, after, measure, needs_mending
from samtid.resources.planning.travel import Position, road
from samtid.resources.planning.words import Kind

PEAKS = (7 * 60 + 30, 12 * 60, 17 * 60, 20 * 60)
SHIFTS = ((7 * 60, 15 * 60 + 30), (7 * 60, 14 * 60), (14 * 60, 22 * 60), (15 * 60, 22 * 60))
MIDDLE = Position(65.317, 21.48)  # Piteå


def day(visits: int, seed: int) -> tuple[list[Task], Rules]:
    """A day that holds but for those who are ill: dealt out by hand, in order of time."""
    draw = Random(seed)
    staff = max(4, visits // 6)
    shifts = {who: [Shift(who, *SHIFTS[who % 4])] for who in range(staff)}
    persons = max(3, visits // 3)
    places: dict[Hashable, Position] = {
        one: Position(MIDDLE.latitude + draw.gauss(0, 0.015), MIDDLE.longitude + draw.gauss(0, 0.04))
        for one in range(persons)
    }
    rules = Rules(road(8, places), shifts)
    wished = sorted(round((draw.choice(PEAKS) + draw.gauss(0, 70)) / 5) * 5 for _ in range(visits))
    tasks: list[Task] = []
    free: dict[int, tuple[int, int | None]] = {who: (shift[0].start, None) for who, shift in shifts.items()}
    for number, start in enumerate(wished):
        start = min(max(start, 7 * 60 + 5), 21 * 60)
        person, minutes = draw.randrange(persons), draw.choice((15, 20, 30, 30, 45))
        able = [
            (who, at, where)
            for who, (at, where) in free.items()
            if at + (rules.travel(where, person) if where is not None else 0) <= start
            and shifts[who][0].start <= start
            and start + minutes <= shifts[who][0].end
        ]
        who = min(able, key=lambda row: (row[2] is None, start - row[1]))[0] if able else None
        if who is not None:
            free[who] = (start + minutes, person)
        tasks.append(Task(UUID(int=number), start, minutes, person, person, who))
    rules = replace(rules, known=frozenset((one.person, who) for one in tasks for who in one.goes))
    return tasks, rules


def greedy(asked: Asked) -> dict[UUID, Step]:
    """What a hand does with a list: each visit without staff to the first who is free at its own time."""
    now = {task.key: task for task in asked.tasks}
    wrong = [now[key] for key in needs_mending(measure(asked.tasks, asked.rules).faults)]
    found: dict[UUID, Step] = {}
    for task in sorted(wrong, key=lambda one: (one.start, one.key)):
        for who, shifts in (asked.rules.shifts or {}).items():
            inside = any(shift.start <= task.start and task.end <= shift.end for shift in shifts)
            own = [one for one in now.values() if who in one.goes and one.key != task.key]
            if inside and not any(one.meets(task) for one in own):
                step = Step(task.key, task.start, who, None)
                found[task.key], now[task.key] = step, step.of(task)
                break
    return found


def line(name: str, terms: Terms, steps: Mapping[UUID, Step], tasks: list[Task], seconds: float) -> str:
    """One way, in figures."""
    day = {task.key: task for task in tasks}
    told = sum(day[key].staff != step.staff for key, step in steps.items())
    moved = sum(day[key].start != step.start for key, step in steps.items())
    return (
        f"{name:<22}{seconds:>7.2f}{len(steps):>9}{told:>9}{moved:>8}{terms.unstaffed:>12}{terms.clashes:>8}"
        f"{terms.tight:>8}{terms.late:>7}{terms.outside:>9}{terms.no_break:>7}{terms.travel:>8}{terms.unfamiliar:>7}"
    )


def main() -> None:
    asked_for = argparse.ArgumentParser(prog="python -m benchmarks.replan")
    asked_for.add_argument("--visits", type=int, default=300)
    asked_for.add_argument("--seeds", type=int, default=3)
    said = asked_for.parse_args()
    print(f"{said.visits} besök, två sjuka. CPU-sekunder, med en process; minuter där inget annat sägs.")
    print(
        f"{'':<22}{'CPU s':>7}{'ändrade':>9}{'personal':>9}{'tid':>8}{'utan pers.':>12}{'krockar':>8}"
        f"{'trånga':>8}{'sent':>7}{'utanför':>9}{'rast':>7}{'restid':>8}{'nya':>7}"
    )
    warm, rules = day(20, 0)
    proposal(Asked(warm, rules, 30, 0), Kind.DAY, 0)
    for seed in range(1, said.seeds + 1):
        tasks, rules = day(said.visits, seed)
        assert rules.shifts is not None
        print(line(f"{seed}: före sjukdom", measure(tasks, rules).terms, {}, tasks, 0.0))
        ill = {0, 2}
        rules = replace(rules, shifts={who: rows for who, rows in rules.shifts.items() if who not in ill})
        asked = Asked(tasks, rules, 30, 0)
        print(line("   två sjuka", measure(tasks, rules).terms, {}, tasks, 0.0))
        began = time.process_time()
        by_hand = greedy(asked)
        used = time.process_time() - began
        print(
            line(
                "   för hand (girigt)",
                measure(after(tasks, by_hand.values()), rules).terms,
                by_hand,
                tasks,
                used,
            )
        )
        for kind in (Kind.REPAIR, Kind.DAY):
            began = time.process_time()
            found = proposal(asked, kind, seed)
            used = time.process_time() - began
            steps = {step.key: step for step in found.steps}
            terms = measure(after(tasks, found.steps), rules).terms
            print(line(f"   {kind.label.lower()}", terms, steps, tasks, used))


if __name__ == "__main__":
    main()
