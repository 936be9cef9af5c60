"""Vad som krävs av en rutin. Pure functions: values in, reasons out."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any, Protocol

from samtid.base.organisation import roles
from samtid.base.organisation.verbs import ANYBODY, Verb
from samtid.base.organisation.words import Role, UnitKind
from samtid.ground.reasons import Obstacle
from samtid.ground.text import ascii_digits
from samtid.ground.unnamed import BARRED, CASE, KEY, NO_PERSON, NUMBER, obstacles_to_names
from samtid.quality.direction.rules import obstacles_to_next

from .words import As, State

ROUTINES = "SOSFS 2011:9 4 kap. 4 §"
LONGEST, LONGEST_TITLE, LONGEST_LIST, LONGEST_WHY = 12_000, 120, 3_000, 500  # signs
MOST_LINES = 40  # of a checklist: nobody ticks more
MOST_ROWS = 300  # of a text: what is longer is several routines
AHEAD = timedelta(days=366)  # the furthest that a version may begin: what is further off is not known yet
FEW_WORK = 10  # where fewer work, the number who have read is not told at all: it would nearly say who
STEP = 5  # how many have read is told in steps of five, so that nobody is told by the difference of two days
MARK = re.compile(
    r"^[-•*☐](\s+|$)"
)  # of a point: with its space, else it is a part of the words (-18 grader)
WHO = "Det gör chefen för enheten, förvaltningschefen eller kvalitetsutvecklaren."
WHOLE = "Det som gäller hela kommunen skriver och beslutar förvaltningschefen och kvalitetsutvecklaren."
# who writes and decides, and that they are two, is the house's choice: no paragraph says it
STEERS = Verb(roles.SETS_DIRECTION, WHO, may="en chef eller kvalitetsutvecklaren")
MAY: dict[str, Verb] = {
    **dict.fromkeys(("write_routine", "propose", "decide", "send_back", "review", "withdraw"), STEERS),
    "mark_read": ANYBODY,
}


class Post(Protocol):
    """Where somebody works, and as what."""

    role: str
    unit_id: int
    unit: Any


@dataclass(frozen=True, slots=True)
class Words:
    """Orden i en version: ``checklist`` is one point a line, ``why`` what is new, ``wanted_from`` the first day."""

    title: str
    text: str
    checklist: str
    why: str
    wanted_from: date | None
    is_public: bool = False


@dataclass(frozen=True, slots=True)
class New:
    """En ny rutin: ``place`` is a step or a page of it, ``covers`` a unit or None for the whole municipality."""

    place: str
    covers: int | None
    owner: int | None
    next_on: date | None
    words: Words


def governing(posts: Iterable[Post], covers: int | None) -> As | None:
    """As what one writes and decides what is to hold in a unit, or in the whole municipality; None for who does not."""
    held = list(posts)
    if any(post.role == Role.QUALITY for post in held):
        return As.QUALITY
    for post in held:
        if post.role in roles.LEADS and (post.unit.kind == UnitKind.DEPARTMENT or post.unit_id == covers):
            return As.MANAGER
    return None


def obstacles_to_governing(posts: Iterable[Post], covers: int | None) -> list[Obstacle]:
    """What keeps somebody from writing or deciding there."""
    if governing(posts, covers):
        return []
    return [Obstacle(WHOLE if covers is None else WHO, may_approve="kvalitetsutvecklaren")]


def obstacles_to_words(said: Words, today: date) -> list[Obstacle]:
    """A version says what it is called, what one does, what is new in it and from when."""
    found = []
    if not said.title.strip():
        found.append(Obstacle("Skriv vad rutinen heter.", field="title"))
    if not said.text.strip():
        found.append(Obstacle("Skriv hur man gör.", ROUTINES, field="text"))
    if len(said.text.splitlines()) > MOST_ROWS:
        found.append(Obstacle(f"Högst {MOST_ROWS} rader. Dela rutinen i två.", field="text"))
    if not said.why.strip():
        found.append(Obstacle("Skriv vad som är nytt, och varför.", field="why"))
    if len(points(said.checklist)) > MOST_LINES:
        found.append(Obstacle(f"Högst {MOST_LINES} punkter. Dela rutinen i två.", field="checklist"))
    for field, text, most in (
        ("title", said.title, LONGEST_TITLE),
        ("text", said.text, LONGEST),
        ("checklist", said.checklist, LONGEST_LIST),
        ("why", said.why, LONGEST_WHY),
    ):
        if len(text) > most:
            found.append(Obstacle(f"Skriv kortare: högst {most} tecken.", field=field))
    return found + obstacles_to_beginning(said.wanted_from, today, "wanted_from")


def obstacles_to_beginning(day: date | None, today: date, field: str) -> list[Obstacle]:
    """What holds is decided ahead: a day that was stays as it was.

    It may be before the day of another that is decided and has not begun: that one then never holds, as when the year was
    mistyped.
    """
    if day is None:
        return [Obstacle("Skriv från vilken dag det ska gälla.", field=field)]
    if day < today:
        return [
            Obstacle("Dagen har varit. Det som gällde då ändras inte: välj i dag eller senare.", field=field)
        ]
    if day > today + AHEAD:
        return [Obstacle("Högst ett år fram.", field=field)]
    return []


def obstacles_to_new(
    said: New, today: date, places: Collection[str], owners: Collection[int]
) -> list[Obstacle]:
    """A routine belongs to a step that is there, is somebody's, and is looked at again."""
    found = []
    if said.place not in places:
        found.append(Obstacle("Välj vilket steg rutinen hör till.", field="place"))
    return (
        found
        + obstacles_to_owner(said.owner, owners)
        + obstacles_to_next(said.next_on, today)
        + obstacles_to_words(said.words, today)
    )


def obstacles_to_owner(owner: int | None, owners: Collection[int]) -> list[Obstacle]:
    """Whoever answers for it can write here."""
    if owner in owners:
        return []
    return [Obstacle("Välj en chef eller kvalitetsutvecklare som arbetar här i dag.", field="owner")]


def obstacles_to_deciding(
    *,
    is_writer: bool,
    state: State,
    valid_from: date | None,
    today: date,
    withdrawn: bool,
) -> list[Obstacle]:
    """Decided by another than the writer, once and ahead."""
    found = _not_waiting(state, withdrawn)
    if is_writer:
        found.append(
            Obstacle(
                "Du har skrivit den här versionen. Någon annan beslutar.",
                may_approve="en annan chef eller kvalitetsutvecklaren",
            )
        )
    return found or obstacles_to_beginning(valid_from, today, "valid_from")


def obstacles_to_sending_back(state: State, why: str, withdrawn: bool) -> list[Obstacle]:
    """With a reason, so that the next draft can be better."""
    found = _not_waiting(state, withdrawn)
    return found + ([] if why.strip() else [Obstacle("Skriv vad som behöver bli annorlunda.", field="said")])


def _not_waiting(state: State, withdrawn: bool) -> list[Obstacle]:
    if withdrawn:
        return [Obstacle("Rutinen är upphävd. Skriv en ny rutin i stället.")]
    if state is State.PASSED:
        return [Obstacle("Det finns ett nyare förslag. Läs det i stället.")]
    if state is not State.PROPOSED:
        return [Obstacle("Den versionen är redan avgjord.")]
    return []


def obstacles_to_review(
    said: str, next_on: date | None, today: date, owner: int | None, owners: Collection[int], withdrawn: bool
) -> list[Obstacle]:
    """Looked at: what one saw, and when one looks again."""
    found = [Obstacle("Rutinen är upphävd.")] if withdrawn else []
    if not said.strip():
        found.append(Obstacle("Skriv vad ni såg: gäller den fortfarande, och följs den?", field="said"))
    return found + obstacles_to_next(next_on, today) + obstacles_to_owner(owner, owners)


def obstacles_to_withdrawing(why: str, withdrawn: bool) -> list[Obstacle]:
    """Withdrawn with a reason, once."""
    found = [Obstacle("Rutinen är redan upphävd.")] if withdrawn else []
    return found + ([] if why.strip() else [Obstacle("Skriv varför den inte längre gäller.", field="said")])


def obstacles_to_naming(texts: Mapping[str, str], *, insists: bool) -> list[Obstacle]:
    """Each text by its field. What leads to somebody is refused, what looks like a name is asked about once.

    A telephone and an address of mail may stand: where one rings is a part of how one does.
    """
    found, names = [], []
    for field, said in texts.items():
        digits = ascii_digits(said)
        if NUMBER.search(digits) or BARRED.search(digits):
            text = (
                "Ta bort det som ser ut som ett personnummer. En rutin handlar om hur man gör, inte om någon person. "
                "Är det ett telefonnummer, skriv det med bindestreck och mellanslag."
            )
            found.append(Obstacle(text, NO_PERSON, field=field))
        elif CASE.search(said) or KEY.search(said):
            text = (
                "Ta bort ärendenumret. Det leder till en person, och rutinen läses av alla som arbetar här."
            )
            found.append(Obstacle(text, NO_PERSON, field=field))
        names += obstacles_to_names(said, field=field)
    return found or ([] if insists else names)


def points(checklist: str) -> list[str]:
    """The points of a checklist, one a line, without the mark that somebody may have written first."""
    lines = (MARK.sub("", line.strip()) for line in checklist.splitlines())
    return [line for line in lines if line]
