"""Held back or written at once, remembered or asked anew: the rows are the same."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import date

import pytest
from django.db import connection, transaction

from samtid.base.organisation.models import Membership
from samtid.base.organisation.words import Role
from samtid.doors.demo.living import compiling
from samtid.doors.demo.living.digest import contents
from samtid.doors.demo.living.held import Held
from samtid.doors.demo.living.play import Player
from samtid.doors.demo.living.staffing import Staffing
from samtid.doors.demo.volumes import Need

from .make_living import NOW, WANTED, build, with_a_situation, with_daily_help

Households = list[list[Need]]


@pytest.fixture
def organised(
    django_db_setup: None, django_db_blocker: pytest.FixtureRequest
) -> Callable[..., dict[str, str]]:
    """Plays some households from nothing, plainly or held, and tells what there is then."""

    def play(some: Households, *, held: bool) -> dict[str, str]:
        with django_db_blocker.unblock(), transaction.atomic():  # type: ignore[attr-defined]
            build()
            if held:
                with compiling.used(connection):
                    _play(
                        some,
                        Player(Staffing(), seed=WANTED.label, until=NOW, together=Held(connection).household),
                    )
            else:
                _play(some, Player(Staffing(), seed=WANTED.label, until=NOW))
            found = contents()
            transaction.set_rollback(True)
        return found

    return play


def _play(some: Households, player: Player) -> None:
    for needs in some:
        player.play(needs)
    with connection.cursor() as cursor:
        cursor.execute("set constraints all immediate")


def test_both_ways_give_the_same_rows(organised: Callable[..., dict[str, str]]) -> None:
    some = [*with_a_situation(), *with_daily_help(2)]

    plain = organised(some, held=False)

    assert organised(some, held=True) == plain
    # what is rare in so few households, or comes of the staff and not of them
    rare = {
        "notes",
        "visits",
        "plans",
        "plans_followed",
        "drafts",
        "homes",
        "placements",
        "child_visits",
        "deviations",
        "why",
        "tried",
        "ideas",
        "decided",
        "planned",
        "met",
        "meetings",
        "routines",
        "risks",
        "controls",
    }
    assert {name for name, said in plain.items() if said.startswith("0:")} <= rare


def test_a_refused_household_leaves_nothing_waiting(organised: Callable[..., dict[str, str]]) -> None:
    first, *rest = [of_one for of_one in with_a_situation() if len(of_one) > 1][:3]
    silent = replace(first[-1], text=" ")

    assert organised([[*first[:-1], silent], *rest], held=True) == organised([first[:-1], *rest], held=False)


def test_the_directory_is_remembered_for_the_days_on_which_it_is_the_same(
    django_db_setup: None, django_db_blocker: pytest.FixtureRequest
) -> None:
    """Managers of every day for two years: as many answers as when each day is asked for itself."""
    with django_db_blocker.unblock(), transaction.atomic():  # type: ignore[attr-defined]
        build()
        days = [date.fromordinal(NOW.date().toordinal() - back) for back in range(0, 730, 5)]

        def managers(on: date) -> list[int]:
            return list(
                Membership.objects.on(on)
                .filter(role=str(Role.MANAGER))
                .order_by("pk")
                .values_list("pk", flat=True)
            )

        plain = [managers(on) for on in days]
        held = Held(connection)
        with held.household():
            remembered = [managers(on) for on in days]

        assert remembered == plain
        asked = [key for key in held.remembered if len(key) > 1]
        assert 1 < len(asked) < len(days)
        transaction.set_rollback(True)
