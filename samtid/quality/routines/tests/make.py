"""Rutiner att pröva med."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime, timedelta
from typing import Any

from samtid.base.organisation.models import Staff, Unit
from samtid.ground.sweden import swedish_day
from samtid.quality.routines import actions, rules
from samtid.quality.routines.models import Routine, Version

WORDS = rules.Words(
    title="Skyddsbedömning samma dag",
    text="# Först\nLäs hela anmälan.\n- Sök syskon\n- Ring den som anmält",
    checklist="Anmälan är läst\nSyskon är sökta",
    why="Ny rutin.",
    wanted_from=None,
)


def words(at: datetime, **more: Any) -> rules.Words:
    """What a version says, from today."""
    return replace(WORDS, **{"wanted_from": swedish_day(at)} | more)


def a_routine(owner: Staff, *, by: Staff, at: datetime, unit: str = "Utredning barn och unga", **more: Any) -> Version:  # fmt: skip
    """A draft for a unit, or for the whole (``unit=""``), looked at again in half a year."""
    place, next_on = more.pop("place", "investigations:hear_child"), more.pop("next_on", None)
    covers = Unit.objects.get(name=unit).pk if unit else None
    said = rules.New(
        place, covers, owner.pk, next_on or swedish_day(at) + timedelta(days=180), words(at, **more)
    )
    return actions.write_routine(said, by=by, at=at)


def write_routines(at: datetime) -> None:
    """One of each kind: in force and read, with a draft beside; only a draft; sent back; withdrawn; to be looked at."""
    from tests.walk.residents import hand

    soon = swedish_day(at) + timedelta(days=3)
    with hand("vera", at) as vera, hand("karin", at) as karin:
        pass
    with hand("vera", at) as vera:
        first = a_routine(vera, by=vera, at=at, is_public=True)
        due = a_routine(karin, by=vera, at=at, title="Samtal med barnet", next_on=soon)
        over = a_routine(karin, by=vera, at=at, title="Brev till vårdnadshavare", place="investigations")
        a_routine(vera, by=vera, at=at, unit="", title="Ingen öppnar vid besöket", place="visits")
    with hand("karin", at) as karin:
        first, due, over = (
            actions.decide(one, swedish_day(at), by=karin, at=at) for one in (first, due, over)
        )
        actions.withdraw(over.routine, "Brevet skickas av programmet.", by=karin, at=at)
        actions.mark_read(first, by=karin, at=at)
        returned = actions.propose(due.routine, words(at, why="Plats"), by=karin, at=at)
    with hand("vera", at) as vera:
        actions.send_back(returned, "Skriv var.", by=vera, at=at)
        actions.review(Routine.objects.get(pk=first.routine_id), "Följs.", soon, by=vera, at=at)
        actions.propose(first.routine, words(at, why="Syskon", text="Sök halvsyskon."), by=vera, at=at)
