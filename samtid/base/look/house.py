"""Huset: which rooms there are, in their order, and what they offer. The doors loop over this."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from functools import lru_cache
from importlib import import_module
from importlib.util import find_spec
from typing import Any

from django.apps import apps
from django.core.exceptions import ImproperlyConfigured

from samtid.ground.offers import (
    DraftForm,
    Duty,
    LogWords,
    Menu,
    Offers,
    OnClock,
    Overview,
    Seldom,
    UnitLink,
    Way,
)
from samtid.ground.reasons import Obstacle


def rooms() -> tuple[Offers, ...]:
    """What every installed room offers, in the order of the house."""
    return _read(tuple(config.name for config in apps.get_app_configs()))


@lru_cache(maxsize=8)
def _read(names: tuple[str, ...]) -> tuple[Offers, ...]:
    return tuple(offers_of(name) for name in names if find_spec(f"{name}.offers"))


def offers_of(room: str) -> Offers:
    """The value ``OFFERS`` of a room's ``offers.py``."""
    found = getattr(import_module(f"{room}.offers"), "OFFERS", None)
    if not isinstance(found, Offers):
        raise ImproperlyConfigured(f"{room}.offers has no OFFERS")
    return found


def waits_for(verb: str, viewer: Any, about: Any, on: date) -> list[Obstacle]:
    """What later rooms know that ``verb`` (``room.verb``) of an earlier one must wait for; the earlier knows none of them."""
    asked = (room.before[verb] for room in rooms() if verb in room.before)
    return [obstacle for ask in asked for obstacle in ask(viewer, about, on)]


def menu() -> list[Menu]:
    """Every entry of the main menu, in order."""
    return sorted((entry for room in rooms() for entry in room.menu), key=lambda entry: entry.order)


def drafts() -> dict[str, DraftForm]:
    """Every form that keeps drafts, by its name."""
    return {form.name: form for room in rooms() for form in room.drafts}


def draft_of(key: str) -> tuple[DraftForm | None, str]:
    """The form that a draft's key belongs to, and what that draft is about."""
    room, _, rest = key.partition(":")
    name, _, about = rest.partition(":")
    return drafts().get(f"{room}:{name}"), about


def clocks() -> dict[str, OnClock]:
    """What is done about each running time limit, by its rule."""
    return {one.rule: one for room in rooms() for one in room.clocks}


def not_ours() -> list[str]:
    """Rules of time limits that nobody here is late with."""
    return [one.rule for one in clocks().values() if not one.is_ours]


def log_words() -> dict[str, LogWords]:
    """What a page, or a whole room, is called in the log."""
    return {words.page: words for room in rooms() for words in room.log}


def overviews() -> dict[str, Overview]:
    """Pages that show names without a line in the log for each, and why."""
    return {one.page: one for room in rooms() for one in room.overviews}


def duties() -> dict[str, Duty]:
    """The worker's duties, by name."""
    return {duty.name: duty for room in rooms() for duty in room.duties}


def seldom() -> list[Seldom]:
    """What there seldom is to tell on one's day, in the order of the rooms."""
    return [one for room in rooms() for one in room.seldom]


def unit_links() -> list[UnitLink]:
    """Where one may go from the unit's page."""
    return [link for room in rooms() for link in room.unit_links]


def ways() -> Iterator[Way]:
    """Each room's part of the way."""
    return (room.way for room in rooms() if room.way)


def steps_of_the_way() -> list[str]:
    """The names of the steps that a need goes, in order."""
    return [name for way in ways() for name in way.names]
