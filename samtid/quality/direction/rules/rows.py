"""Vad som krävs av varje rad: a decision, a goal, an activity, a point, and what ends them."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date, timedelta

from samtid.ground.reasons import Obstacle

from ..words import Body, PlanKind, Result, Rhythm, State
from .when import LAST_DAY

LONGEST = 2000  # signs of a text
LONG_AGO = timedelta(days=366 * 10)  # a decision older than that is not followed up here
LONGEST_PLAN = 12  # years
MOST_KRONOR = 10**10
LATER = re.compile(r"§\s*\d")  # the paragraph of a later decision
NO_DAY = "Skriv dagen då det ska vara uppföljt. Utan dag blir det inte gjort."


@dataclass(frozen=True, slots=True)
class Entered:
    """Ett beslut som förs in: what the minutes say, who answers for it and when it is looked at."""

    body: Body
    decided_on: date
    paragraph: str
    text: str
    ground: str
    owner: int | None
    follow_up_on: date | None
    indicator: str = ""


@dataclass(frozen=True, slots=True)
class NewPlan:
    """En plan: its vision and its years."""

    kind: PlanKind
    name: str
    vision: str
    first_year: int
    last_year: int
    rhythm: Rhythm
    owner: int | None


@dataclass(frozen=True, slots=True)
class NewGoal:
    """Ett mål."""

    title: str
    text: str
    owner: int | None
    indicator: str = ""
    target: str = ""


@dataclass(frozen=True, slots=True)
class NewActivity:
    """En aktivitet: what is done, from when, until when, for how many kronor and at what risk."""

    text: str
    owner: int | None
    begins_on: date | None
    next_on: date | None
    budget: int | None = None
    risk: str = ""
    indicator: str = ""


def _owned(owner: int | None, owners: frozenset[int] | None) -> list[Obstacle]:
    if owner is None:
        return [Obstacle("Välj vem som ansvarar.", field="owner")]
    if owners is not None and owner not in owners:
        text = "Välj en chef eller kvalitetsutvecklare som arbetar här i dag: den som ansvarar ska kunna skriva här."
        return [Obstacle(text, field="owner")]
    return []


def obstacles_to_next(
    next_on: date | None, today: date, field: str = "next_on", until: date | None = None
) -> list[Obstacle]:
    """A day that is to come, and not so far ahead that nobody remembers it; ``until``: within its plan instead."""
    if next_on is None:
        return [Obstacle(NO_DAY, field=field)]
    if next_on < today:
        return [Obstacle("Dagen har varit. Skriv en kommande dag.", field=field)]
    if until is not None and next_on > until:
        return [Obstacle(f"Det är efter planens slut. Skriv en dag senast {until}.", field=field)]
    if until is None and next_on > today + LAST_DAY:
        return [Obstacle("Högst tre år fram. Sätt en dag däremellan, så att någon tittar.", field=field)]
    return []


def obstacles_to_entering(said: Entered, today: date, owners: frozenset[int] | None = None) -> list[Obstacle]:
    """A decision is entered as the minutes say it. A late entry may have a day of follow-up that is today, never one that was."""
    found = []
    if said.decided_on > today:
        found.append(Obstacle("Beslutet är inte fattat än. Skriv dagen för mötet.", field="decided_on"))
    elif said.decided_on < today - LONG_AGO:
        found.append(Obstacle("Det är mer än tio år sedan: kontrollera året.", field="decided_on"))
    if said.body is Body.COMMITTEE and not said.paragraph.strip():
        found.append(Obstacle("Skriv paragrafen i protokollet, till exempel § 12.", field="paragraph"))
    if not said.text.strip():
        found.append(Obstacle("Skriv vad som beslutades.", field="text"))
    found += _owned(said.owner, owners)
    return found + obstacles_to_next(said.follow_up_on, today, "follow_up_on")


def obstacles_to_following(
    result: Result | None,
    said: str,
    next_on: date | None,
    state: State,
    today: date,
    body: Body = Body.MANAGEMENT,
) -> list[Obstacle]:
    """A decision is not closed without a result; while it is not carried out, or its effect not told, a new day may be set."""
    found = []
    if state != State.OPEN:
        found.append(Obstacle("Det är redan avslutat. Öppna det igen först."))
    if result is None:
        found.append(Obstacle("Välj om det blev så.", field="result"))
    if not said.strip():
        found.append(Obstacle("Skriv vad som har hänt, också det som inte har hänt.", field="said"))
    if result is Result.DROPPED and body is Body.COMMITTEE and not LATER.search(said):
        found.append(
            Obstacle(
                "Nämndens beslut ändras bara av nämnden. Skriv dagen och paragrafen för nämndens nya beslut, till exempel "
                "§ 12. Finns det inget, välj Nej, inte genomfört.",
                field="said",
            )
        )
    if next_on is not None and result is not Result.DROPPED:
        found += obstacles_to_next(next_on, today)
    elif result in (Result.PARTLY, Result.NOT):
        found.append(
            Obstacle(
                "Det är inte genomfört: skriv dagen då ni tittar igen. Ska det inte göras, välj det och skriv skälet.",
                field="next_on",
            )
        )
    return found


def obstacles_to_ending(
    state: State, why: str, ends: State | None, allowed: tuple[State, ...]
) -> list[Obstacle]:
    """Open until it is met or dropped, and dropped only with a reason."""
    found = []
    if state != State.OPEN:
        found.append(Obstacle("Det är redan avslutat."))
    if ends not in allowed:
        found.append(Obstacle("Välj hur det slutar.", field="ends"))
    if not why.strip():
        need = "Skriv skälet till att det avslutas." if ends is State.DROPPED else "Skriv hur ni vet det."
        found.append(Obstacle(need, field="said"))
    return found


def obstacles_to_plan(said: NewPlan, today: date, owners: frozenset[int] | None = None) -> list[Obstacle]:
    """A plan has a vision, whole years and somebody who answers for it."""
    found = []
    if not said.name.strip():
        found.append(Obstacle("Skriv vad planen heter.", field="name"))
    if not said.vision.strip():
        found.append(Obstacle("Skriv visionen: vad ska vara annorlunda, för vem?", field="vision"))
    if not today.year - 5 <= said.first_year <= today.year + 5:
        found.append(Obstacle("Skriv ett år inom fem år från i dag.", field="first_year"))
    elif not said.first_year <= said.last_year < said.first_year + LONGEST_PLAN:
        found.append(
            Obstacle("Sista året är samma som det första eller senare, högst tolv år.", field="last_year")
        )
    return found + _owned(said.owner, owners)


def has_a_theme() -> Obstacle:
    """The year has a theme, perhaps since a moment."""
    return Obstacle("Det året har redan ett tema. Skriv en rättelse om det har blivit fel.", field="year")


def obstacles_to_theme(
    year: int | None, words: str, first_year: int, last_year: int, has: set[int]
) -> list[Obstacle]:
    """A year has one theme in a plan."""
    found = []
    if year is None or not first_year <= year <= last_year:
        found.append(Obstacle(f"Välj ett år mellan {first_year} och {last_year}.", field="year"))
    elif year in has:
        found.append(has_a_theme())
    if not words.strip():
        found.append(Obstacle("Skriv årets tema.", field="theme"))
    return found


def obstacles_to_goal(
    said: NewGoal, indicators: frozenset[str], owners: frozenset[int] | None = None
) -> list[Obstacle]:
    """A goal says what is to be reached, and by what one sees it."""
    found = []
    if not said.title.strip():
        found.append(Obstacle("Skriv målet.", field="title"))
    if said.indicator and said.indicator not in indicators:
        found.append(Obstacle("Välj en indikator i listan.", field="indicator"))
    if not said.indicator and not said.target.strip():
        text = "Välj en indikator, eller skriv hur ni ser att målet är nått."
        found.append(Obstacle(text, field="target"))
    return found + _owned(said.owner, owners)


def obstacles_to_activity(
    said: NewActivity,
    state: State,
    today: date,
    owners: frozenset[int] | None = None,
    until: date | None = None,
) -> list[Obstacle]:
    """An activity lies under an open goal and has a last day, ``until`` the last of its plan."""
    found = []
    if state != State.OPEN:
        found.append(Obstacle("Målet är avslutat. Öppna det igen, eller välj ett annat mål."))
    if not said.text.strip():
        found.append(Obstacle("Skriv vad som ska göras.", field="text"))
    if said.budget is not None and not 0 <= said.budget <= MOST_KRONOR:
        found.append(Obstacle("Skriv hela kronor, högst tio miljarder.", field="budget"))
    late = obstacles_to_next(said.next_on, today, until=until)
    if not late and said.begins_on and said.next_on and said.begins_on > said.next_on:
        late = [Obstacle("Sista dagen är före den första.", field="next_on")]
    return found + late + _owned(said.owner, owners)


def obstacles_to_milestone(
    text: str, due_on: date | None, state: State, today: date, until: date | None = None
) -> list[Obstacle]:
    """A milestone has a day, so that it comes on somebody's."""
    found = [] if state == State.OPEN else [Obstacle("Aktiviteten är avslutad.")]
    if not text.strip():
        found.append(Obstacle("Skriv vad som ska vara klart.", field="milestone"))
    return found + obstacles_to_next(due_on, today, "due_on", until)


def obstacles_to_point(
    text: str, owner: int | None, next_on: date | None, today: date, owners: frozenset[int] | None = None
) -> list[Obstacle]:
    """A point is somebody's, and has a day."""
    found = [] if text.strip() else [Obstacle("Skriv vad punkten gäller.", field="text")]
    return found + obstacles_to_next(next_on, today) + _owned(owner, owners)


def obstacles_to_change(
    *, said: str, moves: bool, state: State, next_on: date | None, today: date, owner: int | None,
    owners: frozenset[int] | None = None, until: date | None = None,
) -> list[Obstacle]:  # fmt: skip
    """What was entered stands; a correction is written beside. Another owner or another day has its reason."""
    found = [] if said.strip() else [Obstacle("Skriv vad som är fel, eller varför det ändras.", field="said")]
    if moves:
        if state != State.OPEN:
            found.append(Obstacle("Det är avslutat: bara en rättelse kan skrivas bredvid.", field="owner"))
        found += obstacles_to_next(next_on, today, until=until) + _owned(owner, owners)
    return found
