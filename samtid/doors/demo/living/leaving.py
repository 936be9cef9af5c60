"""Borta: a few in every unit are in hospital, on their way home or travelling, so that the planner's morning has them."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime, time, timedelta

from samtid.base.dossier.queries import cases
from samtid.base.organisation.doing import hindered
from samtid.base.organisation.models import Staff
from samtid.ground.sweden import swedish_day
from samtid.steps.hospital import actions, queries
from samtid.steps.hospital.rules import WRITES, Said
from samtid.steps.hospital.words import Begin, Kind
from samtid.steps.services.models import Service

from .scene import whole
from .stamping import as_one

EVERY = 23  # of the services that have visits
MOST = 3  # in a unit


def away(services: Iterable[Service], until: datetime) -> None:
    """The first of them is ready to go home, the second came in yesterday, and the third is travelling.

    Nothing is drawn by chance: the rest of the week is the same with it as without.
    """
    able = [
        one
        for one in services
        if one.kind.has_visits and not one.is_sealed and one.case.caseworker and not one.case.closed_at
    ]
    seen = set()
    for turn, service in enumerate(able[4::EVERY][:MOST]):
        if service.person_id not in seen:
            seen.add(service.person_id)
            assert service.case.caseworker is not None
            _leave(service, turn, service.case.caseworker, whole(until) - timedelta(minutes=25 - turn))


def _leave(service: Service, turn: int, by: Staff, at: datetime) -> None:
    today = swedish_day(at)
    ago = [today - timedelta(days=days) for days in range(5)]
    with as_one(by, at):
        # one that another unit's week has written of already, or that lies where the caseworker no longer works
        may = not hindered(WRITES, by, at) and cases(by).filter(pk=service.case_id).exists()
        if not may or queries.running(by, service.person) is not None:
            return
        if turn == 2:
            until = today + timedelta(days=6)
            actions.open_stay(
                service.case,
                Begin.TRAVEL,
                Said(Kind.LEFT, today + timedelta(days=1), until=until),
                by=by,
                at=at,
            )
            return
        said = Said(Kind.ADMITTED, ago[4 if turn == 0 else 1], time(15, 20), today + timedelta(days=2))
        stay = actions.open_stay(
            service.case, Begin.ADMITTED, said, "Avdelning 4, Piteå sjukhus", by=by, at=at
        )
        if turn == 0:
            actions.write_step(stay, Said(Kind.CALLED, ago[2], None, today), by=by, at=at)
            actions.write_step(stay, Said(Kind.READY, ago[1], time(10, 15)), by=by, at=at)
