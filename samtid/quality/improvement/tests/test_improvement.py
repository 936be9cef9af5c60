"""Det här var svårt: what may be said, and who reads it."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from samtid.ground.reasons import NotYet
from samtid.quality.improvement import actions, queries, rules
from samtid.quality.improvement.words import Step


@given(st.from_regex(r"\A(19|20)?\d{6}[-+ ]?\d{4}\Z"), st.text(max_size=30))
def test_a_sentence_with_an_identity_number_is_refused(number, words):
    assert rules.obstacles_to_saying(f"{words} {number} {words}")


def test_a_page_tells_its_step():
    assert rules.step_of("intake:report") == Step.INTAKE
    assert rules.step_of("something:else") == Step.OTHER


def test_staff_say_and_the_quality_developer_reads(acting, at):
    with acting("bo") as bo:
        actions.say_hard("investigations:investigation", "Samma uppgift skrivs på tre ställen.", by=bo, at=at)
        assert not queries.hardships(bo).exists()
    with acting("vera") as vera:
        assert queries.hardships(vera).get().step == Step.INVESTIGATION


def test_an_empty_sentence_is_refused(acting, at):
    with acting("bo") as bo, pytest.raises(NotYet, match="en mening"):
        actions.say_hard("x", "  ", by=bo, at=at)
