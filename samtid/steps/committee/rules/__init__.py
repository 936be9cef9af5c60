"""Vad lagen säger om sammanträdet. Pure functions: values in, reasons out."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from samtid.ground.law.delegation import Floor, Level
from samtid.ground.reasons import Obstacle
from samtid.ground.sweden import swedish_day
from samtid.ground.unnamed import obstacles_to_text

from ..words import AT_MEETING, DECISIONS, Outcome, State
from .who import KEEPS as KEEPS
from .who import MAY as MAY

WHEN = "KL 6 kap. 23 §"
MINUTES = "KL 6 kap. 35 §"
IN_MINUTES = "KL 5 kap. 66–67 §§"
CHAIRS = "KL 6 kap. 40 § andra stycket"
DELEGATED = "KL 6 kap. 40 § och 7 kap. 8 §"
ADJUSTED_WITHIN = timedelta(days=14)  # KL 5 kap. 69 §, which 6 kap. 35 § points at
ADJUSTED = "KL 5 kap. 69 §"
FIRST_TOLD = timedelta(days=92)  # how far back a body's first meeting here is told of what delegates decided
FAR = timedelta(days=2 * 365)  # a year mistyped before it is anything else
SOME_WORDS = 10
MOST_PARAGRAPH = 2000  # of one body in one year


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
    }.get(state, [_over(state)])


def obstacles_to_changing(state: State) -> list[Obstacle]:
    """What stands in the way of another time, or of calling it off."""
    return [] if state in (State.PLANNED, State.CALLED) else [_over(state)]


def _over(state: State) -> Obstacle:
    said = {
        State.CANCELLED: "Sammanträdet är inställt.",
        State.HELD: "Sammanträdet är hållet.",
        State.ADJUSTED: "Protokollet är justerat.",
    }
    return Obstacle(said.get(state, "Sammanträdet är inte hållet än."))


def obstacles_to_cancelling(state: State, *, why: str, left: int) -> list[Obstacle]:
    """What stands in the way of calling it off: no matter may be lost with it. ``left`` are those still on the list."""
    found = obstacles_to_changing(state)
    if left:
        many = "Ett ärende står" if left == 1 else f"{left} ärenden står"
        found.append(
            Obstacle(f"{many} på föredragningslistan. Flytta till ett annat sammanträde eller ta bort först.")
        )
    if len(why.strip()) < SOME_WORDS:
        found.append(Obstacle("Skriv varför sammanträdet ställs in.", field="why"))
    return found + obstacles_to_text(why, "why", 200)


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
        found.append(_over(state))
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


def obstacles_to_adjusting(state: State, *, left: int) -> list[Obstacle]:
    """What stands in the way of adjusted minutes: each matter on the list has its paragraph."""
    found = [] if state == State.HELD else [_over(state)]
    if left:
        many = "Ett ärende saknar" if left == 1 else f"{left} ärenden saknar"
        found.append(Obstacle(f"{many} vad det blev. Protokollet redovisar alla ärenden.", IN_MINUTES))
    return found


def obstacles_to_raising(
    state: State,
    *,
    level: Level,
    floor: Floor,
    is_decided: bool,
    is_listed: bool,
    extra_why: str,
) -> list[Obstacle]:
    """What stands in the way of laying a draft before a meeting."""
    if is_decided:
        return [Obstacle("Beslutet är redan fattat.")]
    found = []
    if is_listed:
        found.append(Obstacle("Förslaget står redan på en föredragningslista."))
    if not level.reaches(floor.level):
        found.append(Obstacle(floor.in_words(), floor.citation, field="meeting"))
    if state not in (State.PLANNED, State.CALLED):
        found.append(Obstacle(_over(state).text, field="meeting"))
    elif state == State.CALLED and len(extra_why.strip()) < SOME_WORDS:
        text = "Kallelsen har gått ut. Tas ärendet ändå upp är det ett extra ärende: skriv varför det inte kan vänta."
        found.append(Obstacle(text, field="extra_why"))
    return found


def obstacles_to_taking_away(state: State, *, is_settled: bool, why: str) -> list[Obstacle]:
    """What stands in the way of a matter leaving the list before the meeting."""
    found = [Obstacle("Ärendet står inte längre på listan.")] if is_settled else []
    if state in (State.HELD, State.ADJUSTED):
        found.append(Obstacle("Sammanträdet är hållet. Skriv i stället vad det blev av ärendet.", MINUTES))
    if len(why.strip()) < SOME_WORDS:
        found.append(Obstacle("Skriv varför, så att alla som väntar på ärendet förstår.", field="why"))
    return found


@dataclass(frozen=True, slots=True, kw_only=True)
class Said:
    """Vad som hände med ett ärende på sammanträdet. ``text`` is what was decided otherwise, what is missing, or why it waits."""

    outcome: Outcome
    paragraph: int | None
    text: str = ""
    reservation: str = ""
    left_room: str = ""
    is_certified: bool = False


MUST_SAY = {
    Outcome.OTHERWISE: "Skriv vad som beslutades i stället.",
    Outcome.RETURNED: "Skriv vad som saknas, så att den som skrev förslaget vet det.",
    Outcome.TABLED: "Skriv varför ärendet bordlades.",
}


def obstacles_to_settling(
    state: State,
    said: Said,
    *,
    is_settled: bool,
    is_decided: bool,
    taken: Collection[int],
    has_next: bool,
) -> list[Obstacle]:
    """What stands in the way of writing what the meeting said. ``taken`` are the paragraphs that others have."""
    if is_settled:
        return [Obstacle("Det är redan skrivet vad det blev av ärendet. En rättelse skrivs bredvid.")]
    found = [] if state == State.HELD else [Obstacle("Skriv först att sammanträdet är hållet.", MINUTES)]
    if said.outcome not in AT_MEETING:
        found.append(Obstacle("Välj vad det blev.", IN_MINUTES, field="outcome"))
    if is_decided and said.outcome != Outcome.DECIDED:
        found.append(Obstacle("Beslutet är redan registrerat enligt förslaget.", field="outcome"))
    if said.paragraph is None or not 1 <= said.paragraph <= MOST_PARAGRAPH:
        found.append(Obstacle("Skriv paragrafens nummer.", IN_MINUTES, field="paragraph"))
    elif said.paragraph in taken:
        found.append(Obstacle(f"§ {said.paragraph} är redan använd i år. Välj en annan.", field="paragraph"))
    missing = MUST_SAY.get(said.outcome)
    if missing and len(said.text.strip()) < SOME_WORDS:
        found.append(Obstacle(missing, IN_MINUTES, field="text"))
    if said.outcome == Outcome.TABLED and not has_next:
        found.append(
            Obstacle("Välj till vilket sammanträde. Planera ett om inget finns.", field="next_meeting")
        )
    if said.is_certified and said.outcome not in DECISIONS:
        found.append(Obstacle("Bara ett beslut justeras omedelbart.", MINUTES, field="is_certified"))
    return found


def obstacles_to_registering(
    outcome: str,
    *,
    is_adjusted: bool,
    is_certified: bool,
    is_decided: bool,
    version: int,
    settled_version: int | None,
) -> list[Obstacle]:
    """What stands in the way of registering it in its own home: what was adjusted, and the text that was decided."""
    if is_decided:
        return [Obstacle("Beslutet är redan registrerat.")]
    if outcome not in DECISIONS:
        return [Obstacle("Nämnden har inte beslutat i ärendet.")]
    found = []
    if not (is_adjusted or is_certified):
        text = "Paragrafen är inte justerad. Registrera beslutet när protokollet är justerat."
        found.append(Obstacle(text, ADJUSTED))
    if outcome == Outcome.DECIDED and version != settled_version:
        text = "Förslaget har ändrats efter sammanträdet. Nämnden beslutade om texten som den var då."
        found.append(Obstacle(text, "FL 31 §"))
    if outcome == Outcome.OTHERWISE and version == settled_version:
        text = "Nämnden beslutade något annat än förslaget. Den som skrev det ändrar texten först."
        found.append(Obstacle(text, "FL 31 §"))
    return found


def obstacles_to_correcting(*, is_settled: bool, text: str) -> list[Obstacle]:
    """What stands in the way of a correction beside."""
    found = [] if is_settled else [Obstacle("Det finns inget skrivet att rätta.")]
    if len(text.strip()) < SOME_WORDS:
        found.append(Obstacle("Skriv vad som var fel och hur det var.", field="text"))
    return found


def breaks_before(due_on: date, starts_at: datetime) -> bool:
    """Whether a time limit has gone out when the meeting comes."""
    return due_on < swedish_day(starts_at)
