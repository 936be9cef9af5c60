"""Vad som kan göras i spåret: opened, written in, corrected beside, and set aside when it was the wrong child."""

from __future__ import annotations

from datetime import datetime

from django.db import IntegrityError, transaction

from samtid.base.dossier.actions import keep_open, record
from samtid.base.dossier.models import Case
from samtid.base.organisation.doing import only
from samtid.base.organisation.models import Staff
from samtid.ground.reasons import NotYet, Obstacle, refuse_if
from samtid.ground.sweden import swedish_day

from . import counting, holding, queries, rules, words
from .models import Track, TrackStep

UNCHANGED = Obstacle("Det ändrar ingenting i spåret den dagen. Är dagen och steget rätt?", field="on")
OPENED = Obstacle("Spåret är redan öppnat i det här ärendet.")


@transaction.atomic
@only(rules.MAY)
def open_track(case: Case, *, by: Staff, at: datetime) -> Track:
    """Opens the track of a case. Nothing is counted before its first step."""
    found = []
    if Case.objects.exclude(closed_at=None).filter(pk=case.pk).exists():
        found.append(Obstacle("Ärendet är avslutat. Skriv i ett ärende som är öppet."))
    if queries.of_case(by, case) is not None:
        found.append(OPENED)
    refuse_if(found)
    keep_open(case, by=by, at=at)
    try:
        with transaction.atomic():
            made = Track.objects.create(case=case, opened_at=at, opened_by=by)
    except IntegrityError:
        raise NotYet([OPENED]) from None
    record(case, words.Event.OPENED, by=by, at=at)
    return queries.tracks(by).get(pk=made.pk)


@transaction.atomic
@only(rules.MAY)
def write_step(track: Track, said: rules.Written, *, by: Staff, at: datetime) -> TrackStep:
    """Writes what was decided, sent or done; the clocks follow."""
    track = holding.held(track, by=by)
    refuse_if(_obstacles(track, said, at))
    before = queries.state(track, at, on=said.on)
    if queries.state(track, at, on=said.on, also=said.said(at)).is_as(before):
        raise NotYet([UNCHANGED])
    keep_open(track.case, by=by, at=at)
    made = _write(track, said, by=by, at=at)
    now = queries.tracks(by).get(pk=track.pk)
    law = queries.citation(now, made)
    record(track.case, words.Event.STEP, by=by, at=at, law=law, why=said.kind.label)
    counting.follow(now, by=by, at=at)
    return made


@transaction.atomic
@only(rules.MAY)
def correct_step(step: TrackStep, said: rules.Written, why: str, *, by: Staff, at: datetime) -> TrackStep:
    """Writes beside a step how it really was. What stood is kept and counts no more; the clocks are counted anew."""
    track = holding.held(step.track, by=by)
    is_standing = any(one.pk == step.pk for one in queries.standing(track))
    refuse_if(rules.obstacles_to_correcting(is_standing=is_standing, why=why))
    refuse_if(_obstacles(track, said, at, step))
    made = _write(track, said, corrects=step, why=why, by=by, at=at)
    record(track.case, words.Event.CORRECTED, by=by, at=at, why=said.kind.label)
    _follow(track, by=by, at=at)
    return made


@transaction.atomic
@only(rules.MAY)
def withdraw_step(step: TrackStep, why: str, *, by: Staff, at: datetime) -> TrackStep:
    """It never was: the row stands and counts no more."""
    track = holding.held(step.track, by=by)
    is_standing = any(one.pk == step.pk for one in queries.standing(track))
    refuse_if(rules.obstacles_to_correcting(is_standing=is_standing, why=why))
    kind = words.Kind(step.kind)
    made = TrackStep.objects.create(
        track=track,
        case_id=track.case_id,
        kind=kind,
        happened_on=step.happened_on,
        corrects=step,
        is_withdrawn=True,
        why=why.strip(),
        by=by,
        at=at,
    )
    record(track.case, words.Event.WITHDRAWN, by=by, at=at, why=kind.label)
    _follow(track, by=by, at=at)
    return made


@transaction.atomic
@only(rules.MAY)
def annul_track(track: Track, why: str, *, by: Staff, at: datetime) -> Track:
    """It was of the wrong child: no clock runs. Everything that was written stands."""
    track = holding.held(track, by=by)
    if len(why.strip()) < rules.SOME_WORDS:
        raise NotYet([Obstacle("Skriv vad som blev fel och vem det gällde i stället.", field="why")])
    track.annulled_at, track.annulled_by, track.annulled_why = at, by, why.strip()
    track.save(update_fields=["annulled_at", "annulled_by", "annulled_why"])
    record(track.case, words.Event.ANNULLED, by=by, at=at)
    counting.follow(track, by=by, at=at)
    return track


def _obstacles(
    track: Track, said: rules.Written, at: datetime, step: TrackStep | None = None
) -> list[Obstacle]:
    """Asked of the track as it stood that day without the step: what is noted late is judged by its own day."""
    today = swedish_day(at)
    return rules.obstacles_to_step(
        said,
        queries.state(track, at, on=min(said.on, today), without=step),
        today=today,
        born_on=queries.person_of(track).born_on,
        applied_on=queries.applied_before(track, said.on),
        was_on=step.happened_on if step is not None else None,
        others=queries.said(track, without=step),
    )


def _write(
    track: Track,
    said: rules.Written,
    *,
    corrects: TrackStep | None = None,
    why: str = "",
    by: Staff,
    at: datetime,
) -> TrackStep:
    return TrackStep.objects.create(
        track=track,
        case_id=track.case_id,
        kind=said.kind,
        happened_on=said.on,
        decider=said.decider,
        ref=said.ref.strip(),
        who=said.who.strip(),
        ground=said.ground,
        until=said.until,
        reason=said.reason,
        text=said.text.strip(),
        content={name: text.strip() for name, text in said.content.items()},
        plan_on=said.plan_on,
        corrects=corrects,
        why=why.strip(),
        by=by,
        at=at,
    )


def _follow(track: Track, *, by: Staff, at: datetime) -> None:
    counting.follow(queries.tracks(by).get(pk=track.pk), by=by, at=at)
