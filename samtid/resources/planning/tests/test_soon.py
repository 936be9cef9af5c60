"""What is to begin while a proposal is read: it gets a time that is still to come when somebody says yes."""

from __future__ import annotations

from dataclasses import replace

import pytest

from samtid.resources.planning.asked import TO_READ, Asked, caught_up, on_their_way, soonest
from samtid.resources.planning.mend import mended
from samtid.resources.planning.tests.make import a_task, the_rules


@pytest.mark.parametrize(
    ("now", "first"), [(600, 615), (601, 620), (605, 620), (-900, 0), (1430, 1439), (3000, 1439)]
)
def test_what_is_proposed_is_some_minutes_ahead_and_even(now, first):
    assert soonest(now, 1440) == first


def test_who_is_on_her_way_is_not_sent_elsewhere_and_what_lacks_somebody_is_late():
    day = [a_task(1, 605), a_task(2, 606, staff=3), a_task(3, 700)]
    made = on_their_way(day, the_rules(), 620)

    assert [task.is_done for task in made] == [True, False, False]
    found = mended(Asked(made, the_rules({1: (480, 960)}), leeway=30, earliest=620))
    assert [(step.key.int, step.start) for step in found.steps] == [(2, 643)], (
        "when she is done, and the road"
    )


def test_one_whose_time_has_passed_is_laid_when_its_staff_next_can():
    late = a_task(1, 600)

    assert caught_up(late, [late], the_rules(), 604) == 604
    assert caught_up(late, [a_task(2, 570)], the_rules(), 604) == 608, "she comes from another"
    assert caught_up(late, [a_task(2, 640)], the_rules(), 604) is None, "and is due at the next"
    assert caught_up(late, [a_task(2, 570, staff=2)], the_rules(), 604) == 604


def test_one_whose_time_passed_long_ago_or_outside_the_shift_is_not():
    late = a_task(1, 600)

    assert caught_up(late, [], the_rules(), 600 + TO_READ) == 600 + TO_READ
    assert caught_up(late, [], the_rules(), 601 + TO_READ) is None
    assert caught_up(late, [], the_rules({1: (480, 632)}), 604) is None
    assert caught_up(replace(late, second=2), [], the_rules({1: (480, 960), 2: (610, 960)}), 604) == 610
