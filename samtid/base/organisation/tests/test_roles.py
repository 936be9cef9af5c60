"""The named sets of roles: each role is somewhere, and those that must see no persons are in no set that opens one."""

from __future__ import annotations

from samtid.base.organisation import roles
from samtid.base.organisation.words import Role


def test_every_role_either_sees_persons_or_must_not():
    assert set(Role) == roles.SEES_PERSONS | roles.SEES_NO_PERSONS
    assert not roles.SEES_PERSONS & roles.SEES_NO_PERSONS


def test_those_who_must_see_no_persons_are_these():
    assert {
        Role.CONTROLLER,
        Role.QUALITY,
        Role.BOARD_MEMBER,
        Role.LOG_REVIEWER,
        Role.OPERATOR,
    } == roles.SEES_NO_PERSONS


def test_whoever_opens_a_case_may_see_a_person():
    opening = (
        roles.OPENS_UNIT,
        roles.OPENS_SHARED_UNIT,
        roles.RECEIVES_CASES,
        roles.BREAKS_GLASS,
        roles.VISITS,
    )
    assert all(some <= roles.SEES_PERSONS for some in opening)


def test_planners_and_care_workers_open_no_case():
    assert not (roles.OPENS_UNIT | roles.OPENS_SHARED_UNIT | roles.RECEIVES_CASES) & {
        Role.PLANNER,
        Role.CARE_WORKER,
    }


def test_a_set_is_written_the_same_way_every_time():
    assert roles.in_sql(roles.OPENS_UNIT) == "'senior', 'manager', 'reception'"
