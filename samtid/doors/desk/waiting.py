"""Vem väntar på mig? Everything that stands on *Min dag*, read in few queries through the walls.

A line comes from a running clock, from something that came in and is nobody's yet, or from a duty that the
law sets no day for: to tell those affected of an investigation (SoL 20:4, *genast*), to tell of a decision
(FL 33 §, *så snart som möjligt*), and the investigation itself of a grown-up, who waits as long without a clock.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime
from typing import Any
from uuid import UUID

from django.db.models import Q

from samtid.base.dossier import queries as dossier
from samtid.base.dossier.models import Case, Clock
from samtid.base.dossier.words import LocalClock, Need
from samtid.base.organisation.models import Staff
from samtid.base.organisation.words import Role
from samtid.base.people.models import Person
from samtid.base.people.rules import is_sealed
from samtid.base.people.words import Protection
from samtid.ground.law import children
from samtid.ground.law.days import swedish_day
from samtid.steps.decisions import queries as decisions
from samtid.steps.decisions.models import Decision
from samtid.steps.intake import queries as intake
from samtid.steps.intake.models import Report
from samtid.steps.intake.words import Kind, Stage
from samtid.steps.investigations import queries as investigations
from samtid.steps.investigations.models import Investigation
from samtid.steps.services import queries as services

from . import rules

MOST = 100  # lines of each kind: more than anyone can do in a day, and a bound on the page
OF_THE_UNIT = {Role.RECEPTION, Role.MANAGER, Role.SENIOR}  # who also see what is nobody's
DECIDING = {Role.MANAGER, Role.SENIOR}
# what is needed next of something that came in -> (what it is called, the button, the part of the page)
STAGES = {
    Stage.PROTECTION: ("Omedelbar skyddsbedömning", "Gör skyddsbedömning", "#skydd"),
    Stage.IDENTIFY: ("Ta emot det som kommit in", "Skriv vem det gäller", "#vem"),
    Stage.DECIDE: ("Förslag som väntar på beslut", "Läs och besluta", "#bedomning"),
    Stage.ASSESS: ("Förhandsbedömning", "Gör förhandsbedömning", "#bedomning"),
    Stage.OPEN: ("Ansökan att börja utreda", "Inled utredning", "#bedomning"),
    Stage.ANSWER: ("Svar på en fråga", "Svara på frågan", "#svar"),
}
RULES = {Stage.PROTECTION: children.PROTECTION_ASSESSMENT, Stage.ASSESS: children.PRELIMINARY_ASSESSMENT}


def day(viewer: Staff, at: datetime, roles: set[Role]) -> list[rules.Waiting]:
    """What the viewer has before them, sorted by what the waiting person needs first."""
    mine = Q(case__caseworker=viewer)
    if roles & OF_THE_UNIT:
        mine |= ~Q(case=None) & Q(case__caseworker=None)
    clocks = list(_alone(dossier.running_clocks(viewer).filter(mine).exclude(rule__in=rules.NOT_OURS)))
    reports = _reports(viewer, mine, roles, {clock.about for clock in clocks})
    # a child's has clocks of its own: the four months, and those who are to be told at once
    inquiries = list(_alone(investigations.ongoing(viewer).filter(mine, concerns_child=False)))
    untold = list(_alone(decisions.decisions(viewer).filter(mine, ~Q(signed_at=None), notification=None)))
    # a day of follow-up is about the decision until its service has begun
    followed = [clock.about for clock in clocks if clock.rule == LocalClock.FOLLOW_UP and clock.about]
    begun = set(services.services(viewer).filter(pk__in=followed).values_list("pk", flat=True))
    # persons are fetched once for the lines shown, not for every case one has ever had
    # (docs/explanation/matningar.md)
    cases = {row.case.dossier_id for row in [*clocks, *reports, *inquiries, *untold] if row.case is not None}
    persons = {one.pk: one.person for one in dossier.dossiers(viewer).filter(pk__in=cases)}
    lines = [
        _of_clock(clock, clocks, begun, persons) for clock in clocks if not _is_told(clock, clocks, begun)
    ]
    lines += [_of_report(report, persons) for report in reports]
    lines += [_of_inquiry(inquiry, persons) for inquiry in inquiries]
    lines += [_of_decision(decision, persons) for decision in untold]
    return sorted(lines, key=rules.urgency)


def _alone(rows: Any) -> Any:
    """The rows without what hangs on them, but for whose the case is."""
    return rows.select_related(None).select_related("case__caseworker")[:MOST]


def _reports(viewer: Staff, mine: Q, roles: set[Role], running: set[UUID | None]) -> list[Report]:
    """What came in and has no clock of its own: nobody's yet, a grown-up's, or laid before one who decides."""
    wanted = mine
    if roles & {Role.RECEPTION, Role.MANAGER}:
        wanted |= Q(case=None)
    if roles & DECIDING:
        wanted |= ~Q(proposed_at=None)
    found = intake.waiting(viewer).filter(wanted)[:MOST]
    return [report for report in found if report.pk not in running]


def _is_told(clock: Clock, clocks: Iterable[Clock], begun: set[UUID]) -> bool:
    """Whether another line says it: the day of follow-up of a decision whose service has not begun."""
    return (
        clock.rule == LocalClock.FOLLOW_UP
        and clock.about not in begun
        and any(other.rule == "NX-01" and other.about == clock.about for other in clocks)
    )


def _of_clock(
    clock: Clock, clocks: Iterable[Clock], begun: set[UUID], persons: dict[UUID, Person]
) -> rules.Waiting:
    words = rules.words_of(clock.rule)
    step, address = rules.NEXT.get(clock.rule, ("Öppna akten", "desk:dossier"))
    what = rules.CALLED.get(clock.rule, words.name)
    if clock.rule == LocalClock.FOLLOW_UP and clock.about not in begun:
        step, address = rules.NEXT["NX-01"]
        what = rules.CALLED["NX-01"]
    if clock.about is None or address == "desk:dossier":
        address, about = "desk:dossier", clock.case.dossier_id
    else:
        about = clock.about
    # told in the same line, so that one decision is not two things to do
    also = [
        other.due_on
        for other in clocks
        if clock.rule == "NX-01" and other.about == clock.about and _is_told(other, clocks, begun)
    ]
    return rules.Waiting(
        what=what,
        law=words.citation,
        rule=clock.rule,
        due_on=None if words.promptly else clock.due_on,
        promptly=words.promptly,
        since=swedish_day(clock.started_at) if words.promptly else None,
        step=step,
        address=address,
        about=about,
        follow_up_on=min(also, default=None),
        part=rules.PARTS.get(clock.rule, ""),
        **_whose(clock.case, persons),
    )


def _of_report(report: Report, persons: dict[UUID, Person]) -> rules.Waiting:
    """Something that came in: the child's clock runs from its first minute, whoever's it is."""
    stage, due = intake.stage_of(report)
    what, step, part = STAGES[stage]
    rule = RULES.get(stage) if due else None
    whose = _whose(report.case, persons) if report.case else {"who": _unidentified(report)}
    return rules.Waiting(
        what=what,
        law=rule.citation if rule else "",
        rule=rule.id if rule else "",
        due_on=due,
        step=step,
        address="intake:report",
        about=report.pk,
        since=swedish_day(report.received_at),
        part=part,
        **(whose | {"need": Need.label_of(report.need)}),
    )


def _unidentified(report: Report) -> str:
    """Who waits, as far as anybody has said."""
    if report.kind == Kind.QUESTION:
        return report.reporter_name or "Den som frågar"
    return report.about_name or "Inte identifierad"


def _of_inquiry(inquiry: Investigation, persons: dict[UUID, Person]) -> rules.Waiting:
    """A grown-up's investigation that goes on: the law sets it no time."""
    step, address = rules.NEXT["CH-05"]
    return rules.Waiting(
        what="Utredning",
        law="",
        rule="",
        due_on=None,
        step=step,
        address=address,
        about=inquiry.pk,
        since=swedish_day(inquiry.opened_at),
        **_whose(inquiry.case, persons),
    )


def _of_decision(decision: Decision, persons: dict[UUID, Person]) -> rules.Waiting:
    """A decision that the one it is about does not know of."""
    assert decision.signed_at is not None
    return rules.Waiting(
        what="Underrättelse om beslut",
        law="FL 33 §",
        rule="",
        due_on=None,
        promptly="Så snart som möjligt",
        step="Berätta om beslutet",
        address="decisions:decision",
        about=decision.pk,
        since=swedish_day(decision.signed_at),
        part="#underrattelse",
        **_whose(decision.case, persons),
    )


def _whose(case: Case, persons: dict[UUID, Person]) -> dict[str, Any]:
    """Who waits: the person and the case, as words."""
    person = persons[case.dossier_id]
    return {
        "who": person.name,
        "need": Need.label_of(case.need),
        "case_number": case.number,
        "caseworker": case.caseworker.name if case.caseworker else "",
        "is_protected": is_sealed(Protection(person.protection)),
        "dossier": case.dossier_id,
    }
