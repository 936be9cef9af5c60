"""När en skyldighet ska vara gjord: the day it is planned on, for what came in late too."""

from __future__ import annotations

from datetime import UTC, date, datetime

import pytest

from samtid.base.dossier import rules
from samtid.ground.law.days import Due


@pytest.mark.parametrize(
    ("hour", "late"),
    # UTC in November: the clocks show an hour more
    [(14, False), (15, True), (22, True), (23, False)],
)
def test_late_is_from_the_hour_that_the_municipality_says_on_swedish_clocks(hour, late):
    assert rules.came_in_late(datetime(2026, 11, 30, hour, 59, tzinfo=UTC), 16) is late


def test_what_came_in_late_is_planned_for_the_day_after_and_nothing_else():
    due = Due(legal=date(2026, 11, 30), outer=date(2026, 12, 1))
    early, late = (datetime(2026, 11, 30, hour, tzinfo=UTC) for hour in (9, 17))
    assert rules.planned_day(due, early, 16) == due.legal
    assert rules.planned_day(due, late, 16) == due.outer
    assert rules.planned_day(due, late, None) == due.legal, "nobody has said what late is"
    assert rules.planned_day(due, date(2026, 11, 30), 0) == due.legal, "a day has no hour"
    assert rules.planned_day(Due(legal=due.legal), late, 16) == due.legal
