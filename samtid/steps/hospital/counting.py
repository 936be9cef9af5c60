"""Det som följer: after every step the clock, the times and the visits are made to be what the steps say."""

from __future__ import annotations

from datetime import datetime

from samtid.base.dossier.actions import close_if_waiting, start_clock, stop_clock
from samtid.base.dossier.models import Clock
from samtid.base.organisation.models import Staff
from samtid.ground.law.administration import HOSPITAL_DISCHARGE, HOSPITAL_DISCHARGE_AFTERNOON
from samtid.ground.law.rules import Rule
from samtid.steps.visits.actions import call_off_away

from . import queries, rules
from .models import Stay

# All that a stay counts: ground/law/tests/test_built reads it here.
COUNTED = (HOSPITAL_DISCHARGE, HOSPITAL_DISCHARGE_AFTERNOON)


def follow(stay: Stay, before: rules.Span | None, now: rules.State, *, by: Staff, at: datetime) -> None:
    """Keeps what the steps say, calls off what is newly within, and lets the right clock run. ``before`` is the time as it was."""
    for rule in COUNTED:
        _follow(stay, rule, now.liable, by=by, at=at)
    close_if_waiting(stay.case, by=by, at=at)
    if now.first_at is None:
        return
    span = (now.first_at, now.back_at)
    ended_on = now.ended.on if now.ended is not None else None
    if (stay.first_at, stay.back_at, stay.ended_on) != (*span, ended_on):
        stay.first_at, stay.back_at = span
        stay.ended_on = ended_on
        stay.save(update_fields=["first_at", "back_at", "ended_on"])
    call_off(stay, rules.newly(before, span), by=by, at=at)


def call_off(stay: Stay, spans: list[rules.Span], *, by: Staff, at: datetime) -> int:
    """Calls off the visits of these times, of every service that has been told and goes on. Returns how many."""
    services = (
        [one.service for one in queries.told(by, stay) if one.service.ended_at is None] if spans else []
    )
    return sum(
        call_off_away(service, first, until, by=by, at=at) for service in services for first, until in spans
    )


def _follow(stay: Stay, rule: Rule, liable: tuple[Rule, datetime] | None, *, by: Staff, at: datetime) -> None:
    since = liable[1] if liable is not None and liable[0].id == rule.id else None
    running = Clock.objects.filter(case=stay.case_id, about=stay.pk, rule=rule.id, stopped_at=None).first()
    if running is not None and running.started_at == since:
        return
    stop_clock(stay.case, rule, about=stay.pk, by=None, at=at)
    if since is not None:
        start_clock(stay.case, rule, about=stay.pk, by=by, at=since)
