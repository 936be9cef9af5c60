"""What holds in a day, without a database."""

from __future__ import annotations

from dataclasses import replace
from uuid import UUID

import pytest

from samtid.resources.planning import rules, telling
from samtid.resources.planning.asked import MOST_CHANGES, locked_lacking, obstacles_to_keeping
from samtid.resources.planning.rules import Step
from samtid.resources.planning.settle import Node, settled
from samtid.resources.planning.tests.make import a_task, the_rules
from samtid.resources.planning.travel import Position, minutes, road
from samtid.resources.planning.words import Trouble

NAMES = {1: "Anna", 2: "Bo"}


def clock(minute: int) -> str:
    return f"{minute // 60:02d}.{minute % 60:02d}"


def troubles(tasks, **said):
    return [fault.trouble for fault in rules.measure(tasks, the_rules(**said)).faults]


def test_a_day_that_holds_says_nothing():
    day = [a_task(1, 500), a_task(2, 560), a_task(3, 700, staff=2)]

    assert troubles(day) == []


def test_a_visit_without_staff_is_found():
    assert troubles([a_task(1, 500, staff=None)]) == [Trouble.UNSTAFFED]


def test_two_that_are_needed_are_two():
    assert troubles([a_task(1, 500, needs_two=True)]) == [Trouble.UNSTAFFED]
    assert troubles([a_task(1, 500, second=2, needs_two=True)]) == []


def test_one_who_is_ill_leaves_her_visits_without_staff():
    measured = rules.measure([a_task(1, 500), a_task(2, 560)], the_rules({2: (480, 960)}))

    assert measured.terms.unstaffed == 2
    assert rules.needs_mending(measured.faults) == {UUID(int=1), UUID(int=2)}


def test_at_two_places_at_once_is_a_clash_and_too_near_is_tight():
    assert troubles([a_task(1, 500), a_task(2, 529)]) == [Trouble.CLASH]
    assert troubles([a_task(1, 500), a_task(2, 530)]) == [Trouble.TIGHT]
    assert troubles([a_task(1, 500), a_task(2, 538)]) == []


def test_there_is_no_road_to_where_one_already_is():
    assert troubles([a_task(1, 500, where="x"), a_task(2, 530, where="x")]) == []


def test_a_long_visit_clashes_with_all_that_lie_in_it():
    day = [a_task(1, 500, minutes=120), a_task(2, 520, minutes=10), a_task(3, 560, minutes=10)]

    assert troubles(day) == [Trouble.CLASH, Trouble.CLASH]


def test_minutes_after_the_shift_are_counted():
    [fault] = rules.measure([a_task(1, 940)], the_rules()).faults

    assert (fault.trouble, fault.minutes) == (Trouble.OUTSIDE, 10)


def test_without_a_roster_nothing_is_said_of_who_works():
    assert troubles([a_task(1, 100)], shifts=None) != []
    rows = rules.Rules(road(8), None)
    assert rules.measure([a_task(1, 100)], rows).faults == []


def test_a_day_without_room_for_a_break_cites_the_working_time_act():
    day = [a_task(number, 480 + 40 * number, minutes=32) for number in range(12)]
    measured = rules.measure(day, the_rules({1: (480, 960)}))

    [fault] = [one for one in measured.faults if one.trouble is Trouble.NO_BREAK]
    assert "ATL 15 §" in telling.say(fault, NAMES, {}, clock)


def test_what_happened_is_no_clash_any_more():
    assert troubles([a_task(1, 500, is_done=True), a_task(2, 510, is_done=True)]) == []


def test_what_nobody_was_there_for_has_not_happened():
    rules_of_day = the_rules({1: (480, 960)})
    assert rules_of_day.happens(a_task(1, 500), 500)
    assert not rules_of_day.happens(a_task(1, 500), 499), "it has not begun"
    assert not rules_of_day.happens(a_task(1, 500, staff=None), 600), "nobody was to go"
    assert not rules_of_day.happens(a_task(1, 500, staff=2), 600), "who was to go is away"
    assert not rules_of_day.happens(a_task(1, 500, second=2, needs_two=True), 600), "one of two is away"


def test_nothing_is_moved_when_the_day_is_over():
    day = [a_task(1, 500, staff=None), a_task(2, 560, is_done=True)]
    assert [task.key.int for task in rules.movable(day, now=900, length=1440)] == [1]
    assert rules.movable(day, now=1439, length=1440) == []


def test_the_summary_says_the_worst_first():
    day = [a_task(1, 500, staff=None), a_task(2, 600), a_task(3, 610), a_task(4, 950)]

    assert telling.in_words(rules.measure(day, the_rules()), NAMES) == [
        "1 besök utan personal",
        "1 krock",
        "Anna har 20 min för mycket",
    ]


def test_a_move_tells_what_it_would_do_before_it_is_done():
    day = [a_task(1, 500, staff=None), a_task(2, 510, staff=2)]

    told = telling.consequences(day, Step(UUID(int=1), 515, 2, None), the_rules(), NAMES, clock)

    assert told.worse == ("Bo är hos någon annan: krockar med kl. 08.30, 25 minuter.",)
    assert told.better == ("Besöket saknar personal.",)
    assert "15 minuter senare än det som är sagt till den enskilde." in told.notes
    assert "Bo har inte varit där de senaste fyra veckorna." in told.notes


def test_what_a_move_says_is_what_the_whole_day_says_afterwards():
    day = [a_task(n, 480 + 25 * n, staff=1 + n % 2) for n in range(12)]
    for start in range(480, 960, 45):
        for staff in (1, 2, None):
            step = Step(UUID(int=5), start, staff, None)
            told = telling.consequences(day, step, the_rules(), NAMES, clock)
            before = len(rules.measure(day, the_rules()).faults)
            after = len(rules.measure(rules.after(day, [step]), the_rules()).faults)
            assert len(told.worse) - len(told.better) == after - before, (start, staff)


def test_a_settled_day_keeps_what_was_told_when_it_can():
    nodes = [Node(470, 530, 500), Node(500, 560, 530), Node(560, 620, 590)]

    assert settled(nodes, [0, 1, 2], [(0, 1, 38), (1, 2, 38)]) == {0: 500, 1: 538, 2: 590}


def test_a_settled_day_moves_earlier_to_make_room():
    nodes = [Node(470, 530, 500), Node(500, 530, 530)]

    assert settled(nodes, [0, 1], [(0, 1, 38)]) == {0: 492, 1: 530}


def test_what_has_no_room_is_not_settled():
    assert settled([Node(500, 500, 500), Node(510, 510, 510)], [0, 1], [(0, 1, 38)]) is None


@pytest.mark.parametrize(
    ("one", "other", "most"), [((65.31, 21.48), (65.31, 21.48), 2), ((65.31, 21.48), (65.40, 21.48), 22)]
)
def test_the_road_is_the_great_circle_with_a_detour(one, other, most):
    assert minutes(Position(*one), Position(*other)) == most


def test_where_no_position_is_known_the_mean_is_used():
    assert road(8)("a", "b") == 8
    assert road(8)("a", "a") == 0


def test_the_kernel_is_said_to_be_missing():
    [one] = rules.obstacles_to_proposing(has_shifts=True, has_kernel=False, movable=3)

    assert "för hand" in one.text


def test_a_unit_without_shifts_is_sent_to_its_roster():
    [one] = rules.obstacles_to_proposing(has_shifts=False, has_kernel=True, movable=3)

    assert "schemat" in one.text


def test_a_proposal_that_changes_nothing_is_nothing_to_keep_and_one_nobody_looks_through_is_too_much():
    def said(changed: int, left_out: int) -> list[str]:
        return [one.text for one in obstacles_to_keeping(changed=changed, left_out=left_out)]

    assert said(0, 0) == ["Dagen håller. Det finns inget som behöver ändras."]
    assert said(0, 2) == ["2 besök ryms inte hos dem som arbetar."]
    assert said(1, 2) == said(MOST_CHANGES, 0) == []
    assert "fler än 500" in said(MOST_CHANGES + 1, 0)[0]


def test_a_day_that_does_not_hold_is_not_said_to_hold_when_nothing_can_be_proposed():
    def said(tasks, mean=8):
        measured = rules.measure(tasks, the_rules(mean=mean))
        found = obstacles_to_keeping(
            changed=0,
            left_out=0,
            locked=locked_lacking(tasks, measured.faults),
            still=telling.in_words(measured, {1: "Tova"}),
        )
        return [one.text for one in found]

    ill = a_task(1, 500, staff=3, is_locked=True)
    alone = a_task(2, 500, needs_two=True, is_locked=True)
    assert said([ill]) == ["1 låst besök saknar personal. Lås upp det eller bemanna det för hand."]
    assert said([ill, alone]) == ["2 låsta besök saknar personal. Lås upp dem eller bemanna dem för hand."]
    assert said([a_task(1, 500), a_task(2, 532)]) == [
        "Inget förslag gör dagen bättre än den är: 1 gång för kort om tid på vägen."
    ]
    assert said([a_task(1, 500), a_task(2, 538)]) == ["Dagen håller. Det finns inget som behöver ändras."]


def test_a_sealed_visit_stays():
    assert a_task(1, 500, is_apart=True).stays
    assert not replace(a_task(1, 500)).stays


def test_what_lies_beside_the_day_is_in_the_way_and_counts_in_its_own():
    over = a_task(1, -15, minutes=45, is_beside=True, is_done=True)
    alone = a_task(2, 1500, staff=None, is_beside=True)
    found = rules.measure([over, a_task(3, 20), alone], the_rules({1: (-120, 480)}))

    assert (found.terms.clashes, found.terms.unstaffed, found.terms.outside) == (1, 0, 0)
    assert found.terms.unfamiliar == 1
    assert rules.movable([over, alone], now=0, length=1440) == []


def test_since_when_she_has_had_no_break():
    shift = rules.Shift(1, 420, 960)
    rows = [a_task(1, 430, where="a"), a_task(2, 500, where="a"), a_task(3, 560, where="a")]

    def at(minute, some=rows):
        return rules.since_pause(shift, some, minute, the_rules())

    assert at(425, []) == 420
    assert at(460) == 420, "ten minutes before the first were no break"
    assert at(500) == 500
    assert at(560) == 560
    assert at(600) == 560, "she has been done for ten minutes only"
    assert at(621) == 621
