"""A reorganisation dated ahead takes effect by itself, and yesterday stays readable."""

from __future__ import annotations

from datetime import UTC, date, datetime

from django.db import connection

from samtid.base.access.models import Holding
from samtid.base.access.queries import unit_of
from samtid.base.dossier import queries
from samtid.base.dossier.tests.make import a_case
from samtid.base.organisation.models import Membership, Unit

LAST_DAY, FIRST_DAY = date(2026, 12, 31), date(2027, 1, 1)


def test_open_work_moves_to_the_new_unit_on_its_day(acting, at, as_owner, staff):
    with acting("maja") as maja:
        case = a_case(by=maja, at=at)
    with as_owner():
        old = Unit.objects.get(name="Mottagning")
        new = Unit.objects.create(
            name="En väg in",
            kind="reception",
            committee=old.committee,
            valid_from=FIRST_DAY,
            is_shared_within=True,
        )
        Holding.objects.filter(unit=old).update(valid_to=LAST_DAY)
        Holding.objects.create(unit=new, compartment=case.compartment, valid_from=FIRST_DAY)
        Membership.objects.filter(staff=staff("rut")).update(valid_to=LAST_DAY)
        Membership.objects.create(staff=staff("anita"), unit=new, role="manager", valid_from=FIRST_DAY)

    the_day_before = datetime(2026, 12, 31, 22, 59, tzinfo=UTC)  # 23:59 in Sweden
    new_year = datetime(2026, 12, 31, 23, 0, tzinfo=UTC)
    with acting("rut", at=the_day_before) as rut:
        assert queries.cases(rut).exists()
    with acting("rut", at=new_year) as rut:
        assert not queries.cases(rut).exists()
    with acting("anita", at=the_day_before) as anita:
        assert not queries.cases(anita).exists()
    with acting("anita", at=new_year) as anita:
        assert queries.cases(anita).get() == case, "nobody moved the case; the day did"

    assert unit_of(case.compartment_id, LAST_DAY) == old
    assert unit_of(case.compartment_id, FIRST_DAY) == new


def test_the_web_cannot_reorganise(acting, staff):
    from django.db import Error, transaction

    for statement in (
        "update organisation_membership set role = 'manager'",
        "insert into access_holding (unit_id, compartment_id, valid_from) values (1, 1, '2020-01-01')",
        "update organisation_staff set degree_on = '2020-01-01'",
        "delete from organisation_delegation",
    ):
        with acting("karin"):
            try:
                with transaction.atomic(), connection.cursor() as cursor:
                    cursor.execute(statement)
            except Error as refusal:
                assert "permission denied" in str(refusal)
            else:
                raise AssertionError(statement)
