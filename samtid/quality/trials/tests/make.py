"""Ett försök att prova med, and figures to judge it by."""

from __future__ import annotations

import itertools
from datetime import date, datetime, timedelta
from decimal import Decimal

from samtid.base.organisation.models import Staff, Unit
from samtid.ground.sweden import swedish_day
from samtid.quality.indicators.figures import all_indicators
from samtid.quality.indicators.models import Reading
from samtid.quality.indicators.words import Level
from samtid.quality.trials import actions, queries, rules
from samtid.quality.trials.models import Trial
from samtid.quality.trials.words import Method, Way

FIGURE = "investigation_days"  # a median of days: lower is thought to be better
LIMIT = "investigation_in_time"  # a share


def a_plan(
    starts_on: date,
    ends_on: date,
    *,
    tries: frozenset[int],
    beside: frozenset[int] = frozenset(),
    method: Method = Method.BEFORE,
    looks: int = 1,
) -> rules.Plan:
    """Fältassistenter på försök: shorter investigations are hoped for."""
    return rules.Plan(
        "Fältassistenter", "Två fältassistenter möter ungdomarna på kvällar.", "Färre väntar, så utredningarna går fortare.",
        FIGURE, Way.LOWER, method, looks, 12, starts_on, ends_on, tries, beside,
    )  # fmt: skip


def a_planned_trial(*, by: Staff, at: datetime, now: bool = False, **said: object) -> Trial:
    """A plan with one limit, that begins next month, or today (``now``)."""
    today = swedish_day(at)
    starts = today if now else rules.months_before(today, -1)
    unit = queries.units_on(today)[0]
    plan = a_plan(
        starts,
        rules.months_before(starts, -6) - timedelta(days=1),
        **({"tries": frozenset({unit.pk})} | said),
    )  # type: ignore[arg-type]
    made = actions.plan(plan, by, by=by, at=at)
    actions.set_guard(made, LIMIT, Way.LOWER, Decimal(80), by=by, at=at)
    return made


def a_trial(*, by: Staff, at: datetime, **said: object) -> Trial:
    """The same with its plan settled."""
    made = a_planned_trial(by=by, at=at, **said)
    actions.begin(made, insists=True, by=by, at=at)
    made.refresh_from_db()
    return made


def months(first: date, many: int) -> list[tuple[date, date]]:
    """So many months from one, each by its first and last day."""
    starts = [rules.months_before(first, -place) for place in range(many + 1)]
    return [(one, after - timedelta(days=1)) for one, after in itertools.pairwise(starts)]


def readings(unit: Unit, key: str, first: date, values: list[float | None], at: datetime) -> None:
    """Monthly values of a unit, as the night's count would have left them. The owner writes them."""
    one = all_indicators()[key]
    for (begins, ends), value in zip(months(first, len(values)), values, strict=True):
        told = {"rows": None} if value is None else {"rows": 100, "hits": value, "base": 100, "median": value}
        Reading.objects.create(
            indicator=key, version=one.version, level=Level.UNIT, unit=unit, first_on=begins, last_on=ends, measured_at=at, **told
        )  # fmt: skip
