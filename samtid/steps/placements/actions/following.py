"""Att följa vården: its ground, what the committee considers, and the secretary who comes to the child."""

from __future__ import annotations

from datetime import date, datetime

from django.db import transaction

from samtid.base.dossier.actions import record
from samtid.base.organisation.doing import only
from samtid.base.organisation.models import Staff
from samtid.ground.law import placements
from samtid.ground.reasons import Obstacle, refuse_if
from samtid.ground.sweden import swedish_day

from .. import counting, history, queries, rules, tracks, words
from ..holding import ENDED, held
from ..models import Care, CareGround, ChildVisit, Considered

RECURS = tuple(rules.FOLLOWED.values())


@transaction.atomic
@only(rules.MAY)
def change_ground(
    care: Care, ground: words.Ground, starts_on: date, decision_text: str, *, by: Staff, at: datetime
) -> CareGround:
    """The care rests on another ground from a day, by a decision of the committee or the court. Its clock is changed with it."""
    care = held(care, by=by)
    now = queries.ground_of(care, swedish_day(at))
    found = rules.obstacles_to_ground(
        ground, starts_on, newest=now.starts_on if now else None, on=swedish_day(at)
    )
    if not care.goes_on:
        found.append(ENDED)
    if len(decision_text.strip()) < rules.care.SOME_WORDS:
        found.append(Obstacle("Skriv beslutet: vem som beslutade, dag och nummer.", field="decision_text"))
    if now is not None and now.ground == ground:
        found.append(Obstacle("Det är den grund som redan gäller.", field="ground"))
    if not found:
        missing = history.track_missing(by, care.case.dossier.person_id, ground, starts_on, at)
        found += rules.obstacles_to_resting(ground, missing, starts_on)
    refuse_if(found)
    made = CareGround.objects.create(
        care=care,
        case_id=care.case_id,
        ground=ground,
        starts_on=starts_on,
        decision_text=decision_text.strip(),
        by=by,
        at=at,
    )
    # the same clock under another ground goes on, with its days
    if now is None or rules.follows(words.Ground(now.ground)) is not rules.follows(ground):
        counting.stop(care, counting.OF_GROUND, by=None, at=at)
        counting.begin_ground(care, made, by=by, at=at)
    if ground is not words.Ground.CONSENT:
        tracks.begin(care, starts_on, by=by, at=at)
    record(care.case, words.Event.GROUND, by=by, at=at, law=rules.citation(ground, starts_on))
    return made


@transaction.atomic
@only(rules.MAY)
def follow_care(
    care: Care, done: words.Done, done_on: date, text: str, *, by: Staff, at: datetime
) -> Considered:
    """The committee has considered, reviewed or revised: that clock stops, and the next round begins where there is one."""
    care = held(care, by=by)
    on = swedish_day(at)
    refuse_if(
        rules.obstacles_to_considering(
            done,
            queries.clocks(by, care).values_list("rule", flat=True),
            began_on=swedish_day(care.began_at),
            on=done_on,
            today=on,
            text=text,
            in_emergency_home=care.goes_on and rules.in_emergency_home(history.lived(care)),
            withheld=queries.is_withheld(by, care),
            is_noted=history.counts(by, care).filter(done=done).exists(),
        )
    )
    made = Considered.objects.create(
        care=care, case_id=care.case_id, done=done, done_on=done_on, text=text.strip(), by=by, at=at
    )
    met = rules.CONSIDERED_WITHIN.get(done)
    if met is not None:
        late = queries.clocks(by, care).filter(rule=met.id, legal_on__lt=done_on).exists()
        # without ``by``: a case that waits is not closed while the child is placed
        counting.stop(care, [met], by=None, at=at)
        if met in RECURS:
            counting.begin_again(care, met, in_time=not late, by=by, at=rules.moment_of(done_on, at))
    counting.follow_home(care, by=by, at=at)
    law = met.at(done_on).citation if met else placements.EMERGENCY_HOME.citation
    record(care.case, words.Event.DONE, by=by, at=at, law=law, why=done.label)
    return made


@transaction.atomic
@only(rules.MAY)
def take_back(row: Considered, why: str, *, by: Staff, at: datetime) -> Considered:
    """What was written by mistake, of the wrong child or the wrong day, counts no more, and the time limit is as before."""
    care = held(row.care, by=by)
    counts = history.counts(by, care)
    refuse_if(
        rules.obstacles_to_taking_back(
            is_over=not care.goes_on, is_standing=counts.filter(pk=row.pk).exists(), why=why
        )
    )
    made = Considered.objects.create(
        care=care,
        case_id=care.case_id,
        done=row.done,
        done_on=row.done_on,
        text=why.strip(),
        undoes=row,
        by=by,
        at=at,
    )
    met = rules.CONSIDERED_WITHIN.get(words.Done(row.done))
    if met is not None and met not in counting.OF_HOME:
        counting.take_back(care, met, row.at, by=by, at=at)
    counting.follow_home(care, by=by, at=at)
    record(care.case, words.Event.UNDONE, by=by, at=at, why=words.Done.label_of(row.done))
    return made


@transaction.atomic
@only(rules.MAY)
def name_secretary(care: Care, secretary: Staff, *, by: Staff, at: datetime) -> Care:
    """Names the one who comes to the child (SoL 22:12). Who it was before stands in the diary."""
    care = held(care, by=by, sees_home=False)
    found = [] if care.goes_on else [ENDED]
    if care.secretary_id == secretary.pk:
        found.append(Obstacle("Hen är redan barnets socialsekreterare.", field="secretary"))
    refuse_if(found)
    care.secretary = secretary
    care.save(update_fields=["secretary"])
    record(care.case, words.Event.SECRETARY, by=by, at=at, law=rules.care.SECRETARY, why=secretary.name)
    return care


@transaction.atomic
@only(rules.MAY)
def plan_visit(care: Care, planned_on: date, *, by: Staff, at: datetime) -> ChildVisit:
    """Plans the secretary's next visit to the child."""
    care = held(care, by=by, sees_home=False)
    found = [] if care.goes_on else [ENDED]
    if planned_on < swedish_day(at):
        found.append(Obstacle("Välj en dag från i dag och framåt.", field="planned_on"))
    if planned_on > swedish_day(at) + rules.care.LONG_AGO:
        found.append(Obstacle("Det är mer än ett år fram. Är året rätt?", field="planned_on"))
    refuse_if(found)
    made = ChildVisit.objects.create(
        care=care, case_id=care.case_id, planned_on=planned_on, planned_by=by, planned_at=at
    )
    record(care.case, words.Event.PLANNED, by=by, at=at, law=rules.care.SECRETARY)
    return made


@transaction.atomic
@only(rules.MAY)
def hold_visit(
    care: Care,
    held_at: datetime,
    minutes: int,
    *,
    alone: bool,
    why_not: str = "",
    note: str = "",
    by: Staff,
    at: datetime,
) -> ChildVisit:
    """Notes a visit that was: the planned one if there was any, and whether the child was spoken with alone."""
    care = held(care, by=by, sees_home=False)
    refuse_if(
        [ENDED]
        if care.annulled_at is not None
        else rules.obstacles_to_holding(
            at=at,
            held_at=held_at,
            began_at=care.began_at,
            ended_at=care.ended_at,
            alone=alone,
            why_not=why_not,
            minutes=minutes,
        )
    )
    planned = history.planned(queries.visits(by, care), swedish_day(held_at))
    visit = planned or ChildVisit(care=care, case_id=care.case_id, planned_by=by, planned_at=at)
    visit.held_at, visit.minutes, visit.alone = held_at, minutes, alone
    visit.why_not, visit.note = "" if alone else why_not.strip(), note.strip()
    visit.noted_by, visit.noted_at = by, at
    if planned is None:
        visit.save(force_insert=True)
    else:
        visit.save(update_fields=["held_at", "minutes", "alone", "why_not", "note", "noted_by", "noted_at"])
    record(care.case, words.Event.VISITED, by=by, at=at, law=rules.care.ALONE)
    return visit
