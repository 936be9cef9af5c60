"""Vårdens början i spåret: the child has come to the placement, and so the care against somebody's will has begun (6:4)."""

from __future__ import annotations

from datetime import date, datetime

from samtid.base.organisation.models import Staff
from samtid.ground.sweden import swedish_day
from samtid.steps.compulsory import coming

from . import history
from .models import Care


def begin(care: Care, on: date, *, by: Staff, at: datetime) -> None:
    """The track is told that the care began, where nobody has said so."""
    track = history.track_of(by, care.case.dossier.person_id, at)
    if track is not None:
        coming.care_began(track, on, by=by, at=at)


def correct(care: Care, now: date | None, why: str, *, by: Staff, at: datetime) -> None:
    """The first day was another, or the placement never was: what the placement wrote in the track follows."""
    track = history.track_of(by, care.case.dossier.person_id, at)
    if track is not None:
        was = swedish_day(care.began_at)
        coming.care_began_otherwise(track, was, now, why, by=by, at=at)
