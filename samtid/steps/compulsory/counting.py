"""Fristerna: after every step and every correction what runs is made to be what the steps say."""

from __future__ import annotations

from datetime import date, datetime

from samtid.base.dossier.actions import (
    close_if_waiting,
    extend_clock,
    start_clock,
    start_local_clock,
    stop_clock,
    stop_local_clock,
)
from samtid.base.dossier.models import Clock
from samtid.base.dossier.words import LocalClock
from samtid.base.organisation.models import Staff
from samtid.ground.law import lvu, lvu_ends
from samtid.ground.law.rules import Rule

from . import queries, rules
from .models import Track

# All that a track counts: ground/law/tests/test_built reads it here.
COUNTED = (
    lvu.CHAIR_DECISION_REPORTED,
    lvu.SUBMIT_CUSTODY,
    lvu.COURT_EXAMINES_CUSTODY,
    lvu.APPLY_FOR_CARE,
    lvu.COURT_HEARS_CASE,
    lvu.CARE_DECISION_LAPSES,
    lvu.CONSIDER_ENVIRONMENT_CARE,
    lvu.REVIEW_BEHAVIOUR_CARE,
    lvu.CONSIDER_CONTACT_RESTRICTION,
    lvu_ends.ENVIRONMENT_CARE_ENDS,
    lvu_ends.BEHAVIOUR_CARE_ENDS,
    lvu_ends.FOLLOW_UP_ENDS,
)
EXTENDED = "Rätten har gett längre tid."


def follow(track: Track, *, by: Staff, at: datetime) -> None:
    """Lets run what the steps that stand say, and nothing else. A clock that already does is let be.

    A case that only waited for its last duty is closed.
    """
    now = queries.state(track, at)
    for rule in COUNTED:
        _follow(track, rule, now.clocks.get(rule), by=by, at=at)
    _carry_out(track, now.carry_out_by, by=by, at=at)
    close_if_waiting(track.case, by=by, at=at)


def _follow(track: Track, rule: Rule, wanted: rules.Running | None, *, by: Staff, at: datetime) -> None:
    running = list(Clock.objects.filter(case=track.case_id, rule=rule.id, stopped_at=None))
    if any(one.about != track.pk for one in running):
        # begun by the placement, before there was a track: the receiver takes over
        stop_clock(track.case, rule, by=None, at=at)
        running = []
    now = next(iter(running), None)
    if now is not None and wanted is not None and _is(now, rule, wanted):
        return
    stop_clock(track.case, rule, about=track.pk, by=None, at=at)
    if wanted is None:
        return
    made = start_clock(
        track.case,
        rule,
        about=track.pk,
        later_round=wanted.again,
        began=wanted.began,
        occasion=wanted.occasion,
        by=by,
        at=wanted.since,
    )
    if made is not None and wanted.extended_to is not None and wanted.extended_to > made.due_on:
        law = rule.at(wanted.since).citation
        extend_clock(made, wanted.extended_to, EXTENDED, by=by, at=at, law=law)


def _carry_out(track: Track, wanted: date | None, *, by: Staff, at: datetime) -> None:
    """What is decided and not carried out: the law counts no day for it, so the municipality's own does."""
    rule = str(LocalClock.CARRY_OUT)
    running = Clock.objects.filter(case=track.case_id, about=track.pk, rule=rule, stopped_at=None)
    if {one.due_on for one in running} == ({wanted} if wanted else set()):
        return
    stop_local_clock(track.case, rule, about=track.pk, by=None, at=at)
    if wanted is not None:
        start_local_clock(track.case, rule, wanted, about=track.pk, by=by, at=at)


def _is(now: Clock, rule: Rule, wanted: rules.Running) -> bool:
    """Whether the clock that runs is counted to that day."""
    return now.extended_to == _longer(rule, wanted) and now.legal_on == _day(rule, wanted)


def _day(rule: Rule, wanted: rules.Running) -> date | None:
    return rule.due(wanted.since, later_round=wanted.again, began=wanted.began).legal or wanted.occasion


def _longer(rule: Rule, wanted: rules.Running) -> date | None:
    day = _day(rule, wanted)
    return wanted.extended_to if wanted.extended_to and day and wanted.extended_to > day else None
