"""Nycklar: to roles that need them, with an end, and with a way back."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.db import Error, connection, transaction

from samtid.base.access.words import Ground, Reach
from samtid.base.dossier import actions, queries
from samtid.base.dossier.models import Event
from samtid.base.dossier.tests.make import a_case
from samtid.base.dossier.words import Event as Verb
from samtid.base.dossier.words import NoWork
from samtid.base.people.words import Protection
from samtid.ground.reasons import NotYet

DAY = timedelta(days=1)


@pytest.fixture
def case(acting, at):
    with acting("maja") as maja:
        return a_case(by=maja, at=at)


@pytest.fixture
def give(case, acting, staff, at):
    """Maja names somebody, and gets what stands in the list back."""

    def given(username: str, reach: Reach = Reach.CASE, until=None, why: str = "Semester"):
        with acting("maja") as maja:
            actions.name_staff(
                case,
                staff(username),
                ground=Ground.SUBSTITUTION,
                reach=reach,
                reason=why,
                until=until,
                by=maja,
                at=at,
            )
            return next(one for one in queries.keys_of(maja, case) if one.staff.username == username)

    return given


# every role of the town × how far the key reaches
NONE = {"kurt", "vera", "bengt", "liv", "ola"}
SERVICE_ONLY = {"omar", "tova", "nils"}
WHOLE = {"rut", "bo", "siri", "karin", "pelle"}


@pytest.mark.parametrize("reach", list(Reach))
@pytest.mark.parametrize("username", sorted(NONE | SERVICE_ONLY | WHOLE))
def test_a_key_is_for_a_role_that_needs_it(case, give, acting, staff, at, username, reach):
    if username in WHOLE or (username in SERVICE_ONLY and reach == Reach.SERVICE):
        assert give(username, reach).reach == reach
        return
    with pytest.raises(NotYet, match="ingen roll som behöver nyckel"):
        give(username, reach)
    with acting("maja"), pytest.raises(Error), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(
            "select access.name_staff(%s, %s, 'substitution', %s, 'Semester', null)",
            [case.pk, staff(username).pk, reach],
        )


def test_every_key_has_an_end_within_a_year(case, give, at):
    assert give("rut").valid_until == at + 90 * DAY
    assert give("bo", until=at + 366 * DAY).valid_until == at + 366 * DAY
    for wrong in (at, at - DAY, at + 367 * DAY):
        with pytest.raises(NotYet, match="högst ett år"):
            give("siri", until=wrong)


def test_the_list_says_who_gave_and_when_it_was_last_used(case, give, acting, at):
    give("bo")
    later = at + DAY
    with acting("bo", at=later) as bo:
        actions.open_page(case, "desk:dossier", by=bo, at=later)
    with acting("maja", at=later) as maja:
        found = {one.staff.username: one for one in queries.keys_of(maja, case)}
    assert (found["bo"].given_by.username, found["bo"].last_used, found["bo"].may_end) == (
        "maja",
        later,
        True,
    )
    assert found["maja"].keeps == "assigned"
    with acting("pelle") as pelle:
        assert not queries.keys_of(pelle, case)


@pytest.mark.parametrize(
    ("username", "may"),
    [("maja", True), ("rut", True), ("bo", True), ("siri", False), ("karin", False), ("liv", False)],
)
def test_it_is_taken_back_by_the_giver_the_holder_and_the_unit(case, give, acting, at, username, may):
    key = give("bo").key
    with acting(username, at=at + DAY) as who:
        if may:
            actions.end_key(key, by=who, at=at + DAY)
        else:
            with pytest.raises(Error), transaction.atomic():
                actions.end_key(key, by=who, at=at + DAY)
    with acting("bo", at=at + 2 * DAY) as bo:
        assert queries.cases(bo).exists() is not may
    with acting("maja", at=at + 2 * DAY):
        assert Event.objects.filter(verb=Verb.KEY_GIVEN).count() == 1
        assert Event.objects.filter(verb=Verb.KEY_ENDED).exists() is may


def test_neither_the_caseworkers_own_nor_the_last_key_to_a_sealed_case_is_taken_back(case, acting, staff, at):
    with acting("rut") as rut:
        [own] = queries.keys_of(rut, case)
        with pytest.raises(Error), transaction.atomic():
            actions.end_key(own.key, by=rut, at=at)
    with acting("maja") as maja:
        actions.set_protection(case, Protection.MARKED, by=maja, at=at)
        actions.transfer(case, case.compartment, None, by=maja, at=at)
    with acting("maja", at=at + DAY) as maja:
        assert not queries.cases(maja).exists()
    with acting("rut", at=at + DAY) as rut:
        assert queries.cases(rut).exists(), "with nobody assigned it is the manager's"
        [last] = queries.keys_of(rut, case)
        assert last.keeps == "last"
        with pytest.raises(Error), transaction.atomic():
            actions.end_key(last.key, by=rut, at=at)


def test_the_manager_sees_keys_without_work_behind_them(case, give, acting, staff, as_owner, at):
    give("bo", until=at + 300 * DAY), give("siri", until=at + 300 * DAY), give("pelle", until=at + 300 * DAY)
    later = at + 70 * DAY
    with acting("siri", at=later) as siri:
        note = actions.write_note(case, "Ringde.", happened_at=at, by=siri, at=later)
        actions.sign_note(note, by=siri, at=later)
    with as_owner():
        staff("pelle").memberships.update(valid_to=at.date())
    with acting("rut", at=later) as rut:
        found = {one.staff.username: one.why for one in queries.idle_keys(rut)}
        assert found == {"bo": NoWork.ELSEWHERE, "pelle": NoWork.ROLE}
        for one in queries.idle_keys(rut):
            actions.end_key(one.key, by=rut, at=later)
        assert not queries.idle_keys(rut)
    with acting("karin", at=later) as karin:
        assert not queries.idle_keys(karin), "another unit's"


def test_a_substitutes_key_follows_within_the_unit_and_ends_with_a_move(case, give, acting, staff, at):
    from samtid.base.access.queries import compartment_of

    give("bo")
    with acting("maja", at=at) as maja:
        actions.transfer(case, case.compartment, staff("rut"), by=maja, at=at)
    with acting("bo", at=at + DAY) as bo:
        assert queries.cases(bo).exists()
    with acting("rut", at=at + DAY) as rut:
        there = compartment_of(staff("pelle").memberships.get().unit, at.date())
        actions.transfer(case, there, staff("pelle"), by=rut, at=at + DAY)
    with acting("bo", at=at + 2 * DAY) as bo:
        assert not queries.cases(bo).exists()
