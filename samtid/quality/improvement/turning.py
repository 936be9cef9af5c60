"""Ett varv i ett förslag: the row held while it is changed, and the line that says what was done."""

from __future__ import annotations

from datetime import datetime

from samtid.base.organisation.models import Staff
from samtid.ground.reasons import Obstacle, refuse_if
from samtid.ground.sweden import swedish_day

from .models import Idea, Line
from .words import State, Turn

FIRST_LOOKED_AT = "Någon annan hann före: läs vad som står nu."


def held(idea: Idea, seen: int | None = None) -> Idea:
    """The row as it stands, held until the verb is done; refused when it has moved since the page was opened."""
    row = Idea.objects.select_for_update(of=("self",)).get(pk=idea.pk)
    refuse_if([Obstacle(FIRST_LOOKED_AT)] if seen is not None and seen != row.turns else [])
    return row


MOVED = (
    *(
        "state",
        "title",
        "shown",
        "is_public",
        "is_apart",
        "unit",
        "owner",
        "next_on",
        "done_on",
        "same_as",
        "turns",
    ),
    *("gains", "step", "answered_on", "may_name"),
)


def move(row: Idea, kind: Turn, said: str, *, by: Staff, at: datetime) -> None:
    if row.state == State.DONE:
        row.done_on = row.done_on or swedish_day(at)
    else:
        row.done_on = None
    row.turns += 1
    # the line first: who may write it sees the idea as it was
    write(row, kind, said, by=by, at=at)
    row.save(update_fields=list(MOVED))


def write(row: Idea, kind: Turn, said: str, *, by: Staff, at: datetime) -> Line:
    is_public = kind in (Turn.ANSWER, Turn.PROGRESS, Turn.TRIAL, Turn.RESULT)
    return Line.objects.create(
        idea=row,
        kind=kind,
        state=row.state,
        said=said.strip(),
        day=swedish_day(at),
        turn=row.turns,
        by=by,
        is_public=is_public,
    )
