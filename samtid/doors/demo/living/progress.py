"""Hur långt det har kommit: what the start page tells while the older matters are filled in."""

from __future__ import annotations

from django.db import connection

from . import done, note


def left_to_fill() -> int | None:
    """How many per cent of the municipality are there; None when it is whole, or is no demonstration's."""
    with connection.cursor() as cursor:
        cursor.execute(note.SAID)
        row = cursor.fetchone()
    found = note.understood(row[0] if row else None)
    if found is None or found.state != note.State.FILLING or not found.parts:
        return None
    return min(99, 100 * done.count() // found.parts)
