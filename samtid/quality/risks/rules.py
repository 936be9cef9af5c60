"""Hur en risk bedöms, när en kontroll görs och vad den visade. Pure functions.

The scale is the house's own choice, five by five in words: the law asks for how likely and how severe, not for a scale.
"""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal

from samtid.base.organisation import roles
from samtid.base.organisation.verbs import Verb
from samtid.ground.reasons import Obstacle
from samtid.ground.unnamed import obstacles_to_text

from .words import Cell, How, Level, Outcome, Way

RISK_LAW, CONTROL_LAW = "SOSFS 2011:9 5 kap. 1 §", "SOSFS 2011:9 5 kap. 2 §"
STEERS = Verb(
    roles.SETS_DIRECTION,
    "Det gör en chef eller kvalitetsutvecklaren.",
    may="en chef eller kvalitetsutvecklaren",
)
MAY = dict.fromkeys(
    ("note", "assess", "finish", "close", "hand_over", "add_control", "conclude", "hand_control", "end_control"), STEERS
)  # fmt: skip
LIKELY = {
    1: "1. Mycket liten: mer sällan än vart tionde år",
    2: "2. Liten: något av de närmaste tio åren",
    3: "3. Möjlig: något av de närmaste tre åren",
    4: "4. Stor: varje år",
    5: "5. Mycket stor: varje månad eller oftare",
}
SEVERE = {
    1: "1. Försumbar: märks knappt för den enskilde",
    2: "2. Lindrig: besvär som går över",
    3: "3. Kännbar: hjälpen blir tydligt sämre eller sen",
    4: "4. Allvarlig: skada, eller hjälp som uteblir",
    5: "5. Mycket allvarlig: bestående skada eller fara för liv",
}
EVERY = {1: "Varje månad", 3: "Varje kvartal", 6: "Varje halvår", 12: "En gång om året"}
MONTHS = (
    "januari", "februari", "mars", "april", "maj", "juni", "juli", "augusti", "september", "oktober", "november", "december",
)  # fmt: skip
HIGH, MEDIUM = 15, 8  # likelihood times severity from which a risk is high, and medium
WORST = 5  # a severity that is never a low risk, however unlikely
LONGEST, SHORT = 2000, 120
FURTHEST = timedelta(days=366)  # a risk is looked at again within a year
IN_TIME = timedelta(days=30)  # a control is done within so many days from its own
SOON = timedelta(days=14)
MOST_LIMIT = Decimal(10) ** 9
FIRST_YEAR = 2020
OVER = "Risken är avslutad och står som den är."
ENDED = "Kontrollen har upphört."
MOVED = "Någon annan har skrivit sedan du öppnade sidan. Läs det, och tryck en gång till om ditt fortfarande gäller."


@dataclass(frozen=True, slots=True)
class Assessed:
    """En bedömning: how likely and how severe (1–5), what is done about it, by whom (a staff number) and when, and what is then left."""

    likelihood: int
    severity: int
    text: str
    measure: str
    doer: int | None
    measure_on: date | None
    left_likelihood: int | None
    left_severity: int | None
    next_on: date | None


@dataclass(frozen=True, slots=True)
class Told:
    """Vad risken är. ``place`` is a step of the work (``routines.process``), or ``area`` says where in own words; ``covers`` a unit."""

    name: str
    place: str
    area: str
    cause: str
    consequence: str
    covers: int | None


@dataclass(frozen=True, slots=True)
class Control:
    """En kontroll som någon vill ha den: every so many months counted from a month (1–12), by a figure and its limit or by hand."""

    name: str
    what: str
    law: str
    place: str
    area: str
    covers: int | None
    how: How
    indicator: str
    way: Way | None
    limit: Decimal | None
    every: int
    month: int


def level_of(likelihood: int, severity: int) -> Level:
    """High from 15, medium from 8 of 25; what may cost a life is never low."""
    size = likelihood * severity
    if size >= HIGH:
        return Level.HIGH
    return Level.MEDIUM if size >= MEDIUM or severity >= WORST else Level.LOW


def obstacles_to_noting(said: Told, places: Collection[str], units: Collection[int]) -> list[Obstacle]:
    """What the description of a risk lacks."""
    found = []
    for field, text, missing in (
        ("name", said.name, "Skriv vad som kan hända."),
        ("cause", said.cause, "Skriv vad det beror på."),
        ("consequence", said.consequence, "Skriv vad det leder till för den enskilde."),
    ):
        found += [] if text else [Obstacle(missing, RISK_LAW, field=field)]
        found += obstacles_to_text(text, field, LONGEST)
    return found + _where(said.place, said.area, said.covers, places, units)


def _where(
    place: str, area: str, covers: int | None, places: Collection[str], units: Collection[int]
) -> list[Obstacle]:
    found = obstacles_to_text(area, "area", SHORT)
    if bool(place) == bool(area):
        found.append(
            Obstacle("Välj ett steg, eller skriv ett arbetsområde med egna ord. Ett av dem.", field="place")
        )
    elif place and place not in places:
        found.append(Obstacle("Välj ett steg som finns.", field="place"))
    if covers is not None and covers not in units:
        found.append(Obstacle("Välj en enhet som finns i dag, eller hela kommunen.", field="covers"))
    return found


def obstacles_to_assessing(said: Assessed, today: date, *, is_first: bool = False) -> list[Obstacle]:
    """A step on each scale, a day to look again, and for a high risk something that is done about it."""
    found = []
    if said.likelihood not in LIKELY:
        found.append(Obstacle("Välj hur sannolikt det är.", field="likelihood"))
    if said.severity not in SEVERE:
        found.append(Obstacle("Välj hur allvarligt det är.", field="severity"))
    if not is_first and not said.text:
        found.append(Obstacle("Skriv vad som har ändrats, eller att det står sig.", field="text"))
    found += obstacles_to_text(said.text, "text", LONGEST) + obstacles_to_text(
        said.measure, "measure", LONGEST
    )
    if found:
        return found
    if level_of(said.likelihood, said.severity) is Level.HIGH and not said.measure:
        found.append(Obstacle("En hög risk behöver en åtgärd: skriv vad ni gör.", RISK_LAW, field="measure"))
    if said.measure:
        found += [] if said.doer else [Obstacle("Välj vem som gör det.", field="doer")]
        found += _day(said.measure_on, today, "measure_on", "Skriv till vilken dag det är gjort.")
    elif said.doer or said.measure_on or said.left_likelihood or said.left_severity:
        found.append(
            Obstacle(
                "Skriv vad som ska göras, eller ta bort vem, dag och vad som blir kvar.", field="measure"
            )
        )
    if (said.left_likelihood is None) != (said.left_severity is None):
        found.append(Obstacle("Välj båda, eller ingen, för det som blir kvar.", field="left_severity"))
    return found + _day(said.next_on, today, "next_on", "Skriv när risken ses över.")


def _day(day: date | None, today: date, field: str, missing: str) -> list[Obstacle]:
    if day is None:
        return [Obstacle(missing, field=field)]
    if day < today:
        return [Obstacle("Skriv en dag som kommer.", field=field)]
    return [Obstacle("Det är mer än ett år dit.", field=field)] if day > today + FURTHEST else []


def obstacles_to_controlling(
    said: Control, places: Collection[str], units: Collection[int], known: Collection[str]
) -> list[Obstacle]:
    """What a control lacks."""
    found = []
    for field, text, most, missing in (
        ("name", said.name, SHORT, "Ge kontrollen ett namn."),
        ("what", said.what, LONGEST, "Skriv vad som kontrolleras, och hur."),
        ("law", said.law, SHORT, "Skriv varför, med paragraf."),
    ):
        found += [] if text else [Obstacle(missing, CONTROL_LAW, field=field)]
        found += obstacles_to_text(text, field, most)
    found += _where(said.place, said.area, said.covers, places, units)
    if said.every not in EVERY:
        found.append(Obstacle("Välj hur ofta.", field="every"))
    if not 1 <= said.month <= 12:
        found.append(Obstacle("Välj en månad.", field="month"))
    if said.how is How.HAND:
        if said.indicator or said.limit is not None:
            found.append(
                Obstacle("Siffra och gräns hör till den andra sorten. Ta bort dem, eller byt.", field="how")
            )
        return found
    if said.indicator not in known:
        found.append(Obstacle("Välj en siffra som finns.", field="indicator"))
    if said.way is None:
        found.append(Obstacle("Välj om gränsen är minst eller högst.", field="way"))
    if said.limit is None or not said.limit.is_finite() or abs(said.limit) >= MOST_LIMIT:
        found.append(Obstacle("Skriv gränsen som ett tal.", field="limit"))
    elif said.limit != round(said.limit, 2):
        found.append(Obstacle("Skriv högst två decimaler.", field="limit"))
    return found


def obstacles_to_concluding(how: How, shown: str, outcome: str, text: str, measure: str) -> list[Obstacle]:
    """Somebody says what it means; what was not reached has something that is done. A figure's outcome is nobody's to choose."""
    found = [] if text else [Obstacle("Skriv vad det betyder.", CONTROL_LAW, field="text")]
    found += obstacles_to_text(text, "text", LONGEST) + obstacles_to_text(measure, "measure", LONGEST)
    if how is How.HAND and outcome not in list(Outcome):
        found.append(Obstacle("Välj vad granskningen visade.", field="outcome"))
    if how is How.FIGURE and outcome:
        found.append(Obstacle("Siffran säger själv om gränsen är nådd.", field="outcome"))
    if Outcome.MISSED in (shown, outcome) and not measure:
        found.append(Obstacle("Gränsen är inte nådd: skriv vad ni gör åt det.", CONTROL_LAW, field="measure"))
    return found


def occasions(year: int, *, month: int, every: int, begins_on: date, ended_on: date | None) -> list[date]:
    """The days of a control in a year: the first of its months, from when there was a control and until it ended."""
    days = [date(year, one, 1) for one in range(1, 13) if (one - month) % every == 0]
    return [day for day in days if day >= begins_on and (ended_on is None or day < ended_on)]


def cell_of(day: date, today: date, *, is_there: bool, is_concluded: bool) -> Cell:
    """How it is with an occasion on a day; one that the night has not opened yet still comes."""
    if is_concluded:
        return Cell.DONE
    if day > today or not is_there:
        return Cell.COMES if day + IN_TIME >= today else Cell.LATE
    return Cell.WAITS if day + IN_TIME >= today else Cell.LATE
