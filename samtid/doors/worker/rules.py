"""När varje syssla ska göras. Pure functions."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, datetime, time, timedelta

from samtid.ground.law.days import SWEDEN

from .words import Duty

# Not between two and three: that hour is missing one night of the year and comes twice another.
NIGHTLY = {
    Duty.AUDIT_HEAD: time(0, 40),
    Duty.SESSIONS: time(1, 20),
    Duty.INTEGRITY: time(3, 10),
    Duty.TIDY: time(5, 10),
}
MONTHLY = {Duty.REVIEW_SAMPLE: time(4, 30)}


def last_due(duty: Duty, at: datetime) -> datetime:
    """The latest moment, not after ``at``, when ``duty`` should have been done."""
    today = at.astimezone(SWEDEN).date()
    if duty in NIGHTLY:
        moment = _swedish(today, NIGHTLY[duty])
        return moment if moment <= at else _swedish(today - timedelta(days=1), NIGHTLY[duty])
    first = today.replace(day=1)
    moment = _swedish(first, MONTHLY[duty])
    return moment if moment <= at else _swedish(month_before(first), MONTHLY[duty])


def to_do(done: Mapping[Duty, datetime], at: datetime) -> dict[Duty, datetime]:
    """What should have been done by ``at`` and is not, with the moment each was due.

    ``done`` has the latest moment that was met for each duty. However long the worker was away, each duty is
    done once: the last moment stands for those before it.
    """
    due = {duty: last_due(duty, at) for duty in Duty}
    return {duty: moment for duty, moment in due.items() if duty not in done or done[duty] < moment}


def month_to_review(due: datetime) -> date:
    """The first day of the month whose openings are sampled: the one before ``due``."""
    return month_before(due.astimezone(SWEDEN).date().replace(day=1))


def month_before(first: date) -> date:
    """The first day of the month before the one that ``first`` begins."""
    return (first - timedelta(days=1)).replace(day=1)


def _swedish(day: date, hour: time) -> datetime:
    return datetime.combine(day, hour, tzinfo=SWEDEN)
