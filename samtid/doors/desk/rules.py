"""Vad som är nästa steg. Pure functions over what the desk has read."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any
from uuid import UUID

from samtid.base.dossier.words import LocalClock
from samtid.ground.law import catalogue, children
from samtid.ground.law.limits import AtOnce
from samtid.ground.reasons import Obstacle

# rule -> (what one does about it, the address that takes ``about``)
NEXT: dict[str, tuple[str, str]] = {
    "CH-01": ("Gör skyddsbedömning", "intake:report"),
    "CH-02": ("Gör förhandsbedömning", "intake:report"),
    "CH-06": ("Återkoppla till anmälaren", "intake:report"),
    "CH-06b": ("Återkoppla till anmälaren", "intake:report"),
    "NYTT": ("Läs det nya", "intake:report"),
    "CH-03": ("Inled utredning", "intake:report"),
    "CH-04": ("Informera dem som berörs", "investigations:inform"),
    "CH-05": ("Fortsätt utredningen", "investigations:investigation"),
    "AD-03": ("Visa beslutet", "decisions:decision"),
    "AD-04b": ("Överlämna överklagandet", "decisions:decision"),
    "CH-07": ("Avsluta uppföljningen", "investigations:investigation"),
    "NX-01": ("Starta insatsen", "services:start"),
    "UPPFOLJNING": ("Följ upp", "followup:follow_up"),
    "SVAR": ("Svara på frågan", "intake:report"),
    "PLAN": ("Gör genomförandeplan", "services:service"),
}
# rule -> the part of that page where it is done
PARTS = {"CH-01": "#skydd", "CH-02": "#bedomning", "CH-06": "#besked", "CH-06b": "#besked"}
# rule -> what waits, where the name of the rule says what happens if one does nothing
CALLED = {"NX-01": "Beslutad insats som inte har börjat", "UPPFOLJNING": "Uppföljning av insats"}
DUTIES = {"NX-01": "Insatsen ska ha börjat"}  # the same beside its day
# The appeal time is the person's own: nobody here is late with it.
NOT_OURS = frozenset({"AD-03"})
SOON = 3  # days
ALARM = timedelta(days=7)  # how long an opening of a protected dossier is told of at once
CASE_NUMBER = re.compile(r"[0-9]{2}-[0-9A-Z]{6}")  # as ground/ids makes them


@dataclass(frozen=True, slots=True)
class RuleWords:
    """What a running clock is called and where it stands."""

    name: str
    citation: str
    is_law: bool
    promptly: str = ""  # the law's own word, where it names no day


def words_of(rule: str) -> RuleWords:
    """Name and citation of a clock's rule, statutory or local."""
    local = next((clock for clock in LocalClock if clock.value == rule), None)
    if local is not None:
        return RuleWords(local.label, "", is_law=False)
    found = catalogue.get(rule)
    limit = found.latest.limit
    word = limit.in_words().capitalize() if isinstance(limit, AtOnce) else ""
    return RuleWords(found.name, found.citation, found.latest.is_law, word)


@dataclass(frozen=True, slots=True)
class Waiting:
    """One line of the day: who waits, for what, until when, and the one next thing to do.

    ``promptly`` is the law's own word where it names no day (*genast*); ``since`` is the day the waiting began;
    ``follow_up_on`` the day of follow-up of what has not begun; ``part`` the part of the page to land on.
    """

    who: str
    what: str
    law: str
    rule: str
    due_on: date | None
    step: str
    address: str
    about: UUID
    need: str = ""
    case_number: str = ""
    caseworker: str = ""
    is_protected: bool = False
    dossier: UUID | None = None
    promptly: str = ""
    since: date | None = None
    follow_up_on: date | None = None
    part: str = ""

    @property
    def day(self) -> date | None:
        """The day it ought to be done: what the law wants promptly, on the day it began."""
        return self.due_on or (self.since if self.promptly else None)

    def is_late(self, today: date) -> bool:
        """Whether that day has passed."""
        return self.day is not None and self.day < today


def urgency(line: Waiting) -> tuple[int, date, date, str]:
    """What the waiting person needs first: a child's protection, then by day, then who has waited longest."""
    first = 0 if line.rule == "CH-01" else 1
    return (first, line.day or date.max, line.since or date.max, line.case_number)


@dataclass(frozen=True, slots=True)
class Group:
    """En del av dagen: lines that are as urgent as each other."""

    title: str
    lines: list[Waiting]
    is_folded: bool = False

    @property
    def nearest(self) -> date | None:
        """The first day in it."""
        return self.lines[0].day


FEW = 12  # lines: a list so short is shown whole


def grouped(lines: Sequence[Waiting], today: date) -> list[Group]:
    """The day in at most four parts, in order. What lies further ahead is folded when the list is long."""
    parts: dict[str, list[Waiting]] = {
        "Gör först": [],
        "Inom tre dagar": [],
        "Längre fram": [],
        "Utan bestämd dag": [],
    }
    for line in lines:
        if line.rule == "CH-01" or line.promptly or line.is_late(today):
            parts["Gör först"].append(line)
        elif line.day is None:
            parts["Utan bestämd dag"].append(line)
        else:
            parts["Inom tre dagar" if (line.day - today).days <= SOON else "Längre fram"].append(line)
    nearer = parts["Gör först"] or parts["Inom tre dagar"]
    far = bool(nearer) and len(lines) > FEW
    return [Group(title, rows, far and title == "Längre fram") for title, rows in parts.items() if rows]


@dataclass(frozen=True, slots=True)
class Load:
    """Ett ögonblick av en enhet or of a caseworker: open cases, late and soon late clocks."""

    name: str
    open: int
    late: int
    soon: int
    staff: int | None = None


def late_and_soon(due: Iterable[date], today: date) -> tuple[int, int]:
    """How many days have passed, and how many are within ``SOON`` days."""
    days = list(due)
    late = sum(day < today for day in days)
    return late, sum((day - today).days <= SOON for day in days) - late


@dataclass(frozen=True, slots=True)
class Step:
    """Something that can be done next in a dossier, or that cannot yet, and why."""

    text: str
    address: str
    about: UUID | None = None
    obstacles: tuple[Obstacle, ...] = ()


@dataclass(frozen=True, slots=True)
class Stage:
    """Var på vägen: a step of dossier/way.html, whether it is now, done or where the matter ended, and steps not taken."""

    step: str
    state: str = "now"
    without: tuple[str, ...] = ()


def stage(
    *,
    reports: list[Any],
    investigations: list[Any],
    decisions: list[Any],
    services: list[Any],
    must_follow_up: bool = False,
) -> Stage | None:
    """How far the newest matter has come; None when nothing has begun. ``must_follow_up``: its day is near or past."""
    newest = reports[0].kind if reports else ""
    without: tuple[str, ...] = () if newest == "report" else ("Skydd", "Förhandsbedömning")
    waiting = next((report for report in reports if report.closed_at is None), None)
    if waiting is not None:
        if waiting.kind != "report":
            return Stage("Inkommet", without=("Skydd", "Förhandsbedömning"))
        assessed = waiting.protection_assessed_at is not None or waiting.need != "child"
        return Stage("Förhandsbedömning" if assessed else "Skydd")
    if any(investigation.closed_at is None for investigation in investigations):
        return Stage("Utredning", without=without)
    if any(decision.signed_at is None for decision in decisions):
        return Stage("Beslut", without=without)
    if services or any(decision.outcome != "refused" for decision in decisions):
        if not decisions:
            without = ("Skydd", "Förhandsbedömning", "Utredning", "Beslut")
        started = {service.decision_id for service in services}
        to_begin = any(one.outcome != "refused" and one.pk not in started for one in decisions)
        if not to_begin and all(service.ended_at is not None for service in services):
            return Stage("Insats", "stopped", without)
        return Stage("Uppföljning" if services and must_follow_up else "Insats", without=without)
    if decisions:
        return Stage("Beslut", "stopped", without)
    if investigations:
        return Stage("Utredning", "stopped", without)
    if newest == "report":
        return Stage("Förhandsbedömning", "stopped")
    return Stage("Inkommet", "stopped", without) if reports else None


def next_steps(
    *, report: Any, investigation: Any, decisions: list[Any], services: list[Any], case: Any
) -> list[Step]:
    """The action bar of a dossier: the most urgent first; what cannot be done yet says why."""
    steps = []
    if report is not None:
        done = report.protection_assessed_at is not None
        is_child = report.need == "child"
        text = "Gör skyddsbedömning" if is_child and not done else "Ta ställning till det som kommit in"
        steps.append(Step(text, "intake:report", report.pk))
        if investigation is None:
            missing = [Obstacle("Skyddsbedömningen är inte gjord.", children.PROTECTION_ASSESSMENT.citation)]
            steps.append(
                Step(
                    "Inled utredning",
                    "investigations:open",
                    report.pk,
                    tuple(missing if is_child and not done else ()),
                )
            )
    if investigation is not None:
        if investigation.concerns_child and not (
            investigation.informed_at or investigation.not_informed_reason
        ):
            steps.append(Step(*NEXT["CH-04"], investigation.pk))
        steps.append(Step("Fortsätt utredningen", "investigations:investigation", investigation.pk))
    started = {service.decision_id for service in services}
    for decision in decisions:
        if decision.signed_at is None:
            steps.append(Step("Granska och underteckna beslutet", "decisions:decision", decision.pk))
        elif decision.outcome != "refused" and decision.pk not in started:
            steps.append(Step("Starta insatsen", "services:start", decision.pk))
    for service in services:
        if service.ended_at is None:
            steps.append(Step("Avtala besök", "visits:agree", service.pk))
            steps.append(Step("Följ upp", "followup:follow_up", service.pk))
            break
    if case is not None and case.closed_at is None and not services:
        steps.append(Step("Starta insats utan behovsprövning", "services:start_open", case.pk))
    if not services and not decisions:
        why = Obstacle("Det finns inget beslut om insats än.", "SoL 11 kap. 1 §")
        steps.append(Step("Starta insats efter beslut", "", None, (why,)))
    return steps
