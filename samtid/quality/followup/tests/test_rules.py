"""What law and routine say about follow-up and feedback."""

from __future__ import annotations

from datetime import date
from uuid import UUID

import pytest
from hypothesis import given
from hypothesis import strategies as st

from samtid.quality.followup import rules
from samtid.quality.followup.rules import ResultDetails, Said
from samtid.quality.followup.words import Attained, HowTold, NextStep, Reply

TODAY = date(2026, 11, 21)
GOAL, OTHER = UUID(int=1), UUID(int=2)
HEARD = ResultDetails(GOAL, person=Said(Attained.SOME), staff=Said(Attained.REACHED))


def following(**said: object) -> list[str]:
    """The fields or sentences that stand in the way of an ordinary follow-up, changed by ``said``."""
    asked: dict[str, object] = {
        "goals": [GOAL],
        "results": [HEARD],
        "summary": "Det går bra.",
        "not_heard_reason": "",
        "next_step": NextStep.CONTINUE,
        "next_on": date(2027, 3, 1),
        "longest_months": 12,
        "on": TODAY,
    }
    return [obstacle.field for obstacle in rules.obstacles_to_following_up(**(asked | said))]  # type: ignore[arg-type]


def test_goal_by_goal_with_the_persons_voice_is_enough():
    assert following() == []


def test_each_goal_is_rated_by_somebody_who_works_with_it():
    assert following(goals=[GOAL, OTHER]) == ["results"]
    assert following(results=[ResultDetails(GOAL, person=Said(Attained.SAME))]) == ["results"]


def test_a_silent_person_is_explained():
    silent = ResultDetails(GOAL, staff=Said(Attained.SAME))

    assert following(results=[silent]) == ["not_heard_reason"]
    assert following(results=[silent], not_heard_reason="Alva ligger på sjukhus.") == []
    assert (
        following(results=[ResultDetails(GOAL, person=Said(None, "Bra."), staff=Said(Attained.SAME))]) == []
    )


@pytest.mark.parametrize(
    ("next_on", "fields"),
    [(None, ["next_on"]), (TODAY, ["next_on"]), (date(2027, 11, 21), []), (date(2027, 11, 22), ["next_on"])],
)
def test_what_goes_on_is_followed_up_again_within_a_year(next_on, fields):
    assert following(next_on=next_on) == fields
    assert following(next_on=next_on, next_step=NextStep.CHANGE) == fields
    assert following(next_on=next_on, next_step=NextStep.END) == []


def test_a_next_step_is_chosen_and_summed_up():
    assert following(next_step=None, summary=" ") == ["summary", "next_step"]


def test_no_letter_goes_to_a_protected_address():
    said = {"text": "Du har kommit ut på promenad varje vecka.", "is_protected": True}

    assert rules.obstacles_to_feedback(**said, how=HowTold.TALK) == []
    [obstacle] = rules.obstacles_to_feedback(**said, how=HowTold.LETTER)
    assert "Skatteverket" in obstacle.text
    assert rules.obstacles_to_feedback(**said | {"is_protected": False}, how=HowTold.LETTER) == []


def test_feedback_has_words_and_a_way():
    assert [
        obstacle.field for obstacle in rules.obstacles_to_feedback(text="Ok", how=None, is_protected=False)
    ] == [
        "text",
        "how",
    ]


def test_a_reply_is_noted_once():
    assert rules.obstacles_to_replying(has_replied=False, has_reply=True) == []
    assert rules.obstacles_to_replying(has_replied=True, has_reply=True) != []
    assert rules.obstacles_to_replying(has_replied=False, has_reply=False)[0].field == "reply"
    assert {reply.label for reply in Reply} >= {"Ja, det stämmer", "Nej"}


@given(st.lists(st.none() | st.integers(0, 4), max_size=3))
def test_the_gap_between_voices_is_never_more_than_the_scale(levels):
    rated = [level for level in levels if level is not None]

    assert 0 <= rules.gap(levels) <= 4
    assert (rules.gap(levels) == 0) == (len(set(rated)) <= 1)


@given(st.lists(st.integers(1, 40), min_size=1, max_size=8))
def test_long_sentences_are_found_and_no_others(lengths):
    text = " ".join(" ".join(["ord"] * length) + "." for length in lengths)

    assert len(rules.long_sentences(text)) == sum(length > rules.LONG_SENTENCE for length in lengths)


def test_the_scale_is_five_words_in_order():
    assert [word.level for word in Attained] == [0, 1, 2, 3, 4]
    assert Attained("3").label == "Målet är nått"
