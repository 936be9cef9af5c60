"""Processkartan: the steps that there are, read from the rooms themselves. Nothing here is written by hand.

A room's name is the sign on its door, what is done there its forms, and its time limits its clocks (``offers.py``). A new
room is on the map when it is in the house, and one that is taken away is gone from it.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache
from importlib import import_module
from importlib.util import find_spec

from django.apps import apps

from samtid.base.dossier.words import LocalClock
from samtid.base.look.house import offers_of
from samtid.ground.law import catalogue
from samtid.ground.offers import OnClock

RULES = {rule.id: rule for rule in catalogue.ALL}
OURS = "kommunens egen"


@dataclass(frozen=True, slots=True)
class Done:
    """Något som görs i steget: the page where it is done, and what it is called there."""

    page: str
    name: str


@dataclass(frozen=True, slots=True)
class Limit:
    """Frist som löper i steget, with its paragraph, or that it is the municipality's own."""

    name: str
    law: str


@dataclass(frozen=True, slots=True)
class Step:
    """Ett steg. ``key`` is the first part of the names of its pages; ``is_on_the_way``: a need goes through it."""

    key: str
    name: str
    is_on_the_way: bool
    stages: tuple[str, ...]
    done: tuple[Done, ...]
    limits: tuple[Limit, ...]
    has_a_way_in: bool = False  # an entry in the menu


def steps() -> tuple[Step, ...]:
    """Every step, in the order of the house: those that a need goes through first, then what is done beside."""
    found = _read(tuple(config.name for config in apps.get_app_configs()))
    return tuple(sorted(found, key=lambda one: not one.is_on_the_way))


@lru_cache(maxsize=8)
def _read(names: tuple[str, ...]) -> tuple[Step, ...]:
    rooms = (name for name in names if find_spec(f"{name}.urls") and find_spec(f"{name}.offers"))
    return tuple(step for step in map(_step, rooms) if step.is_on_the_way or step.done or step.has_a_way_in)


def _step(room: str) -> Step:
    offers, (_, floor, *_, key) = offers_of(room), room.split(".")
    way = offers.way
    limits = (limit for clock in offers.clocks if (limit := _limit(clock)))
    return Step(
        key=key,
        name=sign(room),
        is_on_the_way=floor == "steps" or bool(way and way.names),
        stages=way.names if way else (),
        done=tuple(dict.fromkeys(Done(form.page, form.title) for form in offers.drafts)),
        limits=tuple(dict.fromkeys(limits)),
        has_a_way_in=bool(offers.menu),
    )


def _limit(clock: OnClock) -> Limit | None:
    """A time limit of the law by its rule, one of the municipality's own by its word; None where neither knows it."""
    if rule := RULES.get(clock.rule):
        return Limit(rule.name, rule.citation)
    own = next((word for word in LocalClock if word == clock.rule), None)
    return Limit(clock.called or own.label, OURS) if own else None


def sign(room: str) -> str:
    """The Swedish name on a room's door: what its docstring says before the colon."""
    said = import_module(room).__doc__ or ""
    return said.partition(":")[0].strip()


def step_of(page: str) -> Step | None:
    """The step of a page (``investigations:propose``) or of a step's own key; None where there is none."""
    key = page.partition(":")[0]
    return next((step for step in steps() if step.key == key), None)


def places() -> dict[str, str]:
    """What a routine can belong to, and what it is called: each step, and each thing done in it."""
    found: dict[str, str] = {}
    for step in steps():
        found[step.key] = step.name
        for one in step.done:
            found.setdefault(one.page, f"{step.name}: {one.name}")
    return found


def called(place: str) -> str:
    """What a place is called; a step that the house no longer has by its own key."""
    return places().get(place) or (step.name if (step := step_of(place)) else place)
