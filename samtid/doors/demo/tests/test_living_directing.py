"""Nämndens år i demon: made by those who may, and something of each kind to look at."""

from __future__ import annotations

from samtid.doors.demo.living import directing
from samtid.doors.demo.living.staffing import Staffing
from samtid.quality.direction.models import Activity, Goal, Milestone, Plan, Point, Resolution
from samtid.quality.direction.words import Body, PlanKind, State


def test_the_committees_year_has_something_of_each_kind(acting, at):
    with acting("vera"):
        directing.direction(Staffing(), at)
    with acting("bengt"):
        assert {one.kind for one in Plan.objects.all()} == {PlanKind.OPERATIONAL, PlanKind.DEVELOPMENT}
        assert {one.state for one in Goal.objects.all()} == {State.OPEN, State.REACHED, State.DROPPED}
        assert {one.body for one in Resolution.objects.all()} == set(Body)
        assert any(one.is_late(at.date()) for one in Resolution.objects.all()), (
            "one should have been followed up"
        )
        assert Activity.objects.exclude(resolution=None).count() == 3
        assert Milestone.objects.exclude(reached_at=None).exists()
        assert {one.state for one in Point.objects.all()} == {State.OPEN, State.DONE}
