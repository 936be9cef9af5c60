"""What law and routine say about services."""

from __future__ import annotations

from datetime import date, timedelta

import pytest

from samtid.base.organisation.words import DecisionKind, UnitKind
from samtid.steps.services import catalogue, rules
from samtid.steps.services.rules import GoalDetails, Ground
from samtid.steps.services.words import EndReason, GoalArea, NeedsTest, ServiceState

TODAY = date(2026, 11, 21)
GOAL = GoalDetails("Komma ut på promenad", GoalArea.HEALTH, 3, 8)
GROUND = Ground(True, True, "home_care_service", date(2026, 11, 1), date(2027, 10, 31))


def starting(**said: object) -> list[str]:
    """The sentences that stand in the way of an ordinary start, changed by ``said``."""
    asked: dict[str, object] = {
        "test": NeedsTest.LOCAL,
        "code": "home_care_service",
        "ground": GROUND,
        "unit_fits": True,
        "starts_on": TODAY,
        "ends_on": None,
        "goals": [GOAL],
        "told_may_apply": False,
        "follow_up_on": None,
        "on": TODAY,
    }
    return [str(obstacle) for obstacle in rules.obstacles_to_starting(**(asked | said))]  # type: ignore[arg-type]


def test_a_signed_decision_that_grants_the_service_is_enough():
    assert starting() == []


@pytest.mark.parametrize(
    ("changed", "sentence"),
    [
        ({"is_signed": False}, "Beslutet är inte undertecknat än. (FL 31 §)"),
        ({"is_granted": False}, "Beslutet beviljar inte insatsen."),
        ({"code": "companion"}, "Beslutet gäller en annan insats."),
        ({"valid_from": TODAY + timedelta(days=1)}, "Beslutet gäller från och med 2026-11-22."),
        ({"valid_to": TODAY - timedelta(days=1)}, "Beslutet gällde till och med 2026-11-20."),
    ],
)
def test_a_decision_that_does_not_carry_the_service_says_why(changed, sentence):
    from dataclasses import replace

    assert sentence in starting(ground=replace(GROUND, **changed))


def test_what_the_law_excepts_is_never_given_without_a_decision():
    assert starting(test=NeedsTest.ALWAYS, ground=None) == [
        "Den här insatsen får bara ges efter ett beslut. (SoL 11 kap. 5 §)"
    ]


def test_without_a_test_the_person_is_told_of_the_right_to_apply_and_a_day_is_set():
    assert starting(test=NeedsTest.NONE, ground=None) == [
        "Berätta för den enskilde att det går att ansöka om insatsen och få ett beslut. (SoL 11 kap. 6 §)",
        "Välj en dag för uppföljning. (SoL 5 kap. 2 §)",
    ]
    assert (
        starting(test=NeedsTest.NONE, ground=None, told_may_apply=True, follow_up_on=date(2027, 2, 1)) == []
    )


def test_a_service_needs_a_goal_that_the_person_would_recognise():
    assert "Skriv minst ett mål. Utan mål går det inte att följa upp." in starting(goals=[])[0]
    assert "känner igen" in starting(goals=[GoalDetails(" ok ", GoalArea.HOME)])[0]
    assert "lägre" in starting(goals=[GoalDetails("Sova gott", GoalArea.HEALTH, 8, 3)])[0]


def test_a_service_ends_when_it_has_ended_and_says_why():
    ending = {"has_ended": False, "comment": "", "starts_on": TODAY, "ended_on": TODAY, "on": TODAY}

    assert rules.obstacles_to_ending(**ending, reason=EndReason.GOAL_REACHED) == []
    assert rules.obstacles_to_ending(**ending, reason=None)[0].field == "reason"
    assert rules.obstacles_to_ending(**ending, reason=EndReason.INTERRUPTED)[0].field == "comment"
    nine, ten = (ending | {"comment": "x" * count} for count in (9, 10))
    assert rules.obstacles_to_ending(**nine, reason=EndReason.NO_EFFECT)[0].field == "comment"
    assert rules.obstacles_to_ending(**ten, reason=EndReason.NO_EFFECT) == []
    early, too_early = (ending | {"ended_on": TODAY - timedelta(days=days)} for days in (1, 2))
    assert rules.obstacles_to_ending(**early, reason=EndReason.MOVED) == [], "one that never began"
    assert rules.obstacles_to_ending(**too_early, reason=EndReason.MOVED)[0].field == "ended_on"
    tomorrow = ending | {"ended_on": TODAY + timedelta(days=1)}
    assert rules.obstacles_to_ending(**tomorrow, reason=EndReason.MOVED)[0].field == "ended_on"


def test_the_state_follows_the_days():
    assert rules.state(began_on=TODAY, has_ended=False, on=TODAY) is ServiceState.ONGOING
    assert rules.state(began_on=None, has_ended=False, on=TODAY) is ServiceState.PLANNED
    assert rules.state(began_on=TODAY, has_ended=True, on=TODAY) is ServiceState.ENDED


def test_help_is_said_to_have_begun_when_it_has():
    def fields(began_on=None, starts=TODAY, has_ended=False, valid_from=TODAY):
        found = rules.obstacles_to_beginning(
            began_on=began_on, starts=starts, has_ended=has_ended, valid_from=valid_from, on=TODAY
        )
        return [obstacle.field for obstacle in found]

    assert fields() == []
    assert fields(starts=TODAY + timedelta(days=1)) == ["began_on"]
    assert fields(starts=TODAY - timedelta(days=1)) == ["began_on"]
    assert fields(valid_from=None, starts=TODAY - timedelta(days=1)) == []
    assert len(fields(has_ended=True)) == 1 and len(fields(began_on=TODAY)) == 1


# SoL 11:5 – what may never be given without an individual needs test
EXCEPTED = {
    "contact_person",
    "contact_family",
    "family_home",
    "emergency_home",
    "hvb",
    "protected_housing",
    "adult_hvb",
}


def test_the_catalogue_keeps_what_the_law_excepts():
    for service in catalogue.ALL:
        if service.is_placement or service.code in EXCEPTED:
            assert service.test is NeedsTest.ALWAYS, service.code
    assert {service.code for service in catalogue.without_test()} >= {"family_counselling", "budget_advice"}


def test_the_catalogue_is_said_plainly():
    for service in catalogue.ALL:
        assert service.says.endswith(".") and len(service.says) <= 110, service.code
        assert isinstance(service.kind, DecisionKind)
        assert service.unit_kinds
        assert len(service.code) <= 40
    assert catalogue.entry("hvb").name == "Hem för vård eller boende"
    assert catalogue.entry("meals") in catalogue.carried_out_by(UnitKind.HOME_CARE)
    with pytest.raises(catalogue.UnknownService):
        catalogue.entry("gymkort")
