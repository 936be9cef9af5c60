"""A reorganisation: rehearsed without a trace, approved by a second person, carried out once when its day begins."""

from __future__ import annotations

from datetime import UTC, date, datetime

import pytest
from django.db import DatabaseError, transaction

from samtid.base.access.models import Key
from samtid.base.dossier import queries as dossier
from samtid.base.organisation.models import Delegation, Membership, Unit
from samtid.base.organisation.words import Role
from samtid.doors.office import actions, queries
from samtid.doors.office.models import Reorganisation
from samtid.doors.office.words import Stage
from samtid.ground.reasons import NotYet

from .make import (
    BEFORE,
    HEAD,
    MIDNIGHT,
    NEW_YEAR,
    TODAY,
    ask,
    fingerprint,
    merge,
    move,
    ref,
    the_worker,
    told,
)


def test_a_rehearsal_tells_who_gains_what_and_leaves_no_trace(draft, acting, as_owner, cases, staff):
    pk = draft(merge())
    before = fingerprint(as_owner)
    said = told(acting, pk)

    assert fingerprint(as_owner) == before
    assert not said.obstacles
    by_name = {one.staff: one for one in said.people}
    assert by_name[staff("anita").pk].gains == 1, "who leads the unit that takes over sees its cases"
    assert by_name[staff("maja").pk].gains_areas == 1, "and those who come see the cases that are there"
    line = next(line for line in said.units if line.name == "Ekonomiskt bistånd")
    assert line.change("cases") == (0, 1) and line.change("staff") == (2, 4)
    assert next(line for line in said.units if line.name == "Mottagning").becomes is None


def test_nothing_moves_before_midnight_and_everything_at_it(approved, acting, as_owner, cases, staff):
    approved(merge())
    reception, _ = cases
    assert the_worker(BEFORE) == 0
    with acting("anita", at=BEFORE) as anita:
        assert not dossier.cases(anita).exists()
    with acting("rut", at=BEFORE) as rut:
        assert dossier.cases(rut).exists()

    assert the_worker() == 1
    with acting("anita", at=MIDNIGHT) as anita:
        assert dossier.cases(anita).get() == reception
    assert {(m.unit.name, m.role) for m in Membership.objects.on(NEW_YEAR).filter(staff=staff("rut"))} == {
        ("Ekonomiskt bistånd", "senior")
    }
    assert Unit.objects.get(name="Mottagning").valid_to == date(2026, 12, 31), "yesterday stays readable"


def test_it_is_done_once_however_often_the_worker_comes(approved, as_owner, cases):
    approved(merge())
    assert [the_worker(), the_worker()] == [1, 0]
    done = fingerprint(as_owner)
    assert the_worker(datetime(2027, 1, 2, 0, 1, tzinfo=UTC)) == 0 and fingerprint(as_owner) == done


def test_killed_halfway_nothing_is_done_and_then_all_of_it(approved, as_owner, cases):
    approved(merge(), move_of := {"do": "rename", "unit": ref("Hemtjänst"), "name": "Hemtjänst Piteå"})
    before = fingerprint(as_owner)
    with pytest.raises(RuntimeError), transaction.atomic():
        the_worker()
        raise RuntimeError("the power went")
    assert fingerprint(as_owner) == before
    assert the_worker() == 1 and Unit.objects.filter(name=move_of["name"]).exists()


def test_a_worker_that_was_away_on_the_day_begins_when_it_is_back(approved, cases, the_plan):
    approved(merge())
    late = datetime(2027, 1, 4, 7, tzinfo=UTC)

    assert the_worker(late) == 1
    assert Unit.objects.get(name="Mottagning").valid_to == date(2027, 1, 3), (
        "what was true those days stays true"
    )
    assert the_plan().from_on == date(2027, 1, 4)


def test_new_units_with_managers_levels_and_moved_staff(approved, acting, as_owner, cases, staff):
    new = {
        "do": "begin",
        "ref": "n1",
        "name": "En väg in",
        "kind": "reception",
        "phone": "",
        "address": "",
        "committee_id": Unit.objects.first().committee_id,
        "parent": ref("Stab"),
        "is_shared_within": True,
    }
    approved(
        new,
        {"do": "merge", "unit": ref("Mottagning"), "into": "n1", "leaders": "manager"},
        {"do": "place", "unit": ref("Öppenvård"), "parent": "n1"},
        move(staff("pelle"), "Ekonomiskt bistånd", "n1", Role.RECEPTION),
    )
    assert the_worker() == 1

    made = Unit.objects.get(name="En väg in")
    assert made.parent.name == "Stab" and Unit.objects.get(name="Öppenvård").parent == made
    assert {m.staff.username for m in Membership.objects.on(NEW_YEAR).filter(unit=made)} == {
        "maja",
        "rut",
        "pelle",
    }
    assert (
        not Membership.objects.on(NEW_YEAR)
        .filter(staff=staff("pelle"), unit__name="Ekonomiskt bistånd")
        .exists()
    )
    with acting("pelle", at=MIDNIGHT) as pelle:
        assert dossier.cases(pelle).count() == 1


def test_a_key_stays_where_one_worked_and_the_delegation_follows_the_unit(
    approved, as_owner, acting, at, cases, staff
):
    reception, _ = cases
    with as_owner():
        Delegation.objects.create(
            decision="assistance",
            role="senior",
            unit=Unit.objects.get(name="Mottagning"),
            minute="SN",
            valid_from=TODAY,
        )
        Key.objects.create(
            staff=staff("maja"),
            compartment=reception.compartment,
            case_id=reception.pk,
            ground="assignment",
            given_at=at,
        )
    approved(
        move(staff("maja"), "Mottagning", ref("Ekonomiskt bistånd"), Role.CASEWORKER),
        merge("Biståndsbedömning"),
    )
    the_worker()

    with as_owner():
        assert {k.valid_until for k in Key.objects.filter(staff=staff("maja"), case_id=reception.pk)} <= {
            datetime(2026, 12, 31, 23, tzinfo=UTC)
        }


def test_a_delegation_of_one_unit_is_the_units_that_takes_over(approved, as_owner):
    with as_owner():
        Delegation.objects.create(
            decision="assistance",
            role="senior",
            unit=Unit.objects.get(name="Mottagning"),
            minute="SN",
            valid_from=TODAY,
        )
    approved(merge())
    the_worker()

    [row] = Delegation.objects.on(NEW_YEAR).exclude(unit=None)
    assert row.unit.name == "Ekonomiskt bistånd" and row.minute == HEAD["minute"]


def test_a_unit_with_cases_is_not_closed_and_one_without_manager_not_left(
    draft, settle, acting, cases, staff
):
    pk = draft({"do": "close", "unit": ref("Utredning barn och unga")})
    assert "Flytta dem först" in str(told(acting, pk).obstacles[0])
    settle(pk, Stage.WITHDRAWN, "Fel")

    pk = draft(move(staff("rut"), "Mottagning", ref("Stab"), Role.QUALITY))
    said = told(acting, pk)
    assert [one.text for one in said.obstacles if "utan chef" in one.text]
    with pytest.raises(NotYet, match="utan chef"):
        settle(pk, Stage.WAITING)


def test_the_one_who_proposed_does_not_approve_and_a_manager_neither(draft, settle):
    pk = draft(merge())
    settle(pk, Stage.WAITING)
    with pytest.raises(NotYet):
        settle(pk, Stage.APPROVED)
    with pytest.raises(NotYet):
        settle(pk, Stage.APPROVED, by="karin")
    settle(pk, Stage.APPROVED, by="disa")
    with pytest.raises(NotYet):
        settle(pk, Stage.APPROVED, by="disa")


def test_two_plans_at_once_are_refused_and_so_is_a_stale_one(draft, acting, at):
    pk = draft(merge())
    with pytest.raises(NotYet, match="redan på gång"):
        draft(merge())
    with acting("disa") as disa:
        seen = Reorganisation.objects.get(pk=pk)
        actions.drop_move(Reorganisation.objects.get(pk=pk), 0, by=disa, at=at)
        with pytest.raises(NotYet, match="Någon annan har ändrat"):
            actions.drop_move(seen, 0, by=disa, at=at)


def test_it_is_undone_before_its_day_and_not_after(approved, settle, as_owner, cases):
    pk = approved(merge())
    before = fingerprint(as_owner)
    settle(pk, Stage.WITHDRAWN, "Nämnden ändrade sig", by="disa", at=BEFORE)
    assert the_worker() == 0 and before != ""
    assert Unit.objects.get(name="Mottagning").valid_to is None

    pk = approved(merge())
    the_worker()
    with pytest.raises(NotYet):
        settle(pk, Stage.WITHDRAWN, "För sent", at=MIDNIGHT)


def test_the_web_carries_nothing_out_and_no_caseworker_rehearses(approved, acting, cases):
    pk = approved(merge())
    for statement in (
        "select access.carry_out_reorganisation(%s, '2026-11-21')",
        "select access.organisation_on('2026-11-21'), %s::uuid",
        "select access.loose_ends('2026-11-21'), %s::uuid",
        "update office_reorganisation set outcome = 'approved' where id = %s",
        "insert into office_reorganisation (id) values (%s)",
    ):
        for who in ("ola", "karin", "bo"):
            with acting(who), pytest.raises(DatabaseError, match="permission denied"):
                ask(statement, pk)
    for who in ("bo", "liv", "tova"):
        with acting(who) as viewer:
            assert not queries.reorganisations(viewer).exists()
            with pytest.raises(DatabaseError):
                ask("select access.rehearse_reorganisation(%s)", pk)
            with pytest.raises(DatabaseError):
                ask("select access.organisation_today()")
    with acting("ola"), pytest.raises(DatabaseError):
        ask("select access.carry_out_due_reorganisation()")


def test_the_approval_is_of_what_is_written_and_no_other_version(draft, settle, acting, at, the_plan):
    pk = draft(merge())
    settle(pk, Stage.WAITING)
    version = the_plan().version
    settle(pk, Stage.DRAFT)
    with acting("disa"), pytest.raises(DatabaseError):
        ask("select access.settle_reorganisation(%s, 'approved', '', %s)", pk, version)
    with acting("ola"), pytest.raises(DatabaseError):
        ask("select access.settle_reorganisation(%s, 'approved', '', %s)", pk, version + 1)
