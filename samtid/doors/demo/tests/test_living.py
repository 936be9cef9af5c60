"""The living half: every situation of the demo played for real, in a transaction that is rolled back."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date
from itertools import pairwise

import pytest
from django.db import connection, transaction

from samtid.base.access.identity import Identity, acting_as
from samtid.base.access.models import Review
from samtid.base.access.words import Purpose
from samtid.base.dossier.models import Case, Clock, Event
from samtid.base.organisation.models import Membership, Staff, Unit
from samtid.base.organisation.words import Role, UnitKind
from samtid.base.people.models import Person
from samtid.base.people.words import NumberKind
from samtid.doors.demo.living import ongoing
from samtid.doors.demo.living.logins import logins
from samtid.doors.demo.living.play import Player
from samtid.doors.demo.living.staffing import Staffing
from samtid.doors.demo.population_numbers import NumberKind as Official
from samtid.doors.demo.population_numbers import official
from samtid.steps.decisions.models import Decision
from samtid.steps.hospital.models import Stay
from samtid.steps.intake.models import Report
from samtid.steps.investigations.models import Investigation
from samtid.steps.lss.models import PlanStep
from samtid.steps.services.models import Service
from samtid.steps.visits.models import Visit

from .make_living import NOW, WANTED, as_app, as_owner, build, with_a_situation, with_daily_help

# Tables that the municipality fills, besides the directory.
ROOMS = [Report, Case, Investigation, Decision, Service, Clock, Event]


@pytest.fixture(scope="module")
def town(django_db_setup: None, django_db_blocker: pytest.FixtureRequest) -> Iterator[None]:
    """The organisation and every situation, with the day's visits; then as if nothing had happened."""
    with django_db_blocker.unblock(), transaction.atomic():  # type: ignore[attr-defined]
        build()
        player = Player(Staffing(), seed=WANTED.label, until=NOW)
        scenes = [player.play(some) for some in [*with_a_situation(), *with_daily_help()]]
        assert not [refusal for scene in scenes for refusal in scene.refused]
        for task in ongoing.tasks(WANTED, WANTED.town().needs()):
            task.run()
        with connection.cursor() as cursor:
            cursor.execute("set constraints all immediate")
        yield
        transaction.set_rollback(True)


def seen_by(staff: Staff, model: type) -> int:
    """How many rows of a table the walls let somebody see."""
    as_app()
    try:
        with acting_as(Identity(staff.pk, Purpose.WEB, NOW)):
            return model.objects.count()  # type: ignore[attr-defined]
    finally:
        as_owner()


def somebody(kind: UnitKind, role: Role) -> Staff:
    rows = Membership.objects.on(NOW.date()).filter(unit__kind=str(kind), role=str(role))
    return rows.select_related("staff").order_by("pk")[0].staff


def test_there_is_open_work_in_every_step(town: None) -> None:
    waiting = Report.objects.filter(closed_at=None)
    assert waiting.filter(case=None).exists(), "something nobody has said whom it is about"
    assert waiting.filter(need="child", protection_assessed_at=None).exists()
    assert waiting.filter(need="child").exclude(protection_assessed_at=None).exists()
    assert waiting.filter(kind="question").exists()
    investigations = Investigation.objects.filter(closed_at=None)
    assert investigations.filter(findings=None).exists()
    assert investigations.exclude(findings=None).exists()
    assert investigations.exclude(proposals=None).exists()
    assert Decision.objects.filter(signed_at=None).exists()
    assert Decision.objects.exclude(signed_at=None).filter(services=None, outcome="granted").exists()
    assert Service.objects.filter(ended_at=None).exists()
    assert Visit.objects.filter(planned_at__gt=NOW).exists()
    assert Visit.objects.exclude(carried_out_at=None).exists()


def test_somebody_is_away_and_the_days_to_payment_are_counted(town: None) -> None:
    assert Stay.objects.filter(why="hospital", ended_on=None).exists()
    assert Clock.objects.filter(rule="AD-07", stopped_at=None).exists()
    assert Visit.objects.filter(not_carried_out_reason="away").exists()


@pytest.mark.parametrize("rule", ["CH-01", "CH-02", "CH-05", "NX-01", "UPPFOLJNING"])
def test_some_of_it_is_late(town: None, rule: str) -> None:
    assert Clock.objects.filter(rule=rule, stopped_at=None, due_on__lt=NOW.date()).exists()


def test_every_decision_by_lss_was_weighed_and_the_plan_offered(town: None) -> None:
    signed = Decision.objects.filter(legal_basis="LSS 9", signed_at__isnull=False)
    assert signed.exists()
    assert not signed.filter(weighings=None).exists()
    assert PlanStep.objects.filter(kind="offered").exists()


def test_nothing_has_happened_in_the_future_or_by_somebody_not_yet_employed(town: None) -> None:
    assert not Event.objects.filter(at__gt=NOW).exists()
    early = [
        event.pk
        for event in Event.objects.exclude(by=None).select_related("by")
        if event.at.date() < event.by.valid_from  # type: ignore[union-attr]
    ]
    assert not early


def test_protected_people_are_sealed_and_their_places_not_written_down(town: None) -> None:
    levels = set(Person.objects.values_list("protection", flat=True))
    assert {"marked", "registered_elsewhere", "fictitious"} <= levels
    sealed = Case.objects.exclude(dossier__person__protection="none")
    assert sealed.exists()
    assert all(sealed.values_list("is_sealed", flat=True))
    hidden = Person.objects.filter(protection__in=["registered_elsewhere", "fictitious"])
    assert set(hidden.values_list("address", "phone", "locality")) == {("", "", "")}


def test_nobody_has_a_number_that_is_not_an_official_test_number(town: None) -> None:
    known = {
        one.number for kind in (Official.PERSONNUMMER, Official.SAMORDNINGSNUMMER) for one in official(kind)
    }
    for person in Person.objects.all():
        if person.number_kind == NumberKind.RESERVE:
            assert re.fullmatch(r"\d{8}R\d{3}", person.number)
        else:
            assert person.number in known
    assert Person.objects.filter(number_kind=NumberKind.RESERVE).exists()
    assert Person.objects.filter(number_kind=NumberKind.SAMORDNINGSNUMMER).exists()


def test_every_role_has_somebody_to_log_in_as(town: None) -> None:
    found = logins(NOW.date())
    assert {one.role for one in found} == set(Role)
    assert all(re.fullmatch(r"[a-z0-9.-]+", one.username) for one in found)
    assert not any(re.search(r"\d{4}", one.username) for one in found)


def test_the_reorganisation_is_dated_ahead_and_the_cases_follow(town: None) -> None:
    change = date(NOW.year + 1, 1, 1)
    new = Unit.objects.get(valid_from=change)
    held = set(new.holdings.values_list("compartment__name", flat=True))
    assert held == {"Biståndsbedömning äldre", "LSS"}
    assert not Membership.objects.on(NOW.date()).filter(unit=new).exists()
    assert Membership.objects.on(change).filter(unit=new, role="manager").count() == 1
    assert not Membership.objects.on(change).filter(unit__name="LSS").exists()


@pytest.mark.parametrize("model", ROOMS)
@pytest.mark.parametrize(
    "role", [Role.CONTROLLER, Role.QUALITY, Role.OPERATOR, Role.BOARD_MEMBER, Role.LOG_REVIEWER]
)
def test_who_works_with_no_persons_sees_none(town: None, model: type, role: Role) -> None:
    rows = Membership.objects.on(NOW.date()).filter(role=str(role)).select_related("staff")
    assert seen_by(rows[0].staff, model) == 0
    assert model.objects.count() > 0  # type: ignore[attr-defined]


def test_a_caseworker_sees_some_and_never_another_units_or_a_sealed_case(town: None) -> None:
    worker = somebody(UnitKind.ASSISTANCE, Role.CASEWORKER)
    all_there_are = Case.objects.count()
    assert 0 < seen_by(worker, Case) < all_there_are
    as_app()
    with acting_as(Identity(worker.pk, Purpose.WEB, NOW)):
        seen = Case.objects.select_related("compartment")
        named = set(worker.keys.values_list("case_id", flat=True))
        assert all(case.compartment.name == "Ekonomiskt bistånd" or case.pk in named for case in seen)
        assert not any(case.is_sealed and case.pk not in named for case in seen)
    as_owner()


def test_a_care_worker_sees_visits_and_no_case(town: None) -> None:
    visit = Visit.objects.filter(service__unit__kind="home_care", is_sealed=False).exclude(staff=None).first()
    assert visit is not None
    assert visit.staff is not None
    assert seen_by(visit.staff, Visit) > 0
    assert seen_by(visit.staff, Case) == 0
    assert seen_by(visit.staff, Report) == 0


def test_visits_of_one_person_never_overlap(town: None) -> None:
    rows = Visit.objects.exclude(staff=None).order_by("staff", "planned_at")
    assert all(one.staff_id != two.staff_id or one.ends_at <= two.planned_at for one, two in pairwise(rows))


def test_the_log_reviewer_has_something_to_review(town: None) -> None:
    as_owner()
    grounds = {ground for review in Review.objects.all() for ground in review.grounds}
    as_app()

    assert {"break_glass", "sample"} <= grounds
