"""Väggarna kring rättelserna: ``details`` what is known of a person, ``moving`` a case that lay on the wrong one,
``merging`` two dossiers that are one. Everything is written by doors, and read as far as one's keys go."""

from __future__ import annotations

from . import details, merging, moving

WALLS = [*details.WALLS, *moving.WALLS, *merging.WALLS]
