"""En rad i stugans bok: what a host has done, and when."""

from __future__ import annotations

from datetime import datetime

from samtid.base.organisation.models import Staff

from .models import Line, Proposal, Workshop
from .words import Deed


def note_line(
    workshop: Workshop,
    deed: Deed,
    said: str = "",
    *,
    proposal: Proposal | None = None,
    by: Staff,
    at: datetime,
) -> Line:
    """Writes the line that every deed of a host ends in."""
    return Line.objects.create(workshop=workshop, proposal=proposal, deed=deed, said=said[:300], by=by, at=at)
