"""What the database itself says no to, whoever has the key and any SQL."""

from __future__ import annotations

from datetime import time, timedelta

import pytest
from django.db import Error, transaction

from samtid.base.access.models import Holding
from samtid.base.dossier.actions import record, set_protection
from samtid.base.dossier.models import Case
from samtid.base.dossier.tests.make import a_case
from samtid.base.people.actions import Details
from samtid.base.people.words import NumberKind
from samtid.ground.reasons import NotYet
from samtid.ground.sweden import swedish_day
from samtid.steps.hospital import actions, queries
from samtid.steps.hospital.models import Stay, StayStep
from samtid.steps.hospital.words import Event, Kind
from samtid.steps.services.models import Away
from samtid.steps.visits.models import Visit

from .make import a_stay, a_step

BROTHER = Details("Nils", "Nyström", number="201001022381", number_kind=NumberKind.PERSONNUMMER)


@pytest.fixture
def stay(acting, at, service) -> Stay:
    with acting("ulf", at=at) as ulf:
        return a_stay(service.case, by=ulf, at=at)


def refused(do) -> None:
    with pytest.raises(Error), transaction.atomic():
        do()


@pytest.mark.parametrize("username", ["nils", "tova", "inga", "omar", "bo", "lena", "ola", "vera", "kurt"])
def test_nobody_without_a_key_reads_that_there_is_a_stay(acting, stay, username):
    with acting(username):
        assert not Stay.objects.exists() and not StayStep.objects.exists()


@pytest.mark.parametrize("username", ["nils", "tova", "inga"])
def test_the_unit_learns_that_the_person_is_away_and_can_say_nothing_of_it(
    acting, stay, service, at, username
):
    with acting(username):
        row = Away.objects.get()
        assert (row.service_id, row.back_at, row.is_void) == (service.pk, None, False)
        refused(lambda: Away.objects.update(back_at=at + timedelta(days=1)))
        refused(lambda: Away.objects.all().delete())
        refused(
            lambda: Away.objects.create(
                service=service,
                case_id=service.case_id,
                about=stay.pk,
                first_at=at,
                noted_at=at,
                changed_at=at,
            )
        )


@pytest.mark.parametrize("username", ["nils", "tova", "inga"])
def test_the_unit_writes_no_stay_not_even_by_hand(acting, stay, at, username):
    with acting(username) as who:
        with pytest.raises((NotYet, Error, Stay.DoesNotExist)), transaction.atomic():
            a_step(stay, Kind.HOME, swedish_day(at), by=who, at=at)
        refused(
            lambda: StayStep.objects.create(
                stay=stay, case_id=stay.case_id, kind="home", happened_on=swedish_day(at), by=who, at=at
            )
        )
        assert Stay.objects.update(ended_on=swedish_day(at)) == 0


def test_not_even_those_who_hold_the_case_write_the_units_row(acting, stay):
    with acting("ulf"):
        refused(lambda: Away.objects.update(is_void=True))


def test_a_step_stands_as_it_was_written_and_by_whom(acting, stay, at, staff):
    with acting("ulf") as ulf:
        refused(lambda: StayStep.objects.update(note="Något annat"))
        refused(lambda: StayStep.objects.all().delete())
        said = {"stay": stay, "case_id": stay.case_id, "kind": "called", "happened_on": swedish_day(at)}
        refused(lambda: StayStep.objects.create(**said, by=staff("gun"), at=at))
        refused(lambda: StayStep.objects.create(**said, by=ulf, at=at - timedelta(days=1)))
        # without its hour nobody knows which day is counted
        refused(lambda: StayStep.objects.create(**said | {"kind": "ready"}, by=ulf, at=at))
        other = a_stay(a_case(by=ulf, at=at, details=BROTHER), by=ulf, at=at)
        step = queries.standing(other)[0]
        refused(
            lambda: StayStep.objects.create(
                **said | {"kind": "admitted"}, corrects=step, reason="Fel rad.", by=ulf, at=at
            )
        )


def test_what_never_was_is_not_written_on(acting, stay, at):
    with acting("ulf") as ulf:
        actions.annul_stay(stay, "Det var fel person.", by=ulf, at=at)
        refused(
            lambda: StayStep.objects.create(
                stay=stay, case_id=stay.case_id, kind="home", happened_on=swedish_day(at), by=ulf, at=at
            )
        )
        refused(lambda: Stay.objects.update(annulled_why="Nej."))


def test_the_diary_says_only_what_was_done(acting, at, service):
    with acting("ulf") as ulf:
        for event in Event:
            refused(lambda: record(Case.objects.get(pk=service.case_id), event, by=ulf, at=at))


def test_somebody_protected_is_away_to_those_named_alone_and_the_visits_follow(acting, at, service, plan):
    with acting("ulf") as ulf:
        stay = a_stay(service.case, by=ulf, at=at)
        set_protection(stay.case, "marked", by=ulf, at=at)
    for username in ("nils", "tova", "inga", "gun"):
        with acting(username):
            assert not Away.objects.exists() and not Stay.objects.exists() and not Visit.objects.exists()
    with acting("ulf") as ulf:
        a_step(queries.stays(ulf).get(), Kind.HOME, swedish_day(at), time(10), by=ulf, at=at)
        assert Away.objects.get().back_at is not None


def test_what_was_told_of_a_case_that_has_moved_since_is_kept_in_step_by_whoever_writes(
    acting, at, service, as_owner
):
    """A service in another case of the person's, which the one who writes next does not see, is not left without help."""
    from samtid.steps.services.tests.make import an_open_service

    with acting("ulf") as ulf:
        dossier = Case.objects.get(pk=service.case_id).dossier
        other = Case.objects.get(pk=a_case(by=ulf, at=at).pk)
        assert other.dossier_id == dossier.pk, "the same person"
        second = an_open_service(by=ulf, at=at, case=other)
        stay = a_stay(service.case, by=ulf, at=at)
        assert set(Away.objects.values_list("service", flat=True)) == {service.pk, second.pk}
    with as_owner():
        elsewhere = Holding.objects.filter(unit__name="Ekonomiskt bistånd").values("compartment")[:1]
        Case.objects.filter(pk=other.pk).update(compartment=elsewhere, caseworker=None)
    with acting("gun") as gun:
        assert set(Away.objects.values_list("service", flat=True)) == {service.pk}
        a_step(stay, Kind.HOME, swedish_day(at), time(10), by=gun, at=at)
    with as_owner():
        assert Away.objects.count() == 2 and not Away.objects.filter(back_at=None).exists()
