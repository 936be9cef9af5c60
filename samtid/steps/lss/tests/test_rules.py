"""What LSS says, without a database."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from samtid.steps.investigations.words import SERVICES, Basis, ServiceCode
from samtid.steps.lss import rules
from samtid.steps.lss.rules import Assessed, Drafted, PlanSaid, Weighed
from samtid.steps.lss.words import Answer, AskedBy, Criterion, Group, Met, Otherwise, PlanKind, Residence
from samtid.steps.services import catalogue

REASON = "Läkarintyget och skolans kartläggning visar en autism sedan barndomen."
FIRST = Assessed(answer=Answer.BELONGS, group=Group.FIRST, reason=REASON)
THIRD = replace(FIRST, group=Group.THIRD, criteria={str(one): str(Met.YES) for one in Criterion})
NOT = Assessed(answer=Answer.NOT, reason=REASON)
UNSURE = Assessed(answer=Answer.UNSURE, reason=REASON)
GRANT = Drafted(code="lss_contact", basis=Basis.LSS_9, grants=True, age=30)
REFUSAL = replace(GRANT, grants=False, against=True)
WEIGHED = Weighed(
    asked_by=AskedBy.SELF,
    residence=Residence.HERE,
    need="Han har ingen att göra saker med på fritiden.",
    otherwise=Otherwise.NO,
    good_living="Andra i hans ålder går ut med vänner varje vecka.",
    sol_note="Kontaktperson enligt SoL har prövats och ger samma sak.",
)


def laws(draft=GRANT, group=FIRST, said=WEIGHED) -> list[str]:
    return [one.law for one in rules.obstacles_to_deciding(draft, group, said)]


def test_every_municipal_measure_of_9_is_in_the_catalogue_with_its_point():
    assert sorted(rules.MEASURES.values()) == list(range(2, 11))
    for code in rules.MEASURES:
        assert catalogue.entry(code).law == rules.measure_law(code)
        assert any(ServiceCode(code) in codes for codes in SERVICES.values())
        assert catalogue.entry(code).name == ServiceCode.label_of(code)
    assert {one.code for one in catalogue.ALL if one.law.startswith("LSS")} == set(rules.MEASURES)


def test_what_is_assessed_and_weighed_may_be_granted_and_refused():
    assert laws() == []
    assert laws(REFUSAL) == []


@pytest.mark.parametrize("draft", [GRANT, REFUSAL])
def test_nothing_is_decided_before_the_group_is_assessed_and_can_be_told(draft):
    assert laws(draft, None) == ["LSS 1 §"]
    assert laws(draft, UNSURE) == ["LSS 1 §"]
    assert laws(draft, FIRST, None) == ["LSS 7 §"]


def test_who_does_not_belong_is_refused_by_1_and_7():
    assert laws(GRANT, NOT) == ["LSS 1 §, LSS 7 §"]
    assert laws(REFUSAL, NOT, replace(WEIGHED, need="", otherwise=None, good_living="")) == []


def test_a_need_that_is_met_otherwise_gives_no_right():
    assert laws(said=replace(WEIGHED, otherwise=Otherwise.YES)) == ["LSS 7 §"]
    assert laws(REFUSAL, said=replace(WEIGHED, otherwise=Otherwise.YES)) == []


@pytest.mark.parametrize("missing", [{"need": ""}, {"otherwise": None}, {"good_living": "Ja."}])
def test_the_right_is_weighed_in_words(missing):
    assert laws(said=replace(WEIGHED, **missing)) == ["LSS 7 §"]


def test_a_refusal_tries_the_social_services_act_as_well():
    assert laws(REFUSAL, said=replace(WEIGHED, sol_note="")) == ["SoL 11 kap. 1 §"]
    assert laws(GRANT, said=replace(WEIGHED, sol_note="")) == []


@pytest.mark.parametrize(
    ("age", "by", "unable", "may"),
    [
        (15, AskedBy.GUARDIAN, "", False),
        (14, AskedBy.GUARDIAN, "", True),
        (15, AskedBy.SELF, "", True),
        (None, AskedBy.GOD_MAN, "", False),
        (40, AskedBy.GOD_MAN, "Han förstår inte vad en insats är, enligt läkarintyget.", True),
    ],
)
def test_nobody_asks_for_one_who_can_ask(age, by, unable, may):
    found = laws(replace(GRANT, age=age), said=replace(WEIGHED, asked_by=by, unable=unable))
    assert found == ([] if may else ["LSS 8 §"])


def test_the_third_group_has_no_daily_activity():
    daily = replace(GRANT, code="lss_daily")
    assert laws(daily) == [] and laws(daily, replace(FIRST, group=Group.SECOND)) == []
    assert laws(daily, THIRD) == ["LSS 7 §, LSS 9 § 10"]


@pytest.mark.parametrize(("age", "may"), [(11, False), (12, True), (17, True), (None, False)])
def test_short_supervision_is_not_for_the_youngest(age, may):
    found = laws(replace(GRANT, code="lss_short_supervision", age_then=age))
    assert found == ([] if may else ["LSS 9 § 7"])


def test_another_municipality_answers_for_whom_it_placed_and_nobody_lives_here_yet():
    assert laws(said=replace(WEIGHED, residence=Residence.PLACED)) == ["LSS 16–16 d §§"]
    assert laws(said=replace(WEIGHED, residence=Residence.NOT_YET)) == ["LSS 16 §"]


def test_a_measure_rests_on_lss_and_lss_on_a_measure():
    assert laws(replace(GRANT, basis=Basis.SOL_11_1)) == ["LSS 9 § 4"] * 2
    assert laws(replace(GRANT, code="companion"))[0] == "LSS 9 §"
    assert rules.is_ours("lss_contact", Basis.SOL_11_1) and not rules.is_ours("companion", Basis.SOL_11_1)


def assessing(said, *, is_first=True, has_decisions=False) -> list[str]:
    return [
        one.field
        for one in rules.obstacles_to_assessing(said, is_first=is_first, has_decisions=has_decisions)
    ]


@pytest.mark.parametrize("said", [FIRST, THIRD, NOT, UNSURE])
def test_an_assessment_with_its_reason_may_be_signed(said):
    assert assessing(said) == []
    assert assessing(replace(said, reason="Ja.")) == ["reason"]


@pytest.mark.parametrize("one", list(Criterion))
@pytest.mark.parametrize("answer", [Met.NO, Met.UNSURE, ""])
def test_each_of_the_four_conditions_is_tested_apart(one, answer):
    assert assessing(replace(THIRD, criteria=THIRD.criteria | {str(one): str(answer)})) == [str(one)]


def test_the_point_is_said_for_who_belongs_and_for_nobody_else():
    assert assessing(replace(FIRST, group=None)) == ["group"]
    assert assessing(replace(NOT, group=Group.FIRST)) == ["group"]


def test_a_change_says_why_and_what_becomes_of_what_was_decided():
    assert assessing(NOT, is_first=False, has_decisions=True) == ["why", "effect"]
    assert assessing(NOT, is_first=False) == ["why"]


def plan(*steps: tuple[PlanKind, int]) -> list[PlanSaid]:
    return [PlanSaid(kind, date(2026, 11, day)) for kind, day in steps]


def test_the_year_is_counted_from_the_plan_or_its_last_review():
    assert rules.reviewed_on(plan((PlanKind.OFFERED, 2), (PlanKind.WANTED, 3))) is None
    made = ((PlanKind.OFFERED, 2), (PlanKind.MADE, 5))
    assert rules.reviewed_on(plan(*made)) == date(2026, 11, 5)
    assert rules.reviewed_on(plan(*made, (PlanKind.REVIEWED, 20))) == date(2026, 11, 20)
    assert rules.reviewed_on(plan(*made, (PlanKind.REVIEWED, 20), (PlanKind.OFFERED, 21))) == date(
        2026, 11, 20
    )


@pytest.mark.parametrize("kind", [PlanKind.DECLINED, PlanKind.ENDED])
def test_no_year_runs_for_who_does_not_want_it_or_for_what_has_ended(kind):
    assert rules.reviewed_on(plan((PlanKind.MADE, 5), (kind, 5))) is None
    assert rules.reviewed_on(plan((kind, 5), (PlanKind.MADE, 5))) == date(2026, 11, 5)


def noting(
    said: PlanSaid, *steps: tuple[PlanKind, int], text: str = REASON, granted=date(2026, 11, 2)
) -> list[str]:
    found = rules.obstacles_to_plan_step(
        said, text, plan(*steps), today=date(2026, 11, 21), granted_on=granted
    )
    return [one.field or one.law for one in found]


def test_a_plan_is_of_one_who_has_a_measure_and_of_the_past():
    offered = PlanSaid(PlanKind.OFFERED, date(2026, 11, 3))
    assert noting(offered) == []
    assert noting(offered, granted=None) == ["LSS 10 §"]
    assert noting(offered, granted=date(2026, 11, 4)) == ["on"]
    assert noting(PlanSaid(PlanKind.OFFERED, date(2026, 11, 22))) == ["on"]
    assert noting(PlanSaid(PlanKind.MADE, date(2026, 11, 3)), text="") == ["text"]


def test_what_is_reviewed_has_been_made():
    reviewed = PlanSaid(PlanKind.REVIEWED, date(2026, 11, 9))
    assert noting(reviewed) == ["kind"]
    assert noting(reviewed, (PlanKind.MADE, 10)) == ["kind"]
    assert noting(reviewed, (PlanKind.MADE, 5)) == []
    held = rules.obstacles_to_withdrawing(plan((PlanKind.REVIEWED, 9)), stands=True, why=REASON)
    assert len(held) == 1


def test_nothing_is_assessed_after_death():
    died = date(2026, 11, 20)
    assert rules.obstacles_after_death(died, date(2026, 11, 20))
    assert not rules.obstacles_after_death(died, date(2026, 11, 19))
    assert not rules.obstacles_after_death(None, died)


def test_who_is_under_fifteen_is_asked_for_by_others_and_who_is_grown_has_no_guardian():
    young, grown = replace(GRANT, age=14), replace(GRANT, age=18)
    for who in (AskedBy.SELF, AskedBy.ADMINISTRATOR, AskedBy.PROXY):
        assert [
            one.field for one in rules.obstacles_to_weighing(young, FIRST, replace(WEIGHED, asked_by=who))
        ] == ["asked_by"]
    assert rules.obstacles_to_weighing(young, FIRST, replace(WEIGHED, asked_by=AskedBy.GUARDIAN)) == []
    for who in (AskedBy.GUARDIAN, AskedBy.CUSTODIAN):
        found = rules.obstacles_to_weighing(
            grown, FIRST, replace(WEIGHED, asked_by=who, unable="Kan inte alls ta ställning till det.")
        )
        assert [one.field for one in found] == ["asked_by"]


def test_what_is_partly_granted_is_tried_by_the_social_services_act_too():
    partly = replace(GRANT, against=True)
    assert [
        one.field for one in rules.obstacles_to_weighing(partly, FIRST, replace(WEIGHED, sol_note=""))
    ] == ["sol_note"]


def test_what_the_board_decided_is_registered_also_against_the_weighing():
    against = replace(WEIGHED, otherwise=Otherwise.YES)
    assert rules.obstacles_to_deciding(GRANT, FIRST, against) != []
    assert rules.obstacles_to_deciding(GRANT, FIRST, against, by_board=True) == []
    assert rules.obstacles_to_deciding(GRANT, FIRST, None, by_board=True) != []


def test_a_plan_that_was_declined_or_ended_does_not_rise_again():
    made, declined = PlanSaid(PlanKind.MADE, date(2024, 1, 10)), PlanSaid(PlanKind.DECLINED, date(2024, 6, 1))
    wanted = PlanSaid(PlanKind.WANTED, date(2026, 12, 1))
    assert rules.reviewed_on([made, declined, wanted]) is None
    assert rules.is_wanted([made, declined, wanted])
    ended = PlanSaid(PlanKind.ENDED, date(2024, 6, 1))
    review = PlanSaid(PlanKind.REVIEWED, date(2024, 7, 1))
    found = rules.obstacles_to_plan_step(
        review, REASON, [made, ended], today=date(2026, 12, 1), granted_on=date(2024, 1, 1)
    )
    assert [one.field for one in found] == ["kind"]
    anew = PlanSaid(PlanKind.MADE, date(2024, 6, 15))
    assert (
        rules.obstacles_to_plan_step(
            review, REASON, [made, ended, anew], today=date(2026, 12, 1), granted_on=date(2024, 1, 1)
        )
        == []
    )
    assert rules.reviewed_on([made, ended, anew, review]) == review.on
    assert rules.obstacles_to_withdrawing([made, ended, review], stands=True, why=REASON) != []


def test_an_end_before_what_was_noted_later_is_refused_and_nothing_is_noted_twice():
    made, review = PlanSaid(PlanKind.MADE, date(2024, 1, 10)), PlanSaid(PlanKind.REVIEWED, date(2025, 1, 9))
    today, granted = date(2026, 12, 1), date(2024, 1, 1)
    ended = PlanSaid(PlanKind.ENDED, date(2024, 12, 1))
    assert [
        one.field
        for one in rules.obstacles_to_plan_step(ended, "", [made, review], today=today, granted_on=granted)
    ] == ["on"]
    assert [
        one.field
        for one in rules.obstacles_to_plan_step(made, REASON, [made], today=today, granted_on=granted)
    ] == ["on"]
