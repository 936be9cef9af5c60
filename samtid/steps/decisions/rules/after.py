"""Efter beslutet: the person gets to know it, may appeal, and it becomes final (FL 33, 43–46 §§)."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from samtid.ground.law.days import swedish_day
from samtid.ground.reasons import Obstacle

from ..words import AppealEnd

NOTIFY = "FL 33 §"
APPEALED = "FL 43–46 §§"


@dataclass(frozen=True, slots=True)
class Appellant:
    """Klagande: which party appeals, None for somebody else; and that one's own last day, None where it has not begun."""

    party: UUID | None
    last_day: date | None


@dataclass(frozen=True, slots=True)
class Came:
    """Ett överklagande som kommit in, as values. ``end`` is None while it waits."""

    in_time: bool
    end: AppealEnd | None = None


def is_under_appeal(came: Iterable[Came]) -> bool:
    """Whether one that came in time waits or is before the court: then no time to appeal runs out into final force."""
    return any(one.in_time and one.end != AppealEnd.DISMISSED for one in came)


def obstacles_to_notifying(
    *, decided_at: datetime | None, told_at: datetime, already: bool, at: datetime
) -> list[Obstacle]:
    """What stands in the way of noting that the person has got to know the decision."""
    if decided_at is None:
        return [Obstacle("Beslutet är inte fattat än.", NOTIFY)]
    found = []
    if already:
        found.append(Obstacle("Det är redan antecknat när den enskilde fick del av beslutet.", NOTIFY))
    if told_at > at:
        found.append(Obstacle("Det kan inte ha hänt i framtiden.", field="told_at"))
    if swedish_day(told_at) < swedish_day(decided_at):
        found.append(
            Obstacle("Den enskilde kan inte ha fått del av beslutet innan det fattades.", field="told_at")
        )
    return found


def obstacles_to_correcting_notice(
    *, decided_at: datetime | None, was: datetime | None, became: datetime, reason: str, at: datetime
) -> list[Obstacle]:
    """What stands in the way of correcting when the person got to know: the time to appeal counts anew from there."""
    if was is None:
        return [Obstacle("Det är inte antecknat än när den enskilde fick del av beslutet.", NOTIFY)]
    found = obstacles_to_notifying(decided_at=decided_at, told_at=became, already=False, at=at)
    if became == was:
        found.append(Obstacle("Det är samma tid som redan står.", field="told_at"))
    if len(reason.strip()) < 10:
        text = "Skriv vad som var fel och hur ni vet det. Det som stod sparas."
        found.append(Obstacle(text, NOTIFY, field="reason"))
    return found


def is_in_time(received_on: date, *, last_day: date | None) -> bool:
    """Whether an appeal came in time. The time does not run before the person has got to know (FL 44 §)."""
    return last_day is None or received_on <= last_day


def obstacles_to_appeal(
    *, decided_at: datetime | None, may_appeal: bool, received_at: datetime, waiting: bool, at: datetime
) -> list[Obstacle]:
    """What stands in the way of noting that an appeal came in. Whether it is in time is judged, not refused (FL 45 §)."""
    if decided_at is None:
        return [Obstacle("Beslutet är inte fattat än.", APPEALED)]
    found = []
    if not may_appeal:
        text = "Beslutet kan bara prövas genom laglighetsprövning, som görs hos förvaltningsrätten direkt."
        found.append(Obstacle(text, "KL 13 kap."))
    if received_at > at:
        found.append(Obstacle("Det kan inte ha kommit in i framtiden.", "FL 22 §", field="received_at"))
    elif swedish_day(received_at) < swedish_day(decided_at):
        found.append(
            Obstacle("Det kan inte ha kommit in innan beslutet fattades.", "FL 22 §", field="received_at")
        )
    if waiting:
        found.append(Obstacle("Ett överklagande är redan antecknat och väntar.", APPEALED))
    return found


def obstacles_to_settling(*, how: AppealEnd, in_time: bool, settled: bool) -> list[Obstacle]:
    """What stands in the way of sending an appeal on or dismissing it: only what came too late is dismissed."""
    if settled:
        return [Obstacle("Överklagandet är redan överlämnat eller avvisat.", APPEALED)]
    if how == AppealEnd.DISMISSED and in_time:
        return [Obstacle("Överklagandet kom in i rätt tid och ska överlämnas.", "FL 46 §", field="how")]
    if how == AppealEnd.FORWARDED and not in_time:
        text = "Överklagandet kom in för sent och ska avvisas. Är dagen då den enskilde fick del av beslutet fel, rätta den."
        return [Obstacle(text, "FL 45 §", field="how")]
    return []


def obstacles_to_finality(
    *, due_on: date | None, rolled_on: date | None, came: Iterable[Came] = (), on: date
) -> list[Obstacle]:
    """What stands in the way of noting that nobody appealed: the time must be over, weekends counted (1930:173 2 §).

    ``came``: the appeals so far. One that waits is first sent on or dismissed, and what the court has is not final.
    """
    rows = list(came)
    if is_under_appeal(rows) or any(one.end is None for one in rows):
        text = "Beslutet är överklagat. Det vinner inte laga kraft medan ett överklagande väntar eller prövas av domstol."
        return [Obstacle(text, APPEALED)]
    if due_on is None or rolled_on is None:
        return [Obstacle("Det löper ingen tid för överklagande.", "FL 44 §")]
    if on <= rolled_on:
        return [Obstacle(f"Beslutet kan överklagas till och med {rolled_on}.", "FL 44 §")]
    return []
