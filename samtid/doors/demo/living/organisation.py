"""Organisationen: units, compartments, staff and delegation written as the plan says, with the change to come."""

from __future__ import annotations

import unicodedata
from datetime import date, timedelta

from samtid.base.access.models import Compartment, Holding
from samtid.base.organisation.models import (
    Committee,
    Delegation,
    Membership,
    Municipality,
    Staff,
    StaffSkill,
    Unit,
)
from samtid.base.organisation.words import DecisionKind, Role, Skill, UnitKind
from samtid.ground.municipalities import called

from ..organisation_plan import OrganisationPlan, PlannedStaff, PlannedUnit
from ..organisation_plan_words import DelegationRule, Level

OWNER = "owner"
ONE_DAY = timedelta(days=1)
MINUTE = "SN 2025-06-18 § 71"
# The plan's staff come and go; this many of each unit have been there from the beginning.
OLD_HANDS = 3
KINDS: dict[str, UnitKind] = {
    "office": UnitKind.DEPARTMENT,
    "board": UnitKind.DEPARTMENT,
    "quality": UnitKind.STAFF_UNIT,
    "reception": UnitKind.RECEPTION,
    "children": UnitKind.CHILD_INVESTIGATION,
    "family_law": UnitKind.FAMILY_LAW,
    "family_care": UnitKind.FAMILY_CARE,
    "open_care": UnitKind.OPEN_CARE,
    "adults": UnitKind.ADULTS,
    "violence": UnitKind.VIOLENCE,
    "assistance": UnitKind.ASSISTANCE,
    "elderly": UnitKind.ELDERLY,
    "lss": UnitKind.LSS,
    "needs": UnitKind.ELDERLY,
    "housing_support": UnitKind.HOUSING_SUPPORT,
}
# Small units that share their work see each other's cases; where the matters are most private they do not.
SHARED = frozenset({"reception", "assistance", "elderly", "lss", "needs"})
# The plan's decisions -> the rooms' kinds. Where several of the plan's are one kind here, the widest is written.
DECISIONS: dict[str, tuple[DecisionKind, ...]] = {
    "open_investigation": (DecisionKind.OPEN_INVESTIGATION,),
    "not_open_investigation": (DecisionKind.NOT_OPEN_INVESTIGATION,),
    "extend_investigation": (DecisionKind.EXTEND_INVESTIGATION,),
    "close_without_measure": (DecisionKind.CLOSE_INVESTIGATION,),
    "open_care": (DecisionKind.OPEN_CARE, DecisionKind.TREATMENT),
    "family_home": (DecisionKind.FAMILY_HOME,),
    "hvb": (DecisionKind.RESIDENTIAL_CARE,),
    "assistance_norm": (DecisionKind.ASSISTANCE,),
    "protected_housing": (DecisionKind.PROTECTED_HOUSING,),
    "home_care": (DecisionKind.HOME_CARE, DecisionKind.FEE),
    "housing_support": (DecisionKind.HOUSING_SUPPORT,),
    "special_housing": (DecisionKind.SPECIAL_HOUSING,),
    "lss": (DecisionKind.OTHER_SERVICE,),
}
# Who stands on a level or above it, apart from the board and its committee, whose decisions are registered.
LEVELS: dict[Level, tuple[Role, ...]] = {
    Level.CASEWORKER: (Role.CASEWORKER, Role.RECEPTION, Role.SENIOR, Role.MANAGER),
    Level.SENIOR: (Role.SENIOR, Role.MANAGER),
    Level.MANAGER: (Role.MANAGER,),
    Level.HEAD: (Role.MANAGER,),
}
SKILLS = {"driving_licence": Skill.DRIVING} | {str(skill): skill for skill in Skill}


def write(plan: OrganisationPlan, using: str = OWNER) -> None:
    """Writes the whole plan as the owner: nobody in the municipality changes its organisation through a page."""
    since = min(unit.valid_from for unit in plan.units)
    code, name = plan.municipality
    Municipality.objects.using(using).create(
        code=code, name=called(name), address=plan.address, phone="0980-31 92 00", valid_from=since
    )
    committee = Committee.objects.using(using).create(name=plan.committee, valid_from=since)
    units: dict[str, Unit] = {}
    for number, planned in enumerate(plan.units):
        parent = units.get(planned.parent or "")
        units[planned.key] = Unit.objects.using(using).create(
            name=planned.name,
            kind=_kind(planned),
            committee=committee,
            parent=parent,
            # a series that the telecom authority keeps for fiction
            phone=f"0980-31 92 {number:02d}",
            address=plan.address,
            is_shared_within=planned.key in SHARED,
            valid_from=planned.valid_from,
            valid_to=_last_day(planned),
        )
    # the duty belongs to several municipalities and holds no cases here: it has a number, and nobody to choose
    Unit.objects.using(using).create(
        name="Socialjouren", kind=UnitKind.DUTY, committee=committee, phone="0980-31 92 99", valid_from=since
    )
    _compartments(plan, units, using)
    _staff(plan, units, using)
    rows = [row for rule in plan.delegation for row in _rows(rule, units["office"], since)]
    Delegation.objects.using(using).bulk_create(rows)


def username(first: str, last: str, taken: set[str]) -> str:
    """A log-in name from a name, such as ``anna.lindstrom2``; never an identity number."""
    plain = unicodedata.normalize("NFKD", f"{first}.{last}".lower()).encode("ascii", "ignore").decode()
    plain = "".join(sign for sign in plain if sign.isalnum() or sign in ".-")
    found, number = plain, 1
    while found in taken:
        number += 1
        found = f"{plain}{number}"
    taken.add(found)
    return found


def _kind(unit: PlannedUnit) -> UnitKind:
    return UnitKind.HOME_CARE if unit.key.startswith("home_care") else KINDS[unit.key]


def _last_day(unit: PlannedUnit) -> date | None:
    """The plan's end is the first day without it; a dated row's is the last day with it."""
    return unit.valid_to - ONE_DAY if unit.valid_to else None


def _compartments(plan: OrganisationPlan, units: dict[str, Unit], using: str) -> None:
    """Each unit holds its own compartment; a unit to come takes over those of the units it is made of."""
    change, made = plan.reorganisation, {}
    for planned in plan.units:
        if planned.key == change.new:
            continue
        made[planned.key] = Compartment.objects.using(using).create(name=planned.name)
        Holding.objects.using(using).create(
            unit=units[planned.key],
            compartment=made[planned.key],
            valid_from=planned.valid_from,
            valid_to=_last_day(planned),
        )
    for key in change.old:
        Holding.objects.using(using).create(
            unit=units[change.new], compartment=made[key], valid_from=change.on
        )


def _staff(plan: OrganisationPlan, units: dict[str, Unit], using: str) -> None:
    taken: set[str] = set()
    hands: dict[str, int] = {}
    merged: set[str] = set()
    change = plan.reorganisation
    for planned in plan.staff:
        hands[planned.unit] = hands.get(planned.unit, 0) + 1
        unit = units[planned.unit]
        old_hand = hands[planned.unit] <= OLD_HANDS
        staff = _one(planned, unit, username(planned.first_name, planned.last_name, taken), old_hand, using)
        role = _role(planned)
        ends = change.on - ONE_DAY if planned.unit in change.old else None
        Membership.objects.using(using).create(
            staff=staff, unit=unit, role=role, valid_from=staff.valid_from, valid_to=ends
        )
        if ends is not None:
            # two managers become one; the other leads the work beside the new
            follows = Role.SENIOR if role is Role.MANAGER and "manager" in merged else role
            merged |= {"manager"} if role is Role.MANAGER else set()
            Membership.objects.using(using).create(
                staff=staff, unit=units[change.new], role=follows, valid_from=change.on
            )
        StaffSkill.objects.using(using).bulk_create(
            StaffSkill(staff=staff, skill=SKILLS[str(skill)], valid_from=staff.valid_from)
            for skill in planned.skills
            if str(skill) in SKILLS
        )


def _one(planned: PlannedStaff, unit: Unit, login: str, old_hand: bool, using: str) -> Staff:
    begun = unit.valid_from if old_hand else max(planned.employed_from, unit.valid_from)
    degree, independent = planned.degree_on, None
    if degree is not None and old_hand:
        degree = min(degree, date(unit.valid_from.year - 5, 6, 15))
    if degree is not None and (old_hand or planned.experience_years >= 2):
        independent = degree + timedelta(days=730)
    return Staff.objects.using(using).create(
        username=login,
        name=f"{planned.first_name} {planned.last_name}",
        title=planned.title,
        phone=unit.phone,
        degree_on=degree,
        experienced_on=independent,
        valid_from=begun,
    )


def _role(planned: PlannedStaff) -> Role:
    role = Role(str(planned.role))
    return Role.SENIOR if role is Role.CASEWORKER and planned.level is Level.SENIOR else role


def _rows(rule: DelegationRule, office: Unit, since: date) -> list[Delegation]:
    """One row for each role on the rule's level or above; a head decides for the whole office."""
    return [
        Delegation(
            decision=kind,
            role=role,
            amount_limit=rule.amount_limit,
            unit=office if rule.level is Level.HEAD else None,
            minute=MINUTE,
            valid_from=since,
        )
        for kind in DECISIONS.get(rule.decision, ())
        for role in LEVELS.get(rule.level, ())
    ]
