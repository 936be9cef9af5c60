"""Svara, berätta vidare och föra samman."""

from __future__ import annotations

from datetime import date, datetime

from django.db import transaction

from samtid.base.organisation.doing import hindered, only
from samtid.base.organisation.models import Staff, Unit
from samtid.ground.reasons import Obstacle, refuse_if
from samtid.ground.sweden import swedish_day

from .. import queries, rules
from ..models import Author, Idea
from ..turning import held, move, write
from ..words import GOING_ON, State, Step, Turn


@transaction.atomic
@only(rules.MAY)
def answer(
    idea: Idea,
    said: rules.Answer,
    *,
    shown: str = "",
    unit: Unit | None = None,
    step: Step | None = None,
    seen: int | None = None,
    by: Staff,
    at: datetime,
) -> Idea:
    """Answers: what is done and by whom, or why not. The first answer is the one that was promised."""
    today = swedish_day(at)
    row = held(idea, seen)
    refuse_if(rules.obstacles_to_answer(said, State(row.state), today))
    refuse_if(rules.obstacles_to_text(said.said, "said") + rules.obstacles_to_text(shown, "shown"))
    row.step = step or row.step
    row.state, row.title, row.gains, row.is_public = (
        said.state,
        said.title.strip(),
        said.gains,
        said.is_public,
    )
    row.shown, row.may_name = rules.stripped(shown), said.may_name and not said.has_read
    row.unit, row.is_apart = unit, False
    row.owner_id = said.owner
    row.next_on = said.next_on if said.state in GOING_ON else None
    row.answered_on = row.answered_on or today
    move(row, Turn.ANSWER, said.said, by=by, at=at)
    return row


@transaction.atomic
@only(rules.MAY)
def tell(
    idea: Idea,
    state: State,
    said: str,
    next_on: date | None,
    *,
    seen: int | None = None,
    by: Staff,
    at: datetime,
) -> Idea:
    """The owner tells how far it has come, or that it is done or did not work."""
    row = held(idea, seen)
    today = swedish_day(at)
    is_steering = not hindered(rules.STEERS, by, at)
    found = []
    if row.owner_id != by.pk and not is_steering:
        found.append(Obstacle("Det gör den som har hand om det.", may_approve="den ansvariga"))
    if row.answered_on is None:
        found.append(Obstacle("Svara först."))
    if state not in (*GOING_ON, State.DONE, State.FAILED) or row.state in (State.MERGED, State.SPAM):
        found.append(Obstacle("Välj hur långt det har kommit.", field="state"))
    if not said.strip():
        found.append(Obstacle("Skriv vad som har hänt.", field="said"))
    found += rules.obstacles_to_text(said, "said")
    if state in GOING_ON:
        found += rules.obstacles_to_next(next_on, today)
    refuse_if(found)
    row.state = state
    row.next_on = next_on if state in GOING_ON else None
    kind = Turn.PROGRESS if state in GOING_ON else Turn.RESULT
    move(row, kind, said, by=by, at=at)
    return row


@transaction.atomic
@only(rules.MAY)
def merge(idea: Idea, into: Idea, *, by: Staff, at: datetime) -> None:
    """Calls two the same. Both texts, all authors and all receipts stand; the answer of the one is the other's too."""
    row, other = held(idea), held(into)
    refuse_if(rules.obstacles_to_merging(row.pk, other.pk, State(row.state), State(other.state)))
    row.same_as, row.state, row.is_public, row.next_on = other, State.MERGED, False, None
    row.is_apart = False
    move(row, Turn.MERGED, other.called, by=by, at=at)


@transaction.atomic
@only(rules.MAY)
def part(idea: Idea, *, by: Staff, at: datetime) -> None:
    """Takes a merging back: it waits for an answer of its own again."""
    row = held(idea)
    refuse_if([] if row.same_as_id else [Obstacle("Det är inte sammanslaget med något.")])
    row.same_as, row.state = None, State.WAITING
    move(row, Turn.PARTED, "", by=by, at=at)


@transaction.atomic
@only(rules.MAY)
def lay_aside(idea: Idea, why: str, *, by: Staff, at: datetime) -> None:
    """Calls it rubbish, after having looked. It is kept, and can be taken out again."""
    row = held(idea)
    found = [] if why.strip() else [Obstacle("Skriv varför.", field="why")]
    found += rules.obstacles_to_text(why, "why")
    if row.state != State.WAITING:
        found.append(Obstacle("Bara det som väntar på svar läggs undan."))
    refuse_if(found)
    row.state, row.is_apart = State.SPAM, False
    move(row, Turn.APART, why, by=by, at=at)


@transaction.atomic
@only(rules.MAY)
def take_out(idea: Idea, *, by: Staff, at: datetime) -> None:
    """It was no rubbish: it waits for an answer, by the promise it had."""
    row = held(idea)
    refuse_if([] if row.is_apart or row.state == State.SPAM else [Obstacle("Det ligger inte undan.")])
    row.state, row.is_apart = State.WAITING, False
    move(row, Turn.BACK, "", by=by, at=at)


@transaction.atomic
@only(rules.MAY)
def co_sign(idea: Idea, *, by: Staff, at: datetime) -> None:
    """Stands behind it, by name."""
    if not queries.ideas(by).filter(pk=idea.pk, authors__staff=by).exists():
        Author.objects.create(idea=idea, staff=by)


@transaction.atomic
@only(rules.MAY)
def comment(idea: Idea, text: str, insists: bool = False, *, by: Staff, at: datetime) -> None:
    """Says something about it, by name."""
    said = rules.stripped(text)
    found = rules.obstacles_to_saying(said, "text")
    names = rules.obstacles_to_names(said, field="text")
    refuse_if(found or ([] if insists else names))
    write(idea, Turn.COMMENT, said, by=by, at=at)
