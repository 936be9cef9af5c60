"""Förbereda och leda: the host makes it, asks people, deals groups, lays out slips and moves on."""

from __future__ import annotations

import json
from collections.abc import Collection, Mapping
from datetime import datetime

from django.db import transaction

from samtid.base.access.through import door
from samtid.base.organisation.doing import only
from samtid.base.organisation.models import Staff
from samtid.ground.ids import ALPHABET, chance
from samtid.ground.reasons import Obstacle, refuse_if
from samtid.ground.sweden import swedish_day

from .. import queries, rules, slips
from ..lines import held, note_line
from ..models import Group, Invited, Step, Workshop
from ..words import Deed, Guest, State, StepKind

GONE_ON = "Någon annan hann före: läs vad som står nu."


@transaction.atomic
@only(rules.MAY)
def make(name: str, purpose: str, *, by: Staff, at: datetime) -> Workshop:
    """Makes a workshop, with the code that stands on the screen."""
    refuse_if(rules.obstacles_to_making(name, purpose))
    code = "".join(chance.get().choices(ALPHABET, k=rules.CODE))
    made = Workshop.objects.create(name=name.strip(), purpose=purpose.strip(), code=code, by=by, at=at)
    note_line(made, Deed.MADE, by=by, at=at)
    return made


@transaction.atomic
@only(rules.MAY)
def add_step(workshop: Workshop, step: rules.StepPlan, *, by: Staff, at: datetime) -> Step:
    """Adds a step where its day and clock say."""
    workshop = held(workshop, by=by, at=at)
    others = [(one.day, one.starts) for one in queries.steps(by, workshop)]
    now = (workshop.now.day, workshop.now.starts) if workshop.now else None
    refuse_if(rules.obstacles_to_step(step, workshop.state, others, now))
    assert step.day is not None and step.starts is not None and step.minutes is not None
    made = Step.objects.create(
        workshop=workshop,
        day=step.day,
        starts=step.starts,
        minutes=step.minutes,
        kind=step.kind,
        question=step.question.strip(),
        votes=step.votes if step.kind == StepKind.VOTE else 0,
    )
    note_line(workshop, Deed.STEP, f"{step.kind.label} {step.day} {step.starts:%H.%M}", by=by, at=at)
    return made


@transaction.atomic
@only(rules.MAY)
def drop_step(step: Step, *, by: Staff, at: datetime) -> None:
    """Takes a step away again, before the start."""
    workshop = held(step.workshop, by=by, at=at)
    refuse_if(
        [] if workshop.state == State.PREPARING else [Obstacle("Stugan har börjat: stegen ligger fast.")]
    )
    said = f"{step.kind_label} {step.day} {step.starts:%H.%M}"
    # by itself: Django would first look for notes and votes of it, which nobody reads
    Step.objects.filter(pk=step.pk)._raw_delete("default")
    note_line(workshop, Deed.DROPPED, said, by=by, at=at)


@transaction.atomic
@only(rules.MAY)
def invite(
    workshop: Workshop, staff: Collection[Staff], guests: Mapping[Guest, int], *, by: Staff, at: datetime
) -> None:
    """Says who is asked: of the staff by name, of guests how many of each kind. Replaces what was said before."""
    workshop = held(workshop, by=by, at=at)
    found = [] if workshop.state == State.PREPARING else [Obstacle("Stugan har börjat: listan ligger fast.")]
    if not staff and not any(guests.values()):
        found.append(Obstacle("Välj vilka som bjuds in.", field="staff"))
    refuse_if(found)
    rows = queries.invited(by, workshop)
    wanted = {one.pk for one in staff}
    Invited.objects.filter(
        pk__in=[one.pk for one in rows if one.staff_id and one.staff_id not in wanted]
    ).delete()
    there = {one.staff_id for one in rows if one.staff_id}
    Invited.objects.bulk_create(Invited(workshop=workshop, staff=one) for one in staff if one.pk not in there)
    for kind in Guest:
        have, want = [one for one in rows if one.guest == kind], guests.get(kind, 0)
        Invited.objects.filter(pk__in=[one.pk for one in have[want:]]).delete()
        Invited.objects.bulk_create(Invited(workshop=workshop, guest=kind) for _ in range(want - len(have)))
    note_line(
        workshop, Deed.INVITED, f"{len(wanted)} medarbetare, {sum(guests.values())} gäster", by=by, at=at
    )


@transaction.atomic
@only(rules.MAY)
def deal(workshop: Workshop, many: int | None, seed: int, *, by: Staff, at: datetime) -> None:
    """Splits those who were asked into groups, by profession and unit. The same seed gives the same groups."""
    workshop = held(workshop, by=by, at=at)
    rows = queries.invited(by, workshop)
    refuse_if(rules.obstacles_to_dealing(len(rows), many, workshop.state))
    assert many is not None
    there = {one.number: one for one in queries.groups(by, workshop)}
    for number in range(1, many + 1):
        there.setdefault(number, Group(workshop=workshop, number=number))
    Group.objects.bulk_create(one for one in there.values() if one._state.adding)
    dealt = rules.deal(queries.voices(rows, queries.working(swedish_day(at))), many, seed)
    for number, voices in enumerate(dealt, 1):
        Invited.objects.filter(pk__in=[one.key for one in voices]).update(group=there[number])
    note_line(workshop, Deed.DEALT, f"{many} grupper", by=by, at=at)


@transaction.atomic
@only(rules.MAY)
def lay_out(workshop: Workshop, *, by: Staff, at: datetime) -> list[slips.Slip]:
    """Makes the seats that the slips open, before the start. Returns the slips, which are shown this once; those made before open nothing."""
    workshop = held(workshop, by=by, at=at)
    people = queries.people_of_groups(queries.invited(by, workshop))
    found = [] if people else [Obstacle("Dela in grupperna först.")]
    if workshop.state != State.PREPARING:
        found.append(
            Obstacle("Stugan har börjat: då görs inga lappar till, för den som gör dem kan rösta med dem.")
        )
    refuse_if(found)
    made = slips.of(workshop.pk, people, rules.SPARE, queries.turn_of_slips(by, workshop))
    groups = {one.number: str(one.pk) for one in queries.groups(by, workshop)}
    said = [{"group": groups[one.group], "word": slips.told(workshop.code, one.word)} for one in made]
    door("lay_out_seats", workshop.pk, json.dumps(said))
    note_line(workshop, Deed.LAID_OUT, f"{len(made)} lappar", by=by, at=at)
    return made


@transaction.atomic
@only(rules.MAY)
def move(workshop: Workshop, to: Step | None, *, by: Staff, at: datetime) -> None:
    """On to a later step, or to the end (``None``). The box is emptied and shaken."""
    workshop = held(workshop, by=by, at=at)
    refuse_if(queries.hinders(by, workshop, at))
    if not door("move_workshop", workshop.pk, to.pk if to else None):
        refuse_if([Obstacle(GONE_ON)])
    if to is None:
        note_line(workshop, Deed.ENDED, by=by, at=at)
    else:
        note_line(workshop, Deed.MOVED, f"{to.kind_label}: {to.question}", by=by, at=at)
