"""Rummen: who has walls. Their order is that of the rooms in the settings, and is said nowhere else."""

from __future__ import annotations

from collections.abc import Iterator
from importlib import import_module
from importlib.util import find_spec

from django.apps import apps

from .pieces import Part, Piece


def walls() -> dict[str, list[Part]]:
    """What each room's ``walls.py`` lists, by the room's label, in the order of the rooms."""
    found: dict[str, list[Part]] = {}
    for room in apps.get_app_configs():
        if room.name.startswith("samtid.") and find_spec(f"{room.name}.walls"):
            found[room.label] = list(import_module(f"{room.name}.walls").WALLS)
    return found


def pieces() -> Iterator[Piece]:
    """Everything that should stand in the database."""
    for parts in walls().values():
        for part in parts:
            yield from part.pieces()
