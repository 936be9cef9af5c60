"""Sammanträdet som det är nu: held while something is written about it."""

from __future__ import annotations

from samtid.base.organisation.models import Staff

from . import queries
from .models import AgendaLine, Meeting


def held(meeting: Meeting, *, by: Staff) -> Meeting:
    """The meeting as it is now, held until the transaction ends: two may write at the same time."""
    Meeting.objects.select_for_update().get(pk=meeting.pk)
    return queries.meetings(by).get(pk=meeting.pk)


def held_line(line: AgendaLine, *, by: Staff) -> AgendaLine:
    """The same of a matter on a list."""
    AgendaLine.objects.select_for_update().get(pk=line.pk)
    return queries.lines(by).get(pk=line.pk)
