"""Seven minutes past midnight: the day in UTC is yesterday, and the day here is the one that counts (BC-24)."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from types import SimpleNamespace

from samtid.base.dossier.tests.make import a_case, a_person
from samtid.base.dossier.words import Need
from samtid.base.organisation.models import Membership
from samtid.base.organisation.words import Role
from samtid.base.people import actions as people
from samtid.base.people.actions import Details
from samtid.base.people.words import Bond
from samtid.doors.desk.navigation import roles_of
from samtid.doors.outage import queries as outage
from samtid.ground.sweden import swedish_day, swedish_moment, swedish_time
from samtid.quality.improvement import actions as improvement
from samtid.quality.improvement.models import Idea
from samtid.steps.intake.tests.make import a_report

NIGHT = datetime(2026, 11, 30, 23, 7, tzinfo=UTC)
HERE = date(2026, 12, 1)


def test_the_day_is_the_one_that_swedish_clocks_show():
    assert swedish_day(NIGHT) == HERE
    assert swedish_day(datetime(2026, 6, 30, 22, 0, tzinfo=UTC)) == date(2026, 7, 1), "summer time"
    assert swedish_day(HERE) == HERE
    assert f"{swedish_time(NIGHT):%H:%M}" == "00:07"
    assert swedish_day(swedish_moment(HERE, swedish_time(NIGHT).time())) == HERE


def test_what_is_noted_at_night_is_of_the_day_that_has_begun(acting):
    with acting("maja", at=NIGHT) as maja:
        case = a_case(by=maja, at=NIGHT)
        other = a_person(Details("Ny", "Nyström"), by=maja, at=NIGHT)
        related = people.relate(case.dossier.person, other, Bond.RELATIVE, case_id=case.pk, by=maja, at=NIGHT)
        improvement.say_hard("/min-dag/", "Det var svårt.", by=maja, at=NIGHT)
    assert related.valid_from == HERE
    later = NIGHT + timedelta(days=1)
    with acting("vera", at=later) as vera:
        improvement.empty_box(by=vera, at=later)
        assert Idea.objects.get().said_on == HERE


def test_a_post_that_begins_today_is_in_the_menu_from_midnight(db, as_owner, staff):
    bo = staff("bo")
    with as_owner():
        Membership.objects.create(
            staff=bo, unit=bo.memberships.first().unit, role=Role.LOG_REVIEWER, valid_from=HERE
        )

    assert Role.LOG_REVIEWER in roles_of(SimpleNamespace(user=bo, at=NIGHT))
    assert Role.LOG_REVIEWER not in roles_of(SimpleNamespace(user=bo, at=NIGHT - timedelta(minutes=10)))


def test_what_came_in_after_midnight_stands_under_its_own_day_in_the_pack(acting):
    with acting("maja", at=NIGHT) as maja:
        a_report(by=maja, at=NIGHT, need=Need.ELDERLY)
        made = outage.pack(maja, maja.memberships.first().unit, HERE, NIGHT)

    assert [one.due_on for one in made.deadlines] == [HERE]
