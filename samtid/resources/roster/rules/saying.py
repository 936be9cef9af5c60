"""Vad som får sägas: that somebody is away or back, that a shift is called off, and what a manager approves."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace
from datetime import datetime

from samtid.base.organisation.verbs import ANYBODY, Verb
from samtid.base.organisation.words import Role
from samtid.ground.reasons import Obstacle
from samtid.ground.sweden import swedish_day

from ..words import AbsenceKind
from .law import FAR_AHEAD, FAR_BACK, MANAGER, ORDINARY, ORDINARY_HOURS
from .times import Interval, span, when

SOME_WORDS = 5  # letters
NOTHING_TO_APPROVE = "Passet går inte ifrån lagens tider, så inget behöver godkännas. Lämna rutan tom."
# Who lays out the roster of a unit: its planner and its manager.
LAYS = Verb(
    frozenset(),
    "Schemat läggs av enhetens planerare eller chef.",
    may="planeraren eller enhetschefen",
    there={Role.PLANNER: frozenset(), Role.MANAGER: frozenset()},
)
LEADS = Verb(
    frozenset(),
    "Det gör enhetschefen.",
    may=MANAGER,
    there={Role.MANAGER: frozenset()},
)
MAY: dict[str, Verb] = {
    **dict.fromkeys(("add_shift", "change_shift", "call_off", "bring_in", "release_visits"), LAYS),
    # for oneself; for somebody else the action asks further
    **dict.fromkeys(("tell_away", "tell_back"), ANYBODY),
    "set_contract": LEADS,
}


def approvable(obstacles: Iterable[Obstacle]) -> bool:
    """Whether a manager may decide on all of them."""
    return all(one.may_approve for one in obstacles)


def unapproved(obstacles: Sequence[Obstacle], *, leads: bool, why: str) -> list[Obstacle]:
    """What is left when a manager has written why the shift is needed all the same; to others, that she may."""
    if not (obstacles and approvable(obstacles)):
        return list(obstacles)
    if not leads:
        return [replace(one, text=f"{one.text} Enhetschefen får godkänna det ändå.") for one in obstacles]
    if len(why.strip()) >= SOME_WORDS:
        return []
    return [*obstacles, Obstacle("Ändra passet, eller skriv varför det behövs ändå.", field="approved_why")]


def obstacles_to_calling_off(*, is_revoked: bool, why: str) -> list[Obstacle]:
    """What stands in the way of calling a shift off."""
    if is_revoked:
        return [Obstacle("Passet är redan inställt.")]
    if len(why.strip()) < SOME_WORDS:
        return [Obstacle("Skriv varför passet ställs in: den som skulle ha arbetat läser det.", field="why")]
    return []


def obstacles_to_being_away(
    *,
    kind: AbsenceKind | None,
    starts_at: datetime,
    ends_at: datetime,
    already: Sequence[Interval],
    is_own: bool,
    lays: bool,
    at: datetime,
) -> list[Obstacle]:
    """What stands in the way of saying that somebody is away. ``lays``: for the unit that she works in."""
    if not (is_own or lays):
        return [Obstacle(LAYS.why, may_approve=LAYS.may)]
    if kind is None:
        return [Obstacle("Välj varför.", field="kind")]
    found = []
    if not lays and not kind.is_told:
        text = "Semester och annan ledighet beviljas av chefen. Sjukdom och vård av barn anmäler du själv."
        found.append(Obstacle(text, field="kind", may_approve=MANAGER))
    if ends_at <= starts_at:
        found.append(Obstacle("Frånvaron ska sluta efter att den har börjat.", field="last"))
    elif ends_at - starts_at > FAR_AHEAD:
        found.append(Obstacle("Frånvaron är längre än ett år. Anmäl högst ett år i taget.", field="last"))
    if swedish_day(starts_at) < swedish_day(at) - FAR_BACK:
        found.append(
            Obstacle("Det är mer än fem veckor sedan. Be chefen rätta det i lönesystemet.", field="first")
        )
    told = next((one for one in already if one[0] < ends_at and starts_at < one[1]), None)
    if not found and told is not None:
        found.append(Obstacle(f"Det är redan anmält: borta {span(*told)}.", field="first"))
    return found


def obstacles_to_coming_back(
    *, starts_at: datetime, ends_at: datetime, back_at: datetime | None, wanted: datetime
) -> list[Obstacle]:
    """What stands in the way of saying when somebody is back. Back when it began takes the whole of it back."""
    if back_at is not None:
        return [Obstacle(f"Det är redan sagt: tillbaka {when(back_at)}.")]
    if not starts_at <= wanted < ends_at:
        return [Obstacle(f"Frånvaron är {span(starts_at, ends_at)}. Välj en tid i den.", field="back")]
    return []


def obstacles_to_contract(minutes: int) -> list[Obstacle]:
    """What stands in the way of a contract with so many minutes a week."""
    if not 60 <= minutes <= ORDINARY_HOURS * 60:
        return [Obstacle("Skriv timmar i veckan, mellan 1 och 40.", ORDINARY, field="hours")]
    return []
