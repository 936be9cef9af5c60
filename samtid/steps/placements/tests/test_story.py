"""A child's way: a jour home, a family home, another, and home again, over the New Year when the act changes."""

from __future__ import annotations

from datetime import date, datetime, timedelta

import pytest
from django.db import Error, transaction

from samtid.base.dossier.models import Clock
from samtid.base.dossier.tests.make import a_case
from samtid.ground.reasons import NotYet
from samtid.ground.sweden import SWEDEN
from samtid.steps.compulsory.tests.make import a_step, a_track
from samtid.steps.compulsory.words import Kind
from samtid.steps.placements import actions, queries, rules
from samtid.steps.placements.models import Home, Placement
from samtid.steps.placements.words import Destination, Done, Ground, HomeKind, LeftWhy, Why

from .make import a_care, a_home, on_ground


def on(year: int, month: int, day: int, hour: int = 14) -> datetime:
    return datetime(year, month, day, hour, tzinfo=SWEDEN)


CAME = on(2026, 12, 10)


def running(care) -> dict[str, date]:
    return dict(Clock.objects.filter(about=care.pk, stopped_at=None).values_list("rule", "due_on"))


def of_track(care) -> dict[str, date]:
    rows = Clock.objects.filter(case=care.case_id, rule__startswith="LVU", stopped_at=None)
    return dict(rows.values_list("rule", "due_on"))


@pytest.fixture
def jour(acting) -> Home:
    with acting("karin", at=CAME - timedelta(days=9)) as karin:
        return a_home(by=karin, at=CAME - timedelta(days=9), kind=HomeKind.EMERGENCY_HOME, name="Jourdal")


@pytest.fixture
def lasting(acting) -> Home:
    with acting("karin", at=CAME - timedelta(days=8)) as karin:
        return a_home(by=karin, at=CAME - timedelta(days=8), name="Provdals")


@pytest.fixture
def care(acting, jour):
    with acting("siri", at=CAME - timedelta(days=1)) as siri:
        case = a_case(by=siri, at=CAME - timedelta(days=1))
    with acting("siri", at=CAME) as siri:
        return a_care(case, jour, by=siri, at=CAME, ground=Ground.CUSTODY)


def test_from_the_jour_home_over_new_year_to_the_way_home(acting, care, lasting):
    with acting("siri", at=CAME):
        assert set(running(care)) == {"CH-12"}, "immediate custody has the clocks of its track"
    # the court decides on care; the jour home's two months begin when the investigation ends
    with acting("siri", at=on(2026, 12, 20)) as siri:
        track = a_track(care.case, by=siri, at=on(2026, 12, 20))
        a_step(track, Kind.SUBMITTED, date(2026, 12, 14), by=siri, at=on(2026, 12, 20))
        on_ground(
            care,
            Ground.ENVIRONMENT,
            date(2026, 12, 18),
            "Förvaltningsrätten, mål 1-26",
            by=siri,
            at=on(2026, 12, 20),
        )
        actions.follow_care(care, Done.INVESTIGATED, date(2026, 12, 20), "", by=siri, at=on(2026, 12, 20))
        found = running(care)
        assert found["CH-09"] == date(2027, 2, 20), "a Saturday: the two months do not roll"
        assert of_track(care)["LVU-08"] == date(2027, 6, 10), "from the day the care began"
        now = queries.ground_of(queries.cares(siri).get(pk=care.pk), date(2026, 12, 31))
        assert now.citation(date(2026, 12, 31)) == "LVU 2 §"
        assert now.citation(date(2027, 1, 1)) == "Lag (2026:1600) 3 kap. 2 §"
    # the move, on New Year's Day, half past midnight
    moved = datetime(2027, 1, 1, 0, 30, tzinfo=SWEDEN)
    with acting("siri", at=on(2027, 1, 2)) as siri:
        actions.move(care, lasting, moved, Why.PLANNED, by=siri, at=on(2027, 1, 2))
        assert set(running(care)) == {"CH-12", "CH-11"}
        held = queries.cares(siri).get(pk=care.pk)
        assert queries.stay_at(held, moved - timedelta(minutes=1)).home.name == "Jourdal"
        assert queries.stay_at(held, moved).home.name == "Provdals"
        days = rules.care_days(
            queries.stays_of(siri, held, date(2027, 1, 2)), date(2026, 12, 1), date(2027, 2, 1)
        )
        assert {place: one.days for (_, place), one in days.items()} == {"Jourdal": 22, "Provdals": 31}
        assert {place: one.cost for (_, place), one in days.items()} == {
            "Jourdal": 26_400,
            "Provdals": 37_200,
        }
    with acting("siri", at=on(2027, 6, 9)) as siri:
        track = a_track(care.case, by=siri, at=on(2027, 6, 9))
        a_step(track, Kind.CONSIDERED, date(2027, 6, 8), by=siri, at=on(2027, 6, 9))
        assert of_track(care)["LVU-08"] == date(2027, 12, 8), "met in time: six months from when it was"
    with acting("siri", at=on(2027, 8, 1)) as siri:
        actions.end_care(care, on(2027, 7, 30), Destination.HOME, by=siri, at=on(2027, 8, 1))
        assert running(care) == {} and "LVU-08" in of_track(care), "the child is home, and the care goes on"
        assert queries.tonight(siri, on(2027, 8, 1)) == []


def test_a_wrong_home_is_corrected_beside_and_the_old_row_stands(acting, care, lasting):
    with acting("siri", at=CAME + timedelta(hours=3)) as siri:
        at = CAME + timedelta(hours=3)
        [stay] = queries.standing(queries.cares(siri).get(pk=care.pk))
        actions.correct(
            stay, lasting, CAME - timedelta(hours=2), "Det var Provdals, inte Jourdal", by=siri, at=at
        )
        held = queries.cares(siri).get(pk=care.pk)
        assert [one.home.name for one in queries.standing(held)] == ["Provdals"]
        assert [one.home.name for one in held.stays if one.corrected_at] == ["Jourdal"]
        assert held.began_at == CAME - timedelta(hours=2)
        assert "CH-11" in running(care)
        with pytest.raises(NotYet, match="redan rättad"):
            actions.correct(stay, lasting, CAME, "En gång till, av misstag", by=siri, at=at)


def test_a_corrected_day_of_a_move_moves_the_end_of_the_home_before(acting, care, lasting):
    at = CAME + timedelta(days=10)
    with acting("siri", at=at) as siri:
        actions.move(care, lasting, CAME + timedelta(days=5), Why.PLANNED, by=siri, at=at)
        stay = queries.standing(queries.cares(siri).get(pk=care.pk))[-1]
        actions.correct(
            stay, lasting, CAME + timedelta(days=7), "Flytten blev två dagar senare", by=siri, at=at
        )
        first, second = queries.standing(queries.cares(siri).get(pk=care.pk))
        assert first.ends_at == second.starts_at == CAME + timedelta(days=7)


def test_a_child_between_places_is_an_alarm_at_the_top(acting, care, lasting):
    at = CAME + timedelta(days=1)
    with acting("siri", at=at) as siri:
        actions.leave(care, CAME + timedelta(hours=20), LeftWhy.RAN_AWAY, by=siri, at=at)
        [row] = queries.tonight(siri, at)
        assert row.is_alarm
        with pytest.raises(NotYet, match="redan utan hem"):
            actions.leave(care, at, LeftWhy.RAN_AWAY, by=siri, at=at)
        actions.move(care, lasting, at, Why.BACK, by=siri, at=at)
        [row] = queries.tonight(siri, at)
        assert not row.is_alarm and row.phone == "070-1740605"


@pytest.mark.parametrize(
    ("came", "left", "refused"),
    [(-3, 0, False), (-3, -1, False), (-1, 1, True), (0, 1, True), (1, 2, True), (0, None, True)],
)
def test_the_database_refuses_a_child_in_two_homes(acting, care, lasting, came, left, refused):
    """Hours from when the child came to the first home: up to that moment it may have been in another, and not after."""
    at = CAME + timedelta(hours=3)
    said = {
        "care": care,
        "case_id": care.case_id,
        "home": lasting,
        "starts_at": CAME + timedelta(hours=came),
        "ends_at": None if left is None else CAME + timedelta(hours=left),
        "why": Why.PLANNED,
        "placed_at": at,
        "placed_by_id": care.begun_by_id,
    }
    with acting("siri", at=at):
        if refused:
            with pytest.raises(Error, match=r"one home at a time|one_home_at_a_time"), transaction.atomic():
                Placement.objects.create(**said)
        else:
            assert Placement.objects.create(**said).pk


def test_the_wrong_child_is_annulled_and_can_then_be_placed_rightly(acting, care, jour):
    at = CAME + timedelta(hours=5)
    with acting("siri", at=at) as siri:
        actions.annul(care, "Det gällde brodern, se hans ärende", by=siri, at=at)
        assert queries.tonight(siri, at) == [] and running(care) == {}
        again = a_care(care.case, jour, by=siri, at=at)
        assert [one.care.pk for one in queries.tonight(siri, at)] == [again.pk]
