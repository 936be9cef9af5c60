"""Sammanträdet som det är nu: held while something is written about it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from contextlib import contextmanager

from django.db import IntegrityError, transaction

from samtid.base.organisation.models import Staff
from samtid.ground.reasons import NotYet, Obstacle

from . import queries
from .models import AgendaLine, Meeting

UNIQUE, CHECK = "23505", "23514"  # what the database calls its refusals


def held(meeting: Meeting, *, by: Staff) -> Meeting:
    """The meeting as it is now, held until the transaction ends: two may write at the same time."""
    Meeting.objects.select_for_update().get(pk=meeting.pk)
    return queries.meetings(by).get(pk=meeting.pk)


def held_line(line: AgendaLine, *, by: Staff) -> AgendaLine:
    """The same of a matter on a list."""
    AgendaLine.objects.select_for_update().get(pk=line.pk)
    return queries.lines(by).get(pk=line.pk)


@contextmanager
def told_apart(said: Mapping[str, Obstacle]) -> Iterator[None]:
    """What the database refuses, since somebody was there first, in words: by its code."""
    try:
        with transaction.atomic():
            yield
    except IntegrityError as refused:
        code = getattr(refused.__cause__, "sqlstate", "")
        if code not in said:
            raise
        raise NotYet([said[code]]) from None
