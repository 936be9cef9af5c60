"""Builders for the living half: the demo's own organisation in a transaction that is rolled back."""

from __future__ import annotations

from datetime import datetime

from samtid.base.access.models import Compartment, Holding
from samtid.base.organisation.models import Committee, Delegation, Membership, Staff, StaffSkill, Unit
from samtid.doors.demo.living import organisation
from samtid.doors.demo.living.filling import Wanted
from samtid.doors.demo.living.order import households
from samtid.doors.demo.organisation_plan import organisation_plan
from samtid.doors.demo.volumes import Need, Size
from samtid.doors.demo.volumes_course import ServiceEnded, ServiceStarted
from samtid.ground.sweden import SWEDEN
from tests.log_in import step

# A Thursday afternoon: the week's visits have come half-way.
NOW = datetime(2026, 11, 19, 14, 30, tzinfo=SWEDEN)
WANTED = Wanted("2581", 1, Size.SMALL, NOW)


def as_owner() -> None:
    step("samtid_owner")


def as_app() -> None:
    step("samtid_app")


def empty_the_town() -> None:
    """Takes the test town's organisation away, inside the transaction."""
    for model in (Membership, Holding, StaffSkill, Delegation, Compartment, Staff, Unit, Committee):
        model.objects.all().delete()


def build() -> None:
    as_owner()
    empty_the_town()
    plan = organisation_plan(WANTED.code, seed=WANTED.seed, size=WANTED.size, on=NOW.date())
    organisation.write(plan, using="default")


def with_a_situation() -> list[list[Need]]:
    """The households of every situation that a demo always holds."""
    return [
        some for some in households(WANTED.town().needs()).values() if any(need.situation for need in some)
    ]


def with_daily_help(how_many: int = 6) -> list[list[Need]]:
    """Some of those who have help at home every day."""
    found = [
        some
        for some in households(WANTED.town().needs()).values()
        if not any(need.situation or need.course.of(ServiceEnded) for need in some)
        and any(step.per_week >= 14 for need in some for step in need.course.of(ServiceStarted))
    ]
    return found[:how_many]
