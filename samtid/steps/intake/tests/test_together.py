"""What the people of one household share, and what differs: rules without a database."""

from __future__ import annotations

from uuid import UUID

import pytest

from samtid.base.people.words import Bond, Protection
from samtid.steps.intake import together
from samtid.steps.intake.together import Mark, read_mark

IDA, NOEL, TUVA = (UUID(int=n) for n in (1, 2, 3))


@pytest.mark.parametrize("mark", [Mark((IDA,)), Mark((IDA, TUVA), Bond.GUARDIAN), Mark((), Bond.STEP_PARENT)])
def test_a_mark_is_read_as_it_was_written(mark):
    assert read_mark(str(mark)) == mark


@pytest.mark.parametrize(
    "text", ["", "guardian", "familj::x", "familj:owner:", "annat::", "familj:::", "a:b:c:d"]
)
def test_what_is_no_mark_is_nobody(text):
    assert read_mark(text) is None


def test_siblings_are_noted_in_each_others_cases_and_a_protected_one_in_nobodys():
    pairs = together.sibling_pairs({IDA: Protection.NONE, NOEL: Protection.NONE, TUVA: Protection.MARKED})
    assert set(pairs) == {(IDA, NOEL), (NOEL, IDA), (TUVA, IDA), (TUVA, NOEL)}


def test_the_answer_about_all_and_the_choice_for_each_say_the_same():
    none, marked = Protection.NONE, Protection.MARKED
    assert not together.obstacles_to_protection("none", [none, none])
    assert not together.obstacles_to_protection("some", [none, marked])
    assert not together.obstacles_to_protection("", [none])  # not answered is said by the field
    assert [one.field for one in together.obstacles_to_protection("some", [none])] == ["protection"]
    assert [one.field for one in together.obstacles_to_protection("none", [marked])] == ["protection"]


def test_what_is_one_childs_own_stands_below_what_all_have():
    assert together.with_own(" Alla ", " Bara hon ") == "Alla\n\nBara hon"
    assert together.with_own("Alla", " ") == "Alla"


def test_a_step_parent_lives_with_the_children_and_a_guardian_where_it_is_said():
    assert together.lives_here(Bond.STEP_PARENT, False)
    assert not together.lives_here(Bond.GUARDIAN, False)
    assert together.lives_here(Bond.GUARDIAN, True)


def test_a_number_on_two_rows_is_seen():
    assert together.repeated(["1", "", "2", "1", ""]) == {"1"}
