"""Så gör vi här i demon: something that holds, something that has changed, something late and something that waits."""

from __future__ import annotations

from samtid.doors.demo.living import routining
from samtid.doors.demo.living.staffing import Staffing
from samtid.ground.sweden import swedish_day
from samtid.quality.routines import process, queries
from samtid.quality.routines.models import Routine


def test_there_is_something_of_each_kind(acting, at):
    with acting("vera"):
        routining.routines(Staffing(), at)
    with acting("vera") as vera:
        held = {one.title: one for one in queries.in_force(vera, swedish_day(at))}
        assert len(held) == 3
        changed = held[routining.PROTECTION.title]
        assert changed.number == 2 and "halvsyskon" in changed.text and "halvsyskon" in changed.checklist
        assert [one.title for one in queries.waiting(vera)] == [routining.HANDING_OVER.title]
        assert Routine.objects.filter(next_on__lt=swedish_day(at)).exists(), "one should have been looked at"
        assert {one.place in process.places() for one in Routine.objects.all()} == {True}
    with acting("maja") as maja:
        [read] = queries.last_read(maja, [changed.routine_id]).values()
        assert read.number == 1, "what has changed is told to one who has read"
