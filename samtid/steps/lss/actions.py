"""Vad som kan göras enligt LSS: assess the group, weigh a measure, note what happened with the individual plan."""

from __future__ import annotations

from datetime import date, datetime, time

from django.db import IntegrityError, transaction

from samtid.base.dossier.actions import close_if_waiting, keep_open, record, start_clock, stop_clock
from samtid.base.dossier.models import Case
from samtid.base.dossier.versions import Overtaken, claim
from samtid.base.organisation.doing import only
from samtid.base.organisation.models import Staff
from samtid.ground.law.administration import DISABILITY_PLAN
from samtid.ground.reasons import NotYet, Obstacle, refuse_if
from samtid.ground.sweden import SWEDEN, swedish_day
from samtid.steps.decisions import held_up
from samtid.steps.decisions.models import Decision

from . import queries, rules, words
from .models import GroupAssessment, PlanStep, Weighing

CLOSED = Obstacle("Ärendet är avslutat. Skriv i ett ärende som är öppet.")
SIGNED = Obstacle("Beslutet är fattat. Det som prövades då står som det är.", "FL 37 §")


@transaction.atomic
@only(rules.MAY)
def assess_group(
    case: Case, said: rules.Assessed, *, seen: int | None = None, by: Staff, at: datetime
) -> GroupAssessment:
    """Assesses who belongs to the group, with the reason. What stood before is kept beside.

    ``seen`` is how many there were when the writer began: of two who write at once the second is told.
    """
    _alone(case)
    _writable(case, at)
    # drafts are held: one that is being signed rests on what stood
    drafts = list(
        queries.decisions(by, case)
        .filter(signed_at=None)
        .select_related(None)
        .select_for_update(of=("self",))
    )
    now = queries.standing(by, case)
    if seen is not None and seen != now.version:
        raise Overtaken(now)
    refuse_if(
        rules.obstacles_to_assessing(
            said, is_first=now.version == 0, has_decisions=queries.resting(by, case).exists()
        )
        + queries.of_place(by, case, said.reason, said.why, said.effect)
    )
    for draft in drafts:
        # what stands in its letter is another: whoever has read it reads it again
        claim(draft, None, by=by, at=at)
    try:
        with transaction.atomic():
            made = GroupAssessment.objects.create(
                case=case,
                number=now.version + 1,
                answer=said.answer,
                group=str(said.group or ""),
                criteria={str(name): str(value) for name, value in said.criteria.items() if value},
                reason=said.reason.strip(),
                why=said.why.strip() if now.version else "",
                effect=said.effect.strip() if now.version else "",
                by=by,
                by_title=by.title,
                at=at,
            )
    except IntegrityError:
        raise Overtaken(queries.standing(by, case)) from None
    verb = words.Event.CORRECTED if now.version else words.Event.ASSESSED
    record(case, verb, by=by, at=at, law=rules.GROUP)
    return made


@transaction.atomic
@only(rules.MAY)
def weigh(
    decision: Decision, said: rules.Weighed, *, seen: int | None = None, by: Staff, at: datetime
) -> Weighing:
    """Notes how a draft's measure was weighed, on the assessment that stands. ``seen``: the draft's version as it was read.

    The draft becomes another by it, since it stands in the letter: who weighs meanwhile, or was about to sign, is told.
    """
    _writable(decision.case, at)
    refuse_if(
        ([SIGNED] if decision.signed_at else [])
        + held_up.obstacles(by, decision, held_up.Said(at=at), to_change=True)
    )
    newest, on = queries.assessments(by, decision.case).first(), swedish_day(at)
    refuse_if(
        rules.obstacles_to_weighing(queries.drafted(decision, on), newest.said() if newest else None, said)
        + queries.of_place(by, decision.case, said.unable, said.need, said.good_living, said.sol_note)
    )
    assert newest is not None
    claim(decision, seen, by=by, at=at)
    last = queries.weighings(by, decision).first()
    made = Weighing.objects.create(
        case=decision.case,
        decision=decision,
        number=last.number + 1 if last else 1,
        assessment=newest,
        code=decision.service_code,
        outcome=decision.outcome,
        asked_by=said.asked_by,
        unable=said.unable.strip(),
        residence=said.residence,
        need=said.need.strip(),
        otherwise=str(said.otherwise or ""),
        good_living=said.good_living.strip(),
        sol_note=said.sol_note.strip(),
        by=by,
        at=at,
    )
    law = f"{rules.RIGHT}, {rules.measure_law(decision.service_code)}"
    record(decision.case, words.Event.WEIGHED, by=by, at=at, law=law)
    return made


@transaction.atomic
@only(rules.MAY)
def write_plan_step(
    case: Case, kind: words.PlanKind, on: date, text: str = "", *, by: Staff, at: datetime
) -> PlanStep:
    """Notes what happened with the individual plan; the year to its next review follows."""
    _alone(case)
    # what ends with the person is noted after
    _writable(case, at, is_ending=kind is words.PlanKind.ENDED)
    said = rules.PlanSaid(kind, on)
    steps = [one.said() for one in queries.standing_steps(queries.plan_steps(by, case))]
    refuse_if(
        rules.obstacles_to_plan_step(
            said, text, steps, today=swedish_day(at), granted_on=queries.granted_on(by, case)
        )
    )
    if rules.is_wanted([*steps, said]):
        # an end is what a case that is about to close waits for
        keep_open(case, by=by, at=at)
    made = PlanStep.objects.create(case=case, kind=kind, happened_on=on, text=text.strip(), by=by, at=at)
    record(case, words.Event.PLAN, by=by, at=at, law=rules.PLAN, why=kind.label)
    _follow(case, by=by, at=at)
    return made


@transaction.atomic
@only(rules.MAY)
def withdraw_plan_step(step: PlanStep, why: str, *, by: Staff, at: datetime) -> PlanStep:
    """It never was: the row stands and counts no more."""
    _alone(step.case)
    # no duty begins anew in a case that is on nobody's day
    refuse_if(_closed(step.case))
    rows = queries.standing_steps(queries.plan_steps(by, step.case))
    without = [one.said() for one in rows if one.pk != step.pk]
    stands = any(one.pk == step.pk for one in rows)
    if rules.is_wanted(without):
        keep_open(step.case, by=by, at=at)
    refuse_if(rules.obstacles_to_withdrawing(without, stands=stands, why=why))
    try:
        with transaction.atomic():
            made = PlanStep.objects.create(
                case=step.case,
                kind=step.kind,
                happened_on=step.happened_on,
                corrects=step,
                why=why.strip(),
                by=by,
                at=at,
            )
    except IntegrityError:
        raise NotYet([Obstacle("Anteckningen räknas redan inte.")]) from None
    record(step.case, words.Event.PLAN_WRONG, by=by, at=at, why=words.PlanKind.label_of(step.kind))
    _follow(step.case, by=by, at=at)
    return made


def _writable(case: Case, at: datetime, *, is_ending: bool = False) -> None:
    died_on = None if is_ending else case.dossier.person.died_on
    refuse_if(rules.obstacles_after_death(died_on, swedish_day(at)) + _closed(case))


def _closed(case: Case) -> list[Obstacle]:
    return [CLOSED] if Case.objects.filter(pk=case.pk).exclude(closed_at=None).exists() else []


def _alone(case: Case) -> None:
    """One at a time counts the year of a case: of two who write at once the second sees what the first wrote."""
    list(Case.objects.filter(pk=case.pk).select_for_update(of=("self",)))


def _follow(case: Case, *, by: Staff, at: datetime) -> None:
    """Lets the year run that the notes say, and nothing else."""
    steps = [one.said() for one in queries.standing_steps(queries.plan_steps(by, case))]
    wanted, now = rules.reviewed_on(steps), queries.clock(by, case)
    began = swedish_day(now.started_at) if now else None
    if began == wanted:
        return
    stop_clock(case, DISABILITY_PLAN, by=None, at=at)
    if wanted is not None:
        moment = min(datetime.combine(wanted, time(12), SWEDEN), at)
        start_clock(case, DISABILITY_PLAN, about=case.pk, by=by, at=moment)
    else:
        close_if_waiting(case, by=by, at=at)
