"""Lagningen: as few changes as it goes, and nobody's day worse for it."""

from __future__ import annotations

from random import Random
from uuid import UUID

import pytest

from samtid.resources.planning import rules
from samtid.resources.planning.asked import Asked
from samtid.resources.planning.mend import fewer, mended
from samtid.resources.planning.rules import Step
from samtid.resources.planning.tests.make import a_task, the_rules

HARD = ("unstaffed", "clashes", "late", "outside", "no_break")


def asked(tasks, shifts=None, **said):
    return Asked(tasks, the_rules(shifts), **({"leeway": 30, "earliest": 0} | said))


def changed(found):
    return {step.key.int: (step.start, step.staff, step.second) for step in found.steps}


def test_who_is_free_at_the_time_goes_and_nothing_else_is_changed():
    found = mended(asked([a_task(1, 500, staff=3), a_task(2, 500), a_task(3, 560, staff=2)]))

    assert (changed(found), found.left_out) == ({1: (500, 2, None)}, ())


def test_one_who_knows_the_person_is_worth_some_minutes():
    day = [a_task(1, 500, staff=None, person="a"), a_task(2, 485, staff=1, minutes=12)]  # she is there at 505

    def of(known):
        return changed(mended(Asked(day, the_rules(known=known), leeway=30, earliest=0)))

    assert of(frozenset()) == {1: (500, 2, None)}
    assert of(frozenset({("a", 1)})) == {1: (505, 1, None)}


def test_those_around_it_are_moved_some_minutes_when_there_is_no_room():
    day = [a_task(1, 500, staff=None), a_task(2, 510), a_task(3, 548), a_task(4, 800)]
    found = mended(asked(day, {1: (480, 960)}))

    assert found.left_out == ()
    after = rules.measure(rules.after(day, found.steps), the_rules({1: (480, 960)})).terms
    assert (after.unstaffed, after.clashes, after.late) == (0, 0, 0)
    assert 4 not in changed(found)


def test_one_is_handed_over_when_moving_is_not_enough():
    # 1 alone works when the first is; 2 takes what stood in its place
    day = [a_task(1, 590, staff=None, minutes=70), a_task(2, 600, minutes=60)]
    found = mended(asked(day, {1: (580, 665), 2: (600, 960)}, leeway=0))
    assert changed(found) == {1: (590, 1, None), 2: (600, 2, None)}


def test_of_two_that_clash_the_later_is_laid_anew():
    found = mended(asked([a_task(1, 500), a_task(2, 510)]))

    assert changed(found) == {2: (510, 2, None)}


def test_two_who_go_together_keep_the_one_who_can_still_go():
    found = mended(asked([a_task(1, 500, staff=3, second=2, needs_two=True)]))

    assert changed(found) == {1: (500, 1, 2)}
    alone = mended(asked([a_task(1, 500, staff=None, needs_two=True)], {1: (480, 960)}))
    assert (changed(alone), alone.left_out) == ({}, (UUID(int=1),))


def test_two_who_go_together_go_when_two_can():
    # the second is free from 508 and on: eight minutes of road after the one she is at
    day = [a_task(1, 490, staff=None, needs_two=True), a_task(2, 470, staff=2), a_task(3, 440, staff=1)]

    assert changed(mended(asked(day, {1: (420, 960), 2: (420, 960)}))) == {1: (508, 1, 2)}


def test_one_of_two_stays_where_she_was_told_while_nobody_else_can():
    day = [a_task(1, 500, second=3, needs_two=True), a_task(2, 505, staff=None)]

    found = mended(asked(day, {1: (480, 960)}, leeway=10))

    assert changed(found) == {}, "she goes to the first alone, and cannot be at the other"
    assert set(found.left_out) == {UUID(int=1), UUID(int=2)}


def test_what_has_been_missed_is_laid_as_soon_as_somebody_can():
    found = mended(asked([a_task(1, 500, staff=3), a_task(2, 700)], {1: (480, 960)}, earliest=650))

    assert changed(found) == {1: (650, 1, None)}


def test_what_has_no_room_is_left_and_said():
    day = [a_task(n, 600, staff=None) for n in range(1, 6)]
    found = mended(asked(day, leeway=0))

    assert len(found.left_out) == 3
    assert len(found.steps) == 2


def test_a_change_that_is_not_needed_is_taken_back_with_the_one_that_took_its_place():
    day = [a_task(1, 500), a_task(2, 500, staff=2), a_task(3, 600, staff=None)]
    swapped = [
        Step(UUID(int=1), 500, 2, None),
        Step(UUID(int=2), 500, 1, None),
        Step(UUID(int=3), 600, 1, None),
    ]

    assert fewer(asked(day), swapped) == (swapped[2],)


def test_a_tight_pair_does_not_close_the_rest_of_the_day():
    tight = [
        a_task(1, 490, is_done=True),
        a_task(2, 522, is_locked=True),
        a_task(3, 555, second=2, needs_two=True),
    ]
    day = [*tight, a_task(4, 700), a_task(5, 738), a_task(6, 705, staff=None)]

    found = mended(asked(day, {1: (480, 960), 2: (480, 600)}))

    assert found.left_out == ()
    assert set(changed(found)) <= {4, 5, 6}


def test_what_clashes_and_has_no_better_place_is_still_hers():
    # nobody else works, and she has no other minute: neither is anybody sent into the time she has
    day = [a_task(1, 480), a_task(2, 485), a_task(3, 500, staff=None, minutes=15)]

    found = mended(asked(day, {1: (480, 515)}, leeway=0))

    assert changed(found) == {}
    assert found.left_out == (UUID(int=3),), "the two that clash have somebody"


@pytest.mark.parametrize("seed", range(12))
def test_nobodys_day_is_worse_and_what_stays_stays(seed):
    draw = Random(seed)
    shifts = {who: (420 + 60 * (who % 3), 900 + 60 * (who % 2)) for who in range(1, 7)}
    day = [
        a_task(
            n,
            430 + 5 * draw.randrange(90),
            staff=draw.choice([None, 1, 2, 3, 4, 5, 6, 7]),
            minutes=draw.choice([15, 30, 45]),
            person=draw.randrange(12),
            where=draw.randrange(12),
            is_locked=draw.random() < 0.1,
            is_done=draw.random() < 0.05,
            needs_two=draw.random() < 0.1,
        )
        for n in range(40)
    ]
    before = rules.measure(day, the_rules(shifts)).terms
    found = mended(asked(day, shifts))
    told = {task.key: task for task in day}
    after = rules.measure(rules.after(day, found.steps), the_rules(shifts)).terms

    assert after.unstaffed < before.unstaffed
    assert all(getattr(after, name) <= getattr(before, name) for name in HARD)
    for step in found.steps:
        assert not told[step.key].stays
        assert abs(step.start - told[step.key].start) <= 30
        assert step.of(told[step.key]) != told[step.key]
    assert not {step.key for step in found.steps if step.staff is None}
    assert mended(asked(day, shifts)) == found
