"""Omorganisationen: the plans, and what the database says of one that is rehearsed."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from datetime import date
from typing import Any

from django.db.models import Q, QuerySet

from samtid.base.access.viewing import seen_by
from samtid.base.look.ordering import ByName
from samtid.base.organisation.models import (
    Membership,
    Staff,
    Unit,
)
from samtid.ground.reasons import Obstacle

from .. import rehearsal
from ..models import Reorganisation
from ..refusals import NOT_YET, REFUSED
from ..words import MoveKind
from .proposing import ask, roles_at


def reorganisations(viewer: Staff) -> QuerySet[Reorganisation]:
    """Every reorganisation, the latest first."""
    return (
        seen_by(viewer, Reorganisation)
        .select_related("changed_by", "proposed_by", "decided_by")
        .order_by("-changed_at", "-pk")
    )


def rehearse(plan: Reorganisation) -> rehearsal.Rehearsal:
    """What the plan does on its day: carried out in the database, looked at, and undone."""
    said = _json(ask("select access.rehearse_reorganisation(%s)", [plan.pk]))
    if said is None:
        return rehearsal.Rehearsal()
    refused = [REFUSED.get(said["refused"], NOT_YET)] if said["refused"] else []
    return rehearsal.rehearsal(said, refused)


def as_it_is(plan: Reorganisation) -> rehearsal.Rehearsal:
    """The morning after: what was approved, beside what the organisation is today."""
    today = _json(ask("select access.organisation_today()", []))
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
