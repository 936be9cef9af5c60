"""Vad som kan göras i kansliet: föreslå, godkänna, avslå, återta; och det som natten genomför."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from datetime import date, datetime
from typing import Any
from uuid import UUID

from django.db import DatabaseError, connection, connections, transaction

from samtid.base.access.models import Compartment, Holding
from samtid.base.organisation import kept
from samtid.base.organisation.models import Committee, Membership, Staff, Unit
from samtid.base.organisation.words import Role, UnitKind
from samtid.doors.systems.oidc.actions import OWNER, invite
from samtid.doors.systems.oidc.codes import hash_of, new_code
from samtid.ground.ids import new_id
from samtid.ground.reasons import NotYet, refuse_if
from samtid.ground.sweden import swedish_day

from . import queries, rehearsal, rules
from .models import Proposal, Reorganisation
from .refusals import ALREADY_BEGUN, DECIDED, NO_MOVES, OWN_PLAN, STILL_LED_TO, refusal_of
from .words import Outcome, Stage, Subject, Verb


@transaction.atomic
def propose(
    subject: Subject,
    verb: Verb,
    row: int | None,
    new: Mapping[str, Any],
    from_on: date,
    reason: str,
    *,
    by: Staff,
    at: datetime,
) -> UUID:
    """Writes down a change that somebody else is to approve. While the system is being set up it is approved at once."""
    refuse_if(queries.obstacles_to(subject, verb, row, new, from_on, swedish_day(at)))
    pk = new_id()
    _call(
        "select access.propose_change(%s, %s, %s, %s, %s::jsonb, %s, %s)",
        [pk, subject, verb, row, json.dumps(dict(new), default=str), from_on, reason],
    )
    if queries.is_setting_up() and subject != Subject.LINK:
        _call("select access.decide_change(%s, 'approved', '', null)", [pk])
        kept.forget()
    return pk


@transaction.atomic
def propose_template(minute: str, *, by: Staff, at: datetime) -> int:
    """Proposes the delegation order that most begin with, in the committee's own minutes; how many rows."""
    for kind, role, limit in rules.TEMPLATE:
        new = {"decision": kind, "role": role, "amount_limit": limit, "unit_id": None, "minute": minute}
        propose(
            Subject.DELEGATION,
            Verb.BEGIN,
            None,
            new,
            swedish_day(at),
            f"Delegationsordning, {minute}",
            by=by,
            at=at,
        )
    return len(rules.TEMPLATE)


@transaction.atomic
def approve(proposal: Proposal, *, by: Staff, at: datetime) -> str:
    """Lets it happen, on its day. Gives back the one-time code when it is a log-in, and else nothing.

    Only the approver is shown the code: who proposed a log-in for somebody else cannot use it.
    """
    refuse_if(queries.obstacles_to_deciding(by, proposal))
    refuse_if(
        queries.obstacles_to(
            Subject(proposal.subject),
            Verb(proposal.verb),
            proposal.row,
            proposal.after,
            max(proposal.from_on, swedish_day(at)),
            swedish_day(at),
        )
    )
    invites = proposal.subject == Subject.LINK and proposal.verb == Verb.BEGIN
    code = new_code() if invites else ""
    _call(
        "select access.decide_change(%s, 'approved', '', %s)",
        [proposal.pk, hash_of(code) if invites else None],
    )
    kept.forget()
    return code


@transaction.atomic
def refuse(proposal: Proposal, why: str, *, by: Staff, at: datetime) -> None:
    """Says no, and why."""
    refuse_if(queries.obstacles_to_deciding(by, proposal))
    _call("select access.decide_change(%s, 'refused', %s, null)", [proposal.pk, why])


@transaction.atomic
def withdraw(proposal: Proposal, *, by: Staff, at: datetime) -> None:
    """Takes back one's own, while nobody has decided."""
    if proposal.outcome != Outcome.WAITING:
        raise NotYet([DECIDED])
    _call("select access.withdraw_change(%s)", [proposal.pk])


@transaction.atomic
def carry_out_due(*, by: Staff | None, at: datetime) -> dict[str, Any]:
    """The morning: what was approved for this day, and not written ahead."""
    return {"genomförda": _call("select access.carry_out_due_changes()", [])}


@transaction.atomic
def draft_reorganisation(
    plan: Reorganisation | None,
    *,
    name: str,
    from_on: date,
    minute: str,
    reason: str,
    moves: Sequence[Mapping[str, Any]],
    by: Staff,
    at: datetime,
) -> UUID:
    """Begins a plan, or writes one anew. Who began from an older version is told; one plan at a time."""
    refuse_if(rules.obstacles_to_the_day(from_on, swedish_day(at)))
    pk = plan.pk if plan is not None else new_id()
    _call(
        "select access.draft_reorganisation(%s, %s, %s, %s, %s, %s::jsonb, %s)",
        [
            pk,
            name,
            from_on,
            minute,
            reason,
            json.dumps(list(moves), default=str),
            plan.version if plan else None,
        ],
    )
    return pk


@transaction.atomic
def add_move(plan: Reorganisation, new: Mapping[str, Any], *, by: Staff, at: datetime) -> None:
    """Adds a move to a draft."""
    refuse_if(queries.obstacles_to_move(plan, new))
    _write_moves(plan, [*plan.moves, new], by=by, at=at)


@transaction.atomic
def drop_move(plan: Reorganisation, number: int, *, by: Staff, at: datetime) -> None:
    """Takes a move out of a draft."""
    left = rehearsal.without(plan.moves, number)
    if left is None:
        raise NotYet([STILL_LED_TO])
    _write_moves(plan, left, by=by, at=at)


def _write_moves(
    plan: Reorganisation, moves: Sequence[Mapping[str, Any]], *, by: Staff, at: datetime
) -> None:
    head = {"name": plan.name, "from_on": plan.from_on, "minute": plan.minute, "reason": plan.reason}
    draft_reorganisation(plan, **head, moves=moves, by=by, at=at)  # type: ignore[arg-type]


@transaction.atomic
def settle_reorganisation(plan: Reorganisation, to: Stage, why: str = "", *, by: Staff, at: datetime) -> None:
    """Proposes a draft, approves it as another person, refuses it, opens it again, or undoes it before its day.

    What is proposed and approved is rehearsed then and there: nothing that would be nobody's gets through.
    """
    if to in (Stage.WAITING, Stage.APPROVED):
        if not plan.moves:
            raise NotYet([NO_MOVES])
        refuse_if(queries.rehearse(plan).obstacles)
    if to == Stage.APPROVED and plan.proposed_by_id == by.pk:
        raise NotYet([OWN_PLAN])
    _call("select access.settle_reorganisation(%s, %s, %s, %s)", [plan.pk, to, why, plan.version])


@transaction.atomic
def carry_out_reorganisation(*, by: Staff | None, at: datetime) -> dict[str, Any]:
    """The morning of the day: the whole plan in one transaction, or nothing of it. Done once."""
    return {"genomförda": _call("select access.carry_out_due_reorganisation()", [])}


@transaction.atomic(using=OWNER)
def begin_system(
    username: str, name: str, *, title: str, committee: str, unit: str, by: Staff | None, at: datetime
) -> str:
    """The very first member of staff, who then lets the others in; gives back the one-time code of her first log-in.

    As the owner of the database, on an empty system only: afterwards two persons make every change.
    """
    today = swedish_day(at)
    with connections[OWNER].cursor() as cursor:
        cursor.execute("select pg_advisory_xact_lock(hashtext('samtid: office'))")
    refuse_if(rules.obstacles_to_username(username, taken=False))
    if Staff.objects.using(OWNER).exists():
        raise NotYet([ALREADY_BEGUN])
    since = {"valid_from": today}
    board = Committee.objects.using(OWNER).create(name=committee, **since)
    place = Unit.objects.using(OWNER).create(
        name=unit, kind=UnitKind.STAFF_UNIT, committee=board, is_shared_within=False, **since
    )
    kept = Compartment.objects.using(OWNER).create(name=unit)
    Holding.objects.using(OWNER).create(unit=place, compartment=kept, **since)
    who = Staff(username=username, name=name, title=title, **since)
    who.set_unusable_password()
    who.save(using=OWNER)
    Membership.objects.using(OWNER).create(staff=who, unit=place, role=Role.OPERATOR, **since)
    for subject, row, after in (
        (Subject.COMMITTEE, board.pk, {"name": committee}),
        (Subject.UNIT, place.pk, {"name": unit, "kind": str(UnitKind.STAFF_UNIT), "committee_id": board.pk}),
        (
            Subject.STAFF,
            who.pk,
            {
                "username": username,
                "name": name,
                "title": title,
                "unit_id": place.pk,
                "role": str(Role.OPERATOR),
            },
        ),
    ):
        Proposal.objects.using(OWNER).create(
            subject=subject,
            verb=Verb.BEGIN,
            row=row,
            name=str(after["name"]),
            after=after,
            from_on=today,
            reason="samtid staff first",
            concerns=who if subject == Subject.STAFF else None,
            proposed_at=at,
            outcome=Outcome.APPROVED,
            decided_at=at,
            carried_out_at=at,
        )
    return invite(who, by=by, at=at)


def _call(statement: str, values: list[Any]) -> Any:
    """Asks a door of the database. What it refuses is said in Swedish, and nothing of it is done."""
    try:
        with transaction.atomic(), connection.cursor() as cursor:
            cursor.execute(statement, values)
            return cursor.fetchone()[0]
    except DatabaseError as error:
        raise refusal_of(error) from error
