"""The same order gives the same municipality, in whatever order and by however many it is made."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import replace

import pytest
from django.db import transaction

from samtid.doors.demo.living.digest import contents
from samtid.doors.demo.living.play import Player
from samtid.doors.demo.living.staffing import Staffing
from samtid.doors.demo.volumes import Need

from .make_living import NOW, WANTED, build, with_a_situation

Made = Callable[[Iterable[list[Need]], str], dict[str, str]]


@pytest.fixture
def made(django_db_setup: None, django_db_blocker: pytest.FixtureRequest) -> Made:
    """Plays some households from nothing, and tells what there is then."""

    def make(some: Iterable[list[Need]], seed: str) -> dict[str, str]:
        with django_db_blocker.unblock(), transaction.atomic():  # type: ignore[attr-defined]
            build()
            player = Player(Staffing(), seed=seed, until=NOW)
            for needs in some:
                player.play(needs)
            found = contents()
            transaction.set_rollback(True)
        return found

    return make


def test_the_same_order_gives_the_same_municipality(made: Made) -> None:
    some = with_a_situation()[:7]

    assert made(some, WANTED.label) == made(reversed(some), WANTED.label)


def test_another_seed_gives_another(made: Made) -> None:
    some = with_a_situation()[:1]

    assert made(some, WANTED.label)["cases"] != made(some, "2581/2/small")["cases"]


def test_a_refused_need_is_left_out_and_the_rest_of_the_household_is_whole(made: Made) -> None:
    """The rules are asked for real; only the need is made impossible: its report says nothing."""
    some = next(of_one for of_one in with_a_situation() if len(of_one) > 1)
    silent = replace(some[-1], text=" ")

    without = made([some[:-1]], WANTED.label)
    assert made([[*some[:-1], silent]], WANTED.label) == without
