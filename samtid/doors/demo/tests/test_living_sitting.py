"""Utskottet i demon: a meeting that has been, one that is called, and the drafts that waited on their lists."""

from __future__ import annotations

from datetime import timedelta

import pytest

from samtid.base.organisation.models import Staff
from samtid.doors.demo.living import sitting
from samtid.doors.demo.living.staffing import Staffing
from samtid.steps.committee.models import AgendaLine, Meeting
from samtid.steps.committee.tests.make import a_placement
from samtid.steps.committee.words import Outcome, State
from samtid.steps.investigations.tests.make import a_childs_investigation

from .make_living import as_owner

OTHERS = (("Nils", "Nyström", "201001022381"), ("Alvina", "Nyvandrare", "201401012396"))


@pytest.mark.django_db
@pytest.mark.parametrize("hours", [0, 6, 14])
def test_one_is_held_and_one_is_called_whatever_hour_the_demo_is_made(acting, at, staff, hours):
    from samtid.base.people.actions import Details
    from samtid.base.people.words import NumberKind

    written = at - timedelta(hours=16)
    people = [None, *(Details(a, b, number=n, number_kind=NumberKind.PERSONNUMMER) for a, b, n in OTHERS)]
    for person in people:
        more = {"person": person} if person else {}
        found = a_childs_investigation(maja=staff("maja"), bo=staff("bo"), at=written, **more)
        with acting("bo", at=written) as bo:
            a_placement(found, by=bo, at=written)
    until = at + timedelta(hours=hours)
    as_owner()
    sitting.meetings(Staffing(), until)
    as_owner()
    held, called = Meeting.objects.order_by("starts_at")
    assert (held.state, called.state) == (State.HELD, State.CALLED)
    assert {one.outcome for one in AgendaLine.objects.filter(meeting=held)} == {
        Outcome.DECIDED,
        Outcome.RETURNED,
    }
    assert AgendaLine.objects.filter(meeting=called).count() == 1
    assert Staff.objects.get(username="karin") == held.planned_by
