"""Every role on every verb: who may do what, written by hand and tried, and no verb without somebody who does it.

The verbs are found in the rooms themselves: a new action without a role does not load, and one that is not in the
table below fails here.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import timedelta
from importlib import import_module
from importlib.util import find_spec
from inspect import Parameter, getmembers, isfunction, signature
from typing import Any

import pytest
from django.db import DatabaseError, connection, transaction
from django.test import Client
from django.urls import reverse

from samtid.base.organisation.models import Membership, Unit
from samtid.base.organisation.verbs import Verb
from samtid.base.organisation.words import Role
from samtid.config.rooms import read
from samtid.ground import clock
from samtid.ground.reasons import NotYet
from samtid.steps.services.models import Service
from samtid.steps.services.tests.make import an_open_service
from samtid.steps.visits import actions as visits
from samtid.steps.visits.models import Visit
from samtid.steps.visits.tests.make import a_visit
from tests.walls.who import PLANS, WHO

# What every page does beside its own verb: a line in the log or the diary.
NO_VERBS = {"record_in", "open_page", "count_clocks", "hold"}


def verbs() -> Iterator[tuple[str, str, Callable[..., Any]]]:
    """Every action of the steps, the resources and the quality floor: a public function of ``actions`` that somebody does."""
    for floor in ("steps", "resources", "quality"):
        for room in (room for layer in read().layers[floor] for room in layer):
            if find_spec(f"samtid.{floor}.{room}.actions") is None:
                continue  # a room where nobody does anything: what is counted
            module = import_module(f"samtid.{floor}.{room}.actions")
            for name, found in getmembers(module, isfunction):
                own = found.__module__.startswith(f"samtid.{floor}.{room}")
                done_by = signature(found).parameters.get("by")
                is_done = done_by is not None and done_by.kind is Parameter.KEYWORD_ONLY
                if own and is_done and name not in NO_VERBS and not name.startswith("_"):
                    yield room, name, found


EVERY = [pytest.param(*one, id=f"{one[0]}.{one[1]}") for one in verbs()]


def test_no_verb_is_without_a_role_and_none_is_written_for_nobody():
    found = {(room, name) for room, name, _ in verbs()}
    assert found == {(room, name) for room, row in WHO.items() for name in row}
    assert all(isinstance(getattr(action, "verb", None), Verb) for *_, action in verbs())


@pytest.fixture
def service(acting, at) -> Service:
    with acting("ulf") as ulf:
        return an_open_service(by=ulf, at=at)


@pytest.fixture
def as_role(staff, as_owner, acting, at):
    """``with as_role(role):`` Kurt acts in that role, in the unit that carries the service out."""

    def act(role: Role, unit: str = "Hemtjänst"):
        with as_owner():
            Membership.objects.filter(staff=staff("kurt")).update(
                role=role, unit=Unit.objects.get(name=unit), valid_from=at.date() - timedelta(days=9)
            )
        return acting("kurt")

    return act


@pytest.mark.parametrize(("room", "name", "action"), EVERY)
def test_each_verb_is_done_by_its_roles_and_refused_to_all_others(
    acting, at, service, as_role, room, name, action
):
    about = {
        "visits": [service],
        "orders": [service],
        "plans": [service],
        "roster": [service.unit],
        "planning": [service.unit],
    }.get(room, [None])
    for role in Role:
        with as_role(role) as kurt, transaction.atomic():
            try:
                action(*about, by=kurt, at=at)
            except NotYet as refusal:
                refused = [one.text for one in refusal.obstacles] == [action.verb.why]
            except Exception:  # it was let in, and had nothing to work with
                refused = False
            else:
                refused = False
            transaction.set_rollback(True)
        assert refused == (role not in WHO[room][name]), (role, action.verb.why)


@pytest.mark.parametrize("role", list(Role))
def test_the_database_keeps_planning_from_those_who_do_not_plan(acting, at, service, as_role, role):
    with acting("nils") as nils:
        visit = a_visit(service, by=nils, at=at)
    for said in ("planned_at = planned_at + interval '1 hour'", "staff_id = null, what = 'Annat'"):
        with as_role(role), connection.cursor() as cursor:
            try:
                with transaction.atomic():
                    cursor.execute(f"update visits_visit set {said} where id = %s", [visit.pk])
                    changed = cursor.rowcount == 1
            except DatabaseError:
                changed = False
        assert changed == (role in PLANS), said


def test_where_nobody_plans_for_the_rest_each_one_agrees_on_her_own(acting, at, staff):
    with acting("ulf") as ulf:
        talks = an_open_service(by=ulf, at=at, code="family_counselling", unit="Öppenvård")
    with acting("omar") as omar:
        visit = a_visit(talks, by=omar, at=at, staff=omar)
        visits.move_visit(visit, at + timedelta(days=1), 45, by=omar, at=at)
        assert Visit.objects.get().minutes == 45


def test_the_role_counts_where_it_is_held(acting, at, service, staff, as_owner):
    """Tova plans for another unit, and goes on visits in this one."""
    with as_owner():
        Membership.objects.create(
            staff=staff("tova"),
            unit=Unit.objects.get(name="Öppenvård"),
            role=Role.PLANNER,
            valid_from=at.date(),
        )
    with acting("nils") as nils:
        visit = a_visit(service, by=nils, at=at)
    with acting("tova") as tova:
        with pytest.raises(NotYet, match="planeraren"), transaction.atomic():
            visits.move_visit(visit, at + timedelta(days=1), 45, by=tova, at=at)
        with pytest.raises(DatabaseError, match="planned by the planner"), transaction.atomic():
            Visit.objects.filter(pk=visit.pk).update(minutes=45)


def test_the_page_says_what_the_action_says_and_offers_no_form_for_it(acting, at, service, staff):
    with acting("nils") as nils:
        [first, *_] = visits.agree_series(
            service,
            [5],
            (at + timedelta(hours=1)).time(),
            at.date() + timedelta(days=7),
            3,
            visits.Arrangement(30, "Dusch", staff=staff("tova")),
            by=nils,
            at=at,
        )
    tova, nils = Client(), Client()
    tova.force_login(staff("tova"))
    nils.force_login(staff("nils"))
    with clock.set_to(lambda: at):
        hers = tova.get(reverse("visits:visit", args=[first.pk])).content.decode()
        his = nils.get(reverse("visits:visit", args=[first.pk])).content.decode()
        refused = tova.post(reverse("visits:call_off", args=[first.pk]))
    assert "Avboka resten av serien" in his
    assert "Avboka resten av serien" not in hers
    assert visits.call_off_rest.verb.why in hers  # type: ignore[attr-defined]
    assert refused.status_code == 422
    assert visits.call_off_rest.verb.why in refused.content.decode()  # type: ignore[attr-defined]
    with acting("nils"):
        assert not Visit.objects.exclude(not_carried_out_at=None).exists()
