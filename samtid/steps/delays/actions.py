"""Vad som kan göras vid försening: note what happened, and say that a note was wrong."""

from __future__ import annotations

from datetime import datetime, time

from django.db import IntegrityError, transaction

from samtid.base.dossier.actions import keep_open, record, start_clock, stop_clock
from samtid.base.dossier.models import Case
from samtid.base.organisation.doing import only
from samtid.base.organisation.models import Staff
from samtid.base.people.rules import obstacles_to_telling
from samtid.ground.law.administration import DECIDE_ON_REQUEST
from samtid.ground.reasons import NotYet, Obstacle, refuse_if
from samtid.ground.sweden import SWEDEN, swedish_day
from samtid.steps.investigations.models import Investigation

from . import queries, rules, words
from .models import DelayStep

CLOSED = Obstacle("Ärendet är avslutat. Skriv i ett ärende som är öppet.")


@transaction.atomic
@only(rules.MAY)
def note(inquiry: Investigation, said: rules.Said, *, by: Staff, at: datetime) -> DelayStep:
    """Notes what happened with a delay; the four weeks follow what stands (FL 12 §)."""
    inquiry = _alone(inquiry)
    stand = [one.said() for one in queries.standing(queries.steps(by, inquiry))]
    tells = queries.tells_place(by, inquiry.case, said.text, said.who)
    refuse_if(
        ([CLOSED] if inquiry.case.closed_at else [])
        + rules.obstacles_to_noting(said, stand, queries.matter(inquiry), today=swedish_day(at))
        + obstacles_to_telling(tells=tells, may_decide=False, reason="")
    )
    keep_open(inquiry.case, by=by, at=at)
    made = DelayStep.objects.create(
        case=inquiry.case,
        investigation=inquiry,
        kind=said.kind,
        happened_on=said.on,
        text=said.text.strip(),
        until=said.until,
        decided_by=said.who.strip(),
        by=by,
        at=at,
    )
    law = rules.TOLD if said.kind is words.Kind.NOTIFIED else rules.ASK
    record(inquiry.case, words.Event.NOTED, by=by, at=at, law=law, why=said.kind.label)
    _follow(inquiry, by=by, at=at)
    return made


@transaction.atomic
@only(rules.MAY)
def withdraw(step: DelayStep, why: str, *, by: Staff, at: datetime) -> DelayStep:
    """It never was: the row stands and counts no more."""
    inquiry = _alone(step.investigation)
    rows = queries.standing(queries.steps(by, inquiry))
    without = [one.said() for one in rows if one.pk != step.pk]
    stands = any(one.pk == step.pk for one in rows)
    refuse_if(rules.obstacles_to_withdrawing(without, stands=stands, why=why))
    try:
        with transaction.atomic():
            made = DelayStep.objects.create(
                case=inquiry.case,
                investigation=inquiry,
                kind=step.kind,
                happened_on=step.happened_on,
                until=step.until,
                corrects=step,
                why=why.strip(),
                by=by,
                at=at,
            )
    except IntegrityError:
        raise NotYet([Obstacle("Anteckningen räknas redan inte.")]) from None
    record(inquiry.case, words.Event.WRONG, by=by, at=at, why=words.Kind.label_of(step.kind))
    _follow(inquiry, by=by, at=at)
    return made


def _alone(inquiry: Investigation) -> Investigation:
    """One at a time writes of a case, and as the matter is now: it may have ended while the page was open."""
    list(Case.objects.filter(pk=inquiry.case_id).select_for_update(of=("self",)))
    return Investigation.objects.select_related("report", "case__dossier__person").get(pk=inquiry.pk)


def _follow(inquiry: Investigation, *, by: Staff, at: datetime) -> None:
    """Lets the four weeks run that the notes say, and nothing else."""
    stand = [one.said() for one in queries.standing(queries.steps(by, inquiry))]
    wanted, now = rules.asked_on(queries.matter(inquiry), stand), queries.clock(by, inquiry)
    if (swedish_day(now.started_at) if now else None) == wanted:
        return
    stop_clock(inquiry.case, DECIDE_ON_REQUEST, about=inquiry.pk, by=None, at=at)
    if wanted is not None:
        moment = min(datetime.combine(wanted, time(12), SWEDEN), at)
        start_clock(inquiry.case, DECIDE_ON_REQUEST, about=inquiry.pk, by=by, at=moment)
