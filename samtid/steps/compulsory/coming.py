"""Barnet kom: what a placement that rests on the track writes in it."""

from __future__ import annotations

from datetime import date, datetime

from samtid.base.organisation.models import Staff

from . import queries, rules, words
from .actions import correct_step, withdraw_step, write_step
from .models import Track


def care_began(track: Track, on: date, *, by: Staff, at: datetime) -> None:
    """The child has come to a placement that rests on the track: the care has begun, where nobody has said so (6:4)."""
    if queries.state(queries.tracks(by).get(pk=track.pk), at).begun_on is None:
        write_step(track, rules.Written(kind=words.Kind.BEGUN, on=on, text=words.CAME), by=by, at=at)


def care_began_otherwise(
    track: Track, was: date, now: date | None, why: str, *, by: Staff, at: datetime
) -> None:
    """The placement's first day was corrected, or the placement never was: the step that it wrote follows."""
    rows = queries.standing(queries.tracks(by).get(pk=track.pk))
    mine = [one for one in rows if one.kind == words.Kind.BEGUN and one.text == words.CAME]
    for step in mine:
        if step.happened_on != was or now == was:
            continue
        if now is None:
            withdraw_step(step, why, by=by, at=at)
        else:
            said = rules.Written(kind=words.Kind.BEGUN, on=now, text=words.CAME)
            correct_step(step, said, why, by=by, at=at)
