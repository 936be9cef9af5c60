"""That the crawl reaches every page: else the other tests here would prove less than they say."""

from __future__ import annotations

import pytest

from tests.crawl.keeping import LEFT_OUT
from tests.crawl.places import names, places, rooms
from tests.security import world
from tests.town import STAFF


@pytest.mark.parametrize("room", rooms())
def test_every_address_is_reached(room, crawl):
    reached = {place.name for place in places(room, crawl)}
    assert {name for name in names() if name.startswith(f"{room}:")} == reached


@pytest.mark.parametrize("username", [*STAFF, ""])
def test_everybody_asks_every_address_and_sends_a_form_to_it(username, crawl):
    """So that what is asked of the answers is asked of address × role × method."""
    every = {name for name, _ in world.patterns()} - LEFT_OUT
    for method in ("GET", "POST"):
        assert {answer.name for answer in crawl(username) if answer.method == method} == every
