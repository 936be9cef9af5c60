"""Fristerna som följer barnet: which start and stop as it comes, moves, is considered and goes home."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime

from django.db.models import QuerySet

from samtid.base.dossier.actions import (
    close_if_waiting,
    recount_clock,
    reopen_clock,
    start_clock,
    stop_clock,
)
from samtid.base.dossier.models import Clock
from samtid.base.organisation.models import Staff
from samtid.ground.law import placements
from samtid.ground.law.rules import Rule
from samtid.ground.sweden import swedish_day

from . import history, queries, rules, words
from .models import Care, CareGround, Considered

# What follows the ground, and the home. All that is counted stands in COUNTED: ground/law/tests/test_built reads it here.
OF_GROUND = (placements.CONSIDER_CARE,)
OF_HOME = (placements.EMERGENCY_HOME, placements.CONSIDER_CUSTODY_TRANSFER)
TELL_KIND = frozenset(rule.id for rule in OF_HOME)
COUNTED = (*OF_GROUND, placements.REVISE_CARE_PLAN, *OF_HOME)


def begin(care: Care, rule: Rule, *, by: Staff, at: datetime) -> None:
    """Starts the first round of a clock, counted from ``at``."""
    start_clock(care.case, rule, about=care.pk, began=swedish_day(care.began_at), by=by, at=at)


def begin_again(care: Care, rule: Rule, *, in_time: bool, by: Staff, at: datetime) -> None:
    """Starts a later round, counted from ``at``, when the one before was met.

    A round that was met in time is met: the next is counted from when it was, which is never later. One that was late
    gives the day of the next round all the same, where the law counts every round from when the care began.
    """
    began = None if in_time else swedish_day(care.began_at)
    start_clock(care.case, rule, about=care.pk, later_round=True, began=began, by=by, at=at)


def stop(care: Care, wanted: Iterable[Rule], *, by: Staff | None, at: datetime) -> None:
    """Stops those of the clocks that run. Without ``by`` the case stays open: another begins."""
    for rule in wanted:
        stop_clock(care.case, rule, about=care.pk, by=by, at=at)


def begin_ground(care: Care, ground: CareGround, *, by: Staff, at: datetime) -> None:
    """The clock of the ground. Of care against somebody's will the track counts, in the other room."""
    rule = rules.follows(words.Ground(ground.ground))
    if rule is not None:
        begin(care, rule, by=by, at=_since(care, ground))


def _basis(care: Care, rule: Rule) -> CareGround | None:
    """The ground since when the rule has followed the care, unbroken. Nothing when the ground of today has other clocks."""
    found = None
    for ground in reversed(list(CareGround.objects.filter(care=care.pk).order_by("starts_on", "at"))):
        if rule is not rules.follows(words.Ground(ground.ground)):
            break
        found = ground
    return found


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

    It is the one that the oldest row met of those that are taken back after the last that stands, in whatever order they
    are taken back. Where the care has got a ground with another clock since, the old one's is let be.
    """
    basis = _basis(care, rule) if rule in OF_GROUND else None
    if rule in OF_GROUND and (basis is None or basis.at > noted_at):
        return
    stands = [one.at for one in _rows(by, care, rule, basis)]
    undone = queries.followed(by, care).filter(done__in=_said_of(rule)).exclude(undone=None)
    if stands:
        undone = undone.filter(at__gt=stands[-1])
    if basis is not None:
        undone = undone.filter(at__gte=basis.at)
    clocks = Clock.objects.filter(case=care.case_id, about=care.pk, rule=rule.id).order_by("started_at")
    for one in undone.order_by("at"):
        met = clocks.filter(stopped_at=one.at).first()
        if met is not None:
            stop(care, [rule], by=None, at=at)
            reopen_clock(met, by=by, at=at)
            break
    recount(care, by=by, at=at)


def _said_of(rule: Rule) -> list[words.Done]:
    return [done for done, met in rules.CONSIDERED_WITHIN.items() if met is rule]


def _rows(viewer: Staff, care: Care, rule: Rule, basis: CareGround | None) -> list[Considered]:
    """What the committee has done that meets the rule and counts, as it was written, since the care got that clock."""
    found = history.counts(viewer, care).filter(done__in=_said_of(rule))
    return list((found if basis is None else found.filter(at__gte=basis.at)).order_by("at"))


def _runs(care: Care, rule: Rule, wanted: rules.Round) -> bool:
    """Whether the clock already runs and is counted to that day."""
    day = rule.due(wanted.at, later_round=wanted.again).legal
    return day in set(_running(care, rule).values_list("legal_on", flat=True))


def _running(care: Care, rule: Rule) -> QuerySet[Clock]:
    return Clock.objects.filter(case=care.case_id, about=care.pk, rule=rule.id, stopped_at=None)


def stop_all(care: Care, *, by: Staff, at: datetime) -> None:
    """The care is over; a case that only waited for it is closed."""
    stop(care, COUNTED, by=None, at=at)
    close_if_waiting(care.case, by=by, at=at)


def recount(care: Care, *, by: Staff, at: datetime) -> None:
    """Counts what runs by the day the care began and by what counts now: every round, for a late one is counted from the start."""
    began = swedish_day(care.began_at)
    for rule in (*OF_GROUND, placements.REVISE_CARE_PLAN):
        clock, basis = _running(care, rule).first(), _basis(care, rule) if rule in OF_GROUND else None
        if clock is None or (rule in OF_GROUND and basis is None):
            continue
        since = care.began_at if basis is None else _since(care, basis)
        done = [(one.done_on, rules.moment_of(one.done_on, one.at)) for one in _rows(by, care, rule, basis)]
        now = rules.round_now(rule, since, began, done)
        recount_clock(
            clock,
            rule,
            started_at=now.at,
            later_round=now.again,
            began=None if now.again and now.in_time else began,
            by=by,
            at=at,
        )
