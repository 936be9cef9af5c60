"""Who was a party on a day that is past: a guardian noted late, a decision registered late, a name no longer noted."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, datetime, timedelta
from uuid import UUID

import pytest

from samtid.base.dossier.tests.make import a_person
from samtid.base.organisation.words import DecisionKind
from samtid.base.people.actions import relate
from samtid.base.people.words import Bond
from samtid.ground.law.days import SWEDEN
from samtid.ground.law.delegation import Level
from samtid.ground.reasons import NotYet
from samtid.steps.decisions import actions as deciding
from samtid.steps.decisions.models import Decision, DecisionLetter
from samtid.steps.decisions.tests.make import a_draft
from samtid.steps.decisions.words import Told
from samtid.steps.investigations.words import Basis
from samtid.steps.parties import actions, queries
from samtid.steps.parties.models import Deed
from samtid.steps.parties.near import Near, People
from samtid.steps.parties.rules import One
from samtid.steps.parties.tests import make
from samtid.steps.parties.tests.test_actions import FATHER, MOTHER, told, who, with_guardians
from samtid.steps.parties.tests.test_deciding import refused
from samtid.steps.parties.words import Kind

NOTED = datetime(2026, 12, 2, 9, tzinfo=SWEDEN)
DAY = date(2026, 11, 20)
CHILD = One(key=UUID(int=1), name="Alva Berg", born_on=date(2016, 1, 1))
JONAS = One(key=UUID(int=3), name="Jonas Berg")


@pytest.mark.parametrize(
    ("rows", "counted"),
    [
        ([(Bond.GUARDIAN, date(2026, 12, 2), None, NOTED)], True),
        ([(Bond.GUARDIAN, date(2026, 12, 1), None, NOTED)], False),  # since when is said
        ([(Bond.GUARDIAN, date(2026, 12, 2), None, None)], False),
        (
            [(Bond.LEGAL_REPRESENTATIVE, date(2026, 12, 2), None, NOTED)],
            False,
        ),  # an order has a day of its own
        ([(Bond.GUARDIAN, date(2026, 12, 2), None, NOTED)] * 2, True),
        (
            [
                (Bond.GUARDIAN, date(2020, 1, 1), date(2025, 1, 1), NOTED),
                (Bond.GUARDIAN, date(2026, 12, 2), None, NOTED),
            ],
            False,  # custody that ended has begun again
        ),
    ],
)
def test_a_guardian_noted_late_without_since_when_was_one_before_and_it_is_said(rows, counted):
    people = People(CHILD, tuple(Near(JONAS, *row) for row in rows))
    found = people.on(DAY)
    assert (found.get(JONAS.key) is not None) is counted
    assert any("antecknades som vårdnadshavare 2026-12-02" in one for one in found.doubts) is counted
    assert people.on(DAY, known=NOTED - timedelta(days=1)).get(JONAS.key) is None, "the case did not know"
    assert not any("antecknades" in one for one in people.on(date(2026, 12, 2)).doubts)


def test_nothing_is_final_before_a_guardian_noted_after_the_decision_has_been_served(acting, staff, at):
    decision = refused(acting, staff, at, MOTHER)
    hour = at + timedelta(hours=1)
    with acting("bo", at=hour) as bo:
        decision = Decision.objects.get(pk=decision.pk)
        deciding.notify(decision, at, Told.HANDED, by=bo, at=hour)
    later = at + timedelta(days=1)
    with acting("bo", at=later) as bo:
        other = a_person(FATHER, by=bo, at=later)
        relate(decision.case.dossier.person, other, Bond.GUARDIAN, case_id=decision.case_id, by=bo, at=later)
    over = at + timedelta(days=40)
    with acting("bo", at=over) as bo:
        decision = Decision.objects.get(pk=decision.pk)
        [made] = queries.sheet(bo, decision.case, over.date()).decided
        assert any("Jonas Berglund antecknades" in one for one in made.doubts)
        with pytest.raises(NotYet, match="Kvar på sidan Parter: Jonas Berglund"):
            deciding.note_final(decision, by=bo, at=over)
        make.served(decision, by=bo, at=over)
        with pytest.raises(NotYet, match="kan överklagas till"):
            deciding.note_final(decision, by=bo, at=over)


def test_whoever_has_a_letter_of_the_boards_decision_is_served_it(acting, staff, at):
    found = with_guardians(acting, staff, at, MOTHER)
    later = at + timedelta(days=4)
    with acting("bo") as bo:
        placement = {
            "kind": DecisionKind.FAMILY_HOME,
            "service_code": "family_home",
            "legal_basis": Basis.SOL_22_2,
        }
        draft = a_draft(found, by=bo, at=at, **placement)
    with acting("bo", at=later) as bo:
        other = a_person(FATHER, by=bo, at=later)
        # the court has just given him custody
        since = later.date() - timedelta(days=1)
        relate(
            found.case.dossier.person,
            other,
            Bond.GUARDIAN,
            since=since,
            case_id=found.case_id,
            by=bo,
            at=later,
        )
        make.heard(found, by=bo, at=later)
    with acting("karin", at=later) as karin:
        decision = deciding.register(
            Decision.objects.get(pk=draft.pk),
            level=Level.COMMITTEE,
            decided_on=at.date(),
            minute="SN AU 2026-11-21 § 212",
            by=karin,
            at=later,
        )
    with acting("bo", at=later) as bo:
        decision = Decision.objects.get(pk=decision.pk)
        letters = sorted(DecisionLetter.objects.filter(decision=decision).values_list("to", flat=True))
        [made] = queries.sheet(bo, decision.case, later.date()).decided
        assert (
            sorted(row.standing.party.name for row in made.rows)
            == letters
            == ["Jonas Berglund", "Samira Sandell"]
        )


def test_the_cases_own_day_of_information_follows_the_last_one_told(acting, staff, at):
    found = with_guardians(acting, staff, at, MOTHER, FATHER)
    later = at + timedelta(days=1)
    with acting("bo") as bo:
        keys = who(bo, found, at)
        make.informed(found, by=bo, at=at)
        deed = Deed.objects.get(kind=Kind.INFORMED, party=keys["Jonas"])
    with acting("bo", at=later) as bo:
        other = a_person(replace(FATHER, given_name="Petter"), by=bo, at=later)
        relate(found.case.dossier.person, other, Bond.GUARDIAN, case_id=found.case_id, by=bo, at=later)
        actions.inform(found, [told(who(bo, found, later)["Petter"], later)], by=bo, at=later)
        found.refresh_from_db()
        assert found.informed_at == later and deed.at == at
