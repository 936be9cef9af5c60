"""From an application to a decision by LSS, and the bad days after it."""

from __future__ import annotations

from datetime import date, datetime, timedelta

import pytest

from samtid.base.dossier.actions import close_when_done
from samtid.base.dossier.models import Clock, Event
from samtid.base.dossier.versions import Overtaken
from samtid.base.people.models import Person
from samtid.ground.reasons import NotYet
from samtid.ground.sweden import SWEDEN
from samtid.steps.decisions import actions as deciding
from samtid.steps.decisions.letters import letters_of
from samtid.steps.decisions.words import DecisionOutcome, Told
from samtid.steps.lss import actions, queries
from samtid.steps.lss.models import GroupAssessment, PlanStep, Weighing
from samtid.steps.lss.words import Answer, AskedBy, Criterion, Group, Met, PlanKind
from tests.log_in import stepped_out

from .make import REASON, WHY, a_draft, assessed, granted, weighed

EFFECT = "Beslutet om kontaktperson prövas på nytt i nästa vecka."


def stop_one(one: Clock, at: datetime) -> None:
    """What else the decision began is done."""
    Clock.objects.filter(pk=one.pk).update(stopped_at=at)


def said_in(decision, on) -> str:
    [(_, letter)] = letters_of(decision, on)
    return "\n".join(
        f"{one.title}: {one.text} " + " ".join(f"{point.label} {point.text}" for point in one.points)
        for one in letter.sections
    )


def test_nothing_is_signed_before_the_group_is_assessed_and_the_measure_weighed(acting, at, draft):
    with acting("ulf") as ulf:
        with pytest.raises(NotYet, match="Personkretsen är inte bedömd"):
            deciding.sign(draft, by=ulf, at=at)
        assessed(draft.case, by=ulf, at=at)
        with pytest.raises(NotYet, match="inte prövad"):
            deciding.sign(draft, by=ulf, at=at)
        weighed(draft, by=ulf, at=at)
        signed = deciding.sign(draft, by=ulf, at=at)
        assert signed.signed_at is not None
        # carried out within three months: LSS 28 f §
        assert Clock.objects.filter(case=signed.case, rule="NX-01", stopped_at=None).exists()
        assert list(
            Event.objects.filter(verb__startswith="lss").order_by("pk").values_list("law", flat=True)
        ) == [
            "LSS 1 §",
            "LSS 7 §, LSS 9 § 4",
        ]


def test_the_letter_of_a_grant_says_the_group_the_paragraphs_the_plan_and_27(acting, at, draft):
    with acting("ulf") as ulf:
        found = said_in(granted(draft, by=ulf, at=at), at.date())
    for said in (
        "Personkretsen: Du hör till personkretsen (1 § 1",
        REASON,
        "Goda levnadsvillkor: Andra i hans ålder",
        "LSS 1 § 1",
        "LSS 7 §",
        "LSS 9 § 4",
        "Individuell plan: Du erbjuds",
        "27 § LSS",
    ):
        assert said in found, said
    assert "Stöd enligt socialtjänstlagen" not in found


def test_who_does_not_belong_is_refused_by_1_and_7_and_the_social_services_act_is_tried(
    acting, at, investigation
):
    with acting("ulf") as ulf:
        draft = a_draft(investigation, by=ulf, at=at, outcome=DecisionOutcome.REFUSED, valid_from=None)
        assessed(draft.case, answer=Answer.NOT, group=None, by=ulf, at=at)
        with pytest.raises(NotYet, match="också stöd enligt socialtjänstlagen"):
            weighed(draft, sol_note="", by=ulf, at=at)
        weighed(draft, need="", otherwise=None, good_living="", by=ulf, at=at)
        found = said_in(deciding.sign(draft, by=ulf, at=at), at.date())
    assert "Du hör inte till någon av de tre grupper" in found and "LSS 1 §" in found and "LSS 7 §" in found
    assert "Stöd enligt socialtjänstlagen: Kontaktperson" in found and "27 § LSS" in found
    assert "Individuell plan" not in found


def test_the_board_decides_by_lss_on_the_same_ground(acting, at, draft):
    said = {"level": deciding.Level.BOARD, "decided_on": at.date(), "minute": "SN 2026-11-21 § 9"}
    with acting("gun") as gun, pytest.raises(NotYet, match="Personkretsen är inte bedömd"):
        deciding.register(draft, **said, by=gun, at=at)


def test_while_it_cannot_be_told_nobody_grants_or_refuses(acting, at, draft):
    with acting("ulf") as ulf:
        assessed(draft.case, answer=Answer.UNSURE, group=None, by=ulf, at=at)
        weighed(draft, by=ulf, at=at)
        with pytest.raises(NotYet, match="kan inte avgöras än"):
            deciding.sign(draft, by=ulf, at=at)


def test_a_draft_that_became_another_is_weighed_anew(acting, at, draft):
    with acting("ulf") as ulf:
        assessed(draft.case, by=ulf, at=at)
        weighed(draft, by=ulf, at=at)
        text = deciding.Text(
            **{
                name: getattr(draft, name)
                for name in (
                    "kind",
                    "outcome",
                    "content",
                    "reasons",
                    "legal_basis",
                    "extent",
                    "valid_from",
                    "goal",
                )
            },
            service_code="lss_relief",
            follow_up_on=draft.follow_up_on,
        )
        changed = deciding.change(draft, text, by=ulf, at=at)
        assert queries.weighed(ulf, changed, queries.assessments(ulf, draft.case).first()) is None
        with pytest.raises(NotYet, match="inte prövad"):
            deciding.sign(changed, by=ulf, at=at)


def test_an_assessment_changed_before_the_signature_is_weighed_on_anew(acting, at, draft):
    with acting("ulf") as ulf:
        assessed(draft.case, by=ulf, at=at)
        weighed(draft, by=ulf, at=at)
        assessed(draft.case, group=Group.SECOND, why=WHY, by=ulf, at=at)
        with pytest.raises(NotYet, match="senaste bedömningen"):
            deciding.sign(draft, by=ulf, at=at)
        weighed(draft, by=ulf, at=at)
        deciding.sign(draft, by=ulf, at=at)


def test_wrong_after_the_decision_is_written_beside_and_says_what_becomes_of_it(acting, at, draft):
    with acting("ulf") as ulf:
        signed = granted(draft, by=ulf, at=at)
        with pytest.raises(NotYet, match="vad ändringen betyder"):
            assessed(signed.case, answer=Answer.NOT, group=None, why=WHY, by=ulf, at=at)
        assessed(signed.case, answer=Answer.NOT, group=None, why=WHY, effect=EFFECT, by=ulf, at=at)
        assert [one.answer for one in queries.assessments(ulf, signed.case)] == ["not", "belongs"]
        # the letter and what it rested on stand
        assert Weighing.objects.get(decision=signed).assessment.answer == "belongs"
        assert "Du hör till personkretsen" in said_in(signed, at.date())


def test_of_two_who_assess_at_once_the_second_is_told(acting, at, draft):
    with acting("ulf") as ulf:
        said = assessed(draft.case, by=ulf, at=at).said()
    with acting("gun") as gun, pytest.raises(Overtaken, match="Ulf Dahl"):
        actions.assess_group(draft.case, said, seen=0, by=gun, at=at)
    with acting("ulf"):
        assert GroupAssessment.objects.count() == 1


def test_the_third_group_is_four_conditions(acting, at, draft):
    with acting("ulf") as ulf:
        with pytest.raises(NotYet, match="Alla fyra"):
            assessed(draft.case, group=Group.THIRD, criteria={"large": "yes"}, by=ulf, at=at)
        whole = {str(one): str(Met.YES) for one in Criterion}
        assert assessed(draft.case, group=Group.THIRD, criteria=whole, by=ulf, at=at).criteria == whole


def test_somebody_else_does_not_ask_for_one_who_can(acting, at, draft):
    with acting("ulf") as ulf:
        assessed(draft.case, by=ulf, at=at)
        with pytest.raises(NotYet, match="begär själv"):
            weighed(draft, asked_by=AskedBy.GOD_MAN, by=ulf, at=at)


def test_an_appeal_changes_nothing_of_what_it_rests_on(acting, at, draft):
    with acting("ulf") as ulf:
        signed = granted(draft, by=ulf, at=at)
        deciding.notify(signed, at, Told.HANDED, by=ulf, at=at)
        deciding.receive_appeal(signed, at, by=ulf, at=at)
        with pytest.raises(NotYet, match="står som det är"):
            weighed(signed, by=ulf, at=at)


def test_nothing_is_assessed_for_who_has_died_and_the_plan_ends(acting, at, draft):
    with acting("ulf") as ulf:
        signed = granted(draft, by=ulf, at=at)
        actions.write_plan_step(signed.case, PlanKind.MADE, at.date(), REASON, by=ulf, at=at)
    with stepped_out():
        Person.objects.filter(pk=signed.case.dossier.person_id).update(died_on=at.date())
    with acting("ulf") as ulf:
        case = queries.case(ulf, signed.case_id).get()
        with pytest.raises(NotYet, match="avled"):
            assessed(case, why=WHY, effect=EFFECT, by=ulf, at=at)
        with pytest.raises(NotYet, match="avled"):
            actions.write_plan_step(case, PlanKind.REVIEWED, at.date(), REASON, by=ulf, at=at)
        assert queries.clock(ulf, case) is not None
        actions.write_plan_step(case, PlanKind.ENDED, at.date(), "", by=ulf, at=at)
        assert queries.clock(ulf, case) is None


def test_the_year_runs_from_the_plan_and_follows_what_was_wrong(acting, at, draft):
    with acting("ulf") as ulf:
        with pytest.raises(NotYet, match="har beviljats"):
            actions.write_plan_step(draft.case, PlanKind.OFFERED, at.date(), by=ulf, at=at)
        case = granted(draft, by=ulf, at=at).case
        actions.write_plan_step(case, PlanKind.OFFERED, at.date(), by=ulf, at=at)
        assert queries.clock(ulf, case) is None
        made = actions.write_plan_step(case, PlanKind.MADE, at.date(), REASON, by=ulf, at=at)
        assert queries.clock(ulf, case).legal_on == at.date().replace(year=at.year + 1)
        actions.withdraw_plan_step(made, "Det var en annan persons plan.", by=ulf, at=at)
        assert queries.clock(ulf, case) is None
        with pytest.raises(NotYet, match="räknas redan inte"):
            actions.withdraw_plan_step(made, "Det var en annan persons plan.", by=ulf, at=at)
        assert PlanStep.objects.count() == 3


def test_a_case_that_only_waits_for_its_plan_closes_when_the_plan_ends(acting, at, investigation):
    with acting("ulf") as ulf:
        case = granted(a_draft(investigation, by=ulf, at=at), by=ulf, at=at).case
        actions.write_plan_step(case, PlanKind.MADE, at.date(), REASON, by=ulf, at=at)
        for one in queries.dossier.running_clocks(ulf).filter(case=case).exclude(rule="AD-06"):
            stop_one(one, at)
        assert not close_when_done(case, "Personen har flyttat.", by=ulf, at=at)
        actions.write_plan_step(case, PlanKind.ENDED, at.date(), "", by=ulf, at=at)
        assert queries.case(ulf, case.pk).get().closed_at is not None


def test_the_year_is_of_the_swedish_day_also_after_midnight(acting, at, draft):
    with acting("ulf") as ulf:
        case = granted(draft, by=ulf, at=at).case
    night = datetime.combine(at.date() + timedelta(days=1), datetime.min.time(), SWEDEN) + timedelta(
        minutes=20
    )
    with acting("ulf", at=night) as ulf:
        actions.write_plan_step(case, PlanKind.MADE, night.date(), REASON, by=ulf, at=night)
        assert queries.clock(ulf, case).legal_on == date(night.year + 1, night.month, night.day)
    with acting("ulf", at=night + timedelta(hours=2)) as ulf:
        later = night + timedelta(hours=2)
        actions.write_plan_step(case, PlanKind.REVIEWED, night.date(), REASON, by=ulf, at=later)
        assert Clock.objects.filter(case=case, rule="AD-06").count() == 1
