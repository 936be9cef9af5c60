"""Whom a person does not want home: by SQL too read by those who plan and whoever said it, and written away by nobody unseen."""

from __future__ import annotations

from dataclasses import replace

import pytest
from django.db import DatabaseError, connection, transaction

from samtid.steps.plans import actions, queries
from samtid.steps.plans.models import Plan, Unwanted
from samtid.steps.plans.tests.make import a_text, an_adopted_plan
from samtid.steps.services.tests.make import an_open_service
from tests.log_in import stepped_out


def rows(statement: str, *values: object) -> list[tuple]:
    """What the web's own log-in is told."""
    with connection.cursor() as cursor:
        cursor.execute(statement, values)
        return cursor.fetchall()


@pytest.fixture
def service(acting, at):
    """A running service that Hemtjänst carries out in a case of Biståndsbedömning."""
    with acting("ulf") as ulf:
        return an_open_service(by=ulf, at=at)


@pytest.fixture
def barred(staff):
    return staff("tova")


@pytest.fixture
def plan(acting, at, service, barred) -> Plan:
    """Adopted by her manager: Tova should not come."""
    with acting("inga") as inga:
        return an_adopted_plan(service, by=inga, at=at, not_who=(barred.pk,))


@pytest.mark.parametrize("username", ["tova", "omar", "kurt"])
def test_one_who_sees_the_service_and_plans_nothing_reads_no_row(acting, plan, username):
    with acting(username):
        assert rows("select staff_id from plans_unwanted") == []
    with acting("tova"):
        [(whole,)] = rows("select to_jsonb(p)::text from plans_plan p")
        assert '"number": 1' in whole and "not_who" not in whole, "the plan itself she sees"


@pytest.mark.parametrize("username", ["nils", "inga", "ulf"])
def test_those_who_plan_or_handle_the_case_read_it(acting, plan, barred, username):
    with acting(username) as who:
        assert rows("select staff_id from plans_unwanted") == [(barred.pk,)]
        assert queries.text(who, plan).not_who == (barred.pk,)


def test_a_new_version_does_not_open_the_old_ones(acting, at, service, plan, barred, staff):
    """She writes and adopts: what was held comes along and is hidden, and what she says herself she reads."""
    with acting("tova") as tova:
        draft = actions.write_plan(service, a_text(at), by=tova, at=at)
        assert rows("select staff_id from plans_unwanted") == []
        assert rows("delete from plans_unwanted returning id") == []
        with pytest.raises(DatabaseError, match="who and when"), transaction.atomic():
            rows("insert into plans_unwanted (id, case_id, compartment_id, is_sealed, plan_id, staff_id, said_by_id, said_at) "
                 "values (gen_random_uuid(), %s, 1, false, %s, %s, %s, access.at()) returning id",
                 service.case_id, draft.pk, barred.pk, staff("inga").pk)  # fmt: skip
        text = replace(a_text(at), not_who=(barred.pk, staff("nils").pk))
        draft = actions.write_plan(service, text, by=tova, at=at)
        assert set(queries.text(tova, draft).not_who) == {barred.pk, staff("nils").pk}, (
            "the same twice is no error"
        )
        draft = actions.write_plan(service, replace(text, not_who=(staff("nils").pk,)), by=tova, at=at)
        actions.adopt_plan(draft, by=tova, at=at)
        assert rows("select staff_id from plans_unwanted") == [(staff("nils").pk,)]
    with acting("ulf") as ulf:
        assert set(queries.text(ulf, Plan.objects.get(number=2)).not_who) == {barred.pk, staff("nils").pk}


def test_what_is_adopted_stands_and_those_who_plan_may_say_otherwise_in_the_next(
    acting, at, service, plan, barred
):
    with acting("inga") as inga:
        with pytest.raises(DatabaseError, match="append-only"), transaction.atomic():
            Unwanted.objects.filter(plan=plan).delete()
        with pytest.raises(DatabaseError, match="append-only"), transaction.atomic():
            Unwanted.objects.create(plan=plan, case_id=plan.case_id, staff=inga, said_by=inga, said_at=at)
        draft = actions.write_plan(service, a_text(at), by=inga, at=at)
        assert queries.text(inga, draft).not_who == ()
        assert queries.text(inga, plan).not_who == (barred.pk,)


@pytest.mark.parametrize(("username", "told"), [("tova", 0), ("inga", 2)])
def test_what_nobody_is_known_to_have_said_is_read_by_those_who_plan_and_brought_on(
    acting, at, service, plan, barred, username, told
):
    """Of plans from before the rows: whoever wrote the version may be the one who should not come."""
    with stepped_out("default"), connection.cursor() as cursor:
        cursor.execute("set local session_replication_role = replica")
        cursor.execute("update plans_unwanted set said_by_id = null")
        cursor.execute("set local session_replication_role = origin")
    with acting("tova") as tova:
        assert rows("select staff_id from plans_unwanted") == []
        draft = actions.write_plan(service, a_text(at), by=tova, at=at)
        with pytest.raises(DatabaseError, match="who and when"), transaction.atomic():
            rows(
                "insert into plans_unwanted (id, case_id, compartment_id, is_sealed, plan_id, staff_id, said_at) "
                "values (gen_random_uuid(), %s, 1, false, %s, %s, access.at()) returning id",
                service.case_id, draft.pk, tova.pk,
            )  # fmt: skip
    with acting(username):
        assert rows("select staff_id from plans_unwanted") == [(barred.pk,)] * told
