"""Two who look after the organisation, and their hands."""

from __future__ import annotations

import pytest

from samtid.base.organisation.models import Membership, Staff, Unit
from samtid.base.organisation.words import Role
from samtid.doors.office import actions, queries
from samtid.doors.systems.oidc.models import Link

from .make import TODAY


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
