"""Builders for tests: tracks, and the steps in them."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from typing import Any

from samtid.base.dossier.models import Case
from samtid.base.organisation.models import Staff
from samtid.ground.sweden import swedish_day
from samtid.steps.compulsory import actions, queries, rules
from samtid.steps.compulsory.models import Track, TrackStep
from samtid.steps.compulsory.words import Content, Decider, Ground, Kind

WHY = "Barnet är inte tryggt hemma i kväll, och föräldrarna säger nej."
COURT = "Förvaltningsrätten i Luleå, mål 2114-26"
CONTENT = {str(one): f"{one.label}: det som utredningen har visat." for one in Content}


def written(kind: Kind, on: date, **more: Any) -> rules.Written:
    """A step with what it must say."""
    said: dict[str, Any] = {"kind": kind, "on": on, "text": WHY}
    deciders = rules.SPECS[kind].deciders
    if deciders:
        said |= (
            {"decider": Decider.COURT, "ref": COURT}
            if Decider.COMMITTEE not in deciders
            else {
                "decider": Decider.COMMITTEE,
                "ref": f"SN AU {on} § 212",
            }
        )
    if rules.SPECS[kind].ground:
        said["ground"] = Ground.ENVIRONMENT
    if kind is Kind.APPLIED:
        said |= {"content": CONTENT, "plan_on": on}
    if kind is Kind.ENDED:
        said["reason"] = "not_needed"
    return rules.Written(**said | more)


def by_chair(on: date, meets_on: date | None = None) -> rules.Written:
    """The chair has decided on immediate custody."""
    return written(
        Kind.CUSTODY,
        on,
        decider=Decider.CHAIR,
        ref="",
        who="Berit Provdal, ordförande",
        until=meets_on or on + timedelta(days=20),
    )


def a_track(case: Case, *, by: Staff, at: datetime) -> Track:
    """The case's track: the one there is, else a new one."""
    return queries.of_case(by, case) or actions.open_track(case, by=by, at=at)


def a_step(
    track: Track, kind: Kind, on: date | None = None, *, by: Staff, at: datetime, **more: Any
) -> TrackStep:
    """A step of the track, today unless a day is said."""
    return actions.write_step(track, written(kind, on or swedish_day(at), **more), by=by, at=at)


def resting(case: Case, ground: str, on: date, *, by: Staff, at: datetime) -> Track:
    """A track where what a placement rests on stands from ``on``: custody, or care by the court."""
    track = a_track(case, by=by, at=at)
    now = queries.state(queries.tracks(by).get(pk=track.pk), at)
    if ground == "custody":
        if not now.in_custody:
            a_step(track, Kind.CUSTODY, on, by=by, at=at)
    elif ground not in now.rests():
        if now.in_care:
            a_step(track, Kind.ENDED, on, by=by, at=at)
        a_step(track, Kind.APPLIED, on, ground=ground, by=by, at=at)
        a_step(track, Kind.JUDGED, on, ground=ground, by=by, at=at)
    return queries.tracks(by).get(pk=track.pk)
