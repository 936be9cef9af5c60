"""Inläsning: rows of files become the organisation, as the owner of the database and through the same rules.

Each row is read with the form that its page has, judged by the rules that the page shows, and carried out by the
function in the database that an approval calls. It is written down as a change that a command made.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any

from django.core.exceptions import MultipleObjectsReturned
from django.db import DatabaseError, connections, transaction
from django.db.models import Q

from samtid.base.access.identity import Identity, stamp
from samtid.base.access.words import Purpose
from samtid.base.organisation.models import Staff
from samtid.doors.systems.oidc.actions import OWNER
from samtid.ground.reasons import NotYet
from samtid.ground.sweden import swedish_day

from . import queries
from .files import KINDS, Row
from .forms import FORMS
from .models import Proposal
from .queries.proposing import MODELS
from .refusals import refusal_of
from .words import FIELDS, Outcome, Subject, Verb

# How a row says which one it means.
NAMED = {"staff": "username", "unit": "name", "parent": "name", "committee": "name"}
# By which columns a row is there already.
SAME = {
    Subject.UNIT: ("name",),
    Subject.STAFF: ("username",),
    Subject.MEMBERSHIP: ("staff_id", "unit_id", "role"),
    Subject.SKILL: ("staff_id", "skill"),
    Subject.DELEGATION: ("decision", "role", "unit_id", "amount_limit", "minute"),
}
# What a row may not say otherwise of one that is there: that is a change, and two persons' to make.
TOLD = {
    Subject.UNIT: ("kind", "committee_id", "parent_id", "phone", "address"),
    Subject.STAFF: ("name", "title", "phone", "hsa_id"),
}


@dataclass(slots=True)
class Told:
    """Vad som kom av det: how many rows of each kind, and why each of the others was not."""

    begun: Counter[str] = field(default_factory=Counter)
    there: Counter[str] = field(default_factory=Counter)
    refused: list[str] = field(default_factory=list)
    is_kept: bool = False


class _Undone(Exception):
    """Everything is taken back."""


def bring_in(rows: Iterable[Row], *, dry_run: bool, partial: bool, at: datetime) -> Told:
    """Writes what the rows say: all of them or, with ``partial``, those that can be. ``dry_run`` keeps nothing."""
    told = Told()
    ordered = sorted(rows, key=lambda row: KINDS.index(row.kind))
    try:
        with transaction.atomic(using=OWNER):
            stamp(connections[OWNER], Identity(None, Purpose.COMMAND, at))
            for row in _parents_first(ordered):
                _one(row, told, at)
            if dry_run or (told.refused and not partial):
                raise _Undone
            told.is_kept = True
    except _Undone:
        pass
    return told


def _one(row: Row, told: Told, at: datetime) -> None:
    if row.wrong:
        told.refused.append(f"{row.file} rad {row.line}: {row.wrong}")
        return
    try:
        with transaction.atomic(using=OWNER):
            is_new = _carry_out(row, at)
    except NotYet as refusal:
        for obstacle in refusal.obstacles:
            _refuse(told, row, obstacle.field, str(obstacle))
    except _Wrong as wrong:
        for name, sentence in wrong.found:
            _refuse(told, row, name, sentence)
    else:
        (told.begun if is_new else told.there)[row.kind.subject] += 1


class _Wrong(Exception):
    def __init__(self, found: list[tuple[str, str]]) -> None:
        self.found = found


def _carry_out(row: Row, at: datetime) -> bool:
    """Writes one row. False when it is there already."""
    today, subject = swedish_day(at), row.kind.subject
    usual = {"from_on": today.isoformat(), "reason": f"samtid organisation import: {row.file} rad {row.line}"}
    form = FORMS[subject](usual | {k: v for k, v in row.fields.items() if v}, today=today, using=OWNER)
    for name, key in NAMED.items():
        if name in form.fields:
            form.fields[name].to_field_name = key  # type: ignore[attr-defined]
    if row.fields.get("is_shared_within", "") not in ("", "on"):
        raise _Wrong([("is_shared_within", "Skriv ja eller nej.")])
    try:
        is_valid = form.is_valid()
    except MultipleObjectsReturned:
        raise _Wrong([("", "Flera heter så. Ge dem olika namn först.")]) from None
    if not is_valid:
        raise _Wrong([(name, str(error)) for name, errors in form.errors.items() for error in errors])
    new, first = form.new(), form.cleaned_data["from_on"]
    last = form.cleaned_data.get("valid_to")
    if last is not None and last < first:
        raise _Wrong([("valid_to", "Sista dagen ligger före den första.")])
    if _is_there(subject, new, today):
        return False
    if obstacles := queries.obstacles_to(subject, Verb.BEGIN, None, new, first, today, using=OWNER):
        raise NotYet(obstacles)
    _write(subject, new, first, usual["reason"], at)
    return True


def _is_there(subject: Subject, new: dict[str, Any], today: date) -> bool:
    rows = MODELS[subject].objects.using(OWNER).filter(Q(valid_to=None) | Q(valid_to__gte=today))
    one = rows.filter(**{name: new[name] for name in SAME[subject]}).first()
    if one is None:
        return False
    other = [name for name in TOLD.get(subject, ()) if new[name] and getattr(one, name) != new[name]]
    if other:
        said = FIELDS[other[0]].lower()
        raise _Wrong([("", f"Finns redan, med annan uppgift ({said}). Ändra under Organisationen.")])
    return True


def _write(subject: Subject, new: dict[str, Any], first: date, reason: str, at: datetime) -> None:
    concerns = Staff.objects.using(OWNER).filter(pk=new.get("staff_id") or 0).first()
    one = Proposal.objects.using(OWNER).create(
        subject=subject,
        verb=Verb.BEGIN,
        name=new.get("name") or (concerns.name if concerns else ""),
        after=new,
        from_on=first,
        reason=reason,
        concerns=concerns,
        proposed_at=at,
        outcome=Outcome.APPROVED,
        decided_at=at,
    )
    try:
        with transaction.atomic(using=OWNER), connections[OWNER].cursor() as cursor:
            cursor.execute("select access.carry_out_change(%s)", [one.pk])
    except DatabaseError as error:
        raise refusal_of(error) from error


def _parents_first(rows: list[Row]) -> list[Row]:
    """A unit after the one it belongs to, wherever they stand in the file."""
    waiting, found = list(rows), []
    while waiting:
        later = {row.fields.get("name") for row in waiting if row.kind.subject == Subject.UNIT}
        ready = [
            row for row in waiting if _parent(row) not in later or _parent(row) == row.fields.get("name")
        ]
        # a ring of units that belong to each other: let the rows say that there is no such unit
        ready = ready or waiting
        found += ready
        waiting = [row for row in waiting if row not in ready]
    return sorted(found, key=lambda row: KINDS.index(row.kind))


def _parent(row: Row) -> str | None:
    return row.fields.get("parent") or None if row.kind.subject == Subject.UNIT else None


def _refuse(told: Told, row: Row, name: str, sentence: str) -> None:
    heading = next((said for said, known in row.kind.columns.items() if known == name), "")
    told.refused.append(f"{row.file} rad {row.line}{f', {heading}' if heading else ''}: {sentence}")
