"""What a key opens, for whom and how long; and the doors that give keys ask for one first."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.db import DatabaseError, connection, transaction

from samtid.base.access.models import Compartment, Key
from samtid.base.access.queries import compartment_of
from samtid.base.access.words import Ground, Reach
from samtid.base.dossier import actions
from samtid.base.dossier.models import Case
from samtid.base.dossier.tests.make import a_case, a_person
from samtid.base.dossier.words import Need
from samtid.base.organisation.models import Unit
from samtid.base.people.words import Protection

HOUR = timedelta(hours=1)


@pytest.fixture
def case(acting, staff, at):
    """Bo's case in a unit that does not share within; Siri leads, opened it and gave it to him."""
    with acting("siri", at=at - HOUR) as siri:
        made = a_case(by=siri, at=at - HOUR)
        actions.transfer(made, made.compartment, staff("bo"), by=siri, at=at - HOUR)
    with acting("bo"):
        return Case.objects.select_related("dossier__person", "compartment").get(pk=made.pk)


def refused(*said, words: str) -> None:
    """A door says no, in these words, and for want of a right."""
    sql, *values = said
    with pytest.raises(DatabaseError, match=words), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(sql, values)


def give(as_owner, staff, case, **said) -> None:
    with as_owner():
        Key.objects.create(
            **(
                {
                    "staff": staff,
                    "compartment_id": case.compartment_id,
                    "case_id": case.pk,
                    "reach": Reach.CASE,
                    "ground": Ground.NAMED,
                    "given_by": None,
                }
                | said
            )
        )


@pytest.mark.parametrize(
    ("given", "until", "opens"),
    [(-HOUR, None, True), (0 * HOUR, None, True), (-HOUR, HOUR, True), (HOUR, None, False), (-2 * HOUR, -HOUR, False),
     (-HOUR, 0 * HOUR, False)],
)  # fmt: skip
@pytest.mark.parametrize("whole", [False, True], ids=["case", "compartment"])
def test_a_key_opens_from_when_it_is_given_until_it_ends(
    acting, as_owner, staff, at, case, given, until, opens, whole
):
    said = {"given_at": at + given, "valid_until": None if until is None else at + until}
    give(as_owner, staff("eva"), case, **said, **({"case_id": None} if whole else {}))
    with acting("eva"):
        assert Case.objects.filter(pk=case.pk).exists() == opens
    with acting("pelle"):
        assert not Case.objects.exists(), "somebody else's key"


def test_a_key_to_a_service_opens_no_case(acting, as_owner, staff, at, case):
    give(as_owner, staff("eva"), case, reach=Reach.SERVICE, given_at=at - HOUR)
    with acting("eva"):
        assert not Case.objects.exists()
    give(as_owner, staff("eva"), case, reach=Reach.SERVICE, given_at=at - HOUR, case_id=None)
    with acting("eva"):
        assert not Case.objects.exists()


def test_a_case_is_opened_only_where_the_opener_has_a_key(acting, at):
    with acting("maja") as maja:
        person = a_person(by=maja, at=at)
        children = compartment_of(Unit.objects.get(name="Utredning barn och unga"), at.date())
        with pytest.raises(DatabaseError, match="no key to this compartment"), transaction.atomic():
            actions.open_case(person, Need.CHILD, children, by=maja, at=at)
        assert not Case.objects.exists()


@pytest.mark.parametrize("level", ["none", "marked"])
def test_protection_is_changed_only_by_those_with_a_key_to_the_person(acting, as_owner, at, case, level):
    person = case.dossier.person_id
    with acting("bo") as bo:
        former = {"none": Protection.MARKED, "marked": Protection.NONE}[level]
        if former is Protection.MARKED:
            actions.set_protection(case, former, by=bo, at=at)
    for username in ("eva", "pelle", "kurt", "tova", "nils", "ola"):
        with acting(username):
            refused("select access.set_protection(%s, %s)", person, level, words="no key to this person")
    with as_owner():
        case.dossier.person.refresh_from_db()
        assert case.dossier.person.protection == former


def test_a_case_is_handed_over_and_named_for_only_by_those_who_hold_it(acting, staff, at, case):
    for username in ("eva", "pelle", "nils", "kurt"):
        with acting(username):
            refused(
                "select access.transfer_case(%s, %s, %s)",
                *(case.pk, case.compartment_id, staff(username).pk),
                words="no key to this case",
            )
            refused(
                "select access.name_staff(%s, %s, 'named', 'case', 'Vill se.', null)",
                *(case.pk, staff(username).pk),
                words="no key to this case",
            )


@pytest.mark.parametrize(("ground", "follows"), [(Ground.SUBSTITUTION, False), (Ground.NAMED, False)])
@pytest.mark.parametrize("far", [False, True], ids=["same unit", "another unit"])
def test_what_was_lent_out_in_a_unit_does_not_follow_the_case_to_the_next(
    acting, staff, at, case, ground, follows, far
):
    with acting("bo") as bo:
        actions.name_staff(
            case, staff("eva"), ground=ground, reach=Reach.CASE, reason="Semester.", until=at + 240 * HOUR,
            by=bo, at=at,
        )  # fmt: skip
    with acting("eva", at=at + HOUR):
        assert Case.objects.filter(pk=case.pk).exists()
    with acting("bo", at=at + HOUR) as bo:
        where, who = (
            (Compartment.objects.get(name="Mottagning"), "maja") if far else (case.compartment, "siri")
        )
        actions.transfer(case, where, staff(who), by=bo, at=at + HOUR)
    later = at + 2 * HOUR
    with acting("eva", at=later):
        assert Case.objects.filter(pk=case.pk).exists() == (not far)
    with acting("bo", at=later):
        assert not Case.objects.filter(pk=case.pk).exists(), "the former caseworker's key ends"


def test_a_case_is_given_to_nobody_who_does_not_work_there(acting, staff, at, case):
    for username in ("maja", "pelle", "nils", "kurt", "vera"):
        with acting("bo"):
            refused(
                "select access.transfer_case(%s, %s, %s)",
                *(case.pk, case.compartment_id, staff(username).pk),
                words="does not work there",
            )
