"""När varje syssla ska göras. Pure functions."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date, datetime, time, timedelta

from samtid.ground.law.days import SWEDEN, swedish_day
from samtid.ground.offers import Duty


def last_due(duty: Duty, at: datetime) -> datetime:
    """The latest moment, not after ``at``, when ``duty`` should have been done."""
    day = swedish_day(at)
    if duty.monthly:
        day = day.replace(day=1)
    moment = _swedish(day, duty.hour)
    if moment <= at:
        return moment
    return _swedish(month_before(day) if duty.monthly else day - timedelta(days=1), duty.hour)


def to_do(duties: Iterable[Duty], done: Mapping[str, datetime], at: datetime) -> dict[str, datetime]:
    """What should have been done by ``at`` and is not, with the moment each was due.

    ``done`` has the latest moment that was met for each duty. However long the worker was away, each duty is
    done once: the last moment stands for those before it.
    """
    due = {duty.name: last_due(duty, at) for duty in duties}
    return {duty: moment for duty, moment in due.items() if duty not in done or done[duty] < moment}


def month_to_review(due: datetime) -> date:
    """The first day of the month whose openings are sampled: the one before ``due``."""
    return month_before(swedish_day(due).replace(day=1))


def month_before(first: date) -> date:
    """The first day of the month before the one that ``first`` begins."""
    return (first - timedelta(days=1)).replace(day=1)


def _swedish(day: date, hour: time) -> datetime:
    return datetime.combine(day, hour, tzinfo=SWEDEN)
