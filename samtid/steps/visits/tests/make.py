"""Builders for tests: visits agreed through their own doors."""

from __future__ import annotations

from datetime import datetime, timedelta

from samtid.base.organisation.models import Staff
from samtid.steps.services.models import Service
from samtid.steps.visits import actions
from samtid.steps.visits.models import Visit
from samtid.steps.visits.words import Place


def an_arrangement(**said: object) -> actions.Arrangement:
    """Half an hour at home, by nobody in particular."""
    return actions.Arrangement(**{"minutes": 30, "what": "Byta lampa", "place": Place.HOME} | said)  # type: ignore[arg-type]


def a_visit(
    service: Service, *, by: Staff, at: datetime, hours: float = 1, staff: Staff | None = None, **said: object
) -> Visit:
    """A visit some hours from ``at``."""
    return actions.agree_visit(
        service, at + timedelta(hours=hours), an_arrangement(staff=staff, **said), by=by, at=at
    )
