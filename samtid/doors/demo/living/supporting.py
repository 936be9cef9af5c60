"""LSS i demon: who belongs, what each measure was weighed on, and the individual plan; now and then nobody has offered one."""

from __future__ import annotations

from datetime import datetime, timedelta
from random import Random

from samtid.base.organisation.models import Staff
from samtid.steps.decisions.models import Decision
from samtid.steps.decisions.words import DecisionOutcome
from samtid.steps.investigations.words import Basis
from samtid.steps.lss import actions as lss
from samtid.steps.lss import queries
from samtid.steps.lss.rules import Assessed, Weighed
from samtid.steps.lss.words import Answer, AskedBy, Criterion, Group, Met, Otherwise, PlanKind, Residence

from .scene import Matter, Scene, day

LATER = timedelta(minutes=35)  # after the decision
LEFT = 0.15  # of those who are granted something, whom nobody has offered a plan yet
LATELY = timedelta(
    days=300
)  # a plan older than that would be late by now: those who have had their measure long have said no
BELONGS = {
    Group.FIRST: "Läkarintyg och psykologens utredning visar autism sedan barndomen.",
    Group.SECOND: "Neuropsykologens utredning efter hjärnskadan visar bestående svårigheter att planera och minnas.",
    Group.THIRD: "Arbetsterapeutens bedömning och läkarintyget visar ett stort rörelsehinder som inte går över.",
}
NOT = "Intyget beskriver svårigheter som är tillfälliga och som behandlas. Inget visar ett varaktigt funktionshinder."
NEEDS = {
    "lss_daily": "Personen har varken arbete eller studier och behöver en mening med dagarna.",
    "lss_contact": "Personen har ingen att göra saker med och går inte ut på egen hand.",
    "lss_relief": "De närmaste ger stöd alla dagar i veckan och orkar inte utan att någon tar över ibland.",
    "lss_housing": "Personen klarar inte att bo själv utan att någon finns nära dygnet runt.",
}
GOOD = "Andra i samma ålder väljer själva hur de lever. Prövningen utgår från det, och från vad personen själv vill."
SOL = "Behovet har prövats enligt 11 kap. 1 § socialtjänstlagen. Det möts av det stöd som redan ges."


def weigh(scene: Scene, matter: Matter, decision: Decision, at: datetime, by: Staff) -> None:
    """Assesses the group where nobody has, and weighs the draft's measure on it."""
    if decision.legal_basis == Basis.LSS_9:
        scene.do(matter, _weigh, decision, matter.need.person.age(day(at)), by=by, at=at)


def _weigh(decision: Decision, age: int, *, by: Staff, at: datetime) -> None:
    chance = Random(f"lss {decision.case.number}")
    grants = DecisionOutcome(decision.outcome).grants
    newest = queries.assessments(by, decision.case).first()
    if newest is None:
        newest = lss.assess_group(decision.case, _group(chance, decision.service_code, grants), by=by, at=at)
    said = Weighed(
        asked_by=AskedBy.SELF if age >= 15 else AskedBy.GUARDIAN,
        residence=Residence.HERE,
        need=NEEDS[decision.service_code],
        otherwise=Otherwise.NO if grants else Otherwise.YES,
        good_living=GOOD,
        sol_note="" if decision.outcome == DecisionOutcome.GRANTED else SOL,
    )
    # an assessment makes every draft another
    decision.refresh_from_db(fields=["version", "changed_at", "changed_by"])
    lss.weigh(decision, said, by=by, at=at)


def _group(chance: Random, code: str, grants: bool) -> Assessed:
    if not grants and chance.random() < 0.5:
        return Assessed(answer=Answer.NOT, reason=NOT)
    group = chance.choice([Group.FIRST, Group.FIRST, Group.SECOND, Group.THIRD])
    if code == "lss_daily" and group is Group.THIRD:
        group = Group.FIRST
    criteria = {str(one): str(Met.YES) for one in Criterion} if group is Group.THIRD else {}
    return Assessed(answer=Answer.BELONGS, group=group, criteria=criteria, reason=BELONGS[group])


def offer(scene: Scene, matter: Matter, decision: Decision, at: datetime, by: Staff) -> None:
    """The plan is offered the day of the grant; of those lately granted most want one."""
    chance, then = Random(f"plan {decision.case.number}"), at + LATER
    grants = DecisionOutcome(decision.outcome).grants
    if (
        decision.legal_basis != Basis.LSS_9
        or not grants
        or then + LATER >= scene.until
        or day(then + LATER) != day(at)
    ):
        return
    if chance.random() < LEFT:
        return
    scene.do(matter, lss.write_plan_step, decision.case, PlanKind.OFFERED, day(at), by=by, at=then)
    wanted = at > scene.until - LATELY and chance.random() < 0.6
    kind, text = (
        (PlanKind.MADE, "Planen skrevs vid mötet: vad var och en gör, och vem personen ringer.")
        if wanted
        else (PlanKind.DECLINED, "Personen vill inte ha någon plan nu.")
    )
    scene.do(matter, lss.write_plan_step, decision.case, kind, day(at), text, by=by, at=then + LATER / 2)


def end(scene: Scene, matter: Matter, decision: Decision, at: datetime, by: Staff) -> None:
    """The last measure has ended, and the plan with it: no year runs on for it."""
    if decision.legal_basis == Basis.LSS_9:
        scene.do(matter, _end, decision, by=by, at=at)


def _end(decision: Decision, *, by: Staff, at: datetime) -> None:
    if queries.clock(by, decision.case) is not None:
        lss.write_plan_step(decision.case, PlanKind.ENDED, day(at), "", by=by, at=at)
