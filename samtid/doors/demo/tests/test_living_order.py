"""What is there when the doors open, and what comes after: together the same as all at once, wherever it stopped."""

from __future__ import annotations

from collections.abc import Iterator
from multiprocessing import get_context
from os import getppid

import pytest
from django.db import connection, transaction

from samtid.doors.demo.living import compiling, done, filling, ongoing
from samtid.doors.demo.living.digest import contents
from samtid.doors.demo.living.filling import Progress
from samtid.doors.demo.living.held import Held
from samtid.doors.demo.living.order import Household, Part, amount, households, ordered
from samtid.doors.demo.living.play import Player
from samtid.doors.demo.living.staffing import Staffing
from samtid.doors.demo.volumes import Need

from .make_living import NOW, WANTED, build, with_a_situation, with_daily_help


@pytest.fixture
def organised(django_db_setup: None, django_db_blocker: pytest.FixtureRequest) -> Iterator[None]:
    """The organisation and nobody yet; then as if nothing had happened."""
    with django_db_blocker.unblock(), transaction.atomic():  # type: ignore[attr-defined]
        build()
        done.begin("default")
        yield
        transaction.set_rollback(True)


@pytest.fixture(scope="module")
def some() -> list[Need]:
    """Needs of every situation, some who have help each day, and some whose matters are over."""
    wanted = [*with_a_situation(), *with_daily_help(3)]
    taken = {of_one[0].household.key for of_one in wanted}
    others = [of_one for key, of_one in households(WANTED.town().needs()).items() if key not in taken]
    return [need for of_one in (*wanted, *others[::12]) for need in of_one]


def progress() -> Progress:
    return Progress(*(get_context("spawn").Value("q", 0) for _ in range(3)))


def test_everybody_has_a_place_in_the_order_and_only_once(some: list[Need]) -> None:
    order = ordered(some)
    keys = [need.key for part in order.values() for of_one in part for need in of_one]

    assert sorted(keys) == sorted(need.key for need in some)
    assert all(order[part] for part in Part)
    for part in (Part.FIRST, Part.WEEK):
        amounts = [amount(of_one) for of_one in order[part]]
        assert amounts == sorted(amounts, reverse=True)


def all_at_once(some: list[Need]) -> dict[str, str]:
    player = Player(Staffing(), seed=WANTED.label, until=NOW)
    for of_one in households(some).values():
        player.play(of_one)
    for task in ongoing.tasks(WANTED, some):
        task.run()
    return contents()


def part_by_part(some: list[Need]) -> dict[str, str]:
    held = Held(connection)
    with compiling.used(connection):
        for part, of_part in ordered(some).items():
            filling.play(WANTED, progress(), of_part, held, getppid())
            for task in ongoing.tasks(WANTED, some):
                if task.part is part:
                    with held.household():
                        task.run()
    return contents()


def test_part_by_part_gives_the_same_as_all_at_once(organised: None, some: list[Need]) -> None:
    with transaction.atomic():
        whole = all_at_once(some)
        transaction.set_rollback(True)

    found = part_by_part(some)

    assert {name for name in whole if found[name] != whole[name]} == set()
    # nobody is placed in so few households
    rare = {"homes", "placements", "child_visits"}
    assert {name for name, said in whole.items() if said.startswith("0:")} <= rare


def test_it_goes_on_where_it_was(organised: None, some: list[Need]) -> None:
    left: list[Household] = [of_one for part in ordered(some).values() for of_one in part][:8]
    filling.play(WANTED, progress(), left[:3], Held(connection), getppid())

    known = done.known()

    assert known == {filling.name_of(of_one) for of_one in left[:3]}
    filling.play(
        WANTED,
        progress(),
        [of_one for of_one in left if filling.name_of(of_one) not in known],
        Held(connection),
        getppid(),
    )
    assert done.count() == len(left)
