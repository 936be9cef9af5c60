"""Utskottet i demon: one meeting that has just been held and one that is called, with the drafts that wait for them."""

from __future__ import annotations

from datetime import datetime, time, timedelta

from samtid.base.access.queries import unit_of
from samtid.base.organisation.models import Staff
from samtid.base.organisation.words import UnitKind
from samtid.ground.law.days import swedish_day
from samtid.ground.law.delegation import Level
from samtid.ground.sweden import swedish_moment
from samtid.steps.committee import actions, rules
from samtid.steps.committee.models import Meeting
from samtid.steps.committee.words import Outcome
from samtid.steps.decisions.models import Decision
from samtid.steps.decisions.rules import floor_of
from samtid.steps.investigations.words import Basis

from .scene import whole
from .staffing import Nobody, Staffing
from .stamping import as_one

SHORT, PLACE = "SN AU", "Stadshuset, Hamnsalen"
WHO = rules.Held(
    chair="Berit Provdal (x)",
    present="Berit Provdal (x), ordförande\nSten Provberg (y)\nAnna-Lisa Exempelsson (z)\nKarl-Erik Testlund (x)",
    adjuster="Sten Provberg (y)",
)
EXTRA = "Förslaget blev klart efter kallelsen, och barnet behöver veta var det ska bo."
MISSING = "Utskottet vill veta vad barnet själv säger om att flytta, och om ett hem nära skolan har frågats."


def meetings(staffing: Staffing, until: datetime) -> None:
    """Kept by the manager of the children's unit. What is laid before them are the drafts that no delegate may decide."""
    on = swedish_day(until)
    try:
        unit = staffing.unit(UnitKind.CHILD_INVESTIGATION, on)
        keeper = staffing.manager(unit, on)
    except Nobody:
        return
    drafts = [
        one
        for one in Decision.objects.filter(signed_at=None, case__is_sealed=False)
        .select_related("case", "prepared_by")
        .order_by("prepared_at", "case__number")
        if unit_of(one.case.compartment_id, on) == unit
        and floor_of(Basis(one.legal_basis), on).level is Level.COMMITTEE
    ]
    starts = whole(_began(until))
    been = _planned(keeper, starts, starts - timedelta(days=21), called=starts - timedelta(days=7))
    ahead = swedish_moment(on + timedelta(days=8), time(9))
    coming = _planned(keeper, ahead, starts - timedelta(days=14))
    ready = [one for one in drafts if one.prepared_at < starts]
    taken, waiting = ready[:2], drafts[2:] if len(ready) >= 2 else drafts[len(ready) :]
    lines = []
    for one in taken:
        at = max(whole(one.prepared_at), starts - timedelta(minutes=30))
        with as_one(one.prepared_by, at):
            lines.append(actions.raise_matter(one, been, EXTRA, by=one.prepared_by, at=at))
    noted = min(starts + timedelta(minutes=20), whole(until))
    with as_one(keeper, noted):
        actions.hold_meeting(been, WHO, by=keeper, at=noted)
        for line, said in zip(lines, SAID, strict=False):
            actions.settle(line, said, by=keeper, at=noted)
    for one in waiting[:6]:
        at = max(whole(one.prepared_at), starts - timedelta(minutes=30))
        with as_one(one.prepared_by, at):
            actions.raise_matter(one, coming, by=one.prepared_by, at=at)
    with as_one(keeper, whole(until)):
        actions.call_meeting(coming, by=keeper, at=whole(until))


SAID = (
    rules.Said(outcome=Outcome.DECIDED, paragraph=118, is_certified=True),
    rules.Said(outcome=Outcome.RETURNED, paragraph=119, text=MISSING),
)


def _began(until: datetime) -> datetime:
    """This morning or last evening, after the drafts were written."""
    today = swedish_day(until)
    for at in (
        swedish_moment(today, time(13)),
        swedish_moment(today, time(9)),
        swedish_moment(today - timedelta(days=1), time(17)),
    ):
        if timedelta(minutes=20) <= until - at <= timedelta(hours=15):
            return at
    return until - timedelta(hours=2)


def _planned(keeper: Staff, starts: datetime, at: datetime, called: datetime | None = None) -> Meeting:
    committee = keeper.memberships.select_related("unit__committee").first().unit.committee  # type: ignore[union-attr]
    with as_one(keeper, at):
        made = actions.plan_meeting(committee, Level.COMMITTEE, SHORT, starts, PLACE, by=keeper, at=at)
    if called is not None:
        with as_one(keeper, called):
            made = actions.call_meeting(made, by=keeper, at=called)
    return made
