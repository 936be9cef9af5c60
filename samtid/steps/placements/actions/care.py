"""Barnets väg: the first night, the move, a night without a home, the way home, and what was written wrong."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from django.db import IntegrityError, transaction

from samtid.base.dossier.actions import keep_open, record
from samtid.base.dossier.models import Case
from samtid.base.organisation.doing import only
from samtid.base.organisation.models import Staff
from samtid.ground.law import placements
from samtid.ground.reasons import NotYet, Obstacle, refuse_if
from samtid.ground.sweden import swedish_day
from samtid.steps.decisions.models import Decision

from .. import counting, history, queries, register, rules, stays, tracks, words
from ..holding import held
from ..models import Care, CareGround, Home, Placement


@dataclass(frozen=True, slots=True, kw_only=True)
class Begun:
    """How a child's care begins: where, on what ground, and what was weighed before."""

    home: Home
    starts_at: datetime
    ground: words.Ground
    secretary: Staff
    why_not: str
    decision: Decision | None = None
    decision_text: str = ""
    considered: Sequence[dict[str, object]] = ()
    anyway: str = ""
    note: str = ""


@transaction.atomic
@only(rules.MAY)
def begin_care(case: Case, said: Begun, *, by: Staff, at: datetime) -> Care:
    """A child comes to a home: the care begins, and the clocks that follow it."""
    refuse_if(register.obstacles_to_seeing(by))
    person = case.dossier.person
    came_on = swedish_day(said.starts_at)
    full, anyway = stays.of_home(said.home, said.starts_at, said.anyway, by=by)
    refuse_if(
        rules.obstacles_to_beginning(
            at=at,
            starts_at=said.starts_at,
            born_on=person.born_on,
            is_closed=Case.objects.exclude(closed_at=None).filter(pk=case.pk).exists(),
            in_care=queries.case_in_care(by, case) is not None,
            has_decision=said.decision is not None or bool(said.decision_text.strip()),
            ground=said.ground,
            missing=history.track_missing(by, person.pk, said.ground, came_on, at),
            alternatives=[str(one["name"]) for one in said.considered],
            why_not=said.why_not,
        )
        + full
    )
    keep_open(case, by=by, at=at)
    try:
        with transaction.atomic():
            care = Care.objects.create(
                case=case,
                decision=said.decision,
                decision_text=said.decision_text.strip(),
                considered=list(said.considered),
                why_not=said.why_not.strip(),
                began_at=said.starts_at,
                begun_at=at,
                begun_by=by,
                secretary=said.secretary,
            )
            ground = CareGround.objects.create(
                care=care,
                case=case,
                ground=said.ground,
                starts_on=swedish_day(said.starts_at),
                decision_text=said.decision_text.strip(),
                by=by,
                at=at,
            )
            stays.place(care, said.home, said.starts_at, words.Why.FIRST, anyway, said.note, by=by, at=at)
    except IntegrityError:
        raise NotYet([stays.ELSEWHERE]) from None
    counting.begin_ground(care, ground, by=by, at=at)
    if said.ground is not words.Ground.CONSENT:
        tracks.begin(care, came_on, by=by, at=at)
    counting.begin(care, placements.REVISE_CARE_PLAN, by=by, at=said.starts_at)
    counting.follow_home(care, by=by, at=at)
    record(
        case, words.Event.BEGAN, by=by, at=at, law=rules.citation(said.ground, swedish_day(said.starts_at))
    )
    return queries.cares(by).get(pk=care.pk)


@transaction.atomic
@only(rules.MAY)
def move(
    care: Care,
    home: Home,
    moved_at: datetime,
    why: words.Why,
    *,
    anyway: str = "",
    note: str = "",
    by: Staff,
    at: datetime,
) -> Placement:
    """The child comes to another home: one stay ends as the next begins, so no night has none or two."""
    care = held(care, by=by)
    last = stays.last_of(care)
    here = last is not None and last.ends_at is None
    full, anyway = stays.of_home(home, moved_at, anyway, by=by)
    since = None if last is None else last.starts_at if here else last.ends_at
    # "lives there already" would answer a guess of where a child is whose home is withheld
    told = not queries.is_withheld(by, care)
    refuse_if(
        rules.obstacles_to_moving(
            at=at,
            moved_at=moved_at,
            since=since,
            is_there=here,
            same_home=last is not None and here and last.home_id == home.pk and told,
            has_ended=not care.goes_on,
        )
        + full
    )
    if last is not None and here:
        stays.leave(last, moved_at)
    made = stays.alone(care, home, moved_at, why, anyway, note, by=by, at=at)
    counting.follow_home(care, by=by, at=at)
    record(care.case, words.Event.MOVED, by=by, at=at, law=rules.care.DECISION, why=why.label)
    return made


@transaction.atomic
@only(rules.MAY)
def leave(care: Care, left_at: datetime, why: words.LeftWhy, *, by: Staff, at: datetime) -> Placement:
    """The child is in no home that we know of: an alarm until it is somewhere again."""
    care = held(care, by=by)
    last = stays.last_of(care)
    here = last if last is not None and last.ends_at is None and care.goes_on else None
    refuse_if(
        rules.obstacles_to_leaving(at=at, left_at=left_at, since=here.starts_at if here is not None else None)
    )
    assert here is not None
    stays.leave(here, left_at, why)
    counting.follow_home(care, by=by, at=at)
    record(care.case, words.Event.LEFT, by=by, at=at, law=rules.care.ALONE, why=why.label)
    return here


@transaction.atomic
@only(rules.MAY)
def end_care(
    care: Care,
    ended_at: datetime,
    destination: words.Destination | None,
    *,
    comment: str = "",
    by: Staff,
    at: datetime,
) -> Care:
    """The care ends, and it is said where the child lives now. Its clocks stop."""
    care = held(care, by=by)
    last = stays.last_of(care)
    since = care.began_at if last is None else last.ends_at or last.starts_at
    refuse_if(
        rules.obstacles_to_ending(
            at=at,
            ended_at=ended_at,
            since=since,
            has_ended=not care.goes_on,
            destination=destination,
            comment=comment,
        )
    )
    assert destination is not None
    if last is not None and last.ends_at is None:
        stays.leave(last, ended_at)
    care.ended_at, care.ended_by = ended_at, by
    care.destination, care.end_comment = destination, comment.strip()
    care.save(update_fields=["ended_at", "ended_by", "destination", "end_comment"])
    record(care.case, words.Event.ENDED, by=by, at=at, law=rules.care.WHERE_TO, why=destination.label)
    counting.stop_all(care, by=by, at=at)
    return care


@transaction.atomic
@only(rules.MAY)
def correct(
    stay: Placement, home: Home, starts_at: datetime, why: str, *, by: Staff, at: datetime
) -> Placement:
    """Writes beside a stay where, and from when, it really was. What stood is kept and counts no more."""
    care = held(stay.care, by=by)
    rows = queries.standing(care)
    stay = next((one for one in care.stays if one.pk == stay.pk), stay)  # type: ignore[attr-defined]
    before = [one for one in rows if one.starts_at < stay.starts_at and one.pk != stay.pk]
    earlier = before[-1] if before else None
    touches = earlier is not None and earlier.ends_at == stay.starts_at
    told = not queries.is_withheld(by, care)
    refuse_if(
        rules.obstacles_to_correcting(
            at=at,
            starts_at=starts_at,
            earlier=None if earlier is None else earlier.starts_at if touches else earlier.ends_at,
            touches=touches,
            later=stay.ends_at,
            is_corrected=stay.corrected_at is not None,
            same=home.pk == stay.home_id and starts_at == stay.starts_at and told,
            moves_what_ended=earlier is None and not care.goes_on and starts_at != stay.starts_at,
            was=stay.starts_at,
            why=why,
        )
    )
    try:
        with transaction.atomic():
            stays.mark(stay, why, by=by, at=at)
            if touches and earlier is not None and starts_at != stay.starts_at:
                # the home before keeps the child until it really came to this one
                stays.mark(earlier, why, by=by, at=at)
                stays.instead(earlier, earlier.home, earlier.starts_at, starts_at, by=by, at=at)
            made = stays.instead(stay, home, starts_at, stay.ends_at, by=by, at=at)
    except IntegrityError:
        raise NotYet([stays.ELSEWHERE]) from None
    if earlier is None and care.goes_on:
        tracks.correct(care, swedish_day(starts_at), why, by=by, at=at)
        care.began_at = starts_at
        care.save(update_fields=["began_at"])
        counting.recount(care, by=by, at=at)
    if care.goes_on:
        counting.follow_home(care, by=by, at=at)
    record(care.case, words.Event.CORRECTED, by=by, at=at)
    return made


@transaction.atomic
@only(rules.MAY)
def annul(care: Care, why: str, *, by: Staff, at: datetime) -> Care:
    """The wrong child was placed in the list: the care never was. Everything that was written stands, and counts no more."""
    care = held(care, by=by)
    found = [] if care.goes_on else [Obstacle("Vården är redan avslutad.")]
    if len(why.strip()) < rules.care.SOME_WORDS:
        found.append(Obstacle("Skriv vad som blev fel och vem det gällde i stället.", field="why"))
    refuse_if(found)
    for stay in queries.standing(care):
        stays.mark(stay, why, by=by, at=at)
    care.annulled_at, care.annulled_by, care.annulled_why = at, by, why.strip()
    care.save(update_fields=["annulled_at", "annulled_by", "annulled_why"])
    record(care.case, words.Event.ANNULLED, by=by, at=at)
    tracks.correct(care, None, why, by=by, at=at)
    counting.stop_all(care, by=by, at=at)
    return care
