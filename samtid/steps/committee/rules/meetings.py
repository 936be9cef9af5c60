"""Sammanträdet: planned, called, held, adjusted, and kept by one."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime

from samtid.ground.law.delegation import Level
from samtid.ground.reasons import Obstacle
from samtid.ground.sweden import swedish_day
from samtid.ground.unnamed import obstacles_to_names, obstacles_to_text

from ..words import State
from .law import ADJUSTED, ADJUSTED_WITHIN, FAR, IN_MINUTES, MINUTES, SOME_WORDS, WHEN


def state_of(
    *,
    called_at: datetime | None,
    held_at: datetime | None,
    adjusted_at: datetime | None,
    cancelled_at: datetime | None,
) -> State:
    """Where a meeting is."""
    if cancelled_at is not None:
        return State.CANCELLED
    if adjusted_at is not None:
        return State.ADJUSTED
    if held_at is not None:
        return State.HELD
    return State.PLANNED if called_at is None else State.CALLED


def minute_of(short: str, on: date, paragraph: int | None) -> str:
    """How a paragraph of the minutes is named: SN AU 2026-11-18 § 212."""
    return f"{short} {on} § {paragraph}" if paragraph is not None else f"{short} {on}"


def to_be_adjusted_by(on: date) -> date:
    """The last day for adjusting the minutes of a meeting on that day."""
    return on + ADJUSTED_WITHIN


def obstacles_to_time(starts_at: datetime, at: datetime) -> list[Obstacle]:
    """What is wrong with a meeting's day and time."""
    if starts_at <= at:
        return [Obstacle("Skriv en tid som inte har varit.", WHEN, field="starts_at")]
    if starts_at - at > FAR:
        return [Obstacle("Det är mer än två år dit: kontrollera året.", field="starts_at")]
    return []


def obstacles_to_planning(
    starts_at: datetime, short: str, place: str, *, at: datetime, level: Level
) -> list[Obstacle]:
    """What stands in the way of a meeting on the calendar."""
    found = obstacles_to_time(starts_at, at)
    if level == Level.DELEGATE:
        found.append(Obstacle("Välj om det är nämnden eller utskottet.", WHEN, field="level"))
    if not short.strip():
        found.append(Obstacle("Skriv hur protokollet betecknas, till exempel SN AU.", MINUTES, field="short"))
    return found + obstacles_to_text(short, "short", 20) + obstacles_to_text(place, "place", 120)


def obstacles_to_calling(state: State) -> list[Obstacle]:
    """What stands in the way of sending the call."""
    return {
        State.PLANNED: [],
        State.CALLED: [Obstacle("Kallelsen har redan gått ut.")],
    }.get(state, [over(state)])


def obstacles_to_changing(state: State) -> list[Obstacle]:
    """What stands in the way of another time, or of calling it off."""
    return [] if state in (State.PLANNED, State.CALLED) else [over(state)]


def over(state: State) -> Obstacle:
    """What a meeting in that state is too late for, or too early."""
    said = {
        State.CANCELLED: "Sammanträdet är inställt.",
        State.HELD: "Sammanträdet är hållet.",
        State.ADJUSTED: "Protokollet är justerat.",
    }
    return Obstacle(said.get(state, "Sammanträdet är inte hållet än."))


def obstacles_to_cancelling(state: State, *, why: str, left: int, insist: bool = False) -> list[Obstacle]:
    """What stands in the way of calling it off: no matter may be lost with it. ``left`` are those still on the list.

    ``why`` is read by all who see the calendar: what looks like a name is asked about once (``insist``).
    """
    found = obstacles_to_changing(state)
    if left:
        many = "Ett ärende står" if left == 1 else f"{left} ärenden står"
        found.append(
            Obstacle(
                f"{many} på föredragningslistan. Flytta till ett annat sammanträde eller ta bort först; det du inte "
                "har nyckel till tar den som har nyckel. Har tiden gått ut, ändra först sammanträdets tid."
            )
        )
    if len(why.strip()) < SOME_WORDS:
        found.append(Obstacle("Skriv varför sammanträdet ställs in.", field="why"))
    found += obstacles_to_text(why, "why", 200)
    return found or ([] if insist else obstacles_to_names(why, field="why"))


@dataclass(frozen=True, slots=True, kw_only=True)
class Held:
    """Vilka som var med: the chair, who took part (a name a line), who adjusts beside the chair."""

    chair: str
    present: str
    adjuster: str


def obstacles_to_holding(state: State, starts_at: datetime, held: Held, *, at: datetime) -> list[Obstacle]:
    """What stands in the way of noting that it was held, with what the minutes must say (KL 5 kap. 65–66 §§)."""
    found = []
    if state == State.PLANNED:
        found.append(Obstacle("Kallelsen har inte gått ut. Anteckna den först.", WHEN))
    elif state != State.CALLED:
        found.append(over(state))
    if starts_at > at:
        found.append(Obstacle("Sammanträdet har inte börjat.", MINUTES))
    if not held.chair.strip():
        found.append(Obstacle("Skriv vem som var ordförande.", "KL 5 kap. 65 §", field="chair"))
    if not held.present.strip():
        found.append(Obstacle("Skriv vilka som tjänstgjorde.", "KL 5 kap. 66 §", field="present"))
    if not held.adjuster.strip():
        found.append(Obstacle("Skriv vem som justerar protokollet.", ADJUSTED, field="adjuster"))
    for name, most in (("chair", 120), ("present", 1500), ("adjuster", 200)):
        found += obstacles_to_text(getattr(held, name), name, most)
    return found


def obstacles_to_adjusting(state: State, *, left: int, unseen: int, left_out: str) -> list[Obstacle]:
    """What stands in the way of adjusted minutes: each matter on the list has its paragraph.

    ``left`` are those that the keeper can write herself, ``unseen`` those she has no key to: without them she may adjust
    and say why (``left_out``); their paragraphs are then adjusted each for itself.
    """
    found = [] if state == State.HELD else [over(state)]
    if left:
        many = "Ett ärende saknar" if left == 1 else f"{left} ärenden saknar"
        found.append(Obstacle(f"{many} vad det blev. Protokollet redovisar alla ärenden.", IN_MINUTES))
    if unseen and len(left_out.strip()) < SOME_WORDS:
        many = "Ett ärende" if unseen == 1 else f"{unseen} ärenden"
        text = (
            f"{many} som du inte har nyckel till saknar vad det blev. Be den chef som har nyckel att skriva det, "
            "eller justera utom det och skriv varför. Den paragrafen justeras då för sig."
        )
        found.append(Obstacle(text, IN_MINUTES, field="left_out"))
    return found + obstacles_to_text(left_out, "left_out", 200)


def obstacles_to_keeping(*, is_keeper: bool, keeper: str) -> list[Obstacle]:
    """What stands in the way of writing about a meeting: one at a time keeps it, and another takes it over first."""
    return [] if is_keeper else [Obstacle(f"{keeper} håller i sammanträdet. Ta över det först.", MINUTES)]


def obstacles_to_taking_over(state: State, *, is_keeper: bool, leads_there: bool) -> list[Obstacle]:
    """What stands in the way of keeping it from now on."""
    if is_keeper:
        return [Obstacle("Du håller redan i sammanträdet.")]
    found = [over(state)] if state in (State.ADJUSTED, State.CANCELLED) else []
    if not leads_there:
        text = "Sammanträdet sköts av en enhetschef i en enhet under samma nämnd."
        found.append(Obstacle(text, MINUTES, may_approve="enhetschef"))
    return found


def obstacles_to_correcting_meeting(state: State, text: str) -> list[Obstacle]:
    """What stands in the way of writing beside a held meeting how it was."""
    found = []
    if state not in (State.HELD, State.ADJUSTED):
        found.append(Obstacle("Sammanträdet är inte hållet. Ändra det i stället."))
    if len(text.strip()) < SOME_WORDS:
        found.append(Obstacle("Skriv vad som var fel och hur det var.", field="text"))
    return found + obstacles_to_text(text, "text", 1000)


def breaks_before(due_on: date, starts_at: datetime) -> bool:
    """Whether a time limit has gone out when the meeting comes."""
    return due_on < swedish_day(starts_at)
