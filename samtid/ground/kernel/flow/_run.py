"""Slingan: one run after another, event by event, compiled.

Every random number is a hash of what it is for (the seed, the run, the stream and the number in it: SplitMix64,
G. Steele, D. Lea, C. Flood, OOPSLA 2014), so nothing that happens moves the others' numbers. The arrivals of a kind
come by inversion of its summed rate (E. Çinlar, *Introduction to Stochastic Processes*, 1975, ch. 4): the n-th
arrival has the same exponential whatever the rate is. So two worlds have the same chance and the same matters.
"""

# mypy: ignore-errors
# (compiled by numba, which infers the types)
from __future__ import annotations

import numpy as np
from numba import njit

from samtid.ground.kernel.plan._cache import point_numba_there

point_numba_there()
# it is told all that it works in, so that nothing is allocated or counted inside
compiled = njit(cache=True, nogil=True, error_model="numpy", _nrt=False)

ARRIVES, WORKS, ONWARD, CHILD, OPEN = 1, 2, 3, 4, 5
TAIL = 0.9  # beyond what the table has, the rest is as long as from here to its end, on average


@compiled
def mix(a, b):
    """Two numbers to one that looks like chance."""
    z = np.uint64(a) ^ (np.uint64(b) * np.uint64(0x9E3779B97F4A7C15))
    z = (z + np.uint64(0x9E3779B97F4A7C15)) & np.uint64(0xFFFFFFFFFFFFFFFF)
    z = (z ^ (z >> np.uint64(30))) * np.uint64(0xBF58476D1CE4E5B9)
    z = (z ^ (z >> np.uint64(27))) * np.uint64(0x94D049BB133111EB)
    return z ^ (z >> np.uint64(31))


@compiled
def uniform(key):
    """A number from 0 up to 1, never 1."""
    return np.float64(key >> np.uint64(11)) * (1.0 / 9007199254740992.0)


@compiled
def at_quantile(table, u):
    """The value of a table at the quantile ``u``."""
    last = len(table) - 1
    place = u * last
    low = int(place)
    if low >= last:
        return table[last]
    return table[low] + (place - low) * (table[low + 1] - table[low])


@compiled
def quantile_of(table, value):
    """The share that is at most ``value``."""
    last = len(table) - 1
    if value < table[0]:
        return 0.0
    if value >= table[last]:
        return 1.0
    low, high = 0, last
    while high - low > 1:
        middle = (low + high) // 2
        if table[middle] <= value:
            low = middle
        else:
            high = middle
    step = table[high] - table[low]
    return (low + ((value - table[low]) / step if step > 0 else 0.0)) / last


@compiled
def left_of(table, done, u):
    """Working days left of a matter that has taken ``done`` already: the table, given that it is longer."""
    passed = quantile_of(table, done) if done > 0 else 0.0
    if passed >= 1.0:
        last = table[len(table) - 1]
        return -np.log(1.0 - u) * max(last - at_quantile(table, TAIL), 1.0)
    return max(at_quantile(table, passed + u * (1.0 - passed)) - done, 0.0)


@compiled
def when(summed, row, value):
    """The moment when a row of sums over the days reaches ``value``; infinite when it does not."""
    days = summed.shape[1] - 1
    if value > summed[row, days]:
        return np.inf
    low, high = 0, days
    while low < high:
        middle = (low + high) // 2
        if summed[row, middle] < value:
            low = middle + 1
        else:
            high = middle
    if low == 0:
        return 0.0
    step = summed[row, low] - summed[row, low - 1]
    return low - 1 + (value - summed[row, low - 1]) / step


@compiled
def sum_at(summed, row, moment):
    """The sum at a moment."""
    days = summed.shape[1] - 1
    day = int(moment)
    if day >= days:
        return summed[row, days]
    return summed[row, day] + (moment - day) * (summed[row, day + 1] - summed[row, day])


@compiled
def before(first, second, i, j):
    """Whether ``i`` comes before ``j``: by the first key, then the second, then its number."""
    if first[i] != first[j]:
        return first[i] < first[j]
    if second[i] != second[j]:
        return second[i] < second[j]
    return i < j


@compiled
def push(heap, size, one, first, second):
    place = size
    heap[place] = one
    while place > 0:
        above = (place - 1) >> 1
        if not before(first, second, heap[place], heap[above]):
            break
        heap[place], heap[above] = heap[above], heap[place]
        place = above
    return size + 1


@compiled
def pop(heap, size, first, second):
    size -= 1
    heap[0] = heap[size]
    place = 0
    while True:
        under = 2 * place + 1
        if under >= size:
            break
        if under + 1 < size and before(first, second, heap[under + 1], heap[under]):
            under += 1
        if not before(first, second, heap[under], heap[place]):
            break
        heap[place], heap[under] = heap[under], heap[place]
        place = under
    return size


@compiled
def room_for(capacity, slots, busy, day):
    """Who takes the next: at work that day, with room, the least of it used; -1 when there is nobody."""
    best, least = -1, 2.0
    for one in range(len(slots)):
        if busy[one] < slots[one] and capacity[one, day] > 0:
            used = busy[one] / slots[one]
            if used < least:
                best, least = one, used
    return best


@compiled
def play(
    capacity,  # [s, d]
    worked,  # [s, d + 1] sums of it
    slots,
    expected,  # [k, d + 1] sums of the rates
    work,
    priority,
    limit,
    onward,
    stream_of,
    kind0,
    age0,
    done0,
    holder0,
    due0,
    scale0,
    name0,
    seed,
    matters,  # [7, room] came, due, finish, priority, done, kind, scale
    keys,  # [room]
    heaps,  # [2, room] the queue, and what is under way
    busy,  # [s]
    holder,  # [room]
    nexts,  # [3, k] when the next comes, the sum so far, how many
    broken,  # [runs, m]
    waiting,  # [runs, k, w]
    under_way,  # [runs, k, w]
    late,  # [runs, k, w]
    lead,  # [2, runs, k, w] sum, number
    now,  # [2, k] waiting, under way
):
    """Plays the runs and writes what came of them; how many events there were, -1 when there is too little room."""
    days = capacity.shape[1]
    kinds, weeks, opened = len(priority), waiting.shape[2], len(kind0)
    room = matters.shape[1]
    came, due, finish, order, done, kind = (
        matters[0],
        matters[1],
        matters[2],
        matters[3],
        matters[4],
        matters[5],
    )
    scale = matters[6]
    queue, going = heaps[0], heaps[1]
    events = 0
    for run in range(broken.shape[0]):
        table = work[run % work.shape[0]]
        start = mix(mix(np.uint64(seed), np.uint64(OPEN)), np.uint64(run))
        count, queued, gone = 0, 0, 0
        now[:, :] = 0
        busy[:] = 0
        if opened > room:
            return -1
        for m in range(opened):
            k = kind0[m]
            keys[m] = mix(mix(start, np.uint64(OPEN)), np.uint64(name0[m]))
            came[m], due[m], kind[m], done[m], scale[m] = -age0[m], due0[m], k, done0[m], scale0[m]
            order[m], finish[m], holder[m] = priority[k], np.inf, holder0[m]
            broken[run, m] = 1
            if holder0[m] >= 0:
                one = holder0[m]
                left = scale[m] * left_of(
                    table[k], done[m] / scale[m], uniform(mix(keys[m], np.uint64(WORKS)))
                )
                finish[m] = when(worked, one, left)
                busy[one] += 1
                now[1, k] += 1
                if finish[m] <= days:
                    gone = push(going, gone, m, finish, came)
            else:
                now[0, k] += 1
                queued = push(queue, queued, m, order, came)
        count = opened
        for k in range(kinds):
            key = mix(mix(mix(start, np.uint64(ARRIVES)), np.uint64(stream_of[k])), np.uint64(0))
            nexts[1, k] = -np.log(1.0 - uniform(key))
            nexts[0, k] = when(expected, k, nexts[1, k])
            nexts[2, k] = 0
        day = 0
        while True:
            moment, what = np.float64(day), -1
            for k in range(kinds):
                if nexts[0, k] <= moment:
                    moment, what = nexts[0, k], k
            if gone > 0 and finish[going[0]] <= moment:
                moment, what = finish[going[0]], -2
            if moment > days:
                break
            if what == -1:  # a day begins
                if day % 7 == 0 and 0 < day // 7 <= weeks:
                    for k in range(kinds):
                        waiting[run, k, day // 7 - 1] = now[0, k]
                        under_way[run, k, day // 7 - 1] = now[1, k]
                day += 1
                if day > days:
                    break
            else:
                events += 1
                if what >= 0:  # a matter comes
                    k = what
                    nexts[2, k] += 1
                    stream = mix(mix(start, np.uint64(ARRIVES)), np.uint64(stream_of[k]))
                    key = mix(stream, np.uint64(nexts[2, k]))
                    nexts[1, k] -= np.log(1.0 - uniform(key))
                    nexts[0, k] = when(expected, k, nexts[1, k])
                    key = mix(key, np.uint64(CHILD))
                else:  # one is done
                    m = going[0]
                    gone = pop(going, gone, finish, came)
                    k = int(kind[m])
                    busy[holder[m]] -= 1
                    now[1, k] -= 1
                    if m < opened:
                        broken[run, m] = finish[m] > due[m]
                    if finish[m] > due[m] > 0:
                        late[run, k, min(int(np.ceil(due[m]) - 1) // 7, weeks - 1)] += 1
                    week = int(moment) // 7
                    if week < weeks:
                        lead[0, run, k, week] += moment - came[m]
                        lead[1, run, k, week] += 1
                    draw, to = uniform(mix(keys[m], np.uint64(ONWARD))), -1
                    for other in range(kinds):
                        if draw < onward[k, other]:
                            to = other
                            break
                        draw -= onward[k, other]
                    if to >= 0:
                        key, k = mix(keys[m], np.uint64(CHILD)), to
                    else:
                        k = -1
                if k >= 0:
                    if count >= room:
                        return -1
                    m = count
                    count += 1
                    keys[m] = key
                    came[m], kind[m], done[m], scale[m], order[m] = moment, k, 0.0, 1.0, priority[k]
                    due[m], finish[m], holder[m] = np.floor(moment) + 1.0 + limit[k], np.inf, -1
                    now[0, k] += 1
                    queued = push(queue, queued, m, order, came)
            today = int(moment)
            while queued > 0 and today < days:
                one = room_for(capacity, slots, busy, today)
                if one < 0:
                    break
                m = queue[0]
                queued = pop(queue, queued, order, came)
                k = int(kind[m])
                events += 1
                left = scale[m] * left_of(
                    table[k], done[m] / scale[m], uniform(mix(keys[m], np.uint64(WORKS)))
                )
                finish[m] = max(when(worked, one, sum_at(worked, one, moment) + left), moment)
                holder[m] = one
                busy[one] += 1
                now[0, k] -= 1
                now[1, k] += 1
                if finish[m] <= days:
                    gone = push(going, gone, m, finish, came)
        for m in range(count):
            k = int(kind[m])
            if finish[m] > days and 0 < due[m] <= days:
                late[run, k, min(int(np.ceil(due[m]) - 1) // 7, weeks - 1)] += 1
    return events
