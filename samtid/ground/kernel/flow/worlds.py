"""Andra världar: the same unit with something else about it. What is not named is as before."""

from __future__ import annotations

from dataclasses import replace

import numpy as np

from .unit import BadUnit, Ints, Unit


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
    """Two units with one queue: everybody takes from both. What comes to each, and how long it takes, is as before.

    The kinds of ``other`` follow those of ``here``. Open matters and streams that have the same number in both get new
    ones in ``other``; give each unit its own, and every matter is the same as when they were apart.
    """
    if (here.days, len(here.work), here.work.shape[2]) != (other.days, len(other.work), other.work.shape[2]):
        raise BadUnit("Enheter som slås ihop ska ha samma dagar och lika många tabeller.")
    names, streams = _apart(here.name, other.name), _apart(here.stream, other.stream)
    both = {
        name: np.concatenate([getattr(here, name), getattr(other, name)])
        for name in ("capacity", "slots", "rate", "priority", "limit", "age", "done", "due", "scale")
    }
    onward = np.zeros((here.kinds + other.kinds, here.kinds + other.kinds))
    onward[: here.kinds, : here.kinds], onward[here.kinds :, here.kinds :] = here.onward, other.onward
    moved = np.where(other.holder >= 0, other.holder + len(here.slots), -1)
    return replace(
        here,
        **both,
        onward=onward,
        work=np.concatenate([here.work, other.work], axis=1),
        kind=np.concatenate([here.kind, other.kind + here.kinds]),
        holder=np.concatenate([here.holder, moved]),
        name=np.concatenate([here.name, names]),
        stream=np.concatenate([here.stream, streams]),
    )


def _apart(mine: Ints, theirs: Ints) -> Ints:
    if not len(np.intersect1d(mine, theirs)):
        return theirs
    return theirs + int(mine.max()) + 1
