"""Den långsamma tvillingen: the same unit played with lists and plain numbers, one event at a time."""

from __future__ import annotations

import math
from dataclasses import dataclass
from itertools import accumulate

ALL = (1 << 64) - 1
GOLDEN = 0x9E3779B97F4A7C15


def mix(a, b):
    z = ((a ^ (b * GOLDEN & ALL)) + GOLDEN) & ALL
    z = (z ^ (z >> 30)) * 0xBF58476D1CE4E5B9 & ALL
    z = (z ^ (z >> 27)) * 0x94D049BB133111EB & ALL
    return z ^ (z >> 31)


def share(key):
    return (key >> 11) / 2**53


def quantile(table, u):
    place = u * (len(table) - 1)
    low = min(int(place), len(table) - 2)
    return table[low] + (place - low) * (table[low + 1] - table[low])


def share_below(table, value):
    if value < table[0]:
        return 0.0
    if value >= table[-1]:
        return 1.0
    low = max(n for n in range(len(table)) if table[n] <= value)
    step = table[low + 1] - table[low]
    return (low + (value - table[low]) / step) / (len(table) - 1)


def work_left(table, done, u):
    passed = share_below(table, done) if done > 0 else 0.0
    if passed >= 1:
        return -math.log(1 - u) * max(table[-1] - quantile(table, 0.9), 1.0)
    return max(quantile(table, passed + u * (1 - passed)) - done, 0.0)


def moment_of(rates, wanted):
    """When the sum of the rates reaches what is wanted, day by day."""
    if wanted <= 0:
        return 0.0
    before = 0.0
    for day, after in enumerate(accumulate(rates)):
        if after >= wanted:
            return day + (wanted - before) / (after - before)
        before = after
    return math.inf


def sum_until(rates, moment):
    day = int(moment)
    return sum(rates[:day]) + (rates[day] * (moment - day) if day < len(rates) else 0.0)


@dataclass(eq=False)
class Matter:
    key: int
    kind: int
    came: float
    due: float
    done: float = 0.0
    holder: int = -1
    finish: float = math.inf
    scale: float = 1.0


def play(unit, run, seed):
    """One run: what waits and is under way each week, the late and the done by week, and which broke."""
    days, weeks, kinds = unit.days, unit.weeks, unit.kinds
    capacity, rate = unit.capacity.tolist(), unit.rate.tolist()
    table = unit.work[run % len(unit.work)].tolist()
    start = mix(mix(seed, 5), run)
    grid = lambda: [[0.0] * weeks for _ in range(kinds)]  # noqa: E731
    waiting, under_way, late, lead, ended = grid(), grid(), grid(), grid(), grid()
    every, queue, going = [], [], []

    def week_of(due):
        return min((math.ceil(due) - 1) // 7, weeks - 1)

    def begin(matter, who, moment):
        left = matter.scale * work_left(
            table[matter.kind], matter.done / matter.scale, share(mix(matter.key, 2))
        )
        matter.holder = who
        matter.finish = max(moment_of(capacity[who], sum_until(capacity[who], moment) + left), moment)
        going.append(matter)

    def come(matter):
        every.append(matter)
        queue.append(matter)

    for m in range(unit.open):
        matter = Matter(
            mix(mix(start, 5), int(unit.name[m])),
            int(unit.kind[m]),
            -float(unit.age[m]),
            float(unit.due[m]),
            float(unit.done[m]),
            scale=float(unit.scale[m]),
        )
        if unit.holder[m] >= 0:
            every.append(matter)
            begin(matter, int(unit.holder[m]), 0.0)
        else:
            come(matter)
    streams = [mix(mix(start, 1), int(unit.stream[k])) for k in range(kinds)]
    sums = [-math.log(1 - share(mix(streams[k], 0))) for k in range(kinds)]
    counts = [0] * kinds
    day = 0
    while True:
        soonest = min(going, key=lambda one: (one.finish, one.came, every.index(one)), default=None)
        arrivals = [moment_of(rate[k], sums[k]) for k in range(kinds)]
        moment = min(float(day), *arrivals, soonest.finish if soonest else math.inf)
        if moment > days:
            break
        if soonest and soonest.finish == moment:
            going.remove(soonest)
            k = soonest.kind
            if moment > soonest.due > 0:
                late[k][week_of(soonest.due)] += 1
            if int(moment) // 7 < weeks:
                lead[k][int(moment) // 7] += moment - soonest.came
                ended[k][int(moment) // 7] += 1
            draw = share(mix(soonest.key, 3))
            for other in range(kinds):
                if draw < unit.onward[k, other]:
                    due = math.floor(moment) + 1 + unit.limit[other]
                    come(Matter(mix(soonest.key, 4), other, moment, due))
                    break
                draw -= unit.onward[k, other]
        elif moment in arrivals:
            k = max(n for n in range(kinds) if arrivals[n] == moment)
            counts[k] += 1
            key = mix(streams[k], counts[k])
            sums[k] -= math.log(1 - share(key))
            come(Matter(mix(key, 4), k, moment, math.floor(moment) + 1 + unit.limit[k]))
        else:
            if day % 7 == 0 and 0 < day // 7 <= weeks:
                for k in range(kinds):
                    waiting[k][day // 7 - 1] = sum(one.kind == k for one in queue)
                    under_way[k][day // 7 - 1] = sum(one.kind == k for one in going)
            day += 1
            if day > days:
                break
        while queue and int(moment) < days:
            held = [sum(one.holder == who for one in going) for who in range(len(capacity))]
            able = [
                who
                for who in range(len(capacity))
                if held[who] < unit.slots[who] and capacity[who][int(moment)] > 0
            ]
            if not able:
                break
            matter = min(queue, key=lambda one: (unit.priority[one.kind], one.came, every.index(one)))
            queue.remove(matter)
            begin(matter, min(able, key=lambda who: (held[who] / unit.slots[who], who)), moment)
    for one in every:
        if one.finish > days and 0 < one.due <= days:
            late[one.kind][week_of(one.due)] += 1
    broken = [one.finish > one.due or one.finish > days for one in every[: unit.open]]
    return waiting, under_way, late, lead, ended, broken
