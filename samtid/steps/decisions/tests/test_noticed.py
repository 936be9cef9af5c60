"""What a fault in the program once got past the other tests with (``make mutants``)."""

from __future__ import annotations

from datetime import timedelta

from samtid.base.dossier.models import Event
from samtid.steps.decisions import actions
from samtid.steps.decisions.tests.make import a_draft, home_care
from samtid.steps.investigations.models import Investigation
from samtid.steps.investigations.tests.make import an_elders_investigation
from samtid.steps.investigations.words import Event as Inquiry


def test_a_second_decision_does_not_close_the_investigation_again(acting, staff, at):
    elder = an_elders_investigation(maja=staff("maja"), ulf=staff("ulf"), at=at)
    later = at + timedelta(hours=2)
    with acting("ulf") as ulf:
        first = a_draft(elder, by=ulf, at=at)
        second = actions.prepare(
            elder, home_care(at, content="Elsa får också hjälp att handla en gång i veckan."), by=ulf, at=at
        )
        actions.sign(first, by=ulf, at=at)
    with acting("ulf", at=later) as ulf:
        second = type(second).objects.get(pk=second.pk)
        actions.sign(second, by=ulf, at=later)
        closed = Investigation.objects.get(pk=elder.pk)
        assert (closed.closed_at, closed.closed_by) == (at, ulf)
        assert Event.objects.filter(case=elder.case, verb=Inquiry.CLOSED).count() == 1
        assert type(second).objects.get(pk=second.pk).signed_at == later
