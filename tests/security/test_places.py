"""That the world reaches every page: else the other tests here would prove less than they say."""

from __future__ import annotations

from tests.security import world

# Pages that this small world has nothing for.
NOT_REACHED = {"desk:log_review"}  # a lot must be drawn first; samtid/base/access has its own tests of it


def test_every_address_is_reached(filled):
    reached = {place.name for place in world.places()}
    expected = {name for name, _ in world.patterns()} - set(world.LEFT_OUT) - NOT_REACHED
    assert expected - reached == set()
