"""Sammanträdet: planned, called, held, adjusted. It lies in nobody's case: each deed leaves its own line."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction

from samtid.base.look.swedish import moment
from samtid.base.organisation.doing import only
from samtid.base.organisation.models import Committee, Staff
from samtid.ground.law.delegation import Level
from samtid.ground.reasons import NotYet, refuse_if
from samtid.ground.sweden import swedish_day
from samtid.steps.compulsory import actions as compulsory
from samtid.steps.compulsory import queries as tracks
from samtid.steps.compulsory import rules as of_track
from samtid.steps.compulsory.models import TrackStep
from samtid.steps.compulsory.words import Kind as Step

from .. import queries, rules, words
from ..holding import held
from ..models import Meeting, MeetingTurn


def _turn(meeting: Meeting, what: words.Turn, said: str = "", *, by: Staff, at: datetime) -> Meeting:
    MeetingTurn.objects.create(meeting=meeting, what=what, said=said[:1000], by=by, at=at)
    return meeting


def _kept(meeting: Meeting, *, by: Staff) -> Meeting:
    """The meeting, held, if it is ``by`` who keeps it."""
    meeting = held(meeting, by=by)
    refuse_if(rules.obstacles_to_keeping(is_keeper=meeting.keeper_id == by.pk, keeper=meeting.keeper.name))
    return meeting


@transaction.atomic
@only(rules.MAY)
def take_over(meeting: Meeting, *, by: Staff, at: datetime) -> Meeting:
    """Keeps it from now on: what remains is on the new one's day, and the former stands in its line."""
    meeting = held(meeting, by=by)
    refuse_if(
        rules.obstacles_to_taking_over(
            meeting.state,
            is_keeper=meeting.keeper_id == by.pk,
            leads_there=queries.leads_there(by, meeting.committee, swedish_day(at)),
        )
    )
    former = meeting.keeper.name
    meeting.keeper = by
    meeting.save(update_fields=["keeper"])
    return _turn(meeting, words.Turn.TAKEN_OVER, f"Från {former}", by=by, at=at)


@transaction.atomic
@only(rules.MAY)
def correct_meeting(meeting: Meeting, text: str, *, by: Staff, at: datetime) -> Meeting:
    """Writes beside a held meeting how it was; what stands is not changed."""
    meeting = _kept(meeting, by=by)
    refuse_if(rules.obstacles_to_correcting_meeting(meeting.state, text))
    return _turn(meeting, words.Turn.CORRECTED, text.strip(), by=by, at=at)


@transaction.atomic
@only(rules.MAY)
def plan_meeting(
    committee: Committee,
    level: Level,
    short: str,
    starts_at: datetime,
    place: str,
    *,
    by: Staff,
    at: datetime,
) -> Meeting:
    """A meeting of the committee or its board, from now on to be filled."""
    refuse_if(rules.obstacles_to_planning(starts_at, short, place, at=at, level=level))
    made = Meeting.objects.create(
        committee=committee,
        level=level,
        short=short.strip(),
        starts_at=starts_at,
        place=place.strip(),
        planned_by=by,
        planned_at=at,
        keeper=by,
    )
    return _turn(made, words.Turn.PLANNED, by=by, at=at)


@transaction.atomic
@only(rules.MAY)
def call_meeting(meeting: Meeting, *, by: Staff, at: datetime) -> Meeting:
    """The call has gone out: what comes after it is an extra matter."""
    meeting = _kept(meeting, by=by)
    refuse_if(rules.obstacles_to_calling(meeting.state))
    meeting.called_at = at
    meeting.save(update_fields=["called_at"])
    return _turn(meeting, words.Turn.CALLED, by=by, at=at)


@transaction.atomic
@only(rules.MAY)
def move_meeting(meeting: Meeting, starts_at: datetime, place: str, *, by: Staff, at: datetime) -> Meeting:
    """Another time or place; the earlier stands in its line."""
    meeting = _kept(meeting, by=by)
    refuse_if(
        rules.obstacles_to_changing(meeting.state)
        + rules.obstacles_to_planning(starts_at, meeting.short, place, at=at, level=Level(meeting.level))
    )
    was = f"Var {moment(meeting.starts_at)}, {meeting.place}".rstrip(", ")
    meeting.starts_at, meeting.place = starts_at, place.strip()
    meeting.save(update_fields=["starts_at", "place"])
    return _turn(meeting, words.Turn.MOVED, was, by=by, at=at)


@transaction.atomic
@only(rules.MAY)
def cancel_meeting(meeting: Meeting, why: str, *, insist: bool = False, by: Staff, at: datetime) -> Meeting:
    """It is called off. No matter is lost with it."""
    meeting = _kept(meeting, by=by)
    left = queries.left(queries.places(meeting), meeting)
    refuse_if(rules.obstacles_to_cancelling(meeting.state, why=why, left=left, insist=insist))
    meeting.cancelled_at = at
    meeting.save(update_fields=["cancelled_at"])
    return _turn(meeting, words.Turn.CANCELLED, why.strip(), by=by, at=at)


@transaction.atomic
@only(rules.MAY)
def hold_meeting(meeting: Meeting, who: rules.Held, *, by: Staff, at: datetime) -> Meeting:
    """It was held: who was there. The database tells it, from now on frozen, what delegates and the chair have decided."""
    meeting = _kept(meeting, by=by)
    refuse_if(rules.obstacles_to_holding(meeting.state, meeting.starts_at, who, at=at))
    meeting.held_at = at
    meeting.chair, meeting.present = who.chair.strip(), who.present.strip()
    meeting.adjuster = who.adjuster.strip()
    meeting.save(update_fields=["held_at", "chair", "present", "adjuster"])
    _turn(meeting, words.Turn.HELD, by=by, at=at)
    for step in queries.unreported(by, queries.to_tell(by, meeting, at, at)):
        _report(meeting, step, by=by, at=at)
    return meeting


def _report(meeting: Meeting, step: TrackStep, *, by: Staff, at: datetime) -> None:
    """That the chair's custody has been told of is written in its track, where its clock runs.

    What the track does not take is left on the day of whoever holds the case, and the meeting's page says so.
    """
    track = tracks.tracks(by).filter(pk=step.track_id).first()
    said = of_track.Written(kind=Step.REPORTED, on=meeting.on, text=f"Anmält vid sammanträdet {meeting}.")
    if track is None:
        return
    try:
        with transaction.atomic():
            compulsory.write_step(track, said, by=by, at=at)
    except NotYet:
        return


@transaction.atomic
@only(rules.MAY)
def adjust_minutes(meeting: Meeting, left_out: str = "", *, by: Staff, at: datetime) -> Meeting:
    """The minutes are adjusted: every matter has its paragraph, but those without a key that ``left_out`` says why."""
    meeting = _kept(meeting, by=by)
    left, unseen = queries.unwritten(by, meeting)
    refuse_if(rules.obstacles_to_adjusting(meeting.state, left=left, unseen=unseen, left_out=left_out))
    meeting.adjusted_at, meeting.left_out = at, left_out.strip() if unseen else ""
    meeting.save(update_fields=["adjusted_at", "left_out"])
    return _turn(meeting, words.Turn.ADJUSTED, meeting.left_out, by=by, at=at)
