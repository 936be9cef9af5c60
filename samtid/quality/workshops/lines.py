"""En rad i stugans bok: what a host has done, and when."""

from __future__ import annotations

from datetime import datetime

from samtid.base.access.through import door
from samtid.base.organisation.models import Staff
from samtid.ground.reasons import refuse_if
from samtid.ground.sweden import swedish_day

from . import queries
from .models import Line, Proposal, Workshop
from .words import Deed

LONGEST = 300  # signs of a line


def shortened(said: str) -> str:
    """A long question is cut so that it is seen."""
    return said if len(said) <= LONGEST else said[: LONGEST - 1] + "…"


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
    return Line.objects.create(
        workshop=workshop, proposal=proposal, deed=deed, said=shortened(said), by=by, at=at
    )


def held(workshop: Workshop, *, by: Staff, at: datetime) -> Workshop:
    """The workshop as it stands now, held until the deed is done: every deed of a host begins so.

    Raises ``NotYet`` for one who does not lead it.
    """
    refuse_if(queries.leads(by, workshop, swedish_day(at)))
    door("hold_workshop", workshop.pk)
    return queries.workshops(by).get(pk=workshop.pk)
