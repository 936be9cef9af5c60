"""A change is proposed by one and approved by another; the database asks, whatever the program says."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from django.db import DatabaseError, connection, transaction

from samtid.base.access.identity import Identity, acting_as
from samtid.base.access.models import Holding, Key
from samtid.base.access.words import Purpose
from samtid.base.dossier import queries as dossier
from samtid.base.dossier.models import Case
from samtid.base.dossier.tests.make import a_case
from samtid.base.organisation.models import Delegation, Membership, Staff, StaffSkill, Unit
from samtid.base.organisation.words import DecisionKind, Role, Skill, UnitKind
from samtid.doors.office import actions, queries
from samtid.doors.office.models import Proposal
from samtid.doors.office.words import Outcome, Subject, Verb
from samtid.doors.systems.oidc.models import Invitation, Link
from samtid.ground.reasons import NotYet

TODAY = date(2026, 11, 21)
TOMORROW = TODAY + timedelta(days=1)


@pytest.fixture
def second(as_owner, staff):
    """Another who looks after the organisation: ``disa``; both with an e-legitimation, so nothing is being set up."""
    with as_owner():
        disa = Staff.objects.create(
            username="disa", name="Disa Lund", title="Systemförvaltare", valid_from="2020-01-01"
        )
        Membership.objects.create(
            staff=disa, unit=Unit.objects.get(name="Stab"), role=Role.OPERATOR, valid_from="2020-01-01"
        )
        for one in (disa, staff("ola")):
            Link.objects.create(
                staff=one, issuer="https://idp.example", subject=one.username, valid_from="2020-01-01"
            )
    return disa


@pytest.fixture
def propose(acting, at):
    def do(subject, verb, row, new, from_on=TODAY, reason="Nämndens beslut", by="ola"):
        with acting(by) as who:
            return actions.propose(subject, verb, row, new, from_on, reason, by=who, at=at)

    return do


@pytest.fixture
def approve(acting, at):
    def do(pk, by="disa"):
        with acting(by) as who:
            return actions.approve(queries.proposals(who).get(pk=pk), by=who, at=at)

    return do


def seat(staff, unit="Hemtjänst", role=Role.CARE_WORKER, last=None):
    return {
        "staff_id": staff.pk,
        "unit_id": Unit.objects.get(name=unit).pk,
        "role": str(role),
        "valid_to": last and last.isoformat(),
    }


def ask(statement, *values):
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(statement, values or None)


def seats(username):
    return {
        (one.unit.name, one.role, one.valid_from, one.valid_to)
        for one in Membership.objects.filter(staff__username=username).select_related("unit")
    }


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


# --- what follows -----------------------------------------------------------------------------------------------------


def test_who_is_employed_gets_a_place_and_no_password(second, propose, approve):
    new = {"username": "nea", "name": "Nea Ny", "title": "Socialsekreterare", "phone": "", "hsa_id": "SE1-2"}
    new |= {"unit_id": Unit.objects.get(name="Mottagning").pk, "role": "reception"}
    approve(propose(Subject.STAFF, Verb.BEGIN, None, new, TOMORROW))
    nea = Staff.objects.get(username="nea")
    assert (nea.valid_from, nea.hsa_id, nea.has_usable_password()) == (TOMORROW, "SE1-2", False)
    assert seats("nea") == {("Mottagning", "reception", TOMORROW, None)}


def test_an_ended_employment_ends_places_keys_and_log_in_and_leaves_the_cases_on_the_managers_day(
    second, propose, approve, acting, at, as_owner, staff
):
    with acting("maja") as maja:
        case = a_case(by=maja, at=at)
    with as_owner():
        StaffSkill.objects.create(staff=staff("maja"), skill=Skill.MI, valid_from="2020-01-01")
        Link.objects.create(
            staff=staff("maja"), issuer="https://i.example", subject="m", valid_from="2020-01-01"
        )
        Invitation.objects.create(
            staff=staff("maja"), code_hash=b"1" * 32, made_at=at, valid_until=at + timedelta(days=7)
        )
        seal = Staff.objects.get(username="maja").password
    # her last day was yesterday: out at once
    approve(propose(Subject.STAFF, Verb.END, staff("maja").pk, {}, TODAY))
    yesterday = TODAY - timedelta(days=1)
    assert seats("maja") == {("Mottagning", "reception", date(2020, 1, 1), yesterday)}
    with as_owner():
        assert Staff.objects.get(username="maja").valid_to == yesterday
        assert Staff.objects.get(username="maja").password != seal, "her sessions are over"
        assert not Key.objects.filter(staff=staff("maja"), valid_until=None).exists()
        assert Link.objects.get(subject="m").valid_to == yesterday
        assert StaffSkill.objects.get(staff=staff("maja")).valid_to == yesterday
        assert not Invitation.objects.exists()
    with acting("maja"):
        assert not Case.objects.exists()
    with acting("rut") as rut:
        assert list(queries.left_behind(rut, TODAY)) == [case]


def test_who_moves_leaves_the_keys_behind_and_the_rest_keeps_its_own(
    second, propose, approve, acting, at, staff
):
    with acting("maja") as maja:
        case = a_case(by=maja, at=at)
    old = Membership.objects.get(staff=staff("maja"))
    approve(
        propose(
            Subject.MEMBERSHIP,
            Verb.BEGIN,
            None,
            seat(staff("maja"), "Ekonomiskt bistånd", Role.CASEWORKER),
            TOMORROW,
        )
    )
    approve(propose(Subject.MEMBERSHIP, Verb.END, old.pk, {}, TOMORROW))
    with acting("maja") as maja:
        assert list(dossier.cases(maja)) == [case], "today it is still hers"
    later = at + timedelta(days=1)
    with acting("maja", at=later) as maja:
        assert not dossier.cases(maja).exists()
    with acting("rut", at=later) as rut:
        assert list(queries.left_behind(rut, TOMORROW)) == [case]


def test_a_place_that_had_not_begun_never_was(second, propose, approve, staff):
    approve(propose(Subject.MEMBERSHIP, Verb.BEGIN, None, seat(staff("pelle")), TOMORROW))
    coming = Membership.objects.get(staff=staff("pelle"), valid_from=TOMORROW)
    approve(propose(Subject.MEMBERSHIP, Verb.END, coming.pk, {}, TODAY))
    assert not Membership.objects.filter(pk=coming.pk).exists()


def test_a_new_unit_has_a_place_of_its_own_for_its_cases(second, propose, approve):
    stab = Unit.objects.get(name="Stab")
    new = {"name": "Familjerätt", "kind": str(UnitKind.FAMILY_LAW), "committee_id": stab.committee_id}
    new |= {"parent_id": None, "phone": "", "address": "", "is_shared_within": True}
    approve(propose(Subject.UNIT, Verb.BEGIN, None, new, TOMORROW))
    held = Holding.objects.get(unit__name="Familjerätt")
    assert (held.compartment.name, held.valid_from) == ("Familjerätt", TOMORROW)
    assert Holding.objects.filter(compartment=held.compartment).count() == 1


@pytest.mark.parametrize(
    ("unit", "said"), [("Mottagning", "placerade i enheten"), ("Stab", "placerade i enheten")]
)
def test_a_unit_where_somebody_works_does_not_end(second, propose, approve, unit, said):
    pk = propose(Subject.UNIT, Verb.END, Unit.objects.get(name=unit).pk, {}, TOMORROW)
    with pytest.raises(NotYet, match=said):
        approve(pk)
    assert Unit.objects.get(name=unit).valid_to is None


def test_a_unit_with_open_cases_does_not_end(second, propose, approve, acting, at, as_owner):
    with acting("maja") as maja:
        a_case(by=maja, at=at)
    with as_owner():
        Membership.objects.filter(unit__name="Mottagning").update(valid_to=TODAY)
    pk = propose(Subject.UNIT, Verb.END, Unit.objects.get(name="Mottagning").pk, {}, TOMORROW)
    with pytest.raises(NotYet, match="öppna ärenden"):
        approve(pk)


# --- what law and secrecy refuse --------------------------------------------------------------------------------------


def test_who_looks_after_the_organisation_sees_no_persons(second, propose, approve, staff):
    with pytest.raises(NotYet, match=r"OSL 8 kap. 2 §"):
        propose(Subject.MEMBERSHIP, Verb.BEGIN, None, seat(staff("disa"), role=Role.MANAGER))
    with pytest.raises(NotYet, match=r"OSL 8 kap. 2 §"):
        propose(Subject.MEMBERSHIP, Verb.BEGIN, None, seat(staff("bo"), "Stab", Role.OPERATOR))


def test_two_proposals_do_not_become_what_one_may_not(second, propose, approve, as_owner, staff):
    """Each was right when it was written; the database looks at what they become."""
    one = propose(Subject.MEMBERSHIP, Verb.BEGIN, None, seat(staff("vera"), "Stab", Role.OPERATOR))
    two = propose(Subject.MEMBERSHIP, Verb.BEGIN, None, seat(staff("vera"), role=Role.MANAGER))
    approve(one)
    with pytest.raises(NotYet, match="ser personer"):
        approve(two)


def test_somebody_is_left_to_look_after_the_organisation(propose, staff):
    """Nobody else has an e-legitimation here, so that Ola could approve it himself."""
    with pytest.raises(NotYet, match="vara kvar"):
        propose(Subject.STAFF, Verb.END, staff("ola").pk, {}, TOMORROW)


def test_delegation_keeps_to_the_floor_of_the_law(second, propose, approve):
    new = {
        "decision": "family_home",
        "role": "manager",
        "amount_limit": None,
        "unit_id": None,
        "minute": "SN § 1",
    }
    with pytest.raises(NotYet, match=r"SoL 30 kap. 6 §"):
        propose(Subject.DELEGATION, Verb.BEGIN, None, new)
    approve(propose(Subject.DELEGATION, Verb.BEGIN, None, new | {"decision": "residential_care"}, TOMORROW))
    assert Delegation.objects.filter(
        decision=DecisionKind.RESIDENTIAL_CARE, minute="SN § 1", valid_from=TOMORROW
    ).exists()


def test_a_proposal_says_nothing_but_what_it_may(second, propose, approve, staff):
    """Columns that no form has, such as what seals a session, are not taken from what was sent."""
    bo = staff("bo")
    pk = propose(
        Subject.STAFF, Verb.CHANGE, bo.pk, {"title": "Chef", "password": "!x", "valid_to": None, "id": 1}
    )
    approve(pk)
    assert (staff("bo").title, staff("bo").password) == ("Chef", bo.password)


# --- alone, the first days --------------------------------------------------------------------------------------------


def test_the_first_administrator_alone_does_it_herself_until_there_is_a_case(propose, acting, at, staff):
    propose(Subject.MEMBERSHIP, Verb.BEGIN, None, seat(staff("pelle")))
    assert ("Hemtjänst", "care_worker", TODAY, None) in seats("pelle")
    with acting("maja") as maja:
        a_case(by=maja, at=at)
    propose(Subject.MEMBERSHIP, Verb.BEGIN, None, seat(staff("bo")))
    assert ("Hemtjänst", "care_worker", TODAY, None) not in seats("bo")


def test_with_a_second_administrator_who_can_log_in_it_takes_two(second, propose, acting, staff):
    with acting("ola"):
        assert not queries.is_setting_up()
    propose(Subject.MEMBERSHIP, Verb.BEGIN, None, seat(staff("pelle")))
    assert ("Hemtjänst", "care_worker", TODAY, None) not in seats("pelle")


def test_a_code_is_shown_to_who_approves_and_kept_by_nobody(second, propose, approve, as_owner, staff):
    code = approve(propose(Subject.LINK, Verb.BEGIN, None, {"staff_id": staff("bo").pk}))
    assert len(code) == 39
    with as_owner():
        [kept] = Invitation.objects.all()
        assert (kept.staff.username, bytes(kept.code_hash)) == ("bo", actions.hash_of(code))
        told = connection.cursor().execute("select to_jsonb(p)::text from office_proposal p").fetchone()[0]
    assert code not in told
