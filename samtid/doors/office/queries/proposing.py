"""Förslagen: every change, who may decide it, what stands in the way of it, and what it says in words."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date
from typing import Any

from django.db import connection
from django.db.models import BooleanField, Exists, Func, OuterRef, Q, QuerySet

from samtid.base.access.models import Holding
from samtid.base.access.viewing import seen_by
from samtid.base.dossier import queries as dossier
from samtid.base.dossier.models import Case
from samtid.base.organisation import roles
from samtid.base.organisation.models import (
    Committee,
    Delegation,
    Membership,
    Staff,
    StaffSkill,
    Unit,
)
from samtid.base.organisation.words import DecisionKind, PricePer, Role, Skill, UnitKind
from samtid.ground.law import municipal
from samtid.ground.law.municipal import OWN
from samtid.ground.law.own import Own
from samtid.ground.reasons import Obstacle

from .. import rules
from ..models import Proposal
from ..words import FIELDS, Outcome, Subject, Verb
from . import own
from .own import numbers_on

MODELS: dict[str, type[Any]] = own.MODELS | {
    Subject.COMMITTEE: Committee,
    Subject.UNIT: Unit,
    Subject.STAFF: Staff,
    Subject.MEMBERSHIP: Membership,
    Subject.SKILL: StaffSkill,
    Subject.DELEGATION: Delegation,
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


def about(viewer: Staff, subject: Subject) -> QuerySet[Proposal]:
    """Every change of one kind of thing, the latest first."""
    return proposals(viewer).filter(subject=subject)


def history(viewer: Staff, subject: str, row: int) -> QuerySet[Proposal]:
    """Everything proposed about one row of the directory; for a member of staff, whatever concerns them."""
    about = Q(subject=subject, row=row)
    return proposals(viewer).filter(about | Q(concerns=row) if subject == Subject.STAFF else about)


def is_setting_up() -> bool:
    """No second administrator has logged in, and no case is opened: one person may approve her own."""
    return bool(ask("select access.is_setting_up()", []))


def may_decide(proposal: Proposal) -> bool:
    """Whether it is the viewer's to approve or refuse, as the database sees it."""
    return bool(ask("select access.may_decide_change(%s)", [proposal.pk]))


def has_log_in(staff: Staff) -> bool:
    """Whether some e-legitimation is linked to them today."""
    return bool(ask("select access.has_log_in(%s)", [staff.pk]))


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
    if subject == Subject.STAFF and new.get("hsa_id"):
        same = Staff.objects.using(using).filter(~Q(pk=row), hsa_id=new["hsa_id"]).exclude(valid_to__lt=today)
        found += rules.obstacles_to_hsa_id(str(new["hsa_id"]), same.exists())
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
        value = Own(str(new["key"]))
        found += municipal.obstacles_to_value(value, int(new["number"]), numbers_on(from_on))
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


def ask(statement: str, values: list[Any]) -> Any:
    """What a door of the database answers."""
    with connection.cursor() as cursor:
        cursor.execute(statement, values)
        return cursor.fetchone()[0]
