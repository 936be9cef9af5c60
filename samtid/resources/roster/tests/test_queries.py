"""Vem som kan skickas en dag, and who sees it."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta

import pytest
from django.db import DatabaseError, connection, transaction

from samtid.base.organisation.models import Membership, Unit
from samtid.ground.sweden import swedish_day
from samtid.resources.roster import queries, rules
from samtid.resources.roster.models import Absence, Reason, Shift

from .make import a_shift, an_absence

MONDAY = date(2026, 11, 23)


def utc(day: date, hour: int, minute: int = 0) -> datetime:
    """A moment of the Swedish winter."""
    return datetime(day.year, day.month, day.day, hour, minute, tzinfo=UTC) - timedelta(hours=1)


@pytest.fixture
def home():
    return lambda: Unit.objects.get(name="Hemtjänst").pk


def spans(viewer, unit: int, day: date) -> list[tuple[str, datetime, datetime]]:
    return [(one.staff.username, one.starts_at, one.ends_at) for one in queries.working(viewer, unit, day)]


def test_who_can_be_sent_is_the_shift_without_what_one_is_away_from(acting, at, staff, home):
    with acting("nils") as nils:
        a_shift(staff("tova"), MONDAY, 7, 16, at=at, by=nils)
        an_absence(staff("tova"), utc(MONDAY, 10), utc(MONDAY, 12), at=at, by=nils)
        assert spans(nils, home(), MONDAY) == [
            ("tova", utc(MONDAY, 7), utc(MONDAY, 10)),
            ("tova", utc(MONDAY, 12), utc(MONDAY, 16)),
        ]


def test_a_night_belongs_to_both_days_and_is_whole_in_both(acting, at, staff, home):
    with acting("nils") as nils:
        a_shift(staff("tova"), date(2026, 12, 31), 21, 7, at=at, by=nils, kind="night")
        night = [("tova", utc(date(2026, 12, 31), 21), utc(date(2027, 1, 1), 7))]
        assert [spans(nils, home(), date(2026, 12, day)) for day in (30, 31)] == [[], night]
        assert [spans(nils, home(), date(2027, 1, day)) for day in (1, 2)] == [night, []]


def test_what_is_left_of_a_night_is_of_the_days_it_touches(acting, at, staff, home):
    with acting("nils") as nils:
        a_shift(staff("tova"), date(2026, 12, 31), 21, 7, at=at, by=nils, kind="night")
        gone = utc(date(2026, 12, 31), 23), utc(date(2027, 1, 2), 0)
        an_absence(staff("tova"), *gone, at=at, by=nils)
        assert spans(nils, home(), date(2026, 12, 31)) == [("tova", utc(date(2026, 12, 31), 21), gone[0])]
        assert spans(nils, home(), date(2027, 1, 1)) == []


def test_the_night_when_the_clock_goes_back_is_an_hour_longer(acting, at, staff, home):
    with acting("nils") as nils:
        night = a_shift(staff("tova"), date(2027, 10, 30), 21, 7, at=at, by=nils, kind="night")
        assert night.stint.lasts == timedelta(hours=11)
        [(_, start, end)] = spans(nils, home(), date(2027, 10, 31))
        assert end - start == timedelta(hours=11)


def test_one_who_came_back_earlier_can_be_sent_again(acting, at, staff, home):
    with acting("nils") as nils:
        a_shift(staff("tova"), MONDAY, 7, 16, at=at, by=nils)
        away = an_absence(staff("tova"), utc(MONDAY, 0), utc(MONDAY + timedelta(days=1), 0), at=at, by=nils)
        assert spans(nils, home(), MONDAY) == []
        away.back_at, away.back_told_at, away.back_by = utc(MONDAY, 12), at, nils
        away.save(update_fields=["back_at", "back_told_at", "back_by"])
        assert spans(nils, home(), MONDAY) == [("tova", utc(MONDAY, 12), utc(MONDAY, 16))]


def test_what_is_called_off_and_what_is_no_time_for_visits_is_left_out(acting, at, staff, home):
    with acting("nils") as nils:
        off = a_shift(staff("tova"), MONDAY, 7, 16, at=at, by=nils)
        off.revoked_at, off.revoked_by, off.revoked_why = at, nils, "Bytte dag"
        off.save(update_fields=["revoked_at", "revoked_by", "revoked_why"])
        a_shift(staff("tova"), MONDAY, 8, 12, at=at, by=nils, kind="training")
        assert spans(nils, home(), MONDAY) == []


def test_a_day_when_all_are_ill_has_a_roster_and_an_empty_one_has_none(acting, at, staff, home):
    with acting("nils") as nils:
        a_shift(staff("tova"), MONDAY, 7, 16, at=at, by=nils)
        an_absence(staff("tova"), utc(MONDAY, 0), utc(MONDAY, 23), at=at, by=nils)
        assert queries.working(nils, home(), MONDAY) == []
        assert queries.is_laid(nils, home(), MONDAY)
        assert not queries.is_laid(nils, home(), MONDAY + timedelta(days=1))


@pytest.mark.parametrize(
    ("username", "sees"),
    [
        *(("tova", True), ("nils", True), ("inga", True)),  # herself, who plans, who leads
        *(("omar", False), ("lena", False), ("bo", False), ("ulf", False)),  # other units
        *(("kurt", False), ("vera", False), ("bengt", False), ("liv", False), ("ola", False)),
    ],
)
def test_a_shift_is_seen_in_its_unit_and_by_nobody_who_steers_or_counts(acting, at, staff, username, sees):
    with acting("nils") as nils:
        a_shift(staff("tova"), MONDAY, at=at, by=nils)
    with acting(username) as viewer:
        assert queries.shifts(viewer).exists() == sees


def test_why_somebody_is_away_is_for_herself_and_her_manager(acting, at, staff, as_owner):
    with as_owner():
        home = Unit.objects.get(name="Hemtjänst")
        Membership.objects.filter(staff=staff("omar")).update(unit=home)
    with acting("tova") as tova:
        an_absence(tova, at, at + timedelta(days=1), at=at, by=tova)
    seen = {}
    for username in ("tova", "inga", "nils", "omar", "bo", "kurt", "ola", "lena"):
        with acting(username):
            seen[username] = (Absence.objects.count(), Reason.objects.count())
    assert seen == {
        "tova": (1, 1),
        "inga": (1, 1),
        "nils": (1, 0),  # that she is away
        "omar": (1, 0),
        **dict.fromkeys(("bo", "kurt", "ola", "lena"), (0, 0)),
    }


def test_a_colleague_does_not_see_who_has_been_away(acting, at, staff, as_owner):
    with as_owner():
        Membership.objects.filter(staff=staff("omar")).update(unit=Unit.objects.get(name="Hemtjänst"))
    with acting("tova") as tova:
        an_absence(tova, at - timedelta(days=9), at - timedelta(days=8), at=at, by=tova)
    for username, count in (("omar", 0), ("nils", 1), ("inga", 1)):
        with acting(username):
            assert Absence.objects.count() == count, username


def test_a_visit_is_lost_when_the_shift_is_called_off_and_no_other_stands_then(acting, at, staff, home):
    from samtid.steps.services.tests.make import an_open_service
    from samtid.steps.visits.tests.make import a_visit

    with acting("ulf") as ulf:
        service = an_open_service(by=ulf, at=at)
    today = swedish_day(at)
    with acting("nils") as nils:
        a_visit(service, by=nils, at=at, hours=1, staff=staff("tova"))
        until = at + timedelta(days=1)
        assert not queries.lost(nils, [home()], at, until), (
            "nobody has said that she works, nor that she does not"
        )
        off = a_shift(staff("tova"), today, 7, 16, at=at, by=nils)
        assert not queries.lost(nils, [home()], at, until)
        off.revoked_at, off.revoked_by, off.revoked_why = at, nils, "Ändrat"
        off.save(update_fields=["revoked_at", "revoked_by", "revoked_why"])
        assert queries.lost(nils, [home()], at, until).get().staff_lost
        a_shift(staff("tova"), today, 8, 17, at=at, by=nils)
        assert not queries.lost(nils, [home()], at, until), "another stands in its place"


def test_of_two_the_one_who_can_come_stays(acting, at, staff, home):
    from samtid.resources.roster import actions
    from samtid.steps.services.tests.make import an_open_service
    from samtid.steps.visits.tests.make import a_visit

    with acting("ulf") as ulf:
        service = an_open_service(by=ulf, at=at)
    with acting("nils") as nils:
        visit = a_visit(service, by=nils, at=at, hours=1, staff=staff("tova"), second=nils)
        alone = a_visit(service, by=nils, at=at, hours=3, staff=staff("tova"))
        an_absence(staff("tova"), at, at + timedelta(days=1), at=at, by=nils)
        lost = list(queries.lost(nils, [home()], at, at + timedelta(days=1)))
        assert actions.release_visits(alone.service.unit, lost, by=nils, at=at) == 2
        for one in (visit, alone):
            one.refresh_from_db()
        assert (visit.staff, visit.second, alone.staff) == (nils, None, None)


def test_hours_in_another_unit_are_counted_and_not_told_where(acting, at, staff, as_owner):
    with as_owner():
        Membership.objects.create(
            staff=staff("tova"),
            unit=Unit.objects.get(name="Öppenvård"),
            role="care_worker",
            valid_from=date(2026, 1, 1),
        )
    with acting("lena") as lena:
        a_shift(staff("tova"), MONDAY, at=at, by=lena, unit="Öppenvård")
    with acting("nils"):
        assert not Shift.objects.exists()
        with connection.cursor() as cursor:
            cursor.execute(
                "select * from access.hours_of(%s, %s, %s)", [[staff("tova").pk], at, at + timedelta(days=9)]
            )
            assert len(cursor.fetchall()) == 1
            assert "unit" not in [column.name for column in cursor.description]
    for username in ("bo", "kurt", "omar"):
        with acting(username), connection.cursor() as cursor:
            cursor.execute(
                "select * from access.hours_of(%s, %s, %s)", [[staff("tova").pk], at, at + timedelta(days=9)]
            )
            assert cursor.fetchall() == [], username


@pytest.mark.parametrize("username", ["tova", "omar", "lena", "bo", "kurt", "ola"])
def test_only_those_who_lay_the_roster_of_the_unit_write_in_it(acting, at, staff, username):
    with acting(username) as by, pytest.raises(DatabaseError), transaction.atomic():
        a_shift(staff("tova"), MONDAY, at=at, by=by)


def test_a_planner_does_not_approve_what_only_a_manager_may(acting, at, staff):
    with acting("nils") as nils, pytest.raises(DatabaseError), transaction.atomic():
        a_shift(staff("tova"), MONDAY, at=at, by=nils, approved_why="Det går bra.")
    with acting("inga") as inga:
        a_shift(staff("tova"), MONDAY, at=at, by=inga, approved_why="Hon har bett om det.")


def test_nobody_is_at_two_places_or_in_a_unit_that_is_not_hers(acting, at, staff):
    with acting("nils") as nils:
        a_shift(staff("tova"), MONDAY, 7, 16, at=at, by=nils)
        with pytest.raises(DatabaseError, match="another shift"), transaction.atomic():
            a_shift(staff("tova"), MONDAY, 15, 20, at=at, by=nils)
        with pytest.raises(DatabaseError, match="not a member"), transaction.atomic():
            a_shift(staff("omar"), MONDAY, at=at, by=nils)


def test_a_worker_grants_herself_no_holiday(acting, at, staff):
    with acting("tova") as tova, pytest.raises(DatabaseError), transaction.atomic():
        an_absence(tova, at, at + timedelta(days=30), at=at, by=tova, kind="holiday")
    with acting("inga") as inga:
        an_absence(staff("tova"), at, at + timedelta(days=30), at=at, by=inga, kind="holiday")


def test_limits_begin_as_the_laws_own(acting):
    with acting("nils"):
        assert queries.limits(MONDAY) == rules.THE_LAW
