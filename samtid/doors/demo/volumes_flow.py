"""Flödet: lets one need run its course, from the report to the follow-up, with the figures' own shares.

A ``Script`` holds the few things a demo situation wants to be sure of; all else is chance. Times between
steps without a key figure are planning values (U).
"""

from __future__ import annotations

import math
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta
from random import Random

from samtid.ground.sweden import swedish_day

from . import volumes_texts_work as texts
from .figures import Figures
from .volumes_arrivals import office_hour
from .volumes_course import (
    Answered,
    ChildHeard,
    Course,
    CourseBuilder,
    Decided,
    Extended,
    FindingMade,
    InvestigationOpened,
    PreliminaryDone,
    Proposed,
    ProtectionAssessed,
    add_months,
)
from .volumes_services_flow import give
from .volumes_words import Ending, Kind, Outcome, Severity, Stage


@dataclass(frozen=True, slots=True)
class Script:
    """Vad en situation vill vara säker på: days between steps, and endings. Empty means chance."""

    protection_days: float | None = None
    preliminary_days: float | None = None
    ending: Ending | None = None
    investigation_days: float | None = None
    extended: bool | None = None
    outcome: Outcome | None = None
    services: tuple[str, ...] = ()
    decision_days: float | None = None
    start_days: float | None = None
    follow_up_missed: bool = False
    lasts: bool = False
    appealed: bool = False
    answer_days: float | None = None


@dataclass(frozen=True, slots=True)
class Subject:
    """What the flow needs to know about the need: no names."""

    kind: Kind
    is_report: bool
    child_age: int | None
    severity: Severity
    services: tuple[str, ...]
    feedback: bool
    joins_until: datetime | None = None


# Mean days from application to decision, and shares of grant, part, refusal; planning values (U).
APPLICATIONS: dict[Kind, tuple[float, tuple[float, float, float]]] = {
    Kind.FAMILY: (45, (0.78, 0.04, 0.18)),
    Kind.MONEY: (14, (0.74, 0.08, 0.18)),
    Kind.VIOLENCE: (18, (0.90, 0.02, 0.08)),
    Kind.DISABILITY: (42, (0.76, 0.08, 0.16)),
    Kind.ELDERLY: (12, (0.90, 0.05, 0.05)),
    Kind.SUBSTANCE: (35, (0.80, 0.04, 0.16)),
}


class Flow:
    """Flödet i en kommun: the shares and times of its figures."""

    def __init__(self, figures: Figures, until: datetime) -> None:
        self.figures = figures
        self.until = until

    def course(self, received_at: datetime, subject: Subject, script: Script, chance: Random) -> Course:
        """The whole course of a need, cut at the demo's now."""
        builder = CourseBuilder(received_at, self.until)
        if subject.kind is Kind.QUESTION:
            _question(builder, script, chance)
            return builder.course()
        opened_at: datetime | None
        if subject.is_report:
            opened_at = self._assess(builder, subject, script, chance)
        else:
            opened_at = office_hour(
                swedish_day(received_at + timedelta(days=chance.choice((0, 0, 1, 2)))), chance
            )
            opened_at = max(opened_at, received_at + timedelta(minutes=25))
            builder.wait(received_at, Stage.INVESTIGATION)
        if opened_at:
            self._investigate(builder, opened_at, subject, script, chance)
        return builder.course()

    def _assess(
        self, builder: CourseBuilder, subject: Subject, script: Script, chance: Random
    ) -> datetime | None:
        """Protection the same day, then open or not; when it opens."""
        received = builder.received_at
        ready = received
        if subject.child_age is not None:
            builder.wait(received, Stage.PROTECTION, swedish_day(received) + timedelta(days=1))
            ready = self._protect(builder, subject, script, chance)
        due_on = swedish_day(received) + timedelta(days=14) if subject.child_age is not None else None
        builder.wait(ready, Stage.PRELIMINARY, due_on)
        days = script.preliminary_days
        if days is None:
            late = chance.random() < self.figures["share_preliminary_late"]
            days = chance.uniform(15, 24) if late else min(13.0, chance.gammavariate(2.2, 3.2))
            if subject.severity in (Severity.ACUTE, Severity.HIGH) and not late:
                days = min(days, chance.uniform(0.1, 4))
        at = max(
            office_hour(swedish_day(received + timedelta(days=days)), chance), ready + timedelta(minutes=40)
        )
        joins = subject.joins_until is not None and at < subject.joins_until
        ending = script.ending or (Ending.JOINED if joins else self._ending(subject, chance))
        text = chance.choice(
            {
                Ending.NOT_OPENED: texts.NOT_OPENED,
                Ending.OPENED: texts.OPENED,
                Ending.JOINED: texts.JOINED,
            }[ending]
            if subject.child_age is not None
            else {Ending.OPENED: ADULT_OPENED}.get(ending, ADULT_NOT_OPENED)
        )
        late_now = due_on is not None and swedish_day(at) > due_on
        builder.add(PreliminaryDone(at, ending, text, late_now))
        builder.wait(at, Stage.CLOSED)
        if subject.feedback:
            told = office_hour(swedish_day(at + timedelta(days=chance.choice((0, 1, 2, 3, 5)))), chance)
            builder.add(Answered(max(told, at + timedelta(minutes=5)), FEEDBACK[ending], to_reporter=True))
        return at if ending is Ending.OPENED else None

    def _protect(self, builder: CourseBuilder, subject: Subject, script: Script, chance: Random) -> datetime:
        """The immediate protection assessment: within hours, for a few in a hundred too late."""
        received = builder.received_at
        if script.protection_days is not None:
            at = received + timedelta(days=script.protection_days)
        elif chance.random() < self.figures["share_protection_late"]:
            at = office_hour(swedish_day(received) + timedelta(days=chance.choice((2, 2, 3, 4))), chance)
        elif 7 <= received.hour <= 14 or subject.severity is Severity.ACUTE:
            at = received + timedelta(minutes=chance.uniform(15, 170))
        else:
            # In the evening and at night the duty service answers, or the reception first thing next day.
            next_day = received.replace(hour=8, minute=5) + timedelta(days=1 if received.hour >= 8 else 0)
            soon = received + timedelta(minutes=chance.uniform(30, 100))
            at = soon if chance.random() < 0.4 else next_day + timedelta(minutes=chance.uniform(0, 150))
        safe = subject.severity is not Severity.ACUTE
        late = (swedish_day(at) - swedish_day(received)).days > 1
        builder.add(ProtectionAssessed(at, safe, chance.choice(texts.SAFE if safe else texts.NOT_SAFE), late))
        return at

    def _ending(self, subject: Subject, chance: Random) -> Ending:
        """Violence and the acute open more often; the mean is the figures' share."""
        share = self.figures["share_opened"] if subject.child_age is not None else 0.5
        # Reports that join an open investigation do not open one; 1.02 (with the severities) keeps the share of all.
        share *= 1.02 if subject.child_age is not None else 1.0
        factor = {Severity.LOW: 0.45, Severity.MEDIUM: 0.9, Severity.HIGH: 1.65, Severity.ACUTE: 2.5}
        opened = chance.random() < min(0.97, share * factor[subject.severity])
        return Ending.OPENED if opened else Ending.NOT_OPENED

    def _investigate(
        self, builder: CourseBuilder, opened_at: datetime, subject: Subject, script: Script, chance: Random
    ) -> None:
        """Findings, the child's words, extension, proposal and decision."""
        child = subject.child_age is not None
        due_on = add_months(swedish_day(opened_at), 4) if child else None
        builder.add(InvestigationOpened(opened_at, due_on))
        days, extended = self._days(subject, script, chance)
        ready = max(
            office_hour(swedish_day(opened_at + timedelta(days=days)), chance), opened_at + timedelta(hours=3)
        )
        builder.wait(opened_at, Stage.INVESTIGATION, due_on)
        if extended and due_on:
            asked = datetime.combine(due_on - timedelta(days=chance.randint(3, 12)), opened_at.timetz())
            new = max(add_months(due_on, 2), swedish_day(ready))
            builder.add(Extended(asked, new, chance.choice(texts.EXTENDED)))
            builder.wait(asked, Stage.INVESTIGATION, new)
        for step in _findings(opened_at, ready, subject, chance):
            builder.add(step)
        outcome, services = self._outcome(subject, script, chance)
        reason = chance.choice(REASONS[outcome])
        builder.add(Proposed(ready, outcome, services, reason))
        builder.wait(ready, Stage.DECISION, due_on)
        wait = (
            script.decision_days
            if script.decision_days is not None
            else chance.choice((0.0, 0.0, 1.0, 2.0, 4.0))
        )
        at = max(
            office_hour(swedish_day(ready + timedelta(days=wait)), chance),
            ready + timedelta(minutes=35 + 1440 * wait),
        )
        refused = outcome in (Outcome.REFUSED, Outcome.PARTLY)
        appealed = script.appealed or (refused and chance.random() < 0.15)
        builder.add(Decided(at, outcome, services, reason, appealed))
        builder.wait(at, Stage.CLOSED)
        for number, service in enumerate(services):
            give(
                builder,
                at,
                service,
                subject.kind,
                self.figures,
                chance,
                start_days=script.start_days,
                follow_up_missed=script.follow_up_missed,
                lasts=script.lasts,
                first=number == 0,
            )

    def _days(self, subject: Subject, script: Script, chance: Random) -> tuple[float, bool]:
        """Days from opening to proposal, and whether the time is extended."""
        if script.investigation_days is not None:
            return script.investigation_days, bool(script.extended)
        if subject.kind is not Kind.CHILD:
            mean = APPLICATIONS[subject.kind][0]
            mean = max(1.0, self.figures["money_decision_days"]) if subject.kind is Kind.MONEY else mean
            return chance.gammavariate(2.0, mean / 2.0), False
        lot = chance.random()
        if lot < self.figures["share_extended"]:
            return chance.uniform(124, 175), True
        if lot < self.figures["share_extended"] + 0.05:
            return chance.uniform(123, 150), False
        # The rest are ready in time; 0.94 keeps the mean at the key figure together with the long ones.
        median = max(30.0, self.figures["child_investigation_days"] * 0.94)
        return min(117.0, chance.lognormvariate(math.log(median), 0.3)), False

    def _outcome(self, subject: Subject, script: Script, chance: Random) -> tuple[Outcome, tuple[str, ...]]:
        """The decision, and the services that it gives."""
        if script.outcome:
            outcome = script.outcome
        elif subject.child_age is not None and subject.is_report:
            given = chance.random() < self.figures["share_measure"]
            rest = chance.choices((Outcome.NO_MEASURE, Outcome.MONITORED), weights=(9, 1))[0]
            outcome = Outcome.GRANTED if given else rest
        else:
            shares = APPLICATIONS[subject.kind if subject.kind in APPLICATIONS else Kind.FAMILY][1]
            outcome = chance.choices((Outcome.GRANTED, Outcome.PARTLY, Outcome.REFUSED), weights=shares)[0]
        given_services = script.services or subject.services
        if outcome is Outcome.PARTLY:
            given_services = given_services[:1]
        if outcome not in (Outcome.GRANTED, Outcome.PARTLY):
            given_services = ()
        return outcome, given_services


def _question(builder: CourseBuilder, script: Script, chance: Random) -> None:
    """A question is answered within days, without a case."""
    received = builder.received_at
    builder.wait(received, Stage.ANSWER, swedish_day(received) + timedelta(days=3))
    days = script.answer_days if script.answer_days is not None else chance.expovariate(1 / 1.1)
    at = max(
        office_hour(swedish_day(received + timedelta(days=days)), chance), received + timedelta(minutes=12)
    )
    builder.add(Answered(at, chance.choice(texts.ANSWERS)))
    builder.wait(at, Stage.CLOSED)


def _findings(
    opened_at: datetime, ready: datetime, subject: Subject, chance: Random
) -> Iterator[FindingMade | ChildHeard]:
    """Three to six areas, more worry the more urgent it was; and the child's own words."""
    known = texts.areas(subject.kind)
    length = (ready - opened_at).total_seconds()
    worry_share = {Severity.LOW: 0.3, Severity.MEDIUM: 0.5, Severity.HIGH: 0.65, Severity.ACUTE: 0.8}
    for area in chance.sample(sorted(known), k=min(len(known), chance.randint(3, 6))):
        worry = chance.random() < worry_share[subject.severity]
        at = opened_at + timedelta(seconds=length * chance.uniform(0.1, 0.9))
        source = chance.choice(SOURCES_CHILD if subject.child_age is not None else SOURCES_ADULT)
        yield FindingMade(
            at, area, known[area][0], texts.finding(subject.kind, area, worry=worry), source, worry
        )
    if subject.child_age is not None:
        at = opened_at + timedelta(seconds=length * chance.uniform(0.15, 0.6))
        if subject.child_age < 4 or chance.random() < 0.07:
            reason = texts.NOT_HEARD[0 if subject.child_age < 4 else 1]
            yield ChildHeard(at, reason_not=reason)
        else:
            yield ChildHeard(at, words=chance.choice(texts.CHILD_SAYS))


FEEDBACK = {
    Ending.OPENED: "Återkoppling till anmälaren: en utredning har inletts.",
    Ending.NOT_OPENED: "Återkoppling till anmälaren: utredning har inte inletts.",
    Ending.JOINED: "Återkoppling till anmälaren: en utredning pågår redan.",
}
SOURCES_CHILD = (
    "Barnet",
    "Vårdnadshavare",
    "Skolan",
    "Hembesök",
    "Barn- och ungdomspsykiatrin",
    "Tidigare akt",
)
SOURCES_ADULT = ("Den enskilde", "Anhörig", "Hälsocentralen", "Hembesök", "Intyg")
ADULT_OPENED = ("Uppgifterna tyder på behov av stöd. Utredning inleds tillsammans med den enskilde.",)
ADULT_NOT_OPENED = ("Den enskilde har kontaktats och vill inte ha stöd nu. Vet hur man når oss.",)
PARTLY_REASON = ("En del av det sökta beviljas. I övrigt tillgodoses behovet genom annat stöd.",)
REASONS: dict[Outcome, tuple[str, ...]] = {
    Outcome.GRANTED: (
        "Behovet kan inte tillgodoses på annat sätt och insatsen svarar mot målet.",
        "Den enskilde behöver och vill ha insatsen. Den ger goda levnadsvillkor.",
    ),
    Outcome.NO_MEASURE: (
        "Familjen har det stöd den behöver. Utredningen avslutas utan insats.",
        "Oron har inte bekräftats. Utredningen avslutas.",
    ),
    Outcome.REFUSED: texts.REFUSED,
    Outcome.PARTLY: PARTLY_REASON,
    Outcome.MONITORED: ("Utredningen avslutas utan insats, men barnets situation följs upp (SoL 23 kap.).",),
}
