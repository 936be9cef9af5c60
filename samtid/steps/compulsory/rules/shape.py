"""Stegen och läget: a step as it stands, what runs and what has lapsed."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from datetime import date, datetime, timedelta

from samtid.ground.law.rules import Counted, Rule

from ..words import Ground, Kind


@dataclass(frozen=True, slots=True)
class Said:
    """Ett steg som står. ``until`` is its second day: the next meeting, or the longer time that the court gave."""

    kind: Kind
    on: date
    at: datetime
    decider: str = ""
    ground: str = ""
    until: date | None = None


@dataclass(frozen=True, slots=True)
class Running:
    """En frist som löper: from when, which round, and the longer day where one was given."""

    since: datetime
    again: bool = False
    began: date | None = None
    extended_to: date | None = None
    occasion: date | None = None

    def counts(self, rule: Rule) -> tuple[Counted, ...]:
        """The day by each act that has a say, the earliest first."""
        return rule.counts(self.since, later_round=self.again, began=self.began)


@dataclass(frozen=True, slots=True)
class Lapse:
    """Något upphörde av sig självt: ``last`` is the last day it stood, by the rule whose time went out."""

    rule: Rule
    last: date
    what: str

    @property
    def citation(self) -> str:
        """By which act."""
        return self.rule.at(self.last).citation

    def in_words(self) -> str:
        return f"{self.what} upphörde efter {self.last} ({self.citation})."


@dataclass(slots=True)
class State:
    """Spåret en viss dag. Days are None where it has not happened."""

    custody_on: date | None = None
    chair_on: date | None = None  # the chair's decision, until it is reported
    meeting_on: date | None = None
    submitted_on: date | None = None
    confirmed_on: date | None = None
    asked_on: date | None = None  # longer time, until the court has answered
    extended_to: date | None = None
    begun_on: date | None = None
    applied_on: date | None = None
    refused_on: date | None = None  # a higher court may still decide on care
    judged_on: date | None = None
    ground: Ground | None = None
    final_on: date | None = None
    at_home_on: date | None = None
    contact_on: date | None = None
    secret_on: date | None = None
    ended_on: date | None = None
    following_on: date | None = None
    grown: bool = False  # 18 or more
    first_on: date | None = None
    last_on: date | None = None
    lapse: Lapse | None = None
    clocks: dict[Rule, Running] = field(default_factory=dict)
    done: dict[Kind, list[tuple[date, datetime]]] = field(default_factory=dict)

    @property
    def in_custody(self) -> bool:
        """A decision on immediate custody stands."""
        return self.custody_on is not None and self.lapse is None

    @property
    def in_care(self) -> bool:
        """The court's decision on care stands."""
        return self.judged_on is not None and self.lapse is None

    @property
    def stands(self) -> bool:
        """Somebody may be kept in care against their will by what stands here."""
        return self.in_custody or self.in_care

    @property
    def carry_out_by(self) -> date | None:
        """When what is decided ought to be carried out, while it is not: within the week that the court has."""
        decided = self.custody_on or self.judged_on
        return decided + timedelta(days=7) if decided and self.begun_on is None and self.stands else None

    @property
    def waits_for_court(self) -> bool:
        """An application is before it: for care, or for another ground while care goes on."""
        return self.applied_on is not None

    def is_as(self, other: State) -> bool:
        """Whether the two say the same, whatever day something was written last."""
        return replace(self, first_on=None, last_on=None) == replace(other, first_on=None, last_on=None)

    def rests(self) -> set[str]:
        """The words a placement may rest on today."""
        found = {"custody"} if self.in_custody else set()
        if self.in_care and self.ground is not None:
            found |= {"environment", "behaviour"} if self.ground is Ground.BOTH else {str(self.ground)}
        return found
