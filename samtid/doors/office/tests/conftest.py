"""Two who look after the organisation, and their hands."""

from __future__ import annotations

import pytest

from samtid.base.dossier.tests.make import a_case
from samtid.base.organisation.models import Membership, Staff, Unit
from samtid.base.organisation.words import Role
from samtid.doors.office import actions, queries
from samtid.doors.office.models import Reorganisation
from samtid.doors.office.words import Stage
from samtid.doors.systems.oidc.models import Link

from .make import HEAD, TODAY


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


@pytest.fixture
def draft(second, acting, at):
    def do(*moves, by="ola", **head):
        with acting(by) as who:
            pk = actions.draft_reorganisation(None, **(HEAD | head), moves=[], by=who, at=at)
            for one in moves:
                actions.add_move(Reorganisation.objects.get(pk=pk), one, by=who, at=at)
        return pk

    return do


@pytest.fixture
def settle(acting, at):
    def do(pk, to, why="", by="ola", at=at):
        with acting(by, at=at) as who:
            actions.settle_reorganisation(queries.reorganisations(who).get(pk=pk), to, why, by=who, at=at)

    return do


@pytest.fixture
def approved(draft, settle):
    def do(*moves, **head):
        pk = draft(*moves, **head)
        settle(pk, Stage.WAITING)
        settle(pk, Stage.APPROVED, by="disa")
        return pk

    return do


@pytest.fixture
def the_plan(as_owner):
    def read():
        with as_owner():
            return Reorganisation.objects.order_by("-changed_at", "-version").first()

    return read


@pytest.fixture
def cases(acting, at):
    with acting("maja") as maja:
        one = a_case(by=maja, at=at)
    with acting("karin") as karin:
        two = a_case(by=karin, at=at)
    return one, two
