"""Vad som kan göras med en rutin: skriva, föreslå en ny version, besluta, skicka tillbaka, se över, upphäva, läsa."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, datetime

from django.db import transaction
from django.db.models import Max

from samtid.base.look.swedish import day as day_of
from samtid.base.organisation import queries as organisation
from samtid.base.organisation.doing import only
from samtid.base.organisation.models import Membership, Staff, Unit
from samtid.ground.reasons import Obstacle, refuse_if
from samtid.ground.sweden import swedish_day
from samtid.quality.direction import queries as direction

from . import process, queries, rules
from .models import Line, Reading, Routine, Version
from .words import As, State, Turn

FIRST_READ = "Någon annan hann före: läs vad som står nu."


def _posts(by: Staff, at: datetime) -> list[Membership]:
    """Where somebody works that day."""
    return list(organisation.memberships(by, swedish_day(at)))


def _held(routine: Routine) -> Routine:
    """The routine as it stands, held until the verb is done: two never write, decide or withdraw at once."""
    return Routine.objects.select_for_update(of=("self",)).get(pk=routine.pk)


@transaction.atomic
@only(rules.MAY)
def write_routine(said: rules.New, insists: bool = False, *, by: Staff, at: datetime) -> Version:
    """Writes a routine and its first version. It holds for nobody until another has decided it."""
    today = swedish_day(at)
    held_posts, answering = _posts(by, at), direction.answering(today)
    unit = organisation.units(today).filter(pk=said.covers).first() if said.covers is not None else None
    found = rules.obstacles_to_new(said, today, process.places(), answering)
    if said.covers is not None and unit is None:
        found.append(Obstacle("Välj en enhet som finns i dag.", field="covers"))
    found += [replace(one, field="covers") for one in rules.obstacles_to_governing(held_posts, said.covers)]
    refuse_if(found)
    _clean(said.words, insists)
    assert said.owner is not None
    assert said.next_on is not None
    routine = Routine.objects.create(
        place=said.place,
        covers=unit,
        owner=answering[said.owner].staff,
        unit=answering[said.owner].unit,
        next_on=said.next_on,
        by=by,
        at=at,
    )
    return _written(routine, said.words, 1, by, at)


@transaction.atomic
@only(rules.MAY)
def propose(
    routine: Routine,
    said: rules.Words,
    insists: bool = False,
    *,
    seen: int | None = None,
    by: Staff,
    at: datetime,
) -> Version:
    """Writes the next version. What holds today goes on holding until another is decided and its day has come."""
    row = _held(routine)
    found = rules.obstacles_to_governing(_posts(by, at), row.covers_id)
    found += [Obstacle("Rutinen är upphävd. Skriv en ny rutin i stället.")] if row.withdrawn_on else []
    refuse_if(found or rules.obstacles_to_words(said, swedish_day(at)))
    latest = Version.objects.filter(routine=row).aggregate(last=Max("number"))["last"] or 0
    refuse_if([Obstacle(FIRST_READ)] if seen is not None and seen != latest else [])
    _clean(said, insists)
    return _written(row, said, latest + 1, by, at)


def _written(routine: Routine, said: rules.Words, number: int, by: Staff, at: datetime) -> Version:
    assert said.wanted_from is not None
    return Version.objects.create(
        routine=routine,
        number=number,
        title=said.title.strip(),
        text=said.text.strip(),
        checklist=said.checklist.strip(),
        why=said.why.strip(),
        is_public=said.is_public,
        wanted_from=said.wanted_from,
        by=by,
        at=at,
    )


def _clean(said: rules.Words, insists: bool) -> None:
    """Refuses what leads to somebody."""
    texts = {"title": said.title, "text": said.text, "checklist": said.checklist, "why": said.why}
    refuse_if(rules.obstacles_to_naming(texts, insists=insists))


@transaction.atomic
@only(rules.MAY)
def decide(version: Version, valid_from: date | None, *, by: Staff, at: datetime) -> Version:
    """Decides a draft that somebody else has written, from today or a later day."""
    routine, row, state = _at_hand(version, by, at)
    held_posts = _posts(by, at)
    found = rules.obstacles_to_governing(held_posts, routine.covers_id) or rules.obstacles_to_deciding(
        is_writer=row.by_id == by.pk,
        state=state,
        valid_from=valid_from,
        today=swedish_day(at),
        withdrawn=routine.withdrawn_on is not None,
    )
    refuse_if(found)
    decided_as = rules.governing(held_posts, routine.covers_id)
    assert decided_as is not None
    row.decided_at, row.decided_by, row.valid_from = at, by, valid_from
    row.decided_as, row.decided_unit = decided_as, _unit_of(held_posts, decided_as, routine.covers_id)
    row.save(update_fields=["decided_at", "decided_by", "decided_as", "decided_unit", "valid_from"])
    return row


def _unit_of(held_posts: list[Membership], decided_as: As, covers: int | None) -> Unit:
    """The unit of the post that somebody decides from."""
    return next(
        post.unit
        for post in held_posts
        if post.role == decided_as and rules.governing([post], covers) is decided_as
    )


@transaction.atomic
@only(rules.MAY)
def send_back(version: Version, why: str, insists: bool = False, *, by: Staff, at: datetime) -> Version:
    """Sends a draft back with what needs to be different. The writer may take her own back the same way."""
    routine, row, state = _at_hand(version, by, at)
    found = rules.obstacles_to_governing(_posts(by, at), routine.covers_id)
    refuse_if(found or rules.obstacles_to_sending_back(state, why, routine.withdrawn_on is not None))
    refuse_if(rules.obstacles_to_naming({"said": why}, insists=insists))
    row.returned_at, row.returned_by, row.returned_why = at, by, why.strip()
    row.save(update_fields=["returned_at", "returned_by", "returned_why"])
    return row


def _at_hand(version: Version, by: Staff, at: datetime) -> tuple[Routine, Version, State]:
    """The routine, held; the version as it is now, and where it stands."""
    routine = _held(version.routine)
    rows = queries.history(by, routine)
    row = next(one for one in rows if one.pk == version.pk)
    return routine, row, queries.states(routine, rows, swedish_day(at))[row.pk]


@transaction.atomic
@only(rules.MAY)
def review(
    routine: Routine,
    said: str,
    next_on: date | None,
    owner: int | None = None,
    insists: bool = False,
    *,
    seen: int | None = None,
    by: Staff,
    at: datetime,
) -> Line:
    """Looked at: what was seen, when it is looked at again, and perhaps by another."""
    row = _held(routine)
    today = swedish_day(at)
    answering = direction.answering(today)
    to = owner if owner is not None else row.owner_id
    refuse_if([] if row.owner_id == by.pk else rules.obstacles_to_governing(_posts(by, at), row.covers_id))
    refuse_if(rules.obstacles_to_review(said, next_on, today, to, answering, row.withdrawn_on is not None))
    _not_moved(row, seen)
    refuse_if(rules.obstacles_to_naming({"said": said}, insists=insists))
    assert next_on is not None
    post = answering[to]
    told = [f"Ansvarig: {row.owner.name} → {post.staff.name}."] if to != row.owner_id else []
    # who has moved answers from where she works now
    has_moved = not Routine.objects.filter(direction.answers_on(today), pk=row.pk, owner=to).exists()
    if has_moved and to == row.owner_id:
        told.append(f"{post.staff.name} ansvarar från {post.unit.name}.")
    told += [f"Ses över igen {day_of(next_on)}."]
    line = Line.objects.create(
        routine=row, kind=Turn.REVIEWED, said=said.strip(), told=" ".join(told), by=by, at=at
    )
    if has_moved:
        row.owner, row.unit = post.staff, post.unit
    row.next_on, row.turns = next_on, row.turns + 1
    row.save(update_fields=["owner", "unit", "next_on", "turns"])
    return line


@transaction.atomic
@only(rules.MAY)
def withdraw(
    routine: Routine, why: str, insists: bool = False, *, seen: int | None = None, by: Staff, at: datetime
) -> Line:
    """From today none of its versions holds. What held before is still read."""
    row = _held(routine)
    refuse_if(rules.obstacles_to_governing(_posts(by, at), row.covers_id))
    refuse_if(rules.obstacles_to_withdrawing(why, row.withdrawn_on is not None))
    _not_moved(row, seen)
    refuse_if(rules.obstacles_to_naming({"said": why}, insists=insists))
    line = Line.objects.create(routine=row, kind=Turn.WITHDRAWN, said=why.strip(), by=by, at=at)
    row.withdrawn_on, row.turns = swedish_day(at), row.turns + 1
    row.save(update_fields=["withdrawn_on", "turns"])
    return line


def _not_moved(row: Routine, seen: int | None) -> None:
    refuse_if([Obstacle(FIRST_READ)] if seen is not None and seen != row.turns else [])


@transaction.atomic
@only(rules.MAY)
def mark_read(version: Version, *, by: Staff, at: datetime) -> None:
    """That she has read it, for her own eyes: the next time she is told what has changed. Twice is once."""
    refuse_if([] if version.decided_at else [Obstacle("Versionen är inte beslutad.")])
    Reading.objects.bulk_create([Reading(staff=by, version=version)], ignore_conflicts=True)
