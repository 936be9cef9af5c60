"""Builders for tests: somebody away, through its own door."""

from __future__ import annotations

from datetime import date, datetime, time, timedelta

from samtid.base.dossier.models import Case
from samtid.base.organisation.models import Staff
from samtid.ground.sweden import swedish_day
from samtid.steps.hospital import actions
from samtid.steps.hospital.models import Stay, StayStep
from samtid.steps.hospital.rules import Said
from samtid.steps.hospital.words import Begin, Kind


def a_stay(
    case: Case,
    *,
    by: Staff,
    at: datetime,
    begin: Begin = Begin.ADMITTED,
    on: date | None = None,
    clock: time | None = None,
    until: date | None = None,
) -> Stay:
    """Admitted today, home planned in five days; the hospital's message has come."""
    on = on or swedish_day(at)
    if until is None and begin.why == "hospital":
        until = on + timedelta(days=5)
    return actions.open_stay(case, begin, Said(begin.kind, on, clock, until), "Avdelning 12", by=by, at=at)


def a_step(
    stay: Stay, kind: Kind, on: date, clock: time | None = None, *, by: Staff, at: datetime
) -> StayStep:
    """What has happened since."""
    return actions.write_step(stay, Said(kind, on, clock), by=by, at=at)
