"""What follows by itself: places, keys, log-ins, the cases left behind; and what law and secrecy refuse."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from django.db import connection

from samtid.base.access.models import Compartment, Holding, Key
from samtid.base.dossier import queries as dossier
from samtid.base.dossier.models import Case
from samtid.base.dossier.tests.make import a_case
from samtid.base.organisation.models import Delegation, Membership, Staff, StaffSkill, Unit
from samtid.base.organisation.words import DecisionKind, Role, Skill, UnitKind
from samtid.doors.office import queries
from samtid.doors.office.words import Subject, Verb
from samtid.doors.systems.oidc.codes import hash_of
from samtid.doors.systems.oidc.models import Invitation, Link
from samtid.ground.reasons import NotYet
from samtid.steps.intake.tests.make import a_report

from .make import TODAY, TOMORROW, seat, seats

# --- what follows -----------------------------------------------------------------------------------------------------


def test_who_is_employed_gets_a_place_and_no_password(second, propose, approve):
    new = {
        "username": "nea",
        "name": "Nea Ny",
        "title": "Socialsekreterare",
        "phone": "",
        "hsa_id": "SE2120002759-1A2B",
    }
    new |= {"unit_id": Unit.objects.get(name="Mottagning").pk, "role": "reception"}
    approve(propose(Subject.STAFF, Verb.BEGIN, None, new, TOMORROW))
    nea = Staff.objects.get(username="nea")
    assert (nea.valid_from, nea.hsa_id, nea.has_usable_password()) == (TOMORROW, "SE2120002759-1A2B", False)
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
        # what had ended already does not end anew
        Membership.objects.create(
            staff=staff("maja"), unit=Unit.objects.get(name="Hemtjänst"), role=Role.CARE_WORKER,
            valid_from=date(2019, 1, 1), valid_to=date(2019, 12, 31),
        )  # fmt: skip
        for model, said in (
            (StaffSkill, {"skill": Skill.MI}),
            (Link, {"issuer": "https://i.example", "subject": "f"}),
        ):
            model.objects.create(
                staff=staff("maja"), valid_from=date(2019, 1, 1), valid_to=date(2019, 12, 31), **said
            )
    # her last day was yesterday: out at once
    approve(propose(Subject.STAFF, Verb.END, staff("maja").pk, {}, TODAY))
    yesterday = TODAY - timedelta(days=1)
    assert seats("maja") == {
        ("Mottagning", "reception", date(2020, 1, 1), yesterday),
        ("Hemtjänst", "care_worker", date(2019, 1, 1), date(2019, 12, 31)),
    }
    with as_owner():
        assert Staff.objects.get(username="maja").valid_to == yesterday
        assert Staff.objects.get(username="maja").password != seal, "her sessions are over"
        assert not Key.objects.filter(staff=staff("maja"), valid_until=None).exists()
        assert Link.objects.get(subject="m").valid_to == yesterday
        assert Link.objects.get(subject="f").valid_to == date(2019, 12, 31)
        assert set(StaffSkill.objects.filter(staff=staff("maja")).values_list("valid_to", flat=True)) == {
            yesterday,
            date(2019, 12, 31),
        }
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


def test_what_a_unit_held_once_is_not_held_longer_because_it_ends(second, propose, approve, as_owner):
    """Its last day is not the last day of what it had given away before."""
    long_ago = TODAY - timedelta(days=400)
    with as_owner():
        stab = Unit.objects.get(name="Stab")
        unit = Unit.objects.create(
            name="Familjerätt",
            kind=UnitKind.FAMILY_LAW,
            committee=stab.committee,
            is_shared_within=True,
            valid_from=long_ago,
        )
        for held, last in (("Förr", TODAY - timedelta(days=30)), ("Nu", None)):
            Holding.objects.create(
                unit=unit,
                compartment=Compartment.objects.create(name=held),
                valid_from=long_ago,
                valid_to=last,
            )
    approve(propose(Subject.UNIT, Verb.END, unit.pk, {}, TOMORROW))
    assert dict(Holding.objects.filter(unit=unit).values_list("compartment__name", "valid_to")) == {
        "Förr": TODAY - timedelta(days=30),
        "Nu": TODAY,
    }


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


def test_the_first_report_ends_it_too(propose, acting, at, staff):
    with acting("maja") as maja:
        a_report(by=maja, at=at)
    propose(Subject.MEMBERSHIP, Verb.BEGIN, None, seat(staff("bo")))
    assert ("Hemtjänst", "care_worker", TODAY, None) not in seats("bo")


def test_a_unit_does_not_belong_to_one_under_it(second, propose, approve, as_owner):
    stab, home = Unit.objects.get(name="Stab"), Unit.objects.get(name="Hemtjänst")
    approve(propose(Subject.UNIT, Verb.CHANGE, home.pk, {"parent_id": stab.pk}))
    for unit in (stab, home):
        pk = propose(Subject.UNIT, Verb.CHANGE, stab.pk, {"parent_id": unit.pk})
        with pytest.raises(NotYet, match="höra till sig själv"):
            approve(pk)


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
        assert (kept.staff.username, bytes(kept.code_hash)) == ("bo", hash_of(code))
        told = connection.cursor().execute("select to_jsonb(p)::text from office_proposal p").fetchone()[0]
    assert code not in told
