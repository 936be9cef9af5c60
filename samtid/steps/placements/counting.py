"""Fristerna som följer barnet: which start and stop as it comes, moves, is considered and goes home."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, datetime

from django.db.models import QuerySet

from samtid.base.dossier.actions import recount_clock, reopen_clock, start_clock, stop_clock
from samtid.base.dossier.models import Clock
from samtid.base.organisation.models import Staff
from samtid.ground.law import lvu, placements
from samtid.ground.law.rules import Rule
from samtid.ground.sweden import swedish_day

from . import history, queries, rules, words
from .models import Care, CareGround

# What follows the ground, and the home. All that is counted stands in COUNTED: ground/law/tests/test_built reads it here.
OF_GROUND = (
    placements.CONSIDER_CARE,
    lvu.CONSIDER_ENVIRONMENT_CARE,
    lvu.REVIEW_BEHAVIOUR_CARE,
    lvu.SUBMIT_CUSTODY,
    lvu.APPLY_FOR_CARE,
)
OF_HOME = (placements.EMERGENCY_HOME, placements.CONSIDER_CUSTODY_TRANSFER)
COUNTED = (*OF_GROUND, placements.REVISE_CARE_PLAN, *OF_HOME)


def begin(care: Care, rule: Rule, *, by: Staff, at: datetime) -> None:
    """Starts the first round of a clock, counted from ``at``."""
    start_clock(care.case, rule, about=care.pk, began=swedish_day(care.began_at), by=by, at=at)


def begin_again(care: Care, rule: Rule, *, in_time: bool, by: Staff, at: datetime) -> None:
    """Starts a later round, counted from ``at``, when the one before was met.

    Lag (2026:1600) 8 kap. counts every round from the day the care began. A round that was met in time is met: the next
    is counted from when it was, which is never later. One that was late gives the day of the next round all the same.
    """
    began = None if in_time else swedish_day(care.began_at)
    start_clock(care.case, rule, about=care.pk, later_round=True, began=began, by=by, at=at)


def stop(care: Care, wanted: Iterable[Rule], *, by: Staff | None, at: datetime) -> None:
    """Stops those of the clocks that run. Without ``by`` the case stays open: another begins."""
    for rule in wanted:
        stop_clock(care.case, rule, about=care.pk, by=by, at=at)


def begin_ground(care: Care, ground: CareGround, *, decided_on: date | None, by: Staff, at: datetime) -> None:
    """The clocks of the ground. Immediate custody goes to the court within a week of the decision, and care is applied for
    within four of the day it was carried out: both run at once, and the earlier is met first (LVU 7–8 §§; 2026:1600 5:4–5).
    """
    since, rule = _since(care, ground), rules.follows(words.Ground(ground.ground))
    if rule is not None:
        begin(care, rule, by=by, at=since)
    if ground.ground == words.Ground.CUSTODY:
        begin(care, lvu.SUBMIT_CUSTODY, by=by, at=rules.moment_of(decided_on or ground.starts_on, at))
        begin(care, lvu.APPLY_FOR_CARE, by=by, at=since)


def _since(care: Care, ground: CareGround) -> datetime:
    """From when the care rests on the ground: the first one from the first night, whatever day was written."""
    first = CareGround.objects.filter(care=care.pk).earliest("starts_on", "at")
    return care.began_at if first == ground else rules.moment_of(ground.starts_on, ground.at)


def follow_home(care: Care, *, by: Staff, at: datetime) -> None:
    """Lets the clocks of the home run as what is known now says. One that already does is let be, with its extension."""
    care = queries.cares(by).get(pk=care.pk)
    wanted = rules.rounds_of_home(
        history.lived(care),
        investigated_at=history.investigation_ended(by, care),
        considered_at=history.last_done(by, care, words.Done.CUSTODY),
    )
    for rule in OF_HOME:
        round_ = wanted.get(rule)
        if round_ is not None and _runs(care, rule, round_):
            continue
        stop(care, [rule], by=None, at=at)
        if round_ is not None and round_.again:
            begin_again(care, rule, in_time=True, by=by, at=round_.at)
        elif round_ is not None:
            begin(care, rule, by=by, at=round_.at)


def take_back(care: Care, rule: Rule, noted_at: datetime, *, by: Staff, at: datetime) -> None:
    """The round that was met by mistake runs again, with its days, and the one that began then does not.

    Where the care has got another ground since, its clock is another and is let be.
    """
    ground = queries.ground_of(care, swedish_day(at))
    if rule in OF_GROUND and ground is not None and ground.at > noted_at:
        return
    met = Clock.objects.filter(case=care.case_id, about=care.pk, rule=rule.id, stopped_at=noted_at)
    earlier = met.exclude(started_at__gte=noted_at).order_by("started_at").last()
    if earlier is not None:
        stop(care, [rule], by=None, at=at)
        reopen_clock(earlier, by=by, at=at)


def _runs(care: Care, rule: Rule, wanted: rules.Round) -> bool:
    """Whether the clock already runs and is counted to that day."""
    day = rule.due(wanted.at, later_round=wanted.again).legal
    return day in set(_running(care, rule).values_list("legal_on", flat=True))


def _running(care: Care, rule: Rule) -> QuerySet[Clock]:
    return Clock.objects.filter(case=care.case_id, about=care.pk, rule=rule.id, stopped_at=None)


def stop_all(care: Care, *, by: Staff, at: datetime) -> None:
    """The care is over."""
    stop(care, COUNTED, by=by, at=at)


def recount(care: Care, *, by: Staff, at: datetime) -> None:
    """The first round of what is counted from the day the care began, when that day was wrong."""
    ground = queries.ground_of(queries.cares(by).get(pk=care.pk), swedish_day(at))
    done = {words.Done(one) for one in history.counts(by, care).values_list("done", flat=True)}
    begun_anew = {rule for one, rule in rules.CONSIDERED_WITHIN.items() if one in done}
    began = {placements.REVISE_CARE_PLAN: care.began_at}
    if ground is not None:
        since = _since(care, ground)
        began |= {rule: since for rule in OF_GROUND if rule is not lvu.SUBMIT_CUSTODY}
    for rule, moment in began.items():
        if rule not in begun_anew:
            for clock in _running(care, rule):
                recount_clock(clock, rule, started_at=moment, began=swedish_day(care.began_at), by=by, at=at)
