"""Vad kansliet läser: the directory, which is open to all staff, and the proposals, which are not."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db import connection
from django.db.models import BooleanField, Exists, Func, OuterRef, Q, QuerySet

from samtid.base.access.models import Holding
from samtid.base.access.viewing import seen_by
from samtid.base.dossier import queries as dossier
from samtid.base.dossier.models import Case
from samtid.base.look.ordering import ByName
from samtid.base.organisation import roles
from samtid.base.organisation.models import (
    Committee,
    Delegation,
    Membership,
    Municipality,
    Offering,
    OwnNumber,
    Staff,
    StaffSkill,
    Unit,
)
from samtid.base.organisation.words import DecisionKind, PricePer, Role, Skill, UnitKind
from samtid.ground.law import municipal
from samtid.ground.law.municipal import OWN, Own, OwnValue
from samtid.ground.reasons import Obstacle

from . import rehearsal, rules
from .models import Proposal, Reorganisation
from .refusals import NOT_YET, REFUSED
from .words import FIELDS, MoveKind, Outcome, Subject, Verb

MODELS: dict[str, type[Any]] = {
    Subject.COMMITTEE: Committee,
    Subject.UNIT: Unit,
    Subject.STAFF: Staff,
    Subject.MEMBERSHIP: Membership,
    Subject.SKILL: StaffSkill,
    Subject.DELEGATION: Delegation,
    Subject.VALUE: OwnNumber,
    Subject.OFFERING: Offering,
    Subject.MUNICIPALITY: Municipality,
}
WORDS = {
    "kind": UnitKind,
    "role": Role,
    "skill": Skill,
    "decision": DecisionKind,
    "key": Own,
    "per": PricePer,
}


def proposals(viewer: Staff) -> QuerySet[Proposal]:
    """Every change that the viewer may see, the latest first."""
    return (
        seen_by(viewer, Proposal)
        .select_related("proposed_by", "decided_by", "concerns", "unit")
        .order_by("-proposed_at", "-pk")
    )


IS_MINE = Func("pk", function="access.may_decide_change", output_field=BooleanField())


def waiting(viewer: Staff) -> QuerySet[Proposal]:
    """What nobody has decided, the oldest first; ``is_mine`` where the database lets the viewer decide it."""
    rows = proposals(viewer).filter(outcome=Outcome.WAITING).annotate(is_mine=IS_MINE)
    return rows.order_by("proposed_at", "pk")


def waiting_for(viewer: Staff) -> QuerySet[Proposal]:
    """What waits for the viewer, the oldest first."""
    return waiting(viewer).filter(IS_MINE)


def coming(viewer: Staff, today: date) -> QuerySet[Proposal]:
    """What is approved and has its first day ahead."""
    return proposals(viewer).filter(outcome=Outcome.APPROVED, from_on__gt=today).order_by("from_on", "pk")


def history(viewer: Staff, subject: str, row: int) -> QuerySet[Proposal]:
    """Everything proposed about one row of the directory; for a member of staff, whatever concerns them."""
    about = Q(subject=subject, row=row)
    return proposals(viewer).filter(about | Q(concerns=row) if subject == Subject.STAFF else about)


def is_setting_up() -> bool:
    """No second administrator has logged in, and no case is opened: one person may approve her own."""
    return bool(_ask("select access.is_setting_up()", []))


def may_decide(proposal: Proposal) -> bool:
    """Whether it is the viewer's to approve or refuse, as the database sees it."""
    return bool(_ask("select access.may_decide_change(%s)", [proposal.pk]))


def has_log_in(staff: Staff) -> bool:
    """Whether some e-legitimation is linked to them today."""
    return bool(_ask("select access.has_log_in(%s)", [staff.pk]))


def row_of(subject: str, pk: int, on: date) -> Any:
    """A row of the directory that has not ended by ``on``; None when there is none."""
    model = MODELS[subject]
    return model.objects.filter(Q(valid_to=None) | Q(valid_to__gte=on), pk=pk).first()


def roles_at(staff: Staff, first: date, last: date | None, *, using: str = "default") -> set[str]:
    """The roles somebody has on some day between ``first`` and ``last``."""
    rows = Membership.objects.using(using).filter(Q(valid_to=None) | Q(valid_to__gte=first), staff=staff)
    if last is not None:
        rows = rows.filter(valid_from__lte=last)
    return set(rows.values_list("role", flat=True))


def obstacles_to_deciding(viewer: Staff, proposal: Proposal) -> list[Obstacle]:
    """Why ``viewer`` may not approve or refuse it; the page shows the same."""
    return rules.obstacles_to_deciding(
        outcome=proposal.outcome,
        viewer=viewer.pk,
        proposer=proposal.proposed_by_id,
        concerns=proposal.concerns_id,
        may_decide=may_decide(proposal),
        is_setting_up=is_setting_up(),
    )


def obstacles_to(
    subject: Subject,
    verb: Verb,
    row: int | None,
    new: Mapping[str, Any],
    from_on: date,
    today: date,
    *,
    using: str = "default",
) -> list[Obstacle]:
    """What law and secrecy say about the change itself."""
    if verb == Verb.END:
        return []
    found: list[Obstacle] = []
    if subject == Subject.DELEGATION:
        found += rules.obstacles_to_delegation(str(new["decision"]), str(new["role"]), from_on)
    if subject == Subject.STAFF and "username" in new:
        same = Staff.objects.using(using).filter(~Q(pk=row), username=new["username"])
        found += rules.obstacles_to_username(str(new["username"]), same.exists())
    if subject == Subject.MEMBERSHIP and verb == Verb.BEGIN:
        last = new.get("valid_to")
        held = roles_at(
            Staff.objects.using(using).get(pk=new["staff_id"]),
            from_on,
            date.fromisoformat(str(last)) if last else None,
            using=using,
        )
        found += rules.obstacles_to_roles(str(new["role"]), held)
    if subject == Subject.VALUE:
        own = Own(str(new["key"]))
        found += municipal.obstacles_to_value(own, int(new["number"]), numbers_on(from_on))
    if subject == Subject.OFFERING:
        unit = Unit.objects.using(using).filter(pk=new.get("unit_id") or 0).first()
        found += rules.obstacles_to_offering(
            new.get("price"), str(new.get("per") or ""), unit.kind if unit else "", str(new["code"])
        )
    if subject == Subject.MUNICIPALITY:
        said = {
            name: str(new.get(name) or "")
            for name in ("code", "colour", "text_colour", "email", "org_number")
        }
        found += rules.obstacles_to_municipality(**said)
    return found


def in_force(subject: Subject, given: Mapping[str, str], today: date) -> dict[str, Any]:
    """What the form of a new wording begins with: the row that it would take the place of."""
    named = {Subject.VALUE: "key", Subject.OFFERING: "code", Subject.MUNICIPALITY: ""}
    if subject not in named or (named[subject] and named[subject] not in given):
        return {}
    rows = MODELS[subject].objects.on(today).order_by("-valid_from")
    if named[subject]:
        rows = rows.filter(**{named[subject]: given[named[subject]]})
    row = rows.values().first() or {}
    return {
        ("unit" if name == "unit_id" else name): value
        for name, value in row.items()
        if not name.startswith("valid")
    }


def numbers_on(day: date) -> dict[Own, int]:
    """The municipality's own values in force on a day."""
    return {Own(row.key): row.number for row in OwnNumber.objects.on(day).order_by("valid_from")}


@dataclass(frozen=True, slots=True)
class OwnLine:
    """Ett värde på sidan: what is in force, what comes, and whether anybody has decided it."""

    own: Own
    known: OwnValue
    now: OwnNumber | None
    coming: list[OwnNumber]
    is_decided: bool

    @property
    def in_words(self) -> str:
        return self.known.in_words(self.now.number) if self.now is not None else ""


def own_lines(today: date) -> list[OwnLine]:
    """Every value that law leaves to the municipality."""
    rows: dict[str, list[OwnNumber]] = {}
    for row in OwnNumber.objects.exclude(valid_to__lt=today).order_by("valid_from"):
        rows.setdefault(row.key, []).append(row)
    decided = set(
        Proposal.objects.filter(subject=Subject.VALUE, outcome=Outcome.APPROVED).values_list(
            "name", flat=True
        )
    )
    return [
        OwnLine(
            own,
            known,
            next((row for row in rows.get(own, []) if row.holds_on(today)), None),
            [row for row in rows.get(own, []) if row.valid_from > today],
            str(own) in decided,
        )
        for own, known in OWN.items()
    ]


def about(viewer: Staff, subject: Subject) -> QuerySet[Proposal]:
    """Every change of one kind of thing, the latest first."""
    return proposals(viewer).filter(subject=subject)


@dataclass(frozen=True, slots=True)
class Branch:
    """En enhet i trädet: how deep, and how many work there today."""

    unit: Unit
    depth: int
    staff: int
    managers: tuple[str, ...]


def tree(today: date) -> list[Branch]:
    """Today's units, each under the one it belongs to."""
    units = list(Unit.objects.on(today).order_by(ByName("name"), "pk"))
    seats = Membership.objects.on(today).filter(unit__in=units).select_related("staff")
    counted = Counter(seat.unit_id for seat in seats)
    led: dict[int, list[str]] = {}
    for seat in seats:
        if seat.role == Role.MANAGER:
            led.setdefault(seat.unit_id, []).append(seat.staff.name)
    known = {unit.pk for unit in units}
    under: dict[int | None, list[Unit]] = {}
    for unit in units:
        under.setdefault(unit.parent_id if unit.parent_id in known else None, []).append(unit)
    found: list[Branch] = []
    seen: set[int] = set()

    def walk(parent: int | None, depth: int) -> None:
        for unit in under.get(parent, ()):
            if unit.pk not in seen:  # two that belong to each other are shown once
                seen.add(unit.pk)
                found.append(Branch(unit, depth, counted[unit.pk], tuple(led.get(unit.pk, ()))))
                walk(unit.pk, depth + 1)

    walk(None, 0)
    return found + [
        Branch(unit, 0, counted[unit.pk], tuple(led.get(unit.pk, ())))
        for unit in units
        if unit.pk not in seen
    ]


def seats_in(unit: Unit, today: date) -> QuerySet[Membership]:
    """Who works in a unit, today and later."""
    return (
        Membership.objects.filter(Q(valid_to=None) | Q(valid_to__gte=today), unit=unit)
        .select_related("staff")
        .order_by(ByName("staff__name"), "pk")
    )


def seats_of(staff: Staff) -> QuerySet[Membership]:
    """Where somebody works, has worked and is to work."""
    return Membership.objects.filter(staff=staff).select_related("unit").order_by("-valid_from", "-pk")


def seats_of_all(staff: Iterable[int], today: date) -> QuerySet[Membership]:
    """Where each of them works today."""
    return Membership.objects.on(today).filter(staff__in=list(staff)).select_related("unit").order_by("pk")


@dataclass(frozen=True, slots=True)
class StartStep:
    """Ett steg i starten: what it is called, and how much of it there is."""

    key: str
    done: bool
    count: int = 0


def steps_of_start(today: date) -> list[StartStep]:
    """How far the first day has come."""
    units = Unit.objects.on(today).exclude(kind__in=[UnitKind.STAFF_UNIT, UnitKind.DEPARTMENT]).count()
    managers = Membership.objects.on(today).filter(role=Role.MANAGER).count()
    workers = Membership.objects.on(today).filter(
        role__in=[str(role) for role in roles.RECEIVES_CASES - roles.LEADS]
    )
    administrators = Membership.objects.on(today).filter(role__in=[str(role) for role in roles.ADMINISTERS])
    counted = {
        "municipality": Municipality.objects.on(today).count(),
        "values": Proposal.objects.filter(subject=Subject.VALUE, outcome=Outcome.APPROVED).count(),
        "committee": Committee.objects.on(today).count(),
        "units": units,
        "delegation": Delegation.objects.on(today).count(),
        "managers": managers,
        "staff": workers.count(),
    }
    # the first administrator is alone: two are what it takes to approve each other
    second = administrators.values("staff").distinct().count()
    return [StartStep(key, count > 0, count) for key, count in counted.items()] + [
        StartStep("second", second > 1, second)
    ]


def scheme(today: date) -> QuerySet[Delegation]:
    """The delegation order, today and later."""
    return (
        Delegation.objects.filter(Q(valid_to=None) | Q(valid_to__gte=today))
        .select_related("unit")
        .order_by("decision", "role", "pk")
    )


def left_behind(viewer: Staff, today: date) -> QuerySet[Case]:
    """Open cases whose caseworker no longer works with cases where the case lies."""
    holders = Holding.objects.on(today).filter(compartment=OuterRef(OuterRef("compartment")))
    works = Membership.objects.on(today).filter(
        staff=OuterRef("caseworker"),
        unit__in=holders.values("unit"),
        role__in=[str(role) for role in roles.RECEIVES_CASES],
    )
    return dossier.cases(viewer).filter(~Exists(works), closed_at=None).exclude(caseworker=None)


def lines_of(one: Proposal) -> list[tuple[str, str, str]]:
    """Field, what it was, what it becomes; in words."""
    if one.verb == Verb.END:
        return [(FIELDS["valid_to"], said("valid_to", (one.before or {}).get("valid_to")), str(one.last_day))]
    changed, key = rules.changes(one.before, one.after), str(one.after.get("key", ""))
    return [
        (FIELDS[name], said(name, was, key), said(name, becomes, key))
        for name, (was, becomes) in changed.items()
        if name in FIELDS
    ]


def said(name: str, value: Any, key: str = "") -> str:
    """One value as a word. ``key`` tells what a number counts."""
    if value in (None, ""):
        return "–"
    if isinstance(value, bool):
        return "Ja" if value else "Nej"
    if name in WORDS:
        return WORDS[name].label_of(str(value))
    if name == "number" and key:
        return OWN[Own(key)].in_words(int(value))
    if name in ("unit_id", "parent_id"):
        return _name(Unit.objects.filter(pk=value))
    if name == "committee_id":
        return _name(Committee.objects.filter(pk=value))
    if name == "staff_id":
        return _name(Staff.objects.filter(pk=value))
    return str(value)


def _name(rows: Iterable[Any]) -> str:
    return next((str(row) for row in rows), "–")


def _ask(statement: str, values: list[Any]) -> Any:
    with connection.cursor() as cursor:
        cursor.execute(statement, values)
        return cursor.fetchone()[0]


def reorganisations(viewer: Staff) -> QuerySet[Reorganisation]:
    """Every reorganisation, the latest first."""
    return (
        seen_by(viewer, Reorganisation)
        .select_related("changed_by", "proposed_by", "decided_by")
        .order_by("-changed_at", "-pk")
    )


def rehearse(plan: Reorganisation) -> rehearsal.Rehearsal:
    """What the plan does on its day: carried out in the database, looked at, and undone."""
    said = _json(_ask("select access.rehearse_reorganisation(%s)", [plan.pk]))
    if said is None:
        return rehearsal.Rehearsal()
    refused = [REFUSED.get(said["refused"], NOT_YET)] if said["refused"] else []
    return rehearsal.rehearsal(said, refused)


def as_it_is(plan: Reorganisation) -> rehearsal.Rehearsal:
    """The morning after: what was approved, beside what the organisation is today."""
    today = _json(_ask("select access.organisation_today()", []))
    kept = plan.rehearsed or {"was": today}
    return rehearsal.rehearsal({"was": kept["was"], "becomes": today})


def _json(said: Any) -> Any:
    return json.loads(said) if isinstance(said, str) else said


def unit_names(plan: Reorganisation, day: date) -> dict[str, str]:
    """The units that a plan can name, by its own references: those in force on the day, and those that it begins."""
    there = Unit.objects.filter(Q(valid_to=None) | Q(valid_to__gte=day)).order_by(ByName("name"), "pk")
    new = {str(move["ref"]): str(move["name"]) for move in plan.moves if move["do"] == MoveKind.BEGIN}
    return {f"u{unit.pk}": unit.name for unit in there} | new


def all_unit_names(plan: Reorganisation) -> dict[str, str]:
    """The same with those that have ended, to tell what a plan did."""
    new = {str(move["ref"]): str(move["name"]) for move in plan.moves if move["do"] == MoveKind.BEGIN}
    return {f"u{pk}": name for pk, name in Unit.objects.values_list("pk", "name")} | new


def staff_names(keys: Iterable[int]) -> dict[int, str]:
    """The names of some of the staff."""
    return dict(Staff.objects.filter(pk__in=set(keys)).values_list("pk", "name"))


def obstacles_to_move(plan: Reorganisation, new: Mapping[str, Any]) -> list[Obstacle]:
    """What stands in the way of a move in the plan."""
    held = (
        roles_at(Staff.objects.get(pk=new["staff"]), plan.from_on, None)
        if new["do"] == MoveKind.MOVE
        else set()
    )
    if new["do"] == MoveKind.MOVE and new["unit"]:
        held = {
            role
            for role, unit in Membership.objects.filter(
                Q(valid_to=None) | Q(valid_to__gte=plan.from_on), staff=new["staff"]
            ).values_list("role", "unit")
            if f"u{unit}" != new["unit"]
        }
    return rehearsal.obstacles_to_move(new, plan.moves, unit_names(plan, plan.from_on), held)
