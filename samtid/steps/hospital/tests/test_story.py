"""Away and home again: the visits stop, the clock runs, the help begins again; and the bad days."""

from __future__ import annotations

from datetime import UTC, date, datetime, time, timedelta

import pytest
from django.db import IntegrityError, transaction

from samtid.base.dossier.actions import close_case
from samtid.base.dossier.models import Case, Clock, Event
from samtid.base.dossier.tests.make import a_case
from samtid.base.people.models import Person
from samtid.ground.reasons import NotYet
from samtid.ground.sweden import swedish_day
from samtid.steps.hospital import actions, queries
from samtid.steps.hospital.models import Stay
from samtid.steps.hospital.rules import Said
from samtid.steps.hospital.words import Begin, Kind
from samtid.steps.services.models import Away
from samtid.steps.services.tests.make import an_open_service
from samtid.steps.visits import actions as visits
from samtid.steps.visits.models import Visit
from samtid.steps.visits.tests.make import a_visit
from samtid.steps.visits.words import WhyNot

from .conftest import lay_out
from .make import a_stay, a_step

AHEAD = {"not_carried_out_at": None, "carried_out_at": None}
LEFT, RESTART = "besöken är avbokade", "hjälpen ska börja igen"


def ahead(at) -> int:
    return Visit.objects.filter(**AHEAD, planned_at__gt=at).count()


def running() -> list[tuple[str, date]]:
    return [
        (one.rule, one.legal_on) for one in Clock.objects.filter(rule__startswith="AD-07", stopped_at=None)
    ]


def test_from_admission_to_the_first_visit_at_home_again(acting, at, service, plan, day_of):
    today = swedish_day(at)
    with acting("ulf") as ulf:
        assert ahead(at) == 14
        stay = a_stay(service.case, clock=time(7), by=ulf, at=at)
        assert ahead(at) == 0
        off = Visit.objects.filter(not_carried_out_reason=WhyNot.AWAY)
        assert off.count() == 14 and set(off.values_list("outcome_note", flat=True)) == {""}
        assert running() == [], "nothing is counted by an admission alone"
        verbs = set(Event.objects.values_list("verb", flat=True))
        assert {"hospital_opened", "visit_called_off"} <= verbs
    # the planner's morning: borta, and neither where nor why
    for username in ("nils", "inga"):
        said = day_of(username, at)
        assert f"Borta från {today}: {LEFT}" in said
        assert "ukhus" not in said and RESTART not in said and "Antagen plan utan besök" not in said
    tomorrow = at + timedelta(days=1)
    with acting("ulf", at=tomorrow) as ulf:
        stay = queries.stays(ulf).get()
        a_step(stay, Kind.CALLED, swedish_day(tomorrow), by=ulf, at=tomorrow)
        a_step(stay, Kind.READY, swedish_day(tomorrow), time(10), by=ulf, at=tomorrow)
        assert running() == [("AD-07", today + timedelta(days=4))]
    assert "betalar om personen är kvar" in day_of("ulf", tomorrow)
    with acting("ulf", at=tomorrow) as ulf:
        a_step(queries.stays(ulf).get(), Kind.HOME, today + timedelta(days=3), time(6), by=ulf, at=tomorrow)
        assert running() == []
    assert f"Hemma från {today + timedelta(days=3)}: {RESTART}" in day_of("nils", tomorrow)
    done = lay_out(acting, plan, tomorrow)
    with acting("nils", at=tomorrow):
        days = {swedish_day(one.planned_at) for one in Visit.objects.filter(**AHEAD)}
        assert min(days) == today + timedelta(days=3) and len(days) == done.count
    assert RESTART not in day_of("nils", tomorrow)


def test_while_one_is_away_no_plan_is_laid_out_but_one_visit_may_be_agreed(acting, at, service, plan):
    with acting("ulf") as ulf:
        a_stay(service.case, by=ulf, at=at)
    with pytest.raises(NotYet, match="Personen är borta"):
        lay_out(acting, plan, at)
    with acting("nils") as nils:
        a_visit(service, by=nils, at=at, hours=30)
        assert ahead(at) == 1


def test_what_was_done_before_the_ambulance_came_stands(acting, at, service, staff):
    with acting("nils") as nils:
        done = a_visit(service, by=nils, at=at, hours=0, staff=staff("tova"))
        later = a_visit(service, by=nils, at=at, hours=3)
    with acting("tova") as tova:
        visits.carry_out(done, by=tova, at=at)
    with acting("ulf") as ulf:
        a_stay(service.case, by=ulf, at=at)
        assert Visit.objects.get(pk=done.pk).carried_out_at == at
        assert Visit.objects.get(pk=later.pk).not_carried_out_reason == WhyNot.AWAY


def test_admitted_twice_is_told_where_it_stands_and_may_be_again_when_home(acting, at, service):
    with acting("ulf") as ulf:
        stay = a_stay(service.case, on=swedish_day(at) - timedelta(days=4), by=ulf, at=at)
        with pytest.raises(NotYet, match="Det står redan i ärende"), transaction.atomic():
            a_stay(service.case, by=ulf, at=at)
        a_step(stay, Kind.HOME, swedish_day(at) - timedelta(days=1), by=ulf, at=at)
        again = a_stay(service.case, by=ulf, at=at)
        home = queries.standing(queries.stays(ulf).get(pk=stay.pk))[-1]
        with pytest.raises(NotYet, match="senare frånvaro"), transaction.atomic():
            actions.withdraw_step(home, "Hon kom aldrig hem.", by=ulf, at=at)
        assert {one.pk for one in queries.stays(ulf)} == {stay.pk, again.pk}


def test_of_two_who_note_it_at_once_the_database_keeps_one(acting, at, service):
    with acting("ulf") as ulf:
        stay = a_stay(service.case, by=ulf, at=at)
        with pytest.raises(IntegrityError), transaction.atomic():
            Stay.objects.create(case=stay.case, why="hospital", first_at=at, opened_at=at, opened_by=ulf)


def test_the_wrong_hour_is_corrected_beside_and_the_day_is_counted_anew(acting, at, service):
    today = swedish_day(at)
    with acting("ulf") as ulf:
        stay = a_stay(service.case, on=today - timedelta(days=2), by=ulf, at=at)
        a_step(stay, Kind.CALLED, today - timedelta(days=1), by=ulf, at=at)
        ready = a_step(stay, Kind.READY, today - timedelta(days=1), time(13, 40), by=ulf, at=at)
        assert running() == [("AD-07b", today + timedelta(days=3))]
        said = Said(Kind.READY, today - timedelta(days=1), time(11, 40))
        actions.correct_step(ready, said, "Sjukhuset skickade kl. 11.40.", by=ulf, at=at)
        assert running() == [("AD-07", today + timedelta(days=2))]
        with pytest.raises(NotYet, match="redan rättat"), transaction.atomic():
            actions.correct_step(ready, said, "En gång till.", by=ulf, at=at)
        rows = queries.stays(ulf).get().written
        assert [one.clock for one in rows if one.kind == "ready"] == [time(13, 40), time(11, 40)]


def test_the_wrong_person_is_taken_back_with_a_trace_and_the_planner_is_told_first(
    acting, at, service, plan, day_of
):
    with acting("ulf") as ulf:
        stay = a_stay(service.case, by=ulf, at=at)
        a_step(stay, Kind.CALLED, swedish_day(at), by=ulf, at=at)
        a_step(stay, Kind.READY, swedish_day(at), time(10), by=ulf, at=at)
    later = at + timedelta(minutes=20)
    with acting("ulf", at=later) as ulf:
        actions.annul_stay(queries.stays(ulf).get(), "Det var grannen som skrevs in.", by=ulf, at=later)
        assert running() == []
        with pytest.raises(NotYet, match="gällde inte"), transaction.atomic():
            a_step(queries.stays(ulf).get(), Kind.HOME, swedish_day(at), by=ulf, at=later)
    assert "Var inte borta: besöken avbokades av misstag" in day_of("nils", later)
    assert LEFT not in day_of("nils", later)
    assert lay_out(acting, plan, later).count == 14
    assert "av misstag" not in day_of("nils", later)


def test_home_that_was_not_home_calls_off_what_was_laid_out_again(acting, at, service, plan):
    today = swedish_day(at)
    with acting("ulf") as ulf:
        a_stay(service.case, on=today - timedelta(days=1), by=ulf, at=at)
        home = a_step(queries.stays(ulf).get(), Kind.HOME, today + timedelta(days=1), by=ulf, at=at)
    lay_out(acting, plan, at)
    with acting("nils"):
        assert ahead(at) > 0
    with acting("ulf") as ulf:
        actions.withdraw_step(home, "Hon blev sämre och är kvar.", by=ulf, at=at)
        assert ahead(at) == 0 and queries.running(ulf, service.person) is not None


def test_a_journey_takes_its_days_and_leaves_the_rest(acting, at, service, plan, day_of):
    today = swedish_day(at)
    first, last = today + timedelta(days=2), today + timedelta(days=5)
    with acting("ulf") as ulf:
        a_stay(service.case, begin=Begin.TRAVEL, on=first, until=last, by=ulf, at=at)
        assert Visit.objects.filter(not_carried_out_reason=WhyNot.AWAY).count() == 3
        assert ahead(at) == 11
    assert RESTART not in day_of("nils", at), "what comes after the journey lies there"
    back = at + timedelta(days=3)
    with acting("ulf", at=back) as ulf:
        a_step(queries.stays(ulf).get(), Kind.HOME, swedish_day(back), time(12), by=ulf, at=back)
    assert RESTART in day_of("nils", back)
    assert lay_out(acting, plan, back).count > 0
    assert RESTART not in day_of("nils", back)


def test_somebody_who_died_is_known_to_have_where_persons_are_known(acting, at, service, plan, day_of):
    with acting("ulf") as ulf:
        stay = a_stay(service.case, on=swedish_day(at) - timedelta(days=2), by=ulf, at=at)
        died = a_step(stay, Kind.DIED, swedish_day(at), by=ulf, at=at)
        assert Person.objects.get(pk=service.person_id).died_on == swedish_day(at)
        assert ahead(at) == 0 and Away.objects.get().back_at is None
        actions.withdraw_step(died, "Det var fel patient.", by=ulf, at=at)
        assert Person.objects.get(pk=service.person_id).died_on is None
    assert RESTART not in day_of("nils", at)


def test_who_moved_from_services_that_go_on_waits_for_the_one_who_holds_the_case(acting, at, service, day_of):
    with acting("ulf") as ulf:
        stay = a_stay(service.case, on=swedish_day(at) - timedelta(days=2), by=ulf, at=at)
        a_step(stay, Kind.MOVED, swedish_day(at), by=ulf, at=at)
    assert "insatser pågår fortfarande" in day_of("ulf", at)
    assert RESTART not in day_of("nils", at)


def test_the_planned_day_that_passed_without_a_word_waits(acting, at, service, day_of):
    with acting("ulf") as ulf:
        a_stay(service.case, until=swedish_day(at) + timedelta(days=3), by=ulf, at=at)
    assert "Skulle vara hemma" not in day_of("ulf", at + timedelta(days=2))
    assert "Skulle vara hemma" in day_of("ulf", at + timedelta(days=3))
    assert "Skulle vara hemma" not in day_of("nils", at + timedelta(days=3))


def test_two_units_are_told_each_of_its_own_and_neither_why(acting, at, service):
    with acting("ulf") as ulf:
        an_open_service(
            by=ulf,
            at=at,
            case=Case.objects.get(pk=service.case_id),
            unit="Öppenvård",
            code="family_counselling",
        )
        a_stay(service.case, by=ulf, at=at)
        assert Away.objects.count() == 2
    for username, unit in (("nils", "Hemtjänst"), ("tova", "Hemtjänst"), ("omar", "Öppenvård")):
        with acting(username):
            assert [one.service.unit.name for one in Away.objects.select_related("service__unit")] == [unit]
            assert not Stay.objects.exists()


def test_over_new_year_and_midnight_the_days_are_swedish(acting, service):
    eve = datetime(2026, 12, 31, 22, 30, tzinfo=UTC)  # 23.30 here
    with acting("ulf", at=eve) as ulf:
        stay = a_stay(service.case, on=date(2026, 12, 29), by=ulf, at=eve)
        a_step(stay, Kind.CALLED, date(2026, 12, 30), by=ulf, at=eve)
        a_step(stay, Kind.READY, date(2026, 12, 31), time(23, 10), by=ulf, at=eve)
        assert running() == [("AD-07b", date(2027, 1, 4))]
    after = eve + timedelta(hours=1)
    with acting("ulf", at=after) as ulf:
        a_step(queries.stays(ulf).get(), Kind.HOME, date(2027, 1, 1), time(0, 20), by=ulf, at=after)
        assert running() == []


def test_a_closed_case_takes_no_new_stay(acting, at):
    with acting("ulf") as ulf:
        case = a_case(by=ulf, at=at)
        close_case(case, "Klart.", by=ulf, at=at)
        with pytest.raises(NotYet, match="avslutat"):
            a_stay(case, by=ulf, at=at)
