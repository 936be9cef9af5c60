"""Skriva och rösta: by a phone with a slip. What is sent twice is one; nothing says who sent it."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from django.db import transaction

from samtid.base.access.through import door
from samtid.base.organisation.doing import only
from samtid.base.organisation.models import Staff
from samtid.ground.reasons import refuse_if

from .. import rules
from ..words import Kept


@transaction.atomic
@only(rules.MAY)
def write(
    held: str, step: UUID, key: str, text: str, insists: bool = False, *, by: Staff | None, at: datetime
) -> Kept:
    """Puts a note in the box. ``key`` is the phone's own word for it: its receipt, and what makes two sendings one."""
    said = rules.stripped(text)
    found = rules.obstacles_to_note(said)
    names = rules.obstacles_to_names(said, field="text")
    refuse_if(found or ([] if insists else names))
    return Kept(door("seat_writes", held, step, key, said, bool(names)))


@transaction.atomic
@only(rules.MAY)
def vote(held: str, step: UUID, theme: UUID, key: str, *, by: Staff | None, at: datetime) -> Kept:
    """Gives one of the seat's votes to a theme."""
    return Kept(door("seat_votes", held, step, theme, key))
