"""The organisation is sized by the figures, and knows of the change to come."""

from __future__ import annotations

from collections import Counter
from datetime import date

import pytest

from samtid.doors.demo.organisation_plan import organisation_plan
from samtid.doors.demo.organisation_plan_words import DELEGATION, Level, Role
from samtid.doors.demo.volumes import Size
from samtid.doors.demo.volumes_services import CATALOGUE
from samtid.doors.demo.volumes_words import Kind

ON = date(2026, 11, 21)


@pytest.mark.parametrize("code", ["2581", "0180", "2403", "1980"])
@pytest.mark.parametrize("size", list(Size))
def test_every_role_is_there_and_every_unit_has_a_manager(code: str, size: Size) -> None:
    plan = organisation_plan(code, seed=1, size=size, on=ON)
    open_units = {unit.key for unit in plan.units if unit.valid_from <= ON}
    managed = {one.unit for one in plan.staff if one.role is Role.MANAGER}

    assert {one.role for one in plan.staff} == set(Role)
    assert {one.unit for one in plan.staff} <= open_units
    assert open_units - managed <= {"board", "quality"}
    assert all(one.employed_from <= ON for one in plan.staff)
    assert len({unit.name for unit in plan.units}) == len(plan.units)


def test_pitea_has_as_many_caseworkers_as_the_planning_value_says() -> None:
    plan = organisation_plan("2581", seed=1, size=Size.FULL, on=ON)
    roles = Counter(one.role for one in plan.staff)

    assert 115 <= roles[Role.CASEWORKER] + roles[Role.RECEPTION] <= 160


def test_an_abbreviation_keeps_its_capitals() -> None:
    titles = {one.title for one in organisation_plan("2581", seed=1, size=Size.SMALL, on=ON).staff}

    assert {"1:e LSS-handläggare", "1:e socialsekreterare"} <= titles


def test_two_units_become_one_on_the_first_of_january() -> None:
    plan = organisation_plan("2581", seed=1, size=Size.SMALL, on=ON)
    units = {unit.key: unit for unit in plan.units}
    change = plan.reorganisation

    assert change.on == date(2027, 1, 1)
    assert units[change.new].valid_from == change.on
    assert [units[key].valid_to for key in change.old] == [change.on, change.on]
    assert set(units[change.new].receives) == {"elderly", "disability"}


def test_every_kind_of_need_is_received_and_every_service_has_a_unit() -> None:
    plan = organisation_plan("2581", seed=1, size=Size.SMALL, on=ON)
    received = {kind for unit in plan.units for kind in unit.receives}
    keys = {unit.key for unit in plan.units} | {"home_care"}

    assert received == {kind.value for kind in Kind}
    assert {service.unit for service in CATALOGUE.values()} <= keys


def test_what_the_law_keeps_for_the_committee_is_not_delegated_lower() -> None:
    kept = {"family_home", "emergency_home", "consider_placement", "lvu_application", "lvm_application"}

    assert {rule.level for rule in DELEGATION if rule.decision in kept} == {Level.COMMITTEE}
    assert [rule.level for rule in DELEGATION if rule.decision == "ban_on_children"] == [Level.BOARD]


def test_the_same_seed_gives_the_same_staff() -> None:
    one, same = (organisation_plan("2581", seed=1, size=Size.SMALL, on=ON) for _ in range(2))

    assert one == same
    assert one != organisation_plan("2581", seed=2, size=Size.SMALL, on=ON)
