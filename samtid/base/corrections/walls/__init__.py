"""Väggarna kring rättelserna: ``details`` what is known of a person, ``moving`` a case that lay on the wrong one,
``merging`` two dossiers that are one. Everything is written by doors, and read as far as one's keys go."""

from __future__ import annotations

from samtid.base.access.walling import Told

from ..words import Event
from . import details, merging, moving

OURS = (Event.RELATION_BEGAN, Event.INCIDENT)  # the rest is said by the doors
TOLD = Told("corrections", list(Event), by_door=[one for one in Event if one not in OURS])
WALLS = [*details.WALLS, *moving.WALLS, *merging.WALLS, TOLD]
