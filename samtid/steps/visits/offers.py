"""Vad besöken berättar: who goes where today, also on paper."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, datetime, timedelta
from uuid import UUID

from samtid.base.dossier.words import LocalClock
from samtid.base.organisation.models import Staff, Unit
from samtid.base.organisation.words import Role
from samtid.base.people.queries import shown
from samtid.base.people.rules import is_sealed
from samtid.base.people.words import Protection
from samtid.ground.offers import Call, DraftForm, File, LogWords, Menu, Offers, Sheets, Step, Way
from samtid.steps.services.offers import about

from . import queries
from .gone import LEFT
from .models import Visit
from .waits import waits

CARRY_OUT = DraftForm("visits:carry_out", "Notering om ett besök", "visits:visit")
NOT_CARRIED_OUT = DraftForm("visits:not_carried_out", "Varför besöket inte blev av", "visits:visit")
CORRECT = DraftForm("visits:correct", "Rättelse av ett besök", "visits:visit", "#ratta")
HANDLE = DraftForm("visits:handle", "Avvikelse i ett besök", "visits:visit", "#avvikelse")
AGREE = DraftForm("visits:agree", "Avtal om besök", whose=about)


def steps(file: File) -> Iterable[Step]:
    """To agree on a visit of the newest service that goes on."""
    going = next((one for one in file.of("services") if one.ended_at is None), None)
    if going is not None:
        yield Step("Avtala besök", AGREE.page, going.pk)


def visited(file: File) -> Iterable[UUID]:
    """The services of the file that somebody has come for: without one the step has not been taken.

    Asked only when the matter is at its follow-up, or near it: before that the step lies ahead.
    """
    near = file.today + timedelta(days=3)
    followed = any(clock.rule == LocalClock.FOLLOW_UP and clock.due_on <= near for clock in file.clocks)
    given = [one.pk for one in file.of("services")] if followed else []
    done = queries.visits(file.viewer).filter(service__in=given).exclude(carried_out_at=None)
    return done.order_by().values_list("service", flat=True).distinct() if given else ()


def outage(viewer: Staff, unit: Unit, on: date, at: datetime) -> Sheets:
    """The day's visits that are not done yet, and whom they are to."""
    going = list(queries.unit_day(viewer, unit, on))
    left = [visit for visit in going if not visit.is_reported]
    return Sheets(
        calls=[call for visit in left for call in _calls(visit)],
        visits=len(left),
        persons={visit.person_id: visit.person for visit in going},
        given=[(visit.case_id, visit.service_id) for visit in going],
    )


def _calls(visit: Visit) -> list[Call]:
    """A line for each who goes, so that nobody's own list lacks a visit made by two."""
    going = [who.name for who in (visit.staff, visit.second) if who is not None]
    at_home = visit.place == "home"
    return [
        Call(
            visit.planned_at,
            visit.minutes,
            visit.person.name,
            (shown(visit.person, "address") or "adress saknas") if at_home else visit.place_label,
            visit.what,
            own,
            ", ".join([*(f"med {name}" for name in going if name != own), *["en saknas"] * visit.lacks]),
            is_sealed(Protection(visit.person.protection)),
        )
        for own in going or [""]
    ]


OFFERS = Offers(
    menu=[
        Menu("Besök", "visits:today", 30, {Role.CARE_WORKER, Role.PLANNER, Role.MANAGER}, is_home=True),
    ],
    drafts=[AGREE, CARRY_OUT, NOT_CARRIED_OUT, CORRECT, HANDLE],
    log=[LogWords("visits", "Besöken", "För att planera eller göra ett besök")],
    way=Way(names=("Besök",), word="visited", read=visited, steps=steps),
    seldom=[LEFT],
    waits=waits,
    outage=outage,
)
