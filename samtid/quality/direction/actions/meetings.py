"""Den gemensamma ledningsgruppen: ett möte, dess punkter, och att de blir gjorda."""

from __future__ import annotations

from datetime import date, datetime, timedelta

from django.db import transaction

from samtid.base.organisation.doing import only
from samtid.base.organisation.models import Staff
from samtid.ground.reasons import Obstacle, refuse_if
from samtid.ground.sweden import swedish_day

from .. import rules
from ..models import Meeting, Point
from ..turning import answerer, clean, held, line_of, move
from ..words import PointKind, State, Turn

AHEAD = timedelta(days=366)
LATELY = timedelta(days=14)  # what was said at a meeting is written within that


@transaction.atomic
@only(rules.MAY)
def hold_meeting(held_on: date | None, *, by: Staff, at: datetime) -> Meeting:
    """A meeting on a day: lately, or ahead so that points can be put on its table. One a day; the one there is, is given."""
    today = swedish_day(at)
    if held_on is None or not today - AHEAD <= held_on <= today + AHEAD:
        refuse_if([Obstacle("Skriv mötets dag, högst ett år bort.", field="held_on")])
    assert held_on is not None
    made, _ = Meeting.objects.get_or_create(held_on=held_on, defaults={"by": by, "at": at})
    return made


@transaction.atomic
@only(rules.MAY)
def raise_point(
    meeting: Meeting,
    kind: PointKind,
    text: str,
    owner: int | None,
    next_on: date | None,
    insists: bool = False,
    *,
    by: Staff,
    at: datetime,
) -> Point:
    """Puts a point on the table. It is carried over to every meeting until it is done."""
    today = swedish_day(at)
    owners, post = answerer(owner, today)
    found = rules.obstacles_to_point(text, owner, next_on, today, owners)
    if meeting.held_on < today - LATELY:
        found.append(Obstacle("Mötet har varit. Ta upp punkten på nästa möte."))
    refuse_if(found)
    clean({"text": text}, insists)
    assert post is not None
    assert next_on is not None
    return Point.objects.create(
        meeting=meeting,
        kind=kind,
        text=text.strip(),
        owner=post.staff,
        unit=post.unit,
        next_on=next_on,
        by=by,
        at=at,
    )


@transaction.atomic
@only(rules.MAY)
def end_point(
    point: Point,
    ends: State | None,
    said: str,
    insists: bool = False,
    *,
    seen: int | None = None,
    by: Staff,
    at: datetime,
) -> None:
    """It is done, or is not to be done, and why."""
    row = held(point, seen, by=by, at=at)
    refuse_if(rules.obstacles_to_ending(State(row.state), said, ends, (State.DONE, State.DROPPED)))
    clean({"said": said}, insists)
    line = line_of(row, Turn.ENDED, said, by=by, at=at)
    move(row, line, state=ends, ended_on=swedish_day(at))
