"""Vad lag och rutin säger om avvikelser. Pure functions."""

from __future__ import annotations

import re
from collections.abc import Collection
from datetime import datetime, timedelta
from uuid import UUID

from samtid.base.organisation.verbs import ANYBODY, Verb
from samtid.ground.reasons import Obstacle
from samtid.ground.unnamed import KEY, obstacles_to_text

from .words import Done, Gravity, Step, Track

LEX_SARAH = "SoL 27 kap. 2 §"
DOCUMENTED = "SoL 27 kap. 5 §; LSS 24 e §"
TO_INSPECTORATE = "SoL 27 kap. 6 §; LSS 24 f §"
BREACH = "Dataskyddsförordningen art. 33"
LONGEST = 4000
LONG_AGO = timedelta(days=365)  # a year mistyped, before it is anything else
FEW = 5  # fewer than these are not told in a pattern
# Whoever works here reports; who takes it on is a matter of the track, and the walls' own.
MAY: dict[str, Verb] = dict.fromkeys(
    ("report", "open_track", "hand_over", "receive", "secure", "investigate", "notify", "take_measure", "tell_effect", "give_feedback"),
    ANYBODY,
)  # fmt: skip
ORDER = (
    Done.RECEIVED,
    Done.SECURED,
    Done.INVESTIGATED,
    Done.NOTIFIED,
    Done.MEASURE,
    Done.EFFECT,
    Done.FEEDBACK,
)
PAGE = re.compile(r"[a-z_]{1,30}:[a-z_]{1,40}")
NOT_YOURS = "Det gör den som har tagit emot rapporten."


def step_of(page: str) -> Step:
    """The step a page belongs to, from its address name such as ``visits:visit``."""
    room = page.partition(":")[0]
    return next((step for step in Step if step.value == room), Step.OTHER)


def page_of(page: str) -> str:
    """The name of the page, and nothing else that an address may have held."""
    return page if PAGE.fullmatch(page) else ""


def version_of(said: str) -> UUID | None:
    """The key of the routine's version that goes along, and nothing else that an address may have held."""
    return UUID(said) if KEY.fullmatch(said) else None


def obstacles_to_reporting(
    tracks: Collection[Track], text: str, informed_at: datetime | None, at: datetime
) -> list[Obstacle]:
    """A report says what happened, when it was noticed, and what it is; never who."""
    found = []
    if not tracks:
        found.append(
            Obstacle(
                "Välj vad det är. Är du osäker: välj avvikelse, så hjälper den som tar emot dig.",
                field="tracks",
            )
        )
    if not text.strip():
        found.append(Obstacle("Skriv vad som hände.", field="text"))
    if informed_at is None:
        found.append(Obstacle("Skriv när du fick veta det.", field="informed_at"))
    elif informed_at > at:
        found.append(Obstacle("Det har inte varit än.", field="informed_at"))
    elif at - informed_at >= LONG_AGO:
        text = "Det är mer än ett år sedan: kontrollera året. Är det verkligen så länge sedan, skriv när du kom på det."
        found.append(Obstacle(text, field="informed_at"))
    return found + obstacles_to_text(text, "text", LONGEST)


def next_steps(kind: Track, done: Collection[Done], gravity: Gravity | None) -> list[Done]:
    """What may be done now. The order is the law's: secured before investigated, told of before closed."""
    if Done.RECEIVED not in done:
        return [Done.RECEIVED]
    if Done.FEEDBACK in done:
        return []
    found = [Done.SECURED, Done.INVESTIGATED] if Done.SECURED in done else [Done.SECURED]
    if needs_notice(kind, gravity) and Done.SECURED in done:
        found.append(Done.NOTIFIED)
    if Done.INVESTIGATED in done:
        found.append(Done.MEASURE)
    if Done.MEASURE in done:
        found.append(Done.EFFECT)
    if not obstacles_to_feedback(kind, done, gravity, "x"):
        found.append(Done.FEEDBACK)
    return found


def needs_notice(kind: Track, gravity: Gravity | None) -> bool:
    """Whether an authority is to be told: IVO of what is serious; IMY of a breach, or why not."""
    return kind == Track.BREACH or (kind == Track.LEX_SARAH and gravity == Gravity.SERIOUS)


def obstacles_to_step(
    what: Done, kind: Track, done: Collection[Done], gravity: Gravity | None, text: str
) -> list[Obstacle]:
    """What stands in the way of one step."""
    found = []
    if not text.strip() and what != Done.RECEIVED:
        found.append(Obstacle("Skriv vad som är gjort.", field="text"))
    if what not in next_steps(kind, done, gravity):
        is_early = what == Done.FEEDBACK and Done.RECEIVED in done and Done.FEEDBACK not in done
        left = obstacles_to_feedback(kind, done, gravity, text) if is_early else []
        found += left or [_too_early(what, done)]
    return found + obstacles_to_text(text, "text", LONGEST)


def _too_early(what: Done, done: Collection[Done]) -> Obstacle:
    if Done.FEEDBACK in done:
        return Obstacle("Spåret är avslutat.")
    if what == Done.RECEIVED:
        return Obstacle("Det är redan mottaget.")
    if Done.RECEIVED not in done:
        return Obstacle("Ta emot rapporten först.")
    if Done.SECURED not in done:
        return Obstacle(
            "Säkra läget först: skriv vad som är gjort så att ingen far illa nu.", DOCUMENTED, field="what"
        )
    if what == Done.NOTIFIED:
        return Obstacle(
            "Det är inte bedömt som allvarligt: då anmäls det inte.", TO_INSPECTORATE, field="what"
        )
    return Obstacle("Utred först vad som hände, varför, och om det kan hända igen.", DOCUMENTED, field="what")


def obstacles_to_investigating(kind: Track, gravity: Gravity | None) -> list[Obstacle]:
    """A misconduct is weighed: that decides whether IVO is to be told."""
    if kind == Track.LEX_SARAH and gravity is None:
        return [
            Obstacle(
                "Bedöm om det är ett missförhållande, och om det är allvarligt.",
                TO_INSPECTORATE,
                field="gravity",
            )
        ]
    return []


def obstacles_to_feedback(
    kind: Track, done: Collection[Done], gravity: Gravity | None, text: str
) -> list[Obstacle]:
    """The reporter is told, and the track ended, when what the law asks for is done."""
    found = []
    if Done.INVESTIGATED not in done:
        found.append(Obstacle("Utred först.", DOCUMENTED, field="what"))
    if needs_notice(kind, gravity) and Done.NOTIFIED not in done:
        where = (
            ("IVO", TO_INSPECTORATE)
            if kind == Track.LEX_SARAH
            else ("IMY, eller skriv varför det inte behövs", BREACH)
        )
        found.append(Obstacle(f"Anmäl till {where[0]} först.", where[1], field="what"))
    needs_measure = kind in (Track.LEX_SARAH, Track.BREACH) and gravity != Gravity.NONE
    if needs_measure and Done.MEASURE not in done:
        found.append(
            Obstacle("Skriv vad som är gjort så att det inte händer igen.", DOCUMENTED, field="what")
        )
    return found
