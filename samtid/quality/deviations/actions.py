"""Vad som kan göras: rapportera, ta emot, säkra, utreda, anmäla, åtgärda och återkoppla."""

from __future__ import annotations

from collections.abc import Collection
from datetime import datetime
from uuid import UUID

from django.db import transaction

from samtid.base.access.through import door
from samtid.base.organisation.doing import only
from samtid.base.organisation.models import Staff, Unit
from samtid.ground.law import cyber, quality
from samtid.ground.reasons import Obstacle, refuse_if
from samtid.ground.sweden import swedish_day
from samtid.ground.unnamed import obstacles_to_names, stripped

from . import queries, rules
from .clocks import start_clock, start_own, stop_all, stop_clock
from .models import Report, Step, Track
from .words import Done, Gravity
from .words import Track as Kind


@transaction.atomic
@only(rules.MAY)
def report(
    page: str,
    unit: Unit,
    tracks: Collection[Kind],
    text: str,
    informed_at: datetime | None,
    insists: bool = False,
    routine: UUID | None = None,
    *,
    by: Staff,
    at: datetime,
) -> list[Track]:
    """Reports what happened, in one track or several, each with its own clock from this moment."""
    said = stripped(text)
    found = rules.obstacles_to_reporting(tracks, said, informed_at, at)
    refuse_if(found or ([] if insists else obstacles_to_names(said, field="text")))
    assert informed_at is not None
    made = Report.objects.create(
        step=rules.step_of(page),
        page=rules.page_of(page),
        routine=routine,
        unit=unit,
        informed_at=informed_at,
        at=at,
        by=by,
    )
    return [_opened(made, kind, said, by, at) for kind in Kind if kind in tracks]


@transaction.atomic
@only(rules.MAY)
def open_track(
    track: Track, kind: Kind, text: str, insists: bool = False, *, by: Staff, at: datetime
) -> Track:
    """The same event is something more: a track beside, with a text of its own for its own readers."""
    said = stripped(text)
    found = rules.obstacles_to_reporting([kind], said, track.report.informed_at, at)
    if queries.tracks(by).filter(report=track.report, kind=kind).exists():
        found.append(Obstacle("Det spåret är redan öppet.", field="kind"))
    refuse_if(found or ([] if insists else obstacles_to_names(said, field="text")))
    return _opened(track.report, kind, said, by, at)


def _opened(made: Report, kind: Kind, said: str, by: Staff, at: datetime) -> Track:
    track = Track.objects.create(report=made, kind=kind, unit=made.unit, text=said, at=at, by=by)
    match kind:
        case Kind.LEX_SARAH:
            start_clock(track, quality.REMEDY_MISCONDUCT, at)
            start_clock(track, quality.COMPLETE_MISCONDUCT_INVESTIGATION, at)
        case Kind.BREACH:
            start_clock(track, cyber.DATA_BREACH, at)
        case _:
            start_own(track, at)
    return track


@transaction.atomic
@only(rules.MAY)
def hand_over(track: Track, owner: Staff, *, by: Staff, at: datetime) -> None:
    """Gives the investigation to somebody, who then reads it."""
    _handled(track, by)
    may = queries.investigators(swedish_day(at)).filter(pk=owner.pk).exists()
    refuse_if(
        []
        if may
        else [
            Obstacle(
                "Välj en chef, en förste socialsekreterare eller den som tar emot sådant.", field="owner"
            )
        ]
    )
    track.owner = owner
    track.save(update_fields=["owner"])


@transaction.atomic
@only(rules.MAY)
def receive(track: Track, text: str = "", *, by: Staff, at: datetime) -> None:
    """Takes it on. The reporter sees that it has come."""
    _taken(track, Done.RECEIVED, text, by, at)
    if track.owner_id is None:
        track.owner = by
        track.save(update_fields=["owner"])


@transaction.atomic
@only(rules.MAY)
def secure(track: Track, text: str, *, by: Staff, at: datetime) -> None:
    """What was done at once so that nobody comes to harm now."""
    _taken(track, Done.SECURED, text, by, at)


@transaction.atomic
@only(rules.MAY)
def investigate(track: Track, text: str, gravity: Gravity | None = None, *, by: Staff, at: datetime) -> None:
    """What happened, why, whether it can happen again; and of a misconduct, how grave it is."""
    refuse_if(rules.obstacles_to_investigating(Kind(track.kind), gravity))
    _taken(track, Done.INVESTIGATED, text, by, at)
    if track.kind == Kind.LEX_SARAH and gravity is not None:
        track.gravity = gravity
        track.save(update_fields=["gravity"])
        stop_clock(track, quality.COMPLETE_MISCONDUCT_INVESTIGATION, at)
        if gravity == Gravity.SERIOUS:
            start_clock(track, quality.NOTIFY_INSPECTORATE, at)
        else:
            stop_clock(track, quality.NOTIFY_INSPECTORATE, at)
        if gravity == Gravity.NONE:
            stop_clock(track, quality.REMEDY_MISCONDUCT, at)


@transaction.atomic
@only(rules.MAY)
def notify(track: Track, text: str, *, by: Staff, at: datetime) -> None:
    """To IVO, or to IMY: when and under what number; of a breach also why it need not be notified."""
    _taken(track, Done.NOTIFIED, text, by, at)
    stop_clock(track, quality.NOTIFY_INSPECTORATE, at)
    stop_clock(track, cyber.DATA_BREACH, at)


@transaction.atomic
@only(rules.MAY)
def take_measure(track: Track, text: str, *, by: Staff, at: datetime) -> None:
    """What is changed so that it does not happen again."""
    _taken(track, Done.MEASURE, text, by, at)
    stop_clock(track, quality.REMEDY_MISCONDUCT, at)


@transaction.atomic
@only(rules.MAY)
def tell_effect(track: Track, text: str, *, by: Staff, at: datetime) -> None:
    """Whether it helped, or that it cannot be told yet."""
    _taken(track, Done.EFFECT, text, by, at)


@transaction.atomic
@only(rules.MAY)
def give_feedback(track: Track, text: str, *, by: Staff, at: datetime) -> None:
    """Tells whoever reported what became of it, and ends the track."""
    _taken(track, Done.FEEDBACK, text, by, at)
    stop_all(track, at)
    track.closed_at = at
    track.save(update_fields=["closed_at"])


def _taken(track: Track, what: Done, text: str, by: Staff, at: datetime) -> None:
    _handled(track, by)
    # two at once: the second sees what the first has done
    held = Track.objects.select_for_update(of=("self",)).get(pk=track.pk)
    gravity = Gravity(held.gravity) if held.gravity else None
    said = stripped(text)
    refuse_if(rules.obstacles_to_step(what, Kind(held.kind), queries.done(by, held), gravity, said))
    Step.objects.create(track=held, what=what, text=said, at=at, by=by)


def _handled(track: Track, by: Staff) -> None:
    refuse_if([] if door("handles_track", track.pk) else [Obstacle(rules.NOT_YOURS)])
