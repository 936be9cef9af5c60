"""The test town in a database of its own, the web's own log-in, and a clock whose hands the test moves."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime, timedelta

import pytest

from samtid.ground import clock
from tests.database import call_it_a_demo
from tests.elsewhere import SATURDAY, a_database, app_url, name_of, standing_in
from tests.real_login.hand import Hand


class Town:
    """``town("maja")`` is Maja at her own browser; ``town.day(3)`` is the Tuesday after the Saturday."""

    def __init__(self, url: str) -> None:
        self.url, self.now = url, SATURDAY
        self._hands: dict[str, Hand] = {}

    def __call__(self, username: str = "") -> Hand:
        if username not in self._hands:
            self._hands[username] = Hand(username)
        return self._hands[username]

    def day(self, number: float) -> datetime:
        """So many days after the Saturday it is now."""
        self.now = SATURDAY + timedelta(days=number)
        return self.now


@pytest.fixture(scope="module")
def town(django_db_setup: None, django_db_blocker: pytest.FixtureRequest) -> Iterator[Town]:
    """Everything that is done here is committed; the database goes away afterwards."""
    with a_database("pressed") as url, django_db_blocker.unblock():  # type: ignore[attr-defined]
        call_it_a_demo(url, name_of(url))
        made = Town(url)
        with standing_in(app_url(url)), clock.set_to(lambda: made.now):
            yield made
