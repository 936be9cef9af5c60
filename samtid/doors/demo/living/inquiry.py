"""Utredningen: opened, planned, found out, the child heard, proposed, communicated and ended without a service."""

from __future__ import annotations

from datetime import datetime, timedelta

from samtid.base.organisation.models import Staff
from samtid.base.organisation.words import DecisionKind, Role
from samtid.steps.intake.queries import concerns_child_on
from samtid.steps.investigations import actions
from samtid.steps.investigations.models import Investigation
from samtid.steps.investigations.rules import method_for
from samtid.steps.investigations.words import (
    Difficulty,
    Factor,
    Method,
    Outcome,
    Recommendation,
    Told,
    WhyNotHeard,
)
from samtid.steps.services.catalogue import entry

from .. import volumes_words as said
from ..volumes_course import (
    ChildHeard,
    Decided,
    Extended,
    FindingMade,
    InvestigationOpened,
    PreliminaryDone,
    Proposed,
)
from . import coming_in, parties, texts, translate
from .scene import Matter, Scene, between, day, minutes


def open_up(scene: Scene, matter: Matter, step: InvestigationOpened) -> None:
    """The unit takes over. What comes while something is already open about the person is read there."""
    coming_in.protect_the_young(scene, matter, step.at)
    report = scene.report(matter)
    if report.closed_at is not None:
        matter.is_over = True
        return
    if matter.need.person.key in scene.investigated:
        coming_in.join(scene, matter, report, step.at)
        return
    on, need = day(step.at), matter.need
    wanted: list[Decided] | list[Proposed] = need.course.of(Decided) or need.course.of(Proposed)
    decided = [code for one in wanted for code in one.services]
    if decided and not entry(decided[0]).needs_test:
        coming_in.help_at_once(scene, matter, report, step.at)
        return
    child = concerns_child_on(report, on)
    coming_in.protect_those_waiting(scene, matter, step.at)
    unit = scene.staffing.unit(translate.UNIT[need.kind], on)
    caseworker = scene.staffing.anyone(
        unit, on, matter.chance, Role.CASEWORKER, Role.SENIOR, independent=child
    )
    by = matter.receiver
    assert by is not None
    said_so = [done.text for done in need.course.of(PreliminaryDone)]
    found = scene.do(
        matter,
        actions.open_investigation,
        report,
        unit=unit,
        caseworker=caseworker,
        method=method_for(translate.NEED[need.kind], child),
        reason=f"{texts.REASONS[need.kind]} {said_so[0] if said_so else ''}".strip(),
        by=by,
        at=step.at,
    )
    matter.unit, matter.caseworker = unit, caseworker
    matter.investigation = Investigation.objects.select_related("case__dossier__person").get(pk=found)
    scene.investigated[need.person.key] = matter
    manager = scene.staffing.manager(unit, on)
    if matter.is_protected and manager != caseworker:
        coming_in.name(scene, matter, manager, "Leder arbetet och fattar beslut.", step.at)


def _begin(scene: Scene, matter: Matter, before: FindingMade | ChildHeard | Proposed) -> None:
    """Before anything is found out, those affected are told and a plan is written: once."""
    found = matter.investigation
    assert found is not None
    if found.plan:
        return
    first, last = found.opened_at, before.at
    at = between(first, first + timedelta(days=matter.chance.uniform(0.2, 4)), last)
    by = _worker(matter)
    if found.concerns_child:
        how = matter.chance.choice((Told.MEETING, Told.PHONE, Told.PHONE, Told.LETTER))
        parties.told(scene, matter, how, by=by, at=at)
    at = between(first, at + minutes(matter.chance, 5, 90), last)
    plan = matter.chance.choice(texts.PLANS[found.concerns_child])
    scene.do(matter, actions.plan, found, plan, by=by, at=at)


def find(scene: Scene, matter: Matter, step: FindingMade) -> None:
    """One thing found out, with its source."""
    found = matter.investigation
    assert found is not None
    _begin(scene, matter, step)
    method = Method(found.method)
    area, text = translate.finding(method, step.area, step.text, worry=step.worry)
    factor, difficulty = Factor.NEITHER, None
    if method is Method.BBIC:
        factor = Factor.RISK if step.worry else Factor.PROTECTION
    if method is Method.IBIC:
        hard, easy = (Difficulty.MODERATE, Difficulty.SEVERE), (Difficulty.NONE, Difficulty.SLIGHT)
        difficulty = matter.chance.choice(hard if step.worry else easy)
    told_at = between(found.opened_at, step.at - minutes(matter.chance, 20, 600), step.at)
    scene.do(
        matter,
        actions.add_finding,
        found,
        area=area,
        text=text,
        source=step.source,
        source_kind=translate.SOURCE[step.source],
        obtained_at=told_at,
        factor=factor,
        difficulty=difficulty,
        by=_worker(matter),
        at=step.at,
    )


def hear(scene: Scene, matter: Matter, step: ChildHeard) -> None:
    """The child's own words, or why there are none."""
    found = matter.investigation
    assert found is not None
    if not found.concerns_child:
        return
    _begin(scene, matter, step)
    young = matter.need.person.age(day(step.at)) < 4
    heard_at = None
    if step.words:
        heard_at = between(found.opened_at, step.at - minutes(matter.chance, 10, 90), step.at)
    scene.do(
        matter,
        actions.hear_child,
        found,
        heard_at=heard_at,
        text=step.words,
        minutes=matter.chance.choice((20, 30, 40, 45)) if heard_at else None,
        alone=heard_at is not None,
        why_not=None if heard_at else WhyNotHeard.TOO_YOUNG if young else WhyNotHeard.DECLINED,
        not_heard_reason=step.reason_not,
        by=_worker(matter),
        at=step.at,
    )


def extend(scene: Scene, matter: Matter, step: Extended) -> None:
    """A longer time, decided by the unit's manager."""
    found = matter.investigation
    assert found is not None and matter.unit is not None
    by = scene.staffing.manager(matter.unit, day(step.at))
    scene.do(matter, actions.extend, found, step.until_on, step.text, by=by, at=step.at)


def propose(scene: Scene, matter: Matter, step: Proposed) -> None:
    """Assessment and proposal, and then the material is laid before the person."""
    found = matter.investigation
    assert found is not None
    _begin(scene, matter, step)
    if found.concerns_child and not any(isinstance(one, ChildHeard) for one in matter.steps):
        # somebody who was not yet eighteen, in a matter that is otherwise an adult's
        before = between(found.opened_at, step.at - minutes(matter.chance, 60, 3000), step.at)
        hear(scene, matter, ChildHeard(before, words=texts.YOUNG_SAYS))
    code = service_of(matter, step)
    recommendation = recommend(matter, step.outcome)
    grants = recommendation is Recommendation.GRANT
    ends = recommendation is Recommendation.NO_SERVICE
    best = matter.chance.choice(texts.BEST_INTERESTS) if found.concerns_child else ""
    matter.proposal = scene.do(
        matter,
        actions.propose,
        found,
        assessment=f"{texts.ASSESSMENTS[grants]} {step.text}",
        best_interests=best,
        recommendation=recommendation,
        proposal="Utredningen avslutas utan insats." if ends else texts.proposal(code, grants=grants),
        kind=None if ends else entry(code).kind,
        service_code=code,
        legal_basis=None if ends else translate.basis(code),
        by=_worker(matter),
        at=step.at,
    )
    _communicate(scene, matter, step, simple=grants and found.is_application)


def _communicate(scene: Scene, matter: Matter, step: Proposed, *, simple: bool) -> None:
    assert matter.proposal is not None
    at = between(step.at, step.at + minutes(matter.chance, 4, 20), scene.until)
    by = _worker(matter)
    if simple:
        parties.sent(scene, matter, None, None, by=by, at=at)
        return
    how = matter.chance.choice((Told.MEETING, Told.LETTER, Told.DIGITAL))
    parties.sent(scene, matter, how, day(at) + timedelta(days=14), by=by, at=at)


def answer(scene: Scene, matter: Matter, before: datetime) -> None:
    """What the person says about the material, before the decision."""
    proposal = matter.proposal
    assert proposal is not None
    if proposal.communicated_at is None:
        parties.answered(scene, matter, "", by=_worker(matter), at=before)
        return
    asked = proposal.communicated_at
    at = between(asked, before - minutes(matter.chance, 12, 200), before)
    text = matter.chance.choice(texts.ANSWERS)
    parties.answered(scene, matter, text, by=_worker(matter), at=at)
    proposal.refresh_from_db(fields=["answered_at"])
    if proposal.answered_at is None:
        scene.do(matter, actions.answer, proposal, text, answered_at=at, by=_worker(matter), at=at)


def end_without_service(scene: Scene, matter: Matter, step: Decided) -> None:
    """The investigation ends without a service, and the case with it."""
    found, unit = matter.investigation, matter.unit
    assert found is not None and unit is not None
    by = scene.staffing.signer(
        DecisionKind.CLOSE_INVESTIGATION, None, unit, day(step.at), matter.chance, _worker(matter)
    )
    reason = f"{step.text} {texts.ASSESSMENTS[False]}"
    scene.do(matter, actions.close_without_service, found, Outcome.NO_SERVICE, reason, by=by, at=step.at)
    scene.investigated.pop(matter.need.person.key, None)
    matter.is_over = True


def recommend(matter: Matter, outcome: said.Outcome) -> Recommendation:
    """What the pure half's outcome is here. Nobody who has not applied can be refused."""
    if outcome in (said.Outcome.GRANTED, said.Outcome.PARTLY):
        return Recommendation.GRANT
    found = matter.investigation
    if outcome is said.Outcome.REFUSED and found is not None and found.is_application:
        return Recommendation.REFUSE
    return Recommendation.NO_SERVICE


def service_of(matter: Matter, step: Proposed | Decided) -> str:
    """The service in question: the first that is given, or the usual one when it is refused."""
    return step.services[0] if step.services else translate.USUAL[matter.need.kind]


def _worker(matter: Matter) -> Staff:
    assert matter.caseworker is not None
    return matter.caseworker
