"""The residents are there, and the clock stands still."""

from __future__ import annotations

import pytest

from samtid.ground import clock

from .residents import move_in


@pytest.fixture
def town(db, at):
    """The test town with its residents, on the Saturday of the tests."""
    with clock.set_to(lambda: at):
        move_in(at)
        yield
