"""Restid: how long the road is between two visits.

Nobody's position is in the tables today, so a day is planned with the municipality's own mean (``kept.number``), and the
board says so. Where positions are known the road is the great circle times a detour, at a stated speed. Two visits at the
same place have no road between them.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Hashable, Mapping
from typing import NamedTuple

EARTH = 6371.0  # kilometres
DETOUR = 1.3  # roads beside the line of flight
SPEED = 40.0  # kilometres an hour, in a town and its surroundings
PARKING = 2.0  # minutes at each arrival


class Position(NamedTuple):
    """Ett läge, in degrees (WGS 84)."""

    latitude: float
    longitude: float


def kilometres(one: Position, other: Position) -> float:
    """The great circle between two positions (haversine)."""
    a, b = math.radians(one.latitude), math.radians(other.latitude)
    half = math.sin((b - a) / 2) ** 2
    side = math.sin(math.radians(other.longitude - one.longitude) / 2) ** 2
    return 2 * EARTH * math.asin(min(1.0, math.sqrt(half + math.cos(a) * math.cos(b) * side)))


def minutes(one: Position, other: Position) -> int:
    """Whole minutes by road, never too few."""
    return math.ceil(kilometres(one, other) * DETOUR / SPEED * 60 + PARKING)


def road(
    mean: int, positions: Mapping[Hashable, Position] | None = None
) -> Callable[[Hashable, Hashable], int]:
    """Minutes between two places: by position where both are known, else the mean."""
    known = positions or {}

    def between(one: Hashable, other: Hashable) -> int:
        if one == other:
            return 0
        if one in known and other in known:
            return minutes(known[one], known[other])
        return mean

    return between
