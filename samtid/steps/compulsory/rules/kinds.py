"""Stegens lagrum: what each step rests on by the law of its own day, who decides it and what must be said."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from samtid.ground.law.acts import CARE
from samtid.ground.law.delegation import Level

from ..words import Decider, Ground, Kind
from .shape import State

BY_US = (Decider.BOARD, Decider.COMMITTEE)
URGENT = (*BY_US, Decider.CHAIR)
COURT = (Decider.COURT,)
LEVELS = {Decider.BOARD: Level.BOARD, Decider.COMMITTEE: Level.COMMITTEE}
TRANSITIONAL = "Lag (2026:1600) övergångsbestämmelserna punkt 4"


@dataclass(frozen=True, slots=True)
class Spec:
    """Vad som sägs om ett steg: ``was`` is its paragraph in LVU, ``law`` in lag (2026:1600).

    ``floors`` are the same two as SoL 30 kap. counts them, where the level of who decides is held.
    """

    was: str
    law: str
    deciders: tuple[Decider, ...] = ()
    floors: tuple[str, str] | None = None
    ground: bool = False
    text: str = ""  # what must be written, where something must
    until: str = ""  # what its second day is

    def citation(self, on: date) -> str:
        """Its paragraph by the law of that day."""
        return f"Lag (2026:1600) {self.law}" if on >= CARE.valid_from else f"LVU {self.was}"

    def floor(self, on: date) -> str:
        """The paragraph that the lowest level is asked of."""
        assert self.floors is not None
        old, new = self.floors
        return f"2026:1600 {new}" if on >= CARE.valid_from else f"LVU {old}"


WHAT = "Skriv vad nämnden kom fram till."
END_OF_CUSTODY = ("9 § tredje stycket", "5 kap. 7 §")  # not in SoL 30 kap.: no level is the lowest
SPECS: dict[Kind, Spec] = {
    # the court decides it too, while it has the case (LVU 6 § third paragraph; 5:3 second)
    Kind.CUSTODY: Spec(
        "6 §",
        "5 kap. 1 §",
        (*URGENT, *COURT),
        ("6", "5:1"),
        ground=True,
        text="Skriv varför det inte kan vänta.",
    ),
    Kind.REPORTED: Spec("6 §", "5 kap. 3 §"),
    Kind.SUBMITTED: Spec("7 §", "5 kap. 4 §"),
    Kind.CONFIRMED: Spec("7 §", "16 kap. 2 §", COURT),
    Kind.REPEALED: Spec("7 §", "16 kap. 2 §", COURT, text="Skriv vad som görs nu för barnet."),
    Kind.BEGUN: Spec("10 §", "6 kap. 4 § första stycket"),
    Kind.EXTENSION_ASKED: Spec("8 §", "5 kap. 5 §"),
    Kind.EXTENDED: Spec("8 §", "5 kap. 5 §", COURT, until="Längre tid till och med"),
    Kind.EXTENSION_REFUSED: Spec("8 §", "5 kap. 5 §", COURT),
    Kind.APPLIED: Spec("4 §", "4 kap. 1 och 2 §§", BY_US, ("4", "4:1"), ground=True),
    Kind.JUDGED: Spec("1 §", "3 kap.", COURT, ground=True),
    Kind.REFUSED: Spec("1 §", "3 kap.", COURT, text="Skriv vad som görs nu för barnet."),
    Kind.FINAL: Spec("5 §", "6 kap. 4 § andra stycket"),
    Kind.CONSIDERED: Spec("13 § första stycket", "8 kap. 2 §", BY_US, ("13", "8:2"), text=WHAT),
    Kind.REVIEWED: Spec("13 § andra stycket", "8 kap. 3 §", BY_US, ("13", "8:3"), text=WHAT),
    Kind.CONTACT: Spec(
        "14 §", "7 kap. 2 §", BY_US, ("14", "7:2"), text="Skriv vilket umgänge som begränsas och varför."
    ),
    Kind.CONTACT_CONSIDERED: Spec("14 §", "7 kap. 2 § andra stycket", BY_US, ("14", "7:2"), text=WHAT),
    Kind.CONTACT_LIFTED: Spec("14 §", "7 kap. 2 §", BY_US, ("14", "7:2")),
    Kind.SECRET: Spec(
        "14 §", "7 kap. 2 §", BY_US, ("14", "7:2"), text="Skriv för vem platsen inte ska röjas och varför."
    ),
    Kind.SECRET_CONSIDERED: Spec("14 §", "7 kap. 2 § andra stycket", BY_US, ("14", "7:2"), text=WHAT),
    Kind.SECRET_LIFTED: Spec("14 §", "7 kap. 2 §", BY_US, ("14", "7:2")),
    Kind.AT_HOME: Spec(
        "11 §", "6 kap. 1 §", URGENT, ("11", "6:1"), text="Skriv varför, och vad som följs upp."
    ),
    Kind.ENDED: Spec(
        "21 §",
        "10 kap. 1 §",
        (Decider.DELEGATE, *BY_US, *COURT),
        ("21", "10:1"),
        text="Skriv varför, och vad som följer.",
    ),
    Kind.LAPSE_SEEN: Spec(
        "21 §", "10 kap. 1 §", text="Skriv vad som är gjort och vilka som har fått veta det."
    ),
    Kind.FOLLOWING: Spec("21 b §", "10 kap. 6 §", text="Skriv varför, och hur."),
    Kind.FOLLOWED: Spec("21 c §", "10 kap. 7 §"),
}

GROUNDS: dict[Ground, tuple[str, str]] = {
    Ground.ENVIRONMENT: ("2 §", "3 kap. 2 §"),
    Ground.BEHAVIOUR: ("3 §", "3 kap. 3 §"),
    Ground.BOTH: ("2 och 3 §§", "3 kap. 2 och 3 §§"),
    Ground.ATTACHMENT: ("", "3 kap. 5 §"),
}


def rests_on_lvu(on: date, applied_on: date | None) -> bool:
    """Whether LVU 2–3 §§ are the grounds: before 2027, and after it when the application reached the court before."""
    return (applied_on or on) < CARE.valid_from


def ground_citation(ground: Ground, on: date, applied_on: date | None = None) -> str:
    """The ground's paragraph by the law of that day; empty where the law of the day has no such ground.

    ``applied_on``: when the application reached the court, for its judgment (transitional p. 4).
    """
    old, new = GROUNDS[ground]
    if not rests_on_lvu(on, applied_on):
        return f"Lag (2026:1600) {new}"
    if not old:
        return ""
    return f"LVU {old}" if on < CARE.valid_from else f"LVU {old}; {TRANSITIONAL}"


def citation(kind: Kind, on: date, ground: str = "", applied_on: date | None = None) -> str:
    """What a step rests on: its own paragraph, and the ground's for the court's judgment."""
    if kind is Kind.JUDGED and ground:
        return ground_citation(Ground(ground), on, applied_on) or SPECS[kind].citation(on)
    return SPECS[kind].citation(on)


def ending_citation(kind: Kind, now: State, on: date) -> str:
    """What an end rests on: that of a custody is another than that of care, and what lapsed fell by its own paragraph."""
    if kind is Kind.LAPSE_SEEN and now.lapse is not None:
        return now.lapse.citation
    if kind is Kind.ENDED and ends_a_custody(now):
        return f"Lag (2026:1600) {END_OF_CUSTODY[1]}" if on >= CARE.valid_from else f"LVU {END_OF_CUSTODY[0]}"
    return SPECS[kind].citation(on)


def ends_a_custody(now: State) -> bool:
    """Whether what an end would end is a custody alone: no act keeps that decision from a delegate, and it is to be at once."""
    return now.in_custody and now.judged_on is None


def grounds_on(on: date, applied_on: date | None = None) -> list[Ground]:
    """The grounds that the law of that day has."""
    return [one for one in Ground if ground_citation(one, on, applied_on)]
