"""A change is proposed by one and approved by another; the database asks, whatever the program says."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from django.db import DatabaseError, transaction

from samtid.base.access.identity import Identity, acting_as
from samtid.base.access.words import Purpose
from samtid.base.organisation.models import Unit
from samtid.doors.office import actions
from samtid.doors.office.models import Proposal
from samtid.doors.office.words import Outcome, Subject, Verb
from samtid.ground.reasons import NotYet

from .make import TODAY, TOMORROW, ask, seat, seats

# --- two persons ------------------------------------------------------------------------------------------------------


def test_nothing_happens_before_a_second_person_has_approved(second, propose, approve, staff):
    before = seats("bo")
    pk = propose(Subject.MEMBERSHIP, Verb.BEGIN, None, seat(staff("bo")), TOMORROW)
    assert seats("bo") == before
    approve(pk)
    assert seats("bo") == before | {("Hemtjänst", "care_worker", TOMORROW, None)}


@pytest.mark.parametrize("who", ["ola", "bo", "karin", "kurt", "liv", "vera"])
def test_neither_the_one_who_proposed_nor_who_has_nothing_to_do_with_it_approves(
    second, propose, acting, staff, who
):
    pk = propose(Subject.MEMBERSHIP, Verb.BEGIN, None, seat(staff("pelle")))
    with acting(who), pytest.raises(DatabaseError, match="another person approves"):
        ask("select access.decide_change(%s, 'approved', '', null)", pk)
    assert ("Hemtjänst", "care_worker", TODAY, None) not in seats("pelle")


def test_the_manager_of_the_unit_may_approve_who_works_there(second, propose, approve, staff):
    approve(propose(Subject.MEMBERSHIP, Verb.BEGIN, None, seat(staff("pelle"))), by="inga")
    assert ("Hemtjänst", "care_worker", TODAY, None) in seats("pelle")


def test_nobody_approves_what_is_about_oneself(second, propose, approve, staff):
    pk = propose(Subject.MEMBERSHIP, Verb.BEGIN, None, seat(staff("inga")))
    with pytest.raises(NotYet, match="gäller dig själv"):
        approve(pk, by="inga")


def test_not_even_past_the_program(second, propose, acting, staff):
    pk = propose(Subject.MEMBERSHIP, Verb.BEGIN, None, seat(staff("inga")))
    with acting("inga"), pytest.raises(DatabaseError, match="another person approves"):
        ask("select access.decide_change(%s, 'approved', '', null)", pk)


@pytest.mark.parametrize("subject", [Subject.DELEGATION, Subject.LINK, Subject.UNIT])
def test_a_manager_gives_managers_no_power_and_nobody_a_log_in(second, propose, approve, staff, subject):
    hers = Unit.objects.get(name="Hemtjänst")
    new = {
        Subject.DELEGATION: {
            "decision": "home_care",
            "role": "manager",
            "unit_id": hers.pk,
            "minute": "SN § 1",
        },
        Subject.LINK: {"staff_id": staff("tova").pk},
        Subject.UNIT: {"name": "Hemtjänst natt"},
    }[subject]
    row = hers.pk if subject == Subject.UNIT else None
    pk = propose(subject, Verb.CHANGE if row else Verb.BEGIN, row, new)
    with pytest.raises(NotYet, match="inget du svarar för"):
        approve(pk, by="inga")
    approve(pk)


@pytest.mark.parametrize("who", ["karin", "bo", "liv"])
def test_only_who_looks_after_the_organisation_proposes(second, propose, staff, who):
    with pytest.raises(NotYet, match="får du inte göra"):
        propose(Subject.MEMBERSHIP, Verb.BEGIN, None, seat(staff("pelle")), by=who)


def test_the_web_writes_nothing_of_the_directory_by_itself(second, propose, acting, staff):
    pk = propose(Subject.MEMBERSHIP, Verb.BEGIN, None, seat(staff("pelle")))
    for statement in (
        "insert into organisation_membership (staff_id, unit_id, role, valid_from) select staff_id, unit_id, 'manager', valid_from from organisation_membership limit 1",
        "update organisation_membership set role = 'manager'",
        "update organisation_delegation set amount_limit = null",
        f"update office_proposal set outcome = 'approved' where id = '{pk}'",
        "insert into office_proposal select * from office_proposal",
        f"select access.carry_out_change('{pk}')",
        "insert into oidc_link select * from oidc_link",
        "select * from oidc_invitation",
        "select access.carry_out_due_changes()",
    ):
        with acting("ola"), pytest.raises(DatabaseError):
            ask(statement)


def test_a_proposal_is_seen_by_those_who_decide_and_no_one_else(second, propose, acting, staff):
    propose(Subject.MEMBERSHIP, Verb.BEGIN, None, seat(staff("pelle")))
    seen = {}
    for username in ("ola", "karin", "bo", "liv", "kurt", "pelle"):
        with acting(username):
            seen[username] = Proposal.objects.exists()
    assert seen == {"ola": True, "karin": True, "bo": False, "liv": False, "kurt": False, "pelle": False}


def test_what_is_decided_stands(second, propose, approve, staff, as_owner):
    pk = propose(Subject.MEMBERSHIP, Verb.BEGIN, None, seat(staff("pelle")))
    approve(pk)
    for change in ({"reason": "något annat"}, {"decided_by": staff("ola")}, {"outcome": Outcome.REFUSED}):
        with as_owner(), pytest.raises(DatabaseError, match="append-only"), transaction.atomic():
            Proposal.objects.filter(pk=pk).update(**change)
    with pytest.raises(NotYet, match="redan avgjort"):
        approve(pk)


def test_a_refusal_says_why_and_changes_nothing(second, propose, acting, at, staff):
    before = seats("pelle")
    pk = propose(Subject.MEMBERSHIP, Verb.BEGIN, None, seat(staff("pelle")))
    with acting("disa") as disa:
        actions.refuse(Proposal.objects.get(pk=pk), "Fel enhet", by=disa, at=at)
        assert (Proposal.objects.get(pk=pk).outcome, Proposal.objects.get(pk=pk).note) == (
            Outcome.REFUSED,
            "Fel enhet",
        )
    assert seats("pelle") == before


def test_one_takes_back_ones_own_while_it_waits(second, propose, acting, at, staff):
    pk = propose(Subject.MEMBERSHIP, Verb.BEGIN, None, seat(staff("pelle")))
    with acting("disa") as disa, pytest.raises(NotYet):
        actions.withdraw(Proposal.objects.get(pk=pk), by=disa, at=at)
    with acting("ola") as ola:
        actions.withdraw(Proposal.objects.get(pk=pk), by=ola, at=at)
        assert Proposal.objects.get(pk=pk).outcome == Outcome.WITHDRAWN


# --- the days ---------------------------------------------------------------------------------------------------------


def test_a_new_name_is_written_on_its_day(second, propose, approve, at):
    unit = Unit.objects.get(name="Stab")
    pk = propose(Subject.UNIT, Verb.CHANGE, unit.pk, {"name": "Stab och kvalitet"}, TOMORROW)
    approve(pk)
    unit.refresh_from_db()
    assert unit.name == "Stab"
    for later, done in ((at, 0), (at + timedelta(days=1), 1), (at + timedelta(days=2), 0)):
        with acting_as(Identity(None, Purpose.WORKER, later)):
            assert actions.carry_out_due(by=None, at=later) == {"genomförda": done}
    unit.refresh_from_db()
    assert unit.name == "Stab och kvalitet"


def test_two_changes_of_one_row_do_not_undo_each_other(second, propose, approve):
    unit = Unit.objects.get(name="Stab")
    whole = {"name": unit.name, "phone": unit.phone, "address": unit.address}
    one = propose(Subject.UNIT, Verb.CHANGE, unit.pk, whole | {"phone": "0911-1"})
    two = propose(Subject.UNIT, Verb.CHANGE, unit.pk, whole | {"address": "Torget 1"})
    approve(one)
    approve(two)
    unit.refresh_from_db()
    assert (unit.phone, unit.address) == ("0911-1", "Torget 1")


def test_what_has_changed_since_is_not_approved(second, propose, approve):
    unit = Unit.objects.get(name="Stab")
    one = propose(Subject.UNIT, Verb.CHANGE, unit.pk, {"phone": "0911-1"})
    two = propose(Subject.UNIT, Verb.CHANGE, unit.pk, {"phone": "0911-2"})
    approve(one)
    with pytest.raises(NotYet, match="ändrats sedan"):
        approve(two)


def test_what_is_approved_late_does_not_reach_back(second, propose, acting, at, staff):
    pk = propose(Subject.MEMBERSHIP, Verb.BEGIN, None, seat(staff("pelle")))
    later = at + timedelta(days=3)
    with acting("disa", at=later) as disa:
        actions.approve(Proposal.objects.get(pk=pk), by=disa, at=later)
    assert ("Hemtjänst", "care_worker", TODAY + timedelta(days=3), None) in seats("pelle")


@pytest.mark.parametrize("day", [TODAY - timedelta(days=1), date(2020, 1, 1)])
def test_yesterday_stays_as_it_was(second, acting, at, staff, day):
    new = f'{{"staff_id": {staff("bo").pk}, "skill": "mi"}}'
    with acting("ola"), pytest.raises(DatabaseError, match="no such proposal"):
        ask(
            "select access.propose_change(gen_random_uuid(), 'skill', 'begin', null, %s::jsonb, %s, 'skäl')",
            new,
            day,
        )
