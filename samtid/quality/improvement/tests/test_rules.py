"""Vad som får sägas och göras."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from samtid.quality.improvement import rules
from samtid.quality.improvement.words import Effect, Gains, State, Step

TODAY = date(2026, 11, 21)
ANSWER = rules.Answer(State.PLANNED, "Rubrik", "Vi gör det.", Gains.STAFF, 1, TODAY + timedelta(days=7), True)
WITHIN = rules.Reach(costs_more=False, touches_others=False, breaks_decided=False)
TRIAL = {"what": "En lista", "measure": "samtal", "until": TODAY + timedelta(days=30), "is_member": True}


@given(st.from_regex(r"\A(19|20)?\d{6}[-+ ]?\d{4}\Z"), st.text(alphabet="abc åäö.,", max_size=30))
def test_a_sentence_with_an_identity_number_is_refused(number, words):
    assert rules.obstacles_to_saying(f"{words} {number} {words}")


@pytest.mark.parametrize(
    "said",
    [
        "20120314-239 1",
        "２０１２０３１４２３９１",
        "12 03 14 2391",
        "120314–2391",
        "070-174 06 99",
        "+46 70 174 06 99",
        "a.b@example.se",
    ],
)
def test_what_leads_to_a_person_is_refused_however_it_is_written(said):
    [obstacle] = rules.obstacles_to_saying(f"Ring {said} om det.")
    assert obstacle.law == "OSL 26 kap. 1 §"


@pytest.mark.parametrize(
    "said",
    [
        "Vi fick 14 samtal 2026-11-20 mellan 10.00 och 12.30.",
        "Enligt SoL 14 kap. 6 § tar det 120 dagar.",
        "Det kostade 125 000 kronor och tog 3 veckor.",
        "HSLF-FS 2016:86 säger en sak och blanketten 4021 en annan.",
    ],
)
def test_ordinary_numbers_may_be_written(said):
    assert not rules.obstacles_to_saying(said)


def test_what_leads_to_a_file_is_taken_away():
    key = "0193b2c4-1111-7222-8333-444455556666"
    said = rules.stripped(f"På /akt/{key}/ i 26-7KQ4MX går det inte, inte heller i {key}.")
    assert said == "På [borttaget] i [borttaget] går det inte, inte heller i [borttaget]."


@pytest.mark.parametrize("said", ["Svårt med Anna Berg.", "När jag ringde Olle Nordmark svarade ingen.", "Familjen Nyström fick vänta.", "Vi frågade Fatima om det."])  # fmt: skip
def test_what_looks_like_a_name_is_asked_about(said):
    assert rules.obstacles_to_names(said, field="sentence")


@pytest.mark.parametrize("said", ["Målen fick jag skriva en gång till. Det tar tid.", "Samtid visar inte vem som väntat längst.", "Lex Sarah är svår att hitta."])  # fmt: skip
def test_ordinary_sentences_are_not(said):
    assert not rules.obstacles_to_names(said, field="sentence")


def test_a_page_tells_its_step_and_nothing_else():
    assert rules.step_of("intake:report") == Step.INTAKE
    assert rules.step_of("something:else") == Step.OTHER
    assert rules.page_of("intake:report") == "intake:report"
    assert rules.page_of("/inkommet/0193b2c4-1111-7222-8333-444455556666/") == ""


def test_what_is_advertised_is_laid_aside_and_never_refused():
    said = "Köp på https://a.example och https://b.example"
    assert rules.why_apart(said)
    assert not rules.obstacles_to_saying(said)
    assert not rules.why_apart("Se https://a.example")


def test_an_answer_that_promises_something_has_somebody_and_a_day():
    assert not rules.obstacles_to_answer(ANSWER, State.WAITING, TODAY)
    bare = rules.Answer(State.PLANNED, "Rubrik", "Vi gör det.", Gains.STAFF, None, None, True)
    assert {one.field for one in rules.obstacles_to_answer(bare, State.WAITING, TODAY)} == {
        "owner",
        "next_on",
    }
    no = rules.Answer(State.DECLINED, "Rubrik", "Det går inte, för att …", Gains.STAFF, None, None, True)
    assert not rules.obstacles_to_answer(no, State.WAITING, TODAY)


def test_what_may_hold_a_name_is_not_shown_before_somebody_says_they_have_read_it():
    named = rules.Answer(State.DECLINED, "Rubrik", "Nej, för …", Gains.STAFF, None, None, True, may_name=True)
    [obstacle] = rules.obstacles_to_answer(named, State.WAITING, TODAY)
    assert obstacle.field == "has_read"


@pytest.mark.parametrize("beyond", ["costs_more", "touches_others", "breaks_decided"])
def test_a_team_is_told_who_to_ask_when_it_is_not_its_own_to_try(beyond):
    reach = rules.Reach(**{one: one == beyond for one in ("costs_more", "touches_others", "breaks_decided")})
    [obstacle] = rules.obstacles_to_trying(reach, **TRIAL, state=State.WAITING, today=TODAY)
    assert (obstacle.field, bool(obstacle.may_approve)) == (beyond, True)


def test_a_trial_is_short():
    assert not rules.obstacles_to_trying(WITHIN, **TRIAL, state=State.PLANNED, today=TODAY)
    for until in (None, TODAY, TODAY + timedelta(days=93)):
        [obstacle] = rules.obstacles_to_trying(
            WITHIN, **TRIAL | {"until": until}, state=State.PLANNED, today=TODAY
        )
        assert obstacle.field == "until"


@given(st.sampled_from(Effect), st.none() | st.integers(0, 99), st.none() | st.integers(0, 99))
def test_no_effect_is_told_without_counts(effect, before, after):
    refused = bool(rules.obstacles_to_result(effect, before, after, "Så gick det."))
    counted = before is not None and after is not None
    assert refused == (
        (effect != Effect.UNTOLD and not counted)
        or (effect in (Effect.BETTER, Effect.WORSE) and counted and before == after)
    )


def test_who_did_it_does_not_say_that_it_became_better():
    said = {"group": Gains.STAFF, "gains": Gains.STAFF, "how": "", "is_own_group": True}
    assert not rules.obstacles_to_verifying(**said, state=State.DONE, is_owner=False)
    assert rules.obstacles_to_verifying(**said, state=State.DONE, is_owner=True)
    assert rules.obstacles_to_verifying(**said, state=State.TRYING, is_owner=False)


def test_the_years_hundred_is_half_for_each():
    assert not rules.obstacles_to_programme(rules.Programme(2026, 50, 50), "SN § 90", TODAY)
    [obstacle] = rules.obstacles_to_programme(rules.Programme(2026, 50, 49), "SN § 90", TODAY)
    assert obstacle.field == "target"
