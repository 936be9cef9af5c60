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


@pytest.fixture(autouse=True)
def unbraked(monkeypatch):
    """More is sent here in a moment than anybody's hand sends: the brake has its own tests, and would hide the rest."""
    for place in ("samtid.base.access.brake", "samtid.doors.desk.views.search"):
        monkeypatch.setattr(f"{place}.may_go_on", lambda kind, *, by, at: True)
