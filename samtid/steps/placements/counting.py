"""Fristerna som följer barnet: which start and stop as it comes, moves, is considered and goes home."""

from __future__ import annotations

from collections.abc import Collection
from datetime import datetime

from samtid.base.dossier.actions import recount_clock, start_clock, stop_clock
from samtid.base.dossier.models import Clock
from samtid.base.organisation.models import Staff
from samtid.ground.law import lvu, placements
from samtid.ground.law.rules import Rule
from samtid.ground.sweden import swedish_day

from . import queries, rules, words
from .models import Care, Placement

OF_CARE = (*rules.FOLLOWED.values(), placements.REVISE_CARE_PLAN)
OF_HOME = (placements.EMERGENCY_HOME, placements.CONSIDER_CUSTODY_TRANSFER)


def begin(
    care: Care,
    wanted: Rule | None,
    *,
    again: bool = False,
    in_time: bool = False,
    by: Staff,
    at: datetime,
) -> None:
    """Starts one of the clocks, counted from ``at``; ``again`` is a later round of it.

    Lag (2026:1600) 8 kap. counts every round from the day the care began. A round that was met in time is met: the next
    is counted from when it was, which is never later. One that was late gives the day of the next round all the same.
    """
    for rule in (
        placements.CONSIDER_CARE,
        lvu.CONSIDER_ENVIRONMENT_CARE,
        lvu.REVIEW_BEHAVIOUR_CARE,
        placements.CONSIDER_CUSTODY_TRANSFER,
        placements.REVISE_CARE_PLAN,
        placements.EMERGENCY_HOME,
    ):
        if rule is wanted:
            start_clock(
                care.case,
                rule,
                about=care.pk,
                later_round=again,
                began=None if in_time else swedish_day(care.began_at),
                by=by,
                at=at,
            )


def stop(care: Care, wanted: Collection[Rule], *, by: Staff | None, at: datetime) -> None:
    """Stops those of the clocks that run. Without ``by`` the case stays open: another begins."""
    for rule in (
        placements.CONSIDER_CARE,
        lvu.CONSIDER_ENVIRONMENT_CARE,
        lvu.REVIEW_BEHAVIOUR_CARE,
        placements.CONSIDER_CUSTODY_TRANSFER,
        placements.REVISE_CARE_PLAN,
        placements.EMERGENCY_HOME,
    ):
        if rule in wanted:
            stop_clock(care.case, rule, about=care.pk, by=by, at=at)


def begin_home(care: Care, stay: Placement, *, by: Staff) -> None:
    """The clocks of this home: two years in a family home, and two months in a jour home after the investigation."""
    kind = words.HomeKind(stay.home.kind)
    if kind.is_lasting:
        begin(care, placements.CONSIDER_CUSTODY_TRANSFER, by=by, at=stay.starts_at)
    ended = queries.investigated(by, [care]) if kind is words.HomeKind.EMERGENCY_HOME else {}
    done = ended.get(care.pk)
    if done is not None:
        begin(care, placements.EMERGENCY_HOME, by=by, at=max(done, stay.starts_at))


def stop_home(care: Care, *, at: datetime) -> None:
    """The child is not in that home any more."""
    stop(care, OF_HOME, by=None, at=at)


def stop_all(care: Care, *, by: Staff, at: datetime) -> None:
    """The care is over."""
    stop(care, (*OF_CARE, *OF_HOME), by=by, at=at)


def recount(care: Care, starts_at: datetime, *, by: Staff, at: datetime) -> None:
    """The first round of what is counted from the day the care began, when that day was wrong."""
    begun_anew = set(queries.followed(by, care).values_list("done", flat=True))
    for rule in set(OF_CARE):
        stops = {str(done) for done, one in rules.CONSIDERED_WITHIN.items() if one is rule}
        if stops & begun_anew:
            continue
        for clock in Clock.objects.filter(case=care.case_id, about=care.pk, rule=rule.id, stopped_at=None):
            recount_clock(clock, rule, started_at=starts_at, by=by, at=at)
