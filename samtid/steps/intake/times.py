"""När det kom in, och hur länge det får ta. Pure functions: values in, reasons out."""

from __future__ import annotations

from datetime import date, datetime, time, timedelta

from samtid.base.dossier.rules import day_of
from samtid.ground.law import children
from samtid.ground.law.days import SWEDEN, is_free, previous_weekday, swedish_day
from samtid.ground.law.rules import KNOWN_FROM
from samtid.ground.reasons import Obstacle

RECEIVED = "FL 22 §"
# What came in so long ago is a year mistyped before it is anything else.
LONG_AGO = timedelta(days=365)


def in_letter_box(emptied_at: datetime) -> datetime:
    """When paper found at the day's first emptying of the letter box came in: the working day before (FL 22 §).

    Given as noon Swedish time on that day, because the hour is not known. What is long before anything we know of
    is left as it was said, for the rule to refuse.
    """
    if emptied_at.year < KNOWN_FROM.year:
        return emptied_at
    return datetime.combine(previous_weekday(swedish_day(emptied_at)), time(12), SWEDEN)


def protection_due(received_at: datetime, late_hour: int | None) -> date | None:
    """The day the protection assessment is due; None when the law of the day it came in is not known."""
    return day_of(children.PROTECTION_ASSESSMENT, received_at, late_hour)


def assessment_due(received_at: datetime) -> date | None:
    """The legal day of the preliminary assessment, fourteen days after it came in (SoL 20:2); None as above."""
    return day_of(children.PRELIMINARY_ASSESSMENT, received_at)


def is_late(received_at: datetime, on: date) -> bool:
    """Whether the fourteen days have passed."""
    due = assessment_due(received_at)
    return due is not None and on > due


def answer_due(received_at: datetime, weekdays: int | None) -> date | None:
    """The day a question is promised an answer: the municipality's number of ``weekdays``. A promise, not law."""
    day, left = swedish_day(received_at), weekdays
    if left is None or not KNOWN_FROM.year <= day.year < date.max.year:
        return None
    while left:
        day += timedelta(days=1)
        left -= not is_free(day)
    return day


def obstacles_to_receiving(*, text: str, received_at: datetime, at: datetime) -> list[Obstacle]:
    """What stands in the way of handing something in: almost nothing may, but a year that cannot be right."""
    found = []
    if not text.strip():
        found.append(Obstacle("Skriv vad det gäller. Det räcker med en mening.", field="text"))
    if received_at > at:
        found.append(Obstacle("Det kan inte ha kommit in i framtiden.", RECEIVED, field="received_at"))
    elif at - received_at >= LONG_AGO:
        text = (
            "Det är mer än ett år sedan: kontrollera året. Har det verkligen legat så länge, skriv när det hittades och "
            "berätta det i texten. Sedan går det att rätta när det kom in, med skäl."
        )
        found.append(Obstacle(text, RECEIVED, field="received_at"))
    return found


def obstacles_of_moment(received_at: datetime) -> list[Obstacle]:
    """What stands in the way of counting from when it came in: we must know what the law said then."""
    if assessment_due(received_at) is not None:
        return []
    text = f"Fristerna kan inte räknas från dagen som står: lagen är inlagd från {KNOWN_FROM}. Rätta först när det kom in."
    return [Obstacle(text, RECEIVED)]


def obstacles_to_correcting_arrival(
    *, was: datetime, became: datetime, reason: str, at: datetime
) -> list[Obstacle]:
    """What stands in the way of correcting when something came in: the clocks count anew from there."""
    found = []
    if became > at:
        found.append(Obstacle("Det kan inte ha kommit in i framtiden.", RECEIVED, field="received_at"))
    elif not found and obstacles_of_moment(became):
        text = f"Skriv en dag från och med {KNOWN_FROM}. Lagen före det är inte inlagd."
        found.append(Obstacle(text, RECEIVED, field="received_at"))
    if became == was:
        found.append(Obstacle("Det är samma tid som redan står.", RECEIVED, field="received_at"))
    if len(reason.strip()) < 10:
        text = "Skriv vad som var fel och hur ni vet det. Den gamla tiden sparas."
        found.append(Obstacle(text, RECEIVED, field="reason"))
    return found
