"""Maja at the reception, and three siblings in one call."""

from __future__ import annotations

import pytest

from samtid.ground import clock
from samtid.steps.intake import actions
from samtid.steps.intake.actions import About
from samtid.steps.intake.tests.family_sheets import BACKEND, CHILDREN, HOME
from samtid.steps.intake.tests.make import FROM_SCHOOL


@pytest.fixture
def maja(client, staff, monkeypatch, at):
    """Maja at the reception, in a browser."""
    monkeypatch.setattr(clock, "_source", lambda: at)
    client.force_login(staff("maja"), backend=BACKEND)
    return client


@pytest.fixture
def three(acting, at):
    """Three siblings in one call."""
    about = tuple(About(name, number, HOME) for name, number in CHILDREN)
    said = actions.Details(**(FROM_SCHOOL | {"about": about, "interpreter": "Arabiska"}))
    with acting("maja") as maja:
        return actions.receive_report(said, by=maja, at=at).report_ids
