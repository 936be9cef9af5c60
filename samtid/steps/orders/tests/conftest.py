"""What the tests of orders begin with."""

from __future__ import annotations

from datetime import timedelta

import pytest

from samtid.base.organisation.models import Unit
from samtid.steps.services.actions import start_service
from samtid.steps.services.tests.make import WALKS
from samtid.steps.services.tests.test_actions import a_decision


@pytest.fixture
def planned(acting, at):
    """A decided service in home care, planned for three weeks ahead: Ulf's."""
    with acting("ulf") as ulf:
        decision = a_decision(ulf, at)
        return start_service(
            decision,
            Unit.objects.get(name="Hemtjänst"),
            decision.service_code,
            (WALKS,),
            at.date() + timedelta(days=21),
            by=ulf,
            at=at,
        )
