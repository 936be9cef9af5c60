"""När en fråga går att ställa, fylla på och avsluta. Pure functions.

A question goes the way of the quality cycle (SOSFS 2011:9 5 kap.: what is found is put right, and one looks whether it helped): what was
seen, what may explain it, what one looked at, what was found, what is done, and whether it helped.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from uuid import UUID

from samtid.base.organisation import roles
from samtid.base.organisation.verbs import Verb
from samtid.ground.reasons import Obstacle
from samtid.ground.unnamed import obstacles_to_text

from .words import Kind, Result, Verdict

INQUIRES = roles.INQUIRES
ASKS = Verb(INQUIRES, "Det gör chef, controller eller kvalitetsutvecklare.")
MAY = dict.fromkeys(("ask", "write", "put_off", "hand_over", "close"), ASKS)
LONGEST = 4000
SHORTER = 3900  # where the result's own words stand before it
FURTHEST = timedelta(days=3 * 366)  # a year mistyped, before it is anything else
WRITTEN = (Kind.HYPOTHESIS, Kind.CUT, Kind.FINDING, Kind.ACTION)
# what a row answers, and what is left when it has none
ANSWERS = {Kind.WEIGHED: Kind.HYPOTHESIS, Kind.DONE: Kind.ACTION, Kind.DROPPED: Kind.ACTION}
NEEDS = {
    Kind.HYPOTHESIS: "Skriv vad som kan vara orsaken.",
    Kind.CUT: "Skriv vad ni tittade på och vad det visade.",
    Kind.FINDING: "Skriv vad ni kom fram till.",
    Kind.ACTION: "Skriv vad som ska göras.",
    Kind.WEIGHED: "Skriv vad som talar för eller emot.",
    Kind.DONE: "Skriv vad som gjordes.",
    Kind.DROPPED: "Skriv varför det inte blir av.",
    Kind.LOOKED: "Skriv hur det ser ut nu.",
}
OVER = "Frågan är avslutad. Ställ en ny om det behövs."


@dataclass(frozen=True, slots=True)
class Said:
    """En rad som den står: what it is, of which it says something, and by when."""

    key: UUID
    kind: Kind
    on: date
    about: UUID | None = None
    due_on: date | None = None


@dataclass(frozen=True, slots=True)
class Written:
    """En rad som någon vill skriva."""

    kind: Kind
    text: str
    about: UUID | None = None
    verdict: Verdict | None = None
    due_on: date | None = None
    owner: int | None = None


def unanswered(lines: Iterable[Said], of: Kind) -> list[Said]:
    """The hypotheses that nobody has weighed, or the actions that are neither done nor dropped."""
    every = list(lines)
    answered = {one.about for one in every if ANSWERS.get(one.kind) == of}
    return [one for one in every if one.kind == of and one.key not in answered]


def obstacles_to_asking(question: str, look_again_on: date | None, today: date) -> list[Obstacle]:
    """A question is a sentence and has a day when one looks again."""
    found = [] if question.strip() else [Obstacle("Skriv vad ni undrar.", field="question")]
    found += obstacles_to_text(question, "question", 500)
    return found + obstacles_to_day(look_again_on, today, "look_again_on")


def obstacles_to_day(day: date | None, today: date, field: str) -> list[Obstacle]:
    """A day that comes, and that somebody who works here today may live to see."""
    if day is None:
        return [Obstacle("Skriv en dag.", field=field)]
    if day <= today:
        return [Obstacle("Skriv en dag som kommer.", field=field)]
    if day > today + FURTHEST:
        return [Obstacle("Det är mer än tre år dit: kontrollera året.", field=field)]
    return []


def obstacles_to_writing(
    said: Written, lines: Sequence[Said], *, is_closed: bool, look_again_on: date, today: date
) -> list[Obstacle]:
    """What stands in the way of a row. What was answered once is answered: another view is another row."""
    if is_closed:
        return [Obstacle(OVER)]
    found = [] if said.text.strip() else [Obstacle(NEEDS[said.kind], field="text")]
    found += obstacles_to_text(said.text, "text", LONGEST)
    if said.kind in ANSWERS:
        open_ones = {one.key for one in unanswered(lines, ANSWERS[said.kind])}
        if said.about not in open_ones:
            found.append(Obstacle("Det är redan besvarat, eller finns inte. Läs sidan igen.", field="about"))
    if said.kind == Kind.WEIGHED and said.verdict is None:
        found.append(Obstacle("Välj om orsaken stämmer.", field="verdict"))
    if said.kind == Kind.ACTION:
        found += obstacles_to_day(said.due_on, today, "due_on")
        if said.owner is None:
            found.append(Obstacle("Välj vem som gör det.", field="owner"))
    if said.kind == Kind.LOOKED and today < look_again_on:
        found.append(
            Obstacle(
                "Det är för tidigt: dagen är inte här. Flytta den om det går att se redan nu.", field="text"
            )
        )
    return found


def obstacles_to_moving(*, is_theirs: bool, is_left: bool) -> list[Obstacle]:
    """Whose a question is, and when, is not for everybody to say; of one that has been left somebody must."""
    if is_theirs or is_left:
        return []
    return [
        Obstacle(
            "Det gör den som har hand om frågan, den som ställde den eller kvalitetsutvecklaren.",
            may_approve="den ansvariga",
        )
    ]


def obstacles_to_closing(result: Result | None, lines: Sequence[Said], look_again_on: date) -> list[Obstacle]:
    """Closed only with a result: every cause weighed, something found, and where something was done, looked at again."""
    if result == Result.MISTAKE:
        return []
    found = [] if result is not None else [Obstacle("Välj vad det blev.", field="result")]
    kinds = {one.kind for one in lines}
    if Kind.HYPOTHESIS not in kinds:
        found.append(Obstacle("Skriv minst en tänkbar orsak, och pröva den."))
    elif left := unanswered(lines, Kind.HYPOTHESIS):
        found.append(Obstacle(f"Pröva varje tänkbar orsak först: {len(left)} är inte prövade."))
    if Kind.FINDING not in kinds:
        found.append(Obstacle("Skriv vad ni kom fram till först."))
    if left := unanswered(lines, Kind.ACTION):
        found.append(Obstacle(f"{len(left)} åtgärder är varken gjorda eller strukna."))
    if result is not None and result != Result.EXPLAINED:
        if Kind.DONE not in kinds:
            found.append(
                Obstacle(
                    "Ingen åtgärd är gjord: då har inget prövats. Är skillnaden förklarad, välj det.",
                    field="result",
                )
            )
        if not any(one.kind == Kind.LOOKED and one.on >= look_again_on for one in lines):
            found.append(Obstacle("Se efter igen först, när dagen är här.", field="result"))
    return found
