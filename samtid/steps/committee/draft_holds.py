"""Vad som håller ett förslag: it lies before a meeting, is to come back to one, or is decided and waits for its minutes."""

from __future__ import annotations

from collections.abc import Iterable

from django.db.models import Exists, OuterRef

from samtid.base.organisation.models import Staff
from samtid.ground.reasons import Obstacle
from samtid.steps.decisions.held_up import Hold, Said
from samtid.steps.decisions.models import Decision

from . import queries, rules
from .models import AgendaLine
from .words import BACK, DECISIONS, Outcome

MATTER = "committee:matter"


def may_hold() -> Exists:
    """A draft that has been on some list."""
    return Exists(AgendaLine.objects.filter(decision=OuterRef("pk")))


def holds(viewer: Staff, decision: Decision, said: Said) -> Iterable[Hold]:
    """At most one: by the list where it stands, or by what a meeting last said of it."""
    line = queries.latest(viewer, decision)
    if line is None:
        return
    if line.is_open:
        yield _before(line, said)
    elif line.became in BACK:
        label = Outcome.label_of(line.became).lower()
        text = f"Nämndens beslut blev {label} ({line.minute}). Ärendet kommer tillbaka till ett sammanträde."
        yield Hold(
            obstacle=Obstacle(text, rules.MINUTES),
            step="Anmäl till ett sammanträde",
            address="committee:raise",
            about=decision.pk,
        )
    elif line.became in DECISIONS and not _as_the_minutes(line, decision, said):
        text = f"Nämnden har beslutat ({line.minute}). Beslutet registreras från ärendet på listan."
        yield Hold(obstacle=Obstacle(text, rules.MINUTES), step="Se ärendet", address=MATTER, about=line.pk)


def _before(line: AgendaLine, said: Said) -> Hold:
    meeting = line.meeting
    begun = meeting.held_at is None and meeting.starts_at <= said.at
    text = f"Förslaget står på listan till {meeting}. Det som sägs där, och beslutet, skrivs från ärendet på listan."
    if begun:
        text = (
            f"Sammanträdet {meeting} har börjat, och texten står som den är tills {meeting.keeper.name} "
            "har antecknat det som hållet."
        )
    return Hold(
        obstacle=Obstacle(text, rules.MINUTES),
        step="Se ärendet på listan",
        address=MATTER,
        about=line.pk,
        stops_change=begun,
    )


def _as_the_minutes(line: AgendaLine, decision: Decision, said: Said) -> bool:
    """Whether what is to be registered is what the minutes say."""
    same = (said.level, said.decided_on, said.minute.strip())
    line.decision = decision
    return same == (line.meeting.level, line.meeting.on, line.minute) and not rules.obstacles_to_registering(
        line.became, is_adjusted=line.is_adjusted, is_decided=False, changed=queries.changed(line)
    )
