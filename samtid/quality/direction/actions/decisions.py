"""Beslut: föra in dem, följa upp dem på deras dag, och rätta bredvid."""

from __future__ import annotations

from datetime import date, datetime

from django.db import transaction

from samtid.base.look.swedish import day as day_of
from samtid.base.organisation.doing import only
from samtid.base.organisation.models import Staff
from samtid.ground.reasons import Obstacle, refuse_if
from samtid.ground.sweden import swedish_day
from samtid.quality.indicators.figures import all_indicators

from .. import rules
from ..models import Activity, Goal, Held, Line, Plan, Resolution
from ..turning import answerer, clean, held, kept_figure, line_of, move, until_of
from ..words import Body, Result, State, Turn

ENDS = {Result.DONE: State.DONE, Result.DROPPED: State.DROPPED}


@transaction.atomic
@only(rules.MAY)
def enter_decision(said: rules.Entered, insists: bool = False, *, by: Staff, at: datetime) -> Resolution:
    """Enters a decision as the minutes say it. It is never changed after this."""
    today = swedish_day(at)
    owners, post = answerer(said.owner, today)
    found = rules.obstacles_to_entering(said, today, owners)
    if said.indicator and said.indicator not in all_indicators():
        found.append(Obstacle("Välj en indikator i listan.", field="indicator"))
    refuse_if(found)
    clean({"text": said.text, "ground": said.ground, "paragraph": said.paragraph}, insists)
    assert post is not None
    assert said.follow_up_on is not None
    return Resolution.objects.create(
        body=said.body,
        decided_on=said.decided_on,
        paragraph=said.paragraph.strip(),
        text=said.text.strip(),
        ground=said.ground.strip(),
        indicator=said.indicator,
        owner=post.staff,
        unit=post.unit,
        next_on=said.follow_up_on,
        by=by,
        at=at,
    )


@transaction.atomic
@only(rules.MAY)
def follow_up(
    resolution: Resolution,
    result: Result | None,
    said: str,
    next_on: date | None = None,
    insists: bool = False,
    *,
    seen: int | None = None,
    by: Staff,
    at: datetime,
) -> Line:
    """Says whether it became so, with what its indicator tells that day. A new day keeps it open."""
    row = held(resolution, seen, by=by, at=at)
    today = swedish_day(at)
    refuse_if(rules.obstacles_to_following(result, said, next_on, State(row.state), today, Body(row.body)))
    clean({"said": said}, insists)
    assert result is not None
    goes_on = next_on is not None and result is not Result.DROPPED
    line = line_of(
        row,
        Turn.FOLLOWED,
        said,
        result=result,
        next_on=next_on if goes_on else None,
        by=by,
        at=at,
        **kept_figure(by, row.indicator, row.decided_on),
    )
    if goes_on:
        move(row, line, next_on=next_on)
    else:
        move(row, line, state=ENDS[result], ended_on=today)
    return line


@transaction.atomic
@only(rules.MAY)
def change(
    row: Held | Plan,
    said: str,
    owner: int | None = None,
    next_on: date | None = None,
    insists: bool = False,
    *,
    seen: int | None = None,
    by: Staff,
    at: datetime,
) -> Line:
    """Writes a correction beside, or gives it another owner or another day with a reason. What was entered stands."""
    today = swedish_day(at)
    if isinstance(row, Plan):
        refuse_if(
            rules.obstacles_to_change(
                said=said, moves=False, state=State.OPEN, next_on=None, today=today, owner=None
            )
        )
        clean({"said": said}, insists)
        return Line.objects.create(plan=row, kind=Turn.CORRECTED, said=said.strip(), by=by, at=at)
    to = owner if owner is not None else row.owner_id
    on = next_on or row.next_on
    moves = to != row.owner_id or on != row.next_on
    owners, post = answerer(to, today) if moves else (frozenset(), None)
    state = State(row.state)
    refuse_if(
        rules.obstacles_to_change(
            said=said,
            moves=moves,
            state=state,
            next_on=on,
            today=today,
            owner=to,
            owners=owners if moves else None,
            until=until_of(row, today),
        )
    )
    clean({"said": said}, insists)
    if not moves:
        line = line_of(row, Turn.CORRECTED, said, by=by, at=at)
        line.save(force_insert=True)
        return line
    kept = held(row, seen, by=by, at=at)
    assert post is not None
    told = [f"Ansvarig: {kept.owner.name} → {post.staff.name}."] if to != kept.owner_id else []
    told += [f"Dag: {day_of(kept.next_on)} → {day_of(on)}."] if on != kept.next_on else []
    line = line_of(kept, Turn.CHANGED, said, told=" ".join(told), next_on=on, by=by, at=at)
    # the unit is the one she answers from when it is given to her; another day alone moves nothing to another manager
    given = {"owner": post.staff, "unit": post.unit} if to != kept.owner_id else {}
    move(kept, line, **given, next_on=on)
    return line


@transaction.atomic
@only(rules.MAY)
def reopen(
    row: Held,
    why: str,
    next_on: date | None,
    insists: bool = False,
    *,
    seen: int | None = None,
    by: Staff,
    at: datetime,
) -> None:
    """It was not ended after all: it goes on, with a reason and a new day."""
    kept = held(row, seen, by=by, at=at)
    found = [] if not kept.is_open else [Obstacle("Det pågår redan.")]
    if (
        isinstance(kept, Activity)
        and not Goal.objects.select_for_update(of=("self",)).get(pk=kept.goal_id).is_open
    ):
        found.append(Obstacle("Målet är avslutat. Öppna målet igen först."))
    found += [] if why.strip() else [Obstacle("Skriv varför det öppnas igen.", field="said")]
    today = swedish_day(at)
    refuse_if(found + rules.obstacles_to_next(next_on, today, until=until_of(kept, today)))
    clean({"said": why}, insists)
    line = line_of(kept, Turn.REOPENED, why, next_on=next_on, by=by, at=at)
    move(kept, line, state=State.OPEN, ended_on=None, next_on=next_on)
