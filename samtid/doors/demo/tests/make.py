"""Builders for the demo's tests: one now for all."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime
from functools import cache

from samtid.doors.demo.population import Person
from samtid.doors.demo.volumes import Need, Size, Town
from samtid.ground.sweden import SWEDEN

NOW = datetime(2026, 11, 21, 14, 30, tzinfo=SWEDEN)


def town(code: str = "2581", seed: int = 1, size: Size = Size.SMALL) -> Town:
    return Town(code, seed=seed, size=size, until=NOW)


@cache
def needs(code: str = "2581", seed: int = 1, size: Size = Size.SMALL) -> tuple[Need, ...]:
    return tuple(town(code, seed, size).needs())


def people(found: tuple[Need, ...]) -> Iterator[Person]:
    """Everyone in the households of the needs, each once."""
    seen: set[int] = set()
    for need in found:
        for person in need.household.members:
            if person.key not in seen:
                seen.add(person.key)
                yield person
