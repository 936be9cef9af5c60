"""A draft by LSS, and somebody who may decide it."""

from __future__ import annotations

from datetime import date

import pytest

from samtid.base.organisation.models import Delegation
from tests.log_in import stepped_out

from .make import a_draft, an_application


@pytest.fixture
def investigation(acting, staff, at):
    with stepped_out():
        Delegation.objects.create(
            decision="other_service", role="caseworker", minute="SN § 71", valid_from=date(2025, 7, 1)
        )
    with acting("ulf") as ulf:
        return an_application(maja=staff("maja"), ulf=ulf, at=at)


@pytest.fixture
def draft(acting, at, investigation):
    with acting("ulf") as ulf:
        return a_draft(investigation, by=ulf, at=at)
