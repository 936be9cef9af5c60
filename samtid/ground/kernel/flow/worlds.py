"""Andra världar: the same unit with something else about it. What is not named is as before."""

from __future__ import annotations

from dataclasses import replace

import numpy as np

from .unit import BadUnit, Unit


def with_hours(unit: Unit, share: float) -> Unit:
    """Everybody works ``share`` of their hours, at the same pace in each."""
    return replace(unit, capacity=unit.capacity * share)


def with_demand(unit: Unit, times: float) -> Unit:
    """So many times as much comes in."""
    return replace(unit, rate=unit.rate * times)


def with_people(unit: Unit, more: int) -> Unit:
    """So many more colleagues, or fewer when it is negative.

    A new one works as the usual day of the unit is and has room for as many as the middle colleague. When somebody
    leaves it is one of those with the least, and what they had goes back to the queue and is begun with anew from
    where it was.
    """
    staff = len(unit.slots)
    if staff + more < 0:
        raise BadUnit("Det finns inte så många att vara utan.")
    if more >= 0:
        usual = unit.capacity.mean(axis=0, keepdims=True) if staff else np.ones((1, unit.days))
        slots = int(np.median(unit.slots)) if staff else 10
        return replace(
            unit,
            capacity=np.concatenate([unit.capacity, np.repeat(usual, more, axis=0)]),
            slots=np.concatenate([unit.slots, np.full(more, slots, np.int64)]),
        )
    held = np.bincount(unit.holder[unit.holder >= 0], minlength=staff)
    leaves = set(sorted(range(staff), key=lambda one: (held[one], -one))[:-more])
    stays = [one for one in range(staff) if one not in leaves]
    place = np.full(staff + 1, -1, np.int64)  # the last is nobody
    place[stays] = np.arange(len(stays))
    return replace(unit, capacity=unit.capacity[stays], slots=unit.slots[stays], holder=place[unit.holder])


def merged(here: Unit, other: Unit) -> Unit:
    """Two units with one queue: everybody takes from both. They have the same kinds, days and tables."""
    if (here.kinds, here.days, here.work.shape) != (other.kinds, other.days, other.work.shape):
        raise BadUnit("Enheter som slås ihop ska ha samma slag, dagar och tabeller.")
    first = int(here.name.max()) + 1 if here.open else 0
    joined = {
        name: np.concatenate([getattr(here, name), getattr(other, name)])
        for name in ("capacity", "slots", "kind", "age", "done", "due", "scale")
    }
    moved = np.where(other.holder >= 0, other.holder + len(here.slots), -1)
    return replace(
        here,
        **joined,
        rate=here.rate + other.rate,
        holder=np.concatenate([here.holder, moved]),
        name=np.concatenate([here.name, other.name + first]),
    )
