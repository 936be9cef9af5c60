"""A world for every test here, at the test's own moment."""

from __future__ import annotations

import pytest

from tests.security import world


@pytest.fixture
def filled(db, at, monkeypatch):
    """The small world of ``world.fill``, and the clock standing at its moment."""
    from samtid.ground import clock

    monkeypatch.setattr(clock, "_source", lambda: at)
    world.fill(at)
