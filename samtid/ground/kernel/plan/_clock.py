"""The cheapest clock of routes that stand: each start as early or late as waiting, lateness and overtime ask for.

Starts, the greatest lateness and the greatest idle time are bound to each other by differences only, and each of them
costs by straight pieces. Such a cost has a least point that is reached from below by raising, again and again, the
set of nodes that it pays most to raise together (Murota 2003, *Discrete convex analysis*, ch. 10). Which set that is
a greatest flow tells: waiting pours in where a route begins, and every price of being later drinks. Flow only grows
on the way up, so all the steps together cost about as much as one.
"""

# mypy: ignore-errors
# (compiled by numba, which infers the types)
from __future__ import annotations

import numpy as np

from ._layout import compiled

FOREVER = np.int64(1) << 60  # ticks: a hinge that is never reached
N_HINGES = 3


@compiled
def earliest(first, head, reach, low, t, queue, inside):
    """The least starts; False when visits wait for each other for ever. ``first``, ``head``, ``reach``: arcs by tail."""
    size = t.shape[0]
    tail = 0
    for u in range(size):
        t[u] = low[u]
        queue[u] = u
        inside[u] = 1
    at = 0
    count = size
    seen = 0
    while count > 0:
        u = queue[at]
        at = at + 1 if at + 1 < size else 0
        count -= 1
        inside[u] = 0
        seen += 1
        if seen > size * size + size:
            return False
        for e in range(first[u], first[u + 1]):
            v = head[e]
            if t[v] < t[u] + reach[e]:
                t[v] = t[u] + reach[e]
                if inside[v] == 0:
                    inside[v] = 1
                    tail = at + count
                    queue[tail if tail < size else tail - size] = v
                    count += 1
    return True


@compiled
def latest(back, tails, reach, pinned, hinge, price, t, queue, inside):
    """Raise every start as far as nothing that has a price gets later."""
    size = t.shape[0]
    late = FOREVER
    for u in range(size):
        cap = t[u] if pinned[u] else late
        for h in range(N_HINGES):
            if price[u, h] > 0 and hinge[u, h] < cap:
                cap = hinge[u, h]
        inside[u] = 1
        queue[u] = u
        t[u] = max(cap, t[u])
    at = 0
    count = size
    while count > 0:
        v = queue[at]
        at = at + 1 if at + 1 < size else 0
        count -= 1
        inside[v] = 0
        for c in range(back[v], back[v + 1]):
            e = tails[c, 1]
            u = tails[c, 0]
            if t[u] > t[v] - reach[e]:
                t[u] = t[v] - reach[e]
                if inside[u] == 0:
                    inside[u] = 1
                    tail = at + count
                    queue[tail if tail < size else tail - size] = u
                    count += 1


@compiled
def climb(first, head, reach, back, tails, base, hinge, price, t, flow, poured, drunk, came, queue):
    """From the latest starts that delay nothing up to the cheapest ones."""
    size = t.shape[0]
    while True:
        count = 0
        for u in range(size):
            came[u] = -2  # not reached
        for u in range(size):
            if base[u] < 0 and poured[u] < -base[u]:
                came[u] = -1  # from the spring
                queue[count] = u
                count += 1
        if count == 0:
            return
        at = 0
        found = -1
        while at < count:
            u = queue[at]
            at += 1
            room = max(base[u], 0) - drunk[u]
            for h in range(N_HINGES):
                if t[u] >= hinge[u, h]:
                    room += price[u, h]
            if room > 0:
                found = u
                break
            for e in range(first[u], first[u + 1]):
                v = head[e]
                if came[v] == -2 and t[v] == t[u] + reach[e]:
                    came[v] = 2 * e
                    queue[count] = v
                    count += 1
            for c in range(back[u], back[u + 1]):
                v = tails[c, 0]
                e = tails[c, 1]
                if came[v] == -2 and flow[e] > 0:
                    came[v] = 2 * e + 1
                    queue[count] = v
                    count += 1
        if found >= 0:
            pour(head, tails, base, flow, poured, drunk, came, found, room)
            continue
        step = FOREVER
        for c in range(count):
            u = queue[c]
            for e in range(first[u], first[u + 1]):
                v = head[e]
                if came[v] == -2 and t[v] - t[u] - reach[e] < step:
                    step = t[v] - t[u] - reach[e]
            for h in range(N_HINGES):
                if price[u, h] > 0 and hinge[u, h] > t[u] and hinge[u, h] - t[u] < step:
                    step = hinge[u, h] - t[u]
        if step >= FOREVER // 2:
            return
        for c in range(count):
            t[queue[c]] += step


@compiled
def pour(head, tails, base, flow, poured, drunk, came, found, room):
    """As much as the way to ``found`` holds."""
    u = found
    most = room
    while came[u] >= 0:
        e = came[u] >> 1
        if came[u] & 1:
            most = min(most, flow[e])
            u = head[e]
        else:
            u = tails[e, 2]
    most = min(most, -base[u] - poured[u])
    poured[u] += most
    u = found
    drunk[u] += most
    while came[u] >= 0:
        e = came[u] >> 1
        if came[u] & 1:
            flow[e] -= most
            u = head[e]
        else:
            flow[e] += most
            u = tails[e, 2]


@compiled
def cost_of(base, hinge, price, t):
    """What the starts cost, but for what no clock changes."""
    total = 0.0
    for u in range(t.shape[0]):
        total += base[u] * float(t[u])
        for h in range(N_HINGES):
            if t[u] > hinge[u, h]:
                total += price[u, h] * float(t[u] - hinge[u, h])
    return total
