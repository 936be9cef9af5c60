"""Små grupper: which groups of one period may be told of, so that nobody is found by subtracting.

The plain twin of ``access.measure`` (quality/indicators/walls). Nothing is hidden beside a total that gives it away:
groups too small are put together, and if they are too small even so they are left out of the total as well. So every
figure that is told is about five persons at least, and is a sum of others that are; and whoever knows one unit by
heart is left with five of the others.
"""

from __future__ import annotations

from collections.abc import Hashable, Iterable, Mapping
from typing import TypeVar

SMALLEST = 5

Group = TypeVar("Group", bound=Hashable)


def kept_groups(persons: Mapping[Group, int]) -> tuple[frozenset[Group], frozenset[Group]]:
    """The groups that are told of by themselves, and those that are told of as one; the rest are left out.

    ``persons`` are the persons of each group, each person counted in one group only.
    """
    own = frozenset(group for group, count in persons.items() if count >= SMALLEST)
    small = {group: count for group, count in persons.items() if group not in own}
    total, some = sum(small.values()), sum(count > 0 for count in small.values())
    # whoever knows the biggest of them by heart is left with the others; and they are not so many that each must be
    # as big as a small group can be
    together = total - max(small.values(), default=0) >= SMALLEST and total <= (SMALLEST - 1) * some - 2
    return own, frozenset(small) if together else frozenset()


def is_good(count: int) -> bool:
    """Nobody, or five at least."""
    return count == 0 or count >= SMALLEST


def may_tell_share(hits: int, others: int, parts: Iterable[tuple[int, int]] = ()) -> bool:
    """Whether a share about persons may be told: how many it holds for and how many not, and what is left of each
    for somebody who knows one of the ``parts`` by heart."""
    return (
        is_good(hits)
        and is_good(others)
        and all(is_good(hits - hit) and is_good(others - other) for hit, other in parts)
    )
