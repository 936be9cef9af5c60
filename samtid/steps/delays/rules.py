"""Vad förvaltningslagen säger om dröjsmål. Pure functions: values in, reasons out.

FL (2017:900) 11 § (told of a delay, with the reason) and 12 § (after six months the party may once ask in writing that the
matter is decided; within four weeks it is, or the asking is refused by a decision that may be appealed). Both hold for a
matter that the party began.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from samtid.base.organisation.verbs import CASE_WORK, Verb
from samtid.ground.law.administration import MAY_ASK_FOR_DECISION
from samtid.ground.reasons import Obstacle

from .words import Kind

TOLD, ASK, FORWARD = "FL 11 §", "FL 12 §", "FL 46 §"
NOTES = CASE_WORK
MAY: dict[str, Verb] = dict.fromkeys(("note", "withdraw"), NOTES)
SOME_WORDS = 10  # characters of a reason that somebody else can read

# What each must come after. The first two come of themselves.
AFTER = {
    Kind.REFUSED: (Kind.ASKED,),
    Kind.APPEALED: (Kind.REFUSED,),
    Kind.FORWARDED: (Kind.APPEALED,),
    Kind.ORDERED: (Kind.FORWARDED,),
    Kind.UPHELD: (Kind.FORWARDED,),
}
# What cannot be said with what, in a matter where each is said once.
INSTEAD = {Kind.ORDERED: Kind.UPHELD, Kind.UPHELD: Kind.ORDERED}
WITH_REASON = {Kind.NOTIFIED: TOLD, Kind.REFUSED: "FL 32 §"}
WITH_DAY = (Kind.NOTIFIED, Kind.ORDERED)


@dataclass(frozen=True, slots=True)
class Matter:
    """Ärendet: the day it began with the authority, whether the party began it, and the day it ended."""

    began_on: date
    is_partys: bool
    ended_on: date | None = None


@dataclass(frozen=True, slots=True)
class Said:
    """En anteckning: what happened and when; ``until`` the day that was told or set; ``who`` decided the refusal."""

    kind: Kind
    on: date
    text: str = ""
    until: date | None = None
    who: str = ""


@dataclass(frozen=True, slots=True)
class Wait:
    """Det som väntar: in words, by which paragraph, since and until when."""

    what: str
    step: str
    law: str
    since: date
    due_on: date | None = None


def may_ask_from(matter: Matter) -> date:
    """The first day the party may ask: when the matter has not been decided within six months (FL 12 §)."""
    day = MAY_ASK_FOR_DECISION.due(matter.began_on).legal
    assert day is not None
    return day


def latest(steps: Sequence[Said], kind: Kind) -> Said | None:
    """The last of a kind: of the same day the one written last."""
    found = [one for one in steps if one.kind is kind]
    return max(enumerate(found), key=lambda pair: (pair[1].on, pair[0]))[1] if found else None


def next_kinds(steps: Sequence[Said]) -> list[Kind]:
    """What may be noted next: a telling as often as there is one, the rest once and in order."""
    has = {one.kind for one in steps}
    return [
        kind
        for kind in Kind
        if kind is Kind.NOTIFIED
        or (kind not in has and INSTEAD.get(kind) not in has and has.issuperset(AFTER.get(kind, ())))
    ]


def asked_on(matter: Matter, steps: Sequence[Said]) -> date | None:
    """From which day the four weeks run: of an asking that is neither refused nor met by the end of the matter."""
    asked = latest(steps, Kind.ASKED)
    if asked is None or matter.ended_on is not None or latest(steps, Kind.REFUSED) is not None:
        return None
    return asked.on


def obstacles_to_noting(said: Said, steps: Sequence[Said], matter: Matter, *, today: date) -> list[Obstacle]:
    """What stands in the way of noting it. ``steps`` are those that stand, as they were written."""
    if not matter.is_partys:
        text = "Det här gäller ärenden som den enskilde själv har börjat, med en ansökan."
        return [Obstacle(text, f"{TOLD}, {ASK}")]
    found = []
    if said.on > today:
        found.append(Obstacle("Det har inte hänt än. Skriv dagen när det hände.", field="on"))
    if said.on < matter.began_on:
        found.append(Obstacle(f"Ärendet började {matter.began_on}. Kontrollera dagen.", field="on"))
    if matter.ended_on is not None and said.on > matter.ended_on:
        found.append(Obstacle(f"Ärendet avgjordes {matter.ended_on}. Det dröjer inte längre.", field="on"))
    return found + _of_order(said, steps) + _of_asking(said, matter) + _of_words(said)


def _of_order(said: Said, steps: Sequence[Said]) -> list[Obstacle]:
    if said.kind not in next_kinds(steps):
        if said.kind is Kind.ASKED:
            text = "En begäran är redan antecknad. Den får göras en gång under ärendet; svara i ord."
            return [Obstacle(text, ASK, field="kind")]
        needs = " och ".join(f"”{one.label}”" for one in AFTER.get(said.kind, ()))
        text = f"Det förutsätter att {needs} är antecknat, och antecknas en gång."
        return [Obstacle(text, ASK, field="kind")]
    before = max((one.on for one in steps if one.kind in AFTER.get(said.kind, ())), default=None)
    if before is not None and said.on < before:
        return [Obstacle(f"Det som det följer på hände {before}. Kontrollera dagen.", field="on")]
    return []


def _of_asking(said: Said, matter: Matter) -> list[Obstacle]:
    first = may_ask_from(matter)
    if said.kind is Kind.ASKED and said.on < first:
        text = f"Begäran får göras tidigast {first}, när sex månader har gått. Svara det i ord, så att den kan göras då."
        return [Obstacle(text, ASK, field="on")]
    return []


def _of_words(said: Said) -> list[Obstacle]:
    found = []
    if said.kind in WITH_REASON and len(said.text.strip()) < SOME_WORDS:
        text = (
            "Skriv varför det dröjer, så som parten fick veta det."
            if said.kind is Kind.NOTIFIED
            else "Skriv skälen till avslaget."
        )
        found.append(Obstacle(text, WITH_REASON[said.kind], field="text"))
    if said.kind is Kind.REFUSED and len(said.who.strip()) < SOME_WORDS:
        text = "Skriv vem som beslutade, och med vilken punkt i delegationsordningen."
        found.append(Obstacle(text, ASK, field="who"))
    if said.kind is Kind.ORDERED and said.until is None:
        found.append(Obstacle("Skriv vilken dag domstolen har bestämt.", field="until"))
    if said.until is not None and said.kind not in WITH_DAY:
        found.append(
            Obstacle("En dag framåt hör till en underrättelse eller domstolens beslut.", field="until")
        )
    elif said.until is not None and said.until < said.on:
        found.append(Obstacle("Dagen ligger före det som hände.", field="until"))
    return found


def obstacles_to_withdrawing(without: Sequence[Said], *, stands: bool, why: str) -> list[Obstacle]:
    """What stands in the way of saying that a note was wrong. ``without``: the steps that would then stand."""
    found = []
    if not stands:
        found.append(Obstacle("Anteckningen räknas redan inte."))
    if len(why.strip()) < SOME_WORDS:
        found.append(Obstacle("Skriv vad som var fel och hur du vet det.", field="why"))
    has = {one.kind for one in without}
    if any(not has.issuperset(AFTER.get(kind, ())) for kind in has):
        found.append(Obstacle("Något senare vilar på den. Ta bort det senaste först."))
    return found


def waits(matter: Matter, steps: Sequence[Said], *, today: date) -> Wait | None:
    """The one next thing that somebody is to do about a delay, besides what the four weeks' own clock says."""
    if not matter.is_partys or matter.ended_on is not None:
        return None
    ordered, appealed = latest(steps, Kind.ORDERED), latest(steps, Kind.APPEALED)
    if ordered is not None:
        return Wait(
            "Domstolen har bestämt när ärendet ska vara avgjort",
            "Avgör ärendet",
            ASK,
            ordered.on,
            ordered.until,
        )
    if appealed is not None and latest(steps, Kind.FORWARDED) is None:
        return Wait(
            "Överklagat avslag ska till domstolen skyndsamt",
            "Lämna över det",
            FORWARD,
            appealed.on,
            appealed.on,
        )
    told = latest(steps, Kind.NOTIFIED)
    if told is not None and told.until is not None and told.until < today:
        return Wait("Dagen som parten fick veta har passerat", "Underrätta igen", TOLD, told.until)
    first = may_ask_from(matter)
    if told is None and first <= today:
        return Wait("Ansökan har väntat i sex månader", "Underrätta om förseningen", TOLD, first)
    return None
