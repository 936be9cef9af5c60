"""Reglerna: how people are dealt, who is missing, and what stands in the way."""

from __future__ import annotations

from collections import Counter
from datetime import date, time
from uuid import UUID

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from samtid.quality.workshops import rules, slips
from samtid.quality.workshops.rules import Voice
from samtid.quality.workshops.words import State, StepKind

EIGHTY = [
    Voice(n, profession, f"Enhet {n % 9}")
    for n, profession in enumerate(
        ["Undersköterska"] * 31 + ["Socialsekreterare"] * 22 + ["Enhetschef"] * 12 + ["Familjebehandlare"] * 9
        + ["Förtroendevald"] * 4 + ["Controller"] * 2
    )
]  # fmt: skip
PEOPLE = st.lists(st.tuples(st.sampled_from("ABCDE"), st.sampled_from("uvxyz")), max_size=60)


@settings(max_examples=40, deadline=None)
@given(PEOPLE, st.integers(1, 7), st.integers(0, 99))
def test_everybody_is_in_one_group_and_no_group_has_two_more_than_another_of_anything(people, groups, seed):
    voices = [Voice(n, profession, unit) for n, (profession, unit) in enumerate(people)]
    dealt = rules.deal(voices, groups, seed)
    assert sorted(one.key for group in dealt for one in group) == list(range(len(people)))
    assert max(map(len, dealt)) - min(map(len, dealt)) <= 1
    for profession in {one.profession for one in voices}:
        many = [sum(one.profession == profession for one in group) for group in dealt]
        assert max(many) - min(many) <= 1, profession


def test_eighty_in_three_groups_have_every_profession_that_is_enough_for_three():
    dealt = rules.deal(EIGHTY, 3, 1)
    assert [len(group) for group in dealt] == [27, 27, 26]
    enough = {name for name, many in Counter(one.profession for one in EIGHTY).items() if many >= 3}
    assert all(enough <= {one.profession for one in group} for group in dealt)


def test_the_units_are_spread_better_than_by_a_single_lot_and_the_same_seed_gives_the_same():
    assert rules.deal(EIGHTY, 3, 7) == rules.deal(reversed(EIGHTY), 3, 7)
    units = [Counter(one.unit for one in group) for group in rules.deal(EIGHTY, 3, 7)]
    assert (
        max(max(c[f"Enhet {n}"] for c in units) - min(c[f"Enhet {n}"] for c in units) for n in range(9)) <= 2
    )


def test_nobody_at_all_is_dealt_into_empty_groups():
    assert rules.deal([], 3, 1) == [[], [], []]


def test_units_and_professions_that_nobody_speaks_for_are_named():
    here = [Voice(1, "Undersköterska", "Hemtjänst"), Voice(2, "Förtroendevald", "")]
    every = [Voice(1, "Undersköterska", "Hemtjänst"), Voice(3, "Familjebehandlare", "Öppenvård")]
    missing = rules.missing(here, every)
    assert (missing.professions, missing.units) == (("Familjebehandlare",), ("Öppenvård",))
    assert not rules.missing(every, every)


@pytest.mark.parametrize(
    ("people", "groups", "state", "says"),
    [
        (12, 3, State.PREPARING, ""),
        (11, 3, State.PREPARING, "syns det vem som skrev"),
        (12, 0, State.PREPARING, "mellan 1 och"),
        (12, None, State.PREPARING, "mellan 1 och"),
        (12, 3, State.RUNNING, "innan stugan börjar"),
    ],
)
def test_no_group_is_so_small_that_a_note_tells_who_wrote_it(people, groups, state, says):
    found = rules.obstacles_to_dealing(people, groups, state)
    assert bool(found) == bool(says)
    assert not says or says in found[0].text


def test_a_step_says_when_what_and_what_is_asked():
    step = rules.StepPlan(StepKind.WRITE, date(2026, 12, 1), time(9), 15, "Vad vill vi?")
    assert not rules.obstacles_to_step(step, State.PREPARING, [])
    assert rules.obstacles_to_step(step, State.RUNNING, [(date(2026, 12, 1), time(9))])[0].field == "starts"
    bare = rules.StepPlan(StepKind.VOTE, None, None, 0)
    fields = {one.field for one in rules.obstacles_to_step(bare, State.PREPARING, [])}
    assert fields == {"day", "starts", "minutes", "votes"}
    assert rules.obstacles_to_step(step, State.ENDED, [])


def test_it_begins_when_somebody_can_come_in_and_write():
    today = date(2026, 12, 1)
    ready = {
        "people": {1: 4, 2: 5}, "without_group": 0, "has_slips": True, "has_writing": True, "last_day": today, "today": today,
    }  # fmt: skip
    assert not rules.obstacles_to_moving(State.PREPARING, **ready)
    for wrong in (
        {"people": {}},
        {"people": {1: 4, 2: 3}},
        {"without_group": 1},
        {"has_slips": False},
        {"has_writing": False},
        {"last_day": date(2026, 11, 30)},
    ):
        assert len(rules.obstacles_to_moving(State.PREPARING, **ready | wrong)) == 1, wrong
        assert not rules.obstacles_to_moving(State.RUNNING, **ready | wrong)
    assert rules.obstacles_to_moving(State.ENDED, **ready)


def test_a_note_holds_a_thought_and_no_person():
    assert not rules.obstacles_to_note("Vi borde ha en gemensam jour.")
    assert rules.obstacles_to_note("   ")[0].field == "text"
    assert rules.obstacles_to_note("x" * 401)
    assert "personnummer" in rules.obstacles_to_note("Ring 20120314-2391.")[0].text


def test_notes_go_into_one_theme_and_stay_when_a_proposal_stands_on_them():
    ok = {"name": "Jour", "has_theme": False, "is_frozen": False}
    assert not rules.obstacles_to_gathering(2, **ok)
    assert rules.obstacles_to_gathering(0, **ok)[0].field == "notes"
    assert rules.obstacles_to_gathering(2, **ok | {"has_theme": True})[0].field == "name"
    assert rules.obstacles_to_gathering(2, **ok | {"name": ""})[0].field == "name"
    assert rules.FROZEN in [one.text for one in rules.obstacles_to_gathering(2, **ok | {"is_frozen": True})]


def test_a_theme_is_not_merged_with_itself_nor_twice():
    assert not rules.obstacles_to_merging(1, 2, is_merged=False, is_frozen=False)
    assert rules.obstacles_to_merging(1, 1, is_merged=False, is_frozen=False)
    assert rules.obstacles_to_merging(1, 2, is_merged=True, is_frozen=False)
    assert rules.obstacles_to_merging(1, 2, is_merged=False, is_frozen=True)


def test_a_proposal_stands_on_notes_and_is_picked_once():
    assert not rules.obstacles_to_picking("Jour", "", notes=3, is_picked=False)
    assert rules.obstacles_to_picking(" ", "", notes=3, is_picked=False)[0].field == "title"
    assert rules.obstacles_to_picking("Jour", "", notes=0, is_picked=False)
    assert rules.obstacles_to_picking("Jour", "", notes=3, is_picked=True)


@pytest.mark.parametrize(
    ("said", "kept"),
    [("7kq4 mxt2", "7KQ4MXT2"), ("7KQ4–MXT2", "7KQ4MXT2"), ("oil1", "0111"), ("åäö", ""), ("", "")],
)
def test_a_code_is_read_as_people_type_it(said, kept):
    assert rules.spelt(said) == kept


def test_a_code_stands_in_fours():
    assert rules.in_fours("7KQ4MXT29ABC") == "7KQ4-MXT2-9ABC"


def test_slips_are_the_same_every_time_and_the_word_is_forty_bits_of_the_secret():
    shop = UUID(int=5)
    made = slips.slips("hemligt", shop, {1: 27, 2: 26}, 3)
    assert made == slips.slips("hemligt", shop, {2: 26, 1: 27}, 3)
    assert [sum(one.group == n for one in made) for n in (1, 2)] == [30, 29]
    words = {one.word for one in made}
    assert len(words) == 59 and all(len(word) == rules.WORD and rules.spelt(word) == word for word in words)
    assert not words & {one.word for one in slips.slips("hemligt", shop, {1: 27, 2: 26}, 3, turn=2)}
    assert not words & {one.word for one in slips.slips("annat", shop, {1: 27, 2: 26}, 3)}
    assert not words & {one.word for one in slips.slips("hemligt", UUID(int=6), {1: 27, 2: 26}, 3)}
    assert slips.sealed("hemligt", "ABCDEF", "X") != slips.sealed("hemligt", "ABCDEG", "X")
