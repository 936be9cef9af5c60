"""From a day to the kernel and back."""

from __future__ import annotations

from uuid import UUID

import pytest

pytest.importorskip("numba")

from samtid.ground.kernel.plan import after_iterations
from samtid.resources.planning import build, rules
from samtid.resources.planning.asked import Asked
from samtid.resources.planning.build import proposal
from samtid.resources.planning.tests.make import a_task, the_rules
from samtid.resources.planning.words import Kind


def few(_: int):
    return after_iterations(4_000)


def asked(tasks, shifts=None, **said):
    return Asked(tasks, the_rules(shifts), **({"leeway": 30, "earliest": 0} | said))


def steps(tasks, shifts=None, kind=Kind.REPAIR, **said):
    found = proposal(asked(tasks, shifts, **said), kind, 1, stop=few)
    return {step.key.int: (step.start, step.staff, step.second) for step in found.steps}, found


def test_a_visit_without_staff_gets_somebody_at_its_own_time():
    changed, _ = steps([a_task(1, 600, staff=None), a_task(2, 600, staff=1)])

    assert changed == {1: (600, 2, None)}


def test_a_day_that_holds_is_left_alone():
    day = [a_task(1, 500), a_task(2, 560), a_task(3, 700, staff=2)]

    assert steps(day, kind=Kind.DAY)[0] == {}
    assert steps(day)[0] == {}


def test_one_who_is_ill_is_replaced_and_nothing_else_is_moved():
    day = [a_task(1, 500, staff=3), a_task(2, 560, staff=1), a_task(3, 620, staff=2)]

    changed, _ = steps(day)

    assert set(changed) == {1}
    assert changed[1][0] == 500


def test_a_visit_is_moved_within_the_leeway_when_it_must_be():
    changed, found = steps([a_task(1, 500, staff=None), a_task(2, 510)], {1: (480, 960)})

    assert not found.left_out
    assert all(abs(start - {1: 500, 2: 510}[key]) <= 30 for key, (start, _, _) in changed.items())


def test_what_has_no_room_is_told_and_nobody_is_at_two_places():
    day = [a_task(1, 600), a_task(2, 600, staff=None), a_task(3, 600, staff=None), a_task(4, 600, staff=None)]

    _, found = steps(day, {1: (480, 960)}, leeway=0)

    assert len(found.left_out) == 3
    after = rules.measure(rules.after(day, found.steps), the_rules({1: (480, 960)}))
    assert after.terms.clashes == 0


def test_two_that_go_together_begin_together():
    changed, _ = steps([a_task(1, 600, staff=None, needs_two=True), a_task(2, 600, staff=1)], leeway=40)

    start, staff, second = changed[1]
    assert {staff, second} == {1, 2} and abs(start - 600) <= 40
    day = rules.after([a_task(1, 600, staff=None, needs_two=True), a_task(2, 600, staff=1)],
                      [rules.Step(UUID(int=key), *row) for key, row in changed.items()])  # fmt: skip
    assert rules.measure(day, the_rules()).terms.clashes == 0


def test_a_locked_visit_is_never_moved():
    day = [a_task(1, 600, is_locked=True), a_task(2, 600, staff=1), a_task(3, 610, staff=1)]

    changed, _ = steps(day, kind=Kind.DAY)

    assert 1 not in changed


def test_what_is_locked_keeps_its_minute_and_its_staff_while_others_find_room():
    locked = a_task(1, 600, is_locked=True, person="a")
    for leeway in (0, 60):
        day = [locked, a_task(2, 600, staff=None)]
        _, found = steps(day, {1: (480, 960)}, kind=Kind.DAY, leeway=leeway)
        after = rules.measure(rules.after(day, found.steps), the_rules({1: (480, 960)})).terms
        assert after.clashes == 0 and bool(found.left_out) == (leeway == 0)

    # there would be room if it were moved some minutes
    _, found = steps([locked, a_task(2, 590, staff=None)], {1: (480, 960)}, kind=Kind.DAY, leeway=20)
    assert found.left_out == (UUID(int=2),)

    # it would cost less to send another to the locked one
    met = frozenset({("a", 1), ("a", 2), ("b", 1)})
    asked_for = Asked([locked, a_task(2, 600, person="b")], the_rules(known=met), leeway=0, earliest=0)
    found = proposal(asked_for, Kind.DAY, 1, stop=few)
    assert [(step.key.int, step.staff) for step in found.steps] == [(2, 2)]


def test_what_has_begun_or_been_told_of_is_never_moved_and_takes_its_time():
    day = [a_task(1, 600, is_done=True, minutes=60), a_task(2, 610, staff=1)]

    changed, _ = steps(day, {1: (480, 960)}, kind=Kind.DAY, earliest=605, leeway=60)

    assert 1 not in changed
    assert changed[2][0] >= 660, "the first has to be over"


def test_what_has_been_missed_is_made_as_soon_as_somebody_can():
    day = [a_task(1, 500, staff=3), a_task(2, 700, staff=1, minutes=60)]

    for kind in Kind.REPAIR, Kind.DAY:
        changed, found = steps(day, {1: (480, 960)}, kind=kind, earliest=695)
        assert found.left_out == ()
        assert changed == {1: (768, 1, None)}, "after the one that is on its way, and the road"


def test_what_is_left_when_nobody_works_any_more_is_told():
    _, found = steps([a_task(1, 500, staff=None)], {1: (480, 960)}, earliest=1000)

    assert found.left_out == (UUID(int=1),)


def test_a_night_visit_fits_a_shift_that_passes_midnight():
    changed, found = steps([a_task(1, 1430, staff=None)], {1: (1320, 1860)})

    assert (changed, found.left_out) == ({1: (1430, 1, None)}, ())


def test_a_visit_outside_every_shift_is_told():
    _, found = steps([a_task(1, 60, staff=None)])

    assert found.left_out == (UUID(int=1),)


def test_an_empty_day_and_a_day_without_staff_are_answered():
    assert steps([])[1].steps == ()
    assert steps([a_task(1, 600)], {})[0] == {}


def test_the_same_seed_gives_the_same_plan():
    day = [a_task(n, 480 + 23 * n, staff=None if n % 3 == 0 else 1 + n % 2) for n in range(14)]

    assert steps(day, kind=Kind.DAY)[0] == steps(day, kind=Kind.DAY)[0]


def test_no_proposal_breaks_what_it_was_asked_to_mend():
    for extra in range(5):
        day = [a_task(n, 480 + (17 + extra) * n, staff=None if n % 4 == 0 else 1 + n % 2) for n in range(16)]
        _, found = steps(day, kind=Kind.DAY)
        after = rules.measure(rules.after(day, found.steps), the_rules()).terms
        assert (after.clashes, after.late, after.outside) == (0, 0, 0), extra


def test_those_without_room_are_as_many_as_the_day_says():
    day = [a_task(n, 600, staff=None) for n in range(1, 6)]
    _, found = steps(day, leeway=0)

    after = rules.measure(rules.after(day, found.steps), the_rules()).terms
    assert after.unstaffed == len(found.left_out) == 3


def test_the_kernel_is_there():
    assert build.is_installed()


@pytest.mark.parametrize("kind", [Kind.REPAIR, Kind.DAY])
def test_nobody_is_sent_to_what_is_locked_and_lacks_somebody(kind):
    alone = a_task(1, 600, needs_two=True, is_locked=True)
    day = [alone, a_task(2, 600, staff=None), a_task(3, 605, staff=None, minutes=15)]

    changed, found = steps(day, {1: (480, 960), 2: (480, 960)}, kind=kind)

    assert 1 not in changed
    assert {2, 3} <= set(changed) and not found.left_out, "and her time is not taken for it"
    assert {staff for _, staff, _ in changed.values()} <= {1, 2}


def test_what_clashes_where_nobody_has_room_is_not_taken_from_her():
    day = [a_task(1, 480), a_task(2, 485)]

    changed, found = steps(day, {1: (480, 515)}, leeway=0)

    assert (changed, found.left_out) == ({}, ())


def test_a_break_is_due_from_when_she_had_none_not_from_now():
    # she has worked since seven, and there is no half hour in what is left unless one is made
    done = [a_task(n, 420 + 30 * n, is_done=True, where="a") for n in range(9)]  # to 11.30
    day = [*done, *(a_task(n, 705 + 30 * (n - 9), where="a") for n in range(9, 12))]
    shifts = {1: (420, 960)}
    before = rules.measure(day, the_rules(shifts)).terms
    assert before.no_break == 1

    _, found = steps(day, shifts, kind=Kind.DAY, earliest=700, leeway=60)

    after = rules.measure(rules.after(day, found.steps), the_rules(shifts)).terms
    assert (after.no_break, after.unstaffed, after.outside) == (0, 0, 0)


def test_a_break_she_has_had_is_not_asked_for_again():
    day = [
        a_task(1, 420, is_done=True, minutes=200),
        a_task(2, 680, where=1),
        a_task(3, 715, where=1, minutes=240),
    ]
    pieces = build.pieces(asked(day, {1: (420, 960)}, earliest=675))

    assert [(one.start, one.since, one.where) for one in pieces] == [(620, 675, 1)]
    assert build.lay_out(asked(day, {1: (420, 960)}, earliest=675), frozenset()).rests == ()


def test_the_road_from_where_she_was_last_is_counted():
    day = [a_task(1, 600, is_done=True), a_task(2, 632, staff=None)]
    rule = Asked(day, the_rules({1: (480, 960)}, mean=20), leeway=30, earliest=631)

    found = proposal(rule, Kind.DAY, 1, stop=few)

    assert [(step.start, step.staff) for step in found.steps] == [(650, 1)]


def test_what_the_evening_before_lasts_into_the_day_is_done_first():
    night = {1: (-120, 420)}
    day = [a_task(1, -15, minutes=45, is_done=True, is_beside=True), a_task(2, 10, staff=None)]

    changed, found = steps(day, night, kind=Kind.DAY)

    assert (changed, found.left_out) == ({2: (38, 1, None)}, ())


def test_nothing_is_laid_into_what_begins_after_midnight():
    night = {1: (1320, 1860), 2: (1320, 1860)}
    day = [a_task(1, 1425, staff=None, minutes=30), a_task(2, 1450, is_beside=True)]
    for kind in Kind:
        if kind is not Kind.BACK:
            changed, _ = steps(day, night, kind=kind, leeway=0)
            assert changed == {1: (1425, 2, None)}, "the first is somewhere else then"


@pytest.mark.parametrize("kind", [Kind.REPAIR, Kind.DAY])
def test_nobody_is_proposed_where_the_persons_plan_keeps_her_away(kind):
    shifts = {1: (480, 960), 2: (480, 960), 3: (480, 960)}
    day = [a_task(1, 600, staff=None), a_task(2, 600, staff=1), a_task(3, 840, staff=3)]
    barred = {(UUID(int=1), 2): "ska inte gå hit"}
    found = proposal(Asked(day, the_rules(shifts, barred=barred), leeway=30, earliest=0), kind, 1, stop=few)
    gone = {step.key.int: step.staff for step in found.steps}
    assert gone[1] in (1, 3)
    everybody = {(UUID(int=1), who): "ska inte gå hit" for who in shifts}
    none = proposal(Asked(day, the_rules(shifts, barred=everybody), leeway=30, earliest=0), kind, 1, stop=few)
    assert UUID(int=1) in none.left_out and all(
        step.key.int != 1 or step.staff is None for step in none.steps
    )
