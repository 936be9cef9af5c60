"""Så nära det sagda som det går: the starts of routes that stand, moved back towards what was agreed.

The kernel chooses any minute within the leeway. Who goes where in which order is kept, and each visit gets the start
nearest to what the person has been told that leaves room for all the others. Pure, and whole minutes.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Node:
    """Ett besök på en eller två rutter: its window, and when it was to be."""

    least: int
    most: int
    agreed: int


Arc = tuple[int, int, int]  # first, then, minutes between their starts


def settled(nodes: Sequence[Node], order: Sequence[int], arcs: Sequence[Arc]) -> dict[int, int] | None:
    """A start for each node. ``order`` goes from the first to the last; None when it does not fit in whole minutes."""
    into: Mapping[int, list[tuple[int, int]]] = {i: [] for i in order}
    out: Mapping[int, list[tuple[int, int]]] = {i: [] for i in order}
    for a, b, gap in arcs:
        into[b].append((a, gap))
        out[a].append((b, gap))
    latest: dict[int, int] = {}
    for i in reversed(order):
        latest[i] = min([nodes[i].most, *(latest[b] - gap for b, gap in out[i])])
    starts: dict[int, int] = {}
    for i in order:
        earliest = max([nodes[i].least, *(starts[a] + gap for a, gap in into[i])])
        if earliest > latest[i]:
            return None
        starts[i] = min(max(nodes[i].agreed, earliest), latest[i])
    return starts
