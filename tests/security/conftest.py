"""A world for every test here, at the test's own moment."""

from __future__ import annotations

import pytest

from tests.crawl.places import Place, places
from tests.security import world


@pytest.fixture
def filled(db, at, monkeypatch):
    """The small world of ``world.fill``, and the clock standing at its moment."""
    from samtid.ground import clock

    monkeypatch.setattr(clock, "_source", lambda: at)
    world.fill(at)


@pytest.fixture
def places_of(room, crawl) -> list[Place]:
    """The places of a room, asked for before the town is entered."""
    return places(room, crawl)
