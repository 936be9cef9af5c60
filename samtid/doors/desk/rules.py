"""Vad som är nästa steg. Pure functions over what the desk has read."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID

from samtid.base.dossier.words import LocalClock
from samtid.ground.law import catalogue, children
from samtid.ground.reasons import Obstacle

# rule -> (what one does about it, the address that takes ``about``)
NEXT: dict[str, tuple[str, str]] = {
    "CH-01": ("Gör skyddsbedömning", "intake:report"),
    "CH-02": ("Gör förhandsbedömning", "intake:report"),
    "CH-06": ("Återkoppla till anmälaren", "intake:report"),
    "CH-03": ("Öppna utredning", "intake:report"),
    "CH-04": ("Informera dem det gäller", "investigations:investigation"),
    "CH-05": ("Fortsätt utredningen", "investigations:investigation"),
    "AD-03": ("Visa beslutet", "decisions:decision"),
    "NX-01": ("Starta insatsen", "decisions:decision"),
    "UPPFOLJNING": ("Följ upp", "followup:follow_up"),
    "SVAR": ("Svara på frågan", "intake:report"),
    "PLAN": ("Gör genomförandeplan", "services:service"),
}
# The appeal time is the person's own: nobody here is late with it.
NOT_OURS = frozenset({"AD-03"})
SOON = 3  # days
CASE_NUMBER = re.compile(r"[0-9]{2}-[0-9A-Z]{6}")  # as ground/ids makes them


@dataclass(frozen=True, slots=True)
class RuleWords:
    """What a running clock is called and where it stands."""

    name: str
    citation: str
    is_law: bool


def words_of(rule: str) -> RuleWords:
    """Name and citation of a clock's rule, statutory or local."""
    local = next((clock for clock in LocalClock if clock.value == rule), None)
    if local is not None:
        return RuleWords(local.label, "", is_law=False)
    found = catalogue.get(rule)
    return RuleWords(found.name, found.citation, is_law=True)


@dataclass(frozen=True, slots=True)
class Waiting:
    """One line of the day: who waits, for what, until when, and the one next thing to do."""

    who: str
    what: str
    law: str
    rule: str
    due_on: date | None
    step: str
    address: str
    about: UUID
    need: str
    case_number: str
    caseworker: str
    is_protected: bool = False
    dossier: UUID | None = None


def urgency(line: Waiting) -> tuple[int, date, str]:
    """What the waiting person needs first: what is at once before what has a day, then by day."""
    return (0 if line.rule == "CH-01" else 1, line.due_on or date.max, line.case_number)


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


WAY = ("Inkommet", "Förhandsbedömning", "Utredning", "Beslut", "Insats", "Uppföljning")


def way(stage: int) -> list[tuple[str, str]]:
    """The steps of the way for the look's ``steps``: done before ``stage``, now at it, ahead after it."""
    return [
        (name, "done" if at < stage else "now" if at == stage else "ahead") for at, name in enumerate(WAY)
    ]


@dataclass(frozen=True, slots=True)
class Step:
    """Something that can be done next in a dossier, or that cannot yet, and why."""

    text: str
    address: str
    about: UUID | None = None
    obstacles: tuple[Obstacle, ...] = ()


def stage(*, reports: list[Any], investigations: list[Any], decisions: list[Any], services: list[Any]) -> int:
    """How far the newest matter has come, as an index into ``WAY``."""
    if any(report.closed_at is None for report in reports):
        return (
            1 if any(report.protection_assessed_at for report in reports if report.closed_at is None) else 0
        )
    if any(investigation.closed_at is None for investigation in investigations):
        return 2
    if any(decision.signed_at is None for decision in decisions):
        return 3
    if any(service.ended_at is None for service in services):
        return 5
    if any(decision.signed_at for decision in decisions):
        return 4
    return len(WAY) if reports else 0


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
                    "Öppna utredning",
                    "investigations:open",
                    report.pk,
                    tuple(missing if is_child and not done else ()),
                )
            )
    if investigation is not None:
        steps.append(Step("Fortsätt utredningen", "investigations:investigation", investigation.pk))
    started = {service.decision_id for service in services}
    for decision in decisions:
        if decision.signed_at is None:
            steps.append(Step("Granska och underteckna beslutet", "decisions:decision", decision.pk))
        elif decision.outcome != "refused" and decision.pk not in started:
            steps.append(Step("Starta insatsen", "services:start", decision.pk))
    for service in services:
        if service.ended_at is None:
            steps.append(Step("Boka besök", "visits:agree", service.pk))
            steps.append(Step("Följ upp", "followup:follow_up", service.pk))
            break
    if case is not None and case.closed_at is None and not services:
        steps.append(Step("Starta insats utan behovsprövning", "services:start_open", case.pk))
    if not services and not decisions:
        why = Obstacle("Det finns inget beslut om insats än.", "SoL 11 kap. 1 §")
        steps.append(Step("Starta insats efter beslut", "", None, (why,)))
    return steps
