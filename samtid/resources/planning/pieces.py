"""Det som är kvar av dagen: what is left of each shift, when its break is due, and the roads. Pure until numpy is asked for."""

from __future__ import annotations

import itertools
from collections.abc import Hashable, Sequence
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from .asked import Asked
from .rules import BREAK, LONGEST_STRETCH, Shift, Task, lanes, since_pause

OVERDUE = 60  # minutes within which a break that should have been taken has its place


@dataclass(frozen=True, slots=True)
class Piece(Shift):
    """Det som är kvar av ett pass: since when she has had no break, and where she was last (None: nowhere to go from)."""

    since: int
    where: Hashable | None = None


def pieces(asked: Asked) -> list[Piece]:
    """Every shift as far as it is left: what has begun is done first. A day may have several of one person."""
    found = []
    done = lanes(task for task in asked.tasks if task.is_done)
    for who, shifts in (asked.rules.shifts or {}).items():
        mine = done.get(who, [])
        last = max(mine, key=lambda task: task.end, default=None)
        for shift in shifts:
            start, where = max(shift.start, asked.earliest), None
            if last is not None and shift.start < last.end:
                # she may be on her way from there already; nothing begins before the earliest whatever she could
                start, where = max(shift.start, last.end), last.where
            if max(start, asked.earliest) < min(shift.end, 2 * asked.length):
                since = since_pause(shift, mine, max(start, asked.earliest), asked.rules)
                found.append(Piece(shift.staff, start, shift.end, since, where))
    return sorted(found, key=lambda piece: (piece.staff, piece.start))


def rest(piece: Piece, earliest: int) -> tuple[int, int] | None:
    """When a break may begin, so that nobody works more than five hours without one (ATL 15 §). Soon, if somebody has."""
    if piece.end - piece.since <= LONGEST_STRETCH:
        return None
    soonest = max(piece.start, earliest)
    last = piece.since + LONGEST_STRETCH
    if last < soonest:
        return soonest, soonest + OVERDUE
    first = max(piece.end - LONGEST_STRETCH - BREAK, soonest)
    return (first, last) if first <= last else None


def roads(
    asked: Asked,
    tasks: Sequence[Task],
    rows: Sequence[tuple[int, int]],
    shifts: Sequence[Piece],
    still: frozenset[UUID],
) -> tuple[Any, Any, Any]:
    """Where each service is, where each shift goes on from, and the minutes between.

    Place 0 is where a shift begins and ends: no road to count. The last is a break, wherever it is taken.
    What lies still and is laid closer than our road is taken as possible: somebody has gone it.
    """
    import numpy as np

    places: dict[Any, int] = {}
    for where in (*(task.where for task in tasks), *(piece.where for piece in shifts)):
        if where is not None:
            places.setdefault(where, len(places) + 1)
    names = list(places)
    table = np.zeros((1, len(names) + 2, len(names) + 2))
    table[0, -1, 1:-1] = asked.mean  # after a break: the road that there would have been without it
    for a, one in enumerate(names):
        for b, other in enumerate(names):
            table[0, a + 1, b + 1] = asked.rules.travel(one, other)
    fixed = lanes(task for task in tasks if task.stays or task.key in still)
    gone = [pair for lane in fixed.values() for pair in itertools.pairwise(lane)]
    roads = [(first.where, then.where, then.start - first.end) for first, then in gone]
    for piece in shifts:
        first = next((one for one in fixed.get(piece.staff, ()) if one.start >= piece.start), None)
        if piece.where is not None and first is not None:
            roads.append((piece.where, first.where, first.start - piece.start))
    for one, other, free in roads:
        a, b = places[one], places[other]
        table[0, a, b] = min(table[0, a, b], max(0, free))
    begins = [0 if piece.where is None else places[piece.where] for piece in shifts]
    return (
        np.array([places[tasks[v].where] for v, _ in rows], np.int64),
        np.array(begins, np.int64),
        table,
    )
