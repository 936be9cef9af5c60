"""Vad den som planerar kan göra med en dag."""

from __future__ import annotations

import time
from collections.abc import Iterable, Sequence
from dataclasses import asdict, replace
from datetime import date, datetime, timedelta
from typing import Any
from uuid import UUID

from django.db import IntegrityError, transaction

from samtid.base.organisation.doing import only
from samtid.base.organisation.models import Staff, Unit
from samtid.ground.law.days import swedish_day
from samtid.ground.reasons import NotYet, Obstacle, refuse_if
from samtid.steps.visits.models import Visit
from samtid.steps.visits.replanning import Change, Replanned, Spot, replan

from . import build, queries, rules, telling
from .asked import caught_up, locked_lacking, obstacles_to_keeping
from .models import Lock, Proposal, ProposedMove
from .words import Kind, Outcome

LOCKED = "Besöket är låst."
AT_ONCE = "Någon annan bad just om ett förslag för dagen. Ladda om sidan: det väntar på svar."
NOTHING_BACK = "Allt har börjat, rapporterats, ändrats eller låsts sedan dess. Flytta för hand."


def _unit(about: Unit | Proposal | Visit, *_: object) -> Unit:
    """The unit that carries out."""
    if isinstance(about, Proposal):
        return about.unit
    return about.service.unit if isinstance(about, Visit) else about


@transaction.atomic
@only(rules.MAY, unit=_unit)
def propose(unit: Unit, day: date, kind: Kind, *, seed: int, by: Staff, at: datetime) -> Proposal:
    """Asks the kernel for a day that holds, changing as little as possible. Nothing is changed until it is adopted."""
    now = queries.the_day(by, unit, day, at)
    asked = now.asked(at)
    refuse_if(
        rules.obstacles_to_proposing(
            has_shifts=bool(now.against.shifts), has_kernel=build.is_installed(), movable=len(now.movable(at))
        )
    )
    began = time.perf_counter()
    found = build.proposal(asked, kind, seed)
    refuse_if(
        obstacles_to_keeping(
            changed=len(found.steps),
            left_out=len(found.left_out),
            locked=locked_lacking(now.counted, now.measured.faults),
            still=telling.in_words(now.measured, now.names),
        )
    )
    after = rules.measure(rules.after(now.counted, found.steps), now.against)
    made = _put_forward(
        unit,
        day,
        kind=kind,
        seed=seed,
        built_on=now.version,
        milliseconds=round((time.perf_counter() - began) * 1000),
        terms_before=asdict(now.measured.terms),
        terms_after=asdict(after.terms),
        by=by,
        at=at,
    )
    row = {visit.pk: visit for visit in now.visits}
    ProposedMove.objects.bulk_create(
        ProposedMove(
            proposal=made,
            visit=visit,
            case_id=visit.case_id,
            was_at=visit.planned_at,
            was_staff_id=visit.staff_id,
            was_second_id=visit.second_id,
            to_at=now.moment(step.start),
            to_staff_id=step.staff,
            to_second_id=step.second,
        )
        for step in found.steps
        for visit in (row[step.key],)
    )
    return made


@transaction.atomic
@only(rules.MAY, unit=_unit)
def adopt(proposal: Proposal, *, by: Staff, at: datetime) -> Replanned:
    """Makes the day what was proposed, in one transaction. What has changed meanwhile is left, each with its reason."""
    proposal = _held(proposal)
    rows = list(queries.moves(by, proposal).filter(outcome=Outcome.WAITS))
    still = _locked(rows, by)
    day = queries.the_day(by, proposal.unit, proposal.day, at)
    _catch_up(day, [row for row in rows if row.visit_id not in still], at)
    result = replan(
        proposal.unit,
        [
            Change(
                row.visit_id,
                Spot(row.was_at, row.was_staff_id, row.was_second_id),
                Spot(row.to_at, row.to_staff_id, row.to_second_id),
            )
            for row in rows
            if row.visit_id not in still
        ],
        inside=lambda who, start, end: day.against.inside(who, day.minute(start), day.minute(end)),
        is_kept=True,
        missed=day.missed(at),
        by=by,
        at=at,
    )
    result.left |= dict.fromkeys(still, LOCKED)
    # adopted first: what became of each change is said by whoever has adopted it
    proposal.adopted_at, proposal.adopted_by = at, by
    proposal.save(update_fields=["adopted_at", "adopted_by"])
    for row in rows:
        why = result.left.get(row.visit_id, "")
        row.outcome, row.left_why = (Outcome.LEFT if why else Outcome.DONE), why
    ProposedMove.objects.bulk_update(rows, ["outcome", "left_why", "to_at"], batch_size=200)
    return result


@transaction.atomic
@only(rules.MAY, unit=_unit)
def lay_aside(proposal: Proposal, *, by: Staff, at: datetime) -> None:
    """Says no to a proposal. It stays, so that one can see what was offered."""
    proposal = _held(proposal)
    proposal.laid_aside_at, proposal.laid_aside_by = at, by
    proposal.save(update_fields=["laid_aside_at", "laid_aside_by"])


@transaction.atomic
@only(rules.MAY, unit=_unit)
def propose_back(proposal: Proposal, *, by: Staff, at: datetime) -> Proposal:
    """Proposes the day as it was before an adoption: of what nobody has told of, changed or locked since."""
    if proposal.adopted_at is None:
        raise NotYet([Obstacle("Förslaget är inte antaget, så det finns inget att ta tillbaka.")])
    done = list(queries.moves(by, proposal).filter(outcome=Outcome.DONE))
    still = _locked(done, by)
    rows = [
        row
        for row in done
        if row.visit_id not in still
        and not row.visit.is_reported
        and row.was_at > at
        and row.visit.planned_at > at
        and (row.visit.planned_at, row.visit.staff_id, row.visit.second_id)
        == (row.to_at, row.to_staff_id, row.to_second_id)
    ]
    refuse_if([] if rows else [Obstacle(NOTHING_BACK)])
    now = queries.the_day(by, proposal.unit, proposal.day, at)
    back = [
        rules.Step(row.visit_id, now.minute(row.was_at), row.was_staff_id, row.was_second_id) for row in rows
    ]
    made = _put_forward(
        proposal.unit,
        proposal.day,
        kind=Kind.BACK,
        back_of=proposal,
        built_on=now.version,
        terms_before=asdict(now.measured.terms),
        terms_after=asdict(rules.measure(rules.after(now.counted, back), now.against).terms),
        by=by,
        at=at,
    )
    ProposedMove.objects.bulk_create(
        ProposedMove(
            proposal=made,
            visit=row.visit,
            case_id=row.visit.case_id,
            was_at=row.to_at,
            was_staff_id=row.to_staff_id,
            was_second_id=row.to_second_id,
            to_at=row.was_at,
            to_staff_id=row.was_staff_id,
            to_second_id=row.was_second_id,
        )
        for row in rows
    )
    return made


@transaction.atomic
@only(rules.MAY, unit=_unit)
def move(
    visit: Visit,
    planned_at: datetime,
    staff: Staff | None,
    second: Staff | None,
    *,
    seen: Spot | None = None,
    by: Staff,
    at: datetime,
) -> None:
    """Moves one visit on the board: when and who are one change. Raises ``NotYet`` with what stands in the way.

    ``seen``: the visit as it was when somebody decided; None is as ``visit`` has it.
    """
    unit, has_passed = visit.service.unit, visit.planned_at <= at
    day = queries.the_day(by, unit, swedish_day(visit.planned_at), at) if has_passed else None
    result = replan(
        unit,
        [
            Change(
                visit.pk,
                seen or Spot.of(visit),
                Spot(planned_at, staff.pk if staff else None, second.pk if second else None),
            )
        ],
        missed=day.missed(at) if day else (),
        by=by,
        at=at,
    )
    refuse_if(Obstacle(why, field="clock") for why in result.left.values())


@transaction.atomic
@only(rules.MAY, unit=_unit)
def lock(visit: Visit, *, by: Staff, at: datetime) -> Lock:
    """No proposal moves the visit any more."""
    Visit.objects.select_for_update().get(pk=visit.pk)
    found = queries.locks(by).filter(visit=visit).first()
    return found or Lock.objects.create(visit=visit, case_id=visit.case_id, locked_at=at, locked_by=by)


@transaction.atomic
@only(rules.MAY, unit=_unit)
def unlock(visit: Visit, *, by: Staff, at: datetime) -> None:
    """Proposals may move it again."""
    queries.locks(by).filter(visit=visit).update(unlocked_at=at, unlocked_by=by)


def _catch_up(day: queries.TheDay, rows: Sequence[ProposedMove], at: datetime) -> None:
    """Gives what has passed while somebody read the next time that its staff can. What cannot is left by the rest."""
    now = -(-(at - day.zero) // timedelta(minutes=1))  # a minute that has begun is no time to be somewhere
    tasks = {task.key: task for task in rules.after(day.tasks, queries.steps(day, rows))}
    for row in rows:
        task = tasks.get(row.visit_id)
        if task is None or row.to_at >= at:
            continue
        minute = caught_up(task, tasks.values(), day.against, now)
        if minute is not None:
            row.to_at = day.moment(minute)
            tasks[task.key] = replace(task, start=minute)


def _held(proposal: Proposal) -> Proposal:
    """The proposal as it is now, held: two planners may adopt it at the same time."""
    held = Proposal.objects.select_for_update().get(pk=proposal.pk)
    refuse_if(
        rules.obstacles_to_adopting(
            adopted=held.adopted_at is not None,
            laid_aside=held.laid_aside_at is not None,
            by=held.adopted_by.name if held.adopted_by else "",
        )
    )
    return held


def _locked(rows: Iterable[ProposedMove], by: Staff) -> set[UUID]:
    """Those that somebody has locked, also since the proposal was made. The visits are held: nobody locks one meanwhile."""
    wanted = [row.visit_id for row in rows]
    held = Visit.objects.filter(pk__in=wanted).order_by("pk").select_for_update()
    visits = list(held.values_list("pk", flat=True))
    return set(queries.locks(by).filter(visit__in=visits).values_list("visit", flat=True))


def _put_forward(unit: Unit, day: date, *, by: Staff, at: datetime, **said: Any) -> Proposal:
    """A new proposal takes the place of the one that waited. Two who ask at once cannot both have theirs wait."""
    waiting = queries.of_day(by, unit, day).filter(adopted_at=None, laid_aside_at=None)
    waiting.order_by().update(laid_aside_at=at, laid_aside_by=by)
    try:
        with transaction.atomic():
            return Proposal.objects.create(unit=unit, day=day, made_at=at, made_by=by, **said)
    except IntegrityError:
        raise NotYet([Obstacle(AT_ONCE)]) from None
