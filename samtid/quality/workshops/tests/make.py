"""Arbetsstugor att pröva med."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime, time
from uuid import UUID

from samtid.base.organisation.models import Staff
from samtid.ground.sweden import swedish_day
from samtid.quality.workshops import actions, queries, rules, slips
from samtid.quality.workshops.models import Step, Workshop
from samtid.quality.workshops.rules import StepPlan
from samtid.quality.workshops.words import Guest, StepKind

QUESTION = "Vad skulle göra störst skillnad för dem vi är till för?"
PLAN = (
    (StepKind.WRITE, time(8, 30), QUESTION, 0),
    (StepKind.CLUSTER, time(8, 50), "", 0),
    (StepKind.VOTE, time(9, 10), "Vad ska vi börja med?", 3),
    (StepKind.DISCUSS, time(9, 20), "Hur börjar vi?", 0),
)


def a_workshop(
    staff: Iterable[Staff], *, by: Staff, at: datetime, guests: int = 1, groups: int = 2
) -> Workshop:
    """One that can begin: planned, asked, dealt and with slips."""
    made = actions.make("Framtidens socialtjänst", "Underlag till utvecklingsplanen.", by=by, at=at)
    for kind, starts, question, votes in PLAN:
        actions.add_step(made, StepPlan(kind, swedish_day(at), starts, 15, question, votes), by=by, at=at)
    actions.invite(made, list(staff), {Guest.POLITICIAN: guests}, by=by, at=at)
    actions.deal(made, groups, 7, by=by, at=at)
    actions.lay_out(made, by=by, at=at)
    return made


def step_of(viewer: Staff, workshop: Workshop, kind: StepKind) -> Step:
    """The step of a kind."""
    return next(one for one in queries.steps(viewer, workshop) if one.kind == kind)


def go_to(workshop: Workshop, kind: StepKind | None, *, by: Staff, at: datetime) -> Workshop:
    """Moves on, and gives the workshop back as it then is."""
    actions.move(workshop, step_of(by, workshop, kind) if kind else None, by=by, at=at)
    return queries.workshops(by).get(pk=workshop.pk)


def words(workshop: Workshop, group: int = 1, many: int = 5) -> list[str]:
    """The words on some slips of a group."""
    return [one.word for one in slips.of(workshop.pk, {group: many}, 0)]


def seat_in(workshop: Workshop, group: int = 1, nth: int = 0) -> str:
    """What a phone that came in by a slip holds."""
    return slips.told(workshop.code, words(workshop, group)[nth])


def a_receipt(n: int) -> str:
    """A phone's word for its note."""
    return f"{n:0{rules.RECEIPT}d}"


def said(workshop: Workshop, step: UUID, texts: Iterable[str], *, at: datetime, first: int = 1) -> None:
    """Notes from the seats of group one, in turn."""
    for n, text in enumerate(texts):
        actions.write(seat_in(workshop, 1, n % 5), step, a_receipt(first + n), text, by=None, at=at)


def three_more(workshop: Workshop, *, at: datetime, group: int = 1, first: int = 900) -> None:
    """Notes of three other seats, so that what a fourth wrote comes out of the box."""
    assert workshop.now_id
    for n in range(3):
        held = seat_in(workshop, group, 2 + n)
        actions.write(held, workshop.now_id, a_receipt(first + n), "Något annat.", by=None, at=at)
