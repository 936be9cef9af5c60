"""Beslut och insats: prepared, signed or registered, notified; started and ended."""

from __future__ import annotations

from datetime import datetime, timedelta

from samtid.base.dossier.actions import close_when_done
from samtid.base.organisation.models import Staff, Unit
from samtid.base.organisation.words import DecisionKind
from samtid.ground.law.delegation import Level
from samtid.steps.decisions import actions as decisions
from samtid.steps.decisions.queries import appeal_clock
from samtid.steps.decisions.rules import COSTS, floor_of
from samtid.steps.decisions.words import Consent, DecisionOutcome, Per, Told
from samtid.steps.investigations.words import Recommendation
from samtid.steps.services import actions as services
from samtid.steps.services.catalogue import entry
from samtid.steps.services.rules import GoalDetails

from .. import volumes_words as said
from ..volumes_course import Decided, Proposed, ServiceEnded, ServiceStarted, add_months
from ..volumes_services_flow import FOLLOW_UP_MONTHS
from ..volumes_texts_work import GOALS
from . import charging, inquiry, ordering, parties, placing, supporting, texts, translate
from .scene import Matter, Running, Scene, between, day, minutes

OUTCOMES = {
    said.Outcome.GRANTED: DecisionOutcome.GRANTED,
    said.Outcome.PARTLY: DecisionOutcome.PARTLY,
    said.Outcome.REFUSED: DecisionOutcome.REFUSED,
}

PLACEMENT = 68_000  # kronor a month, so that those who lead a unit may decide it


def decide(scene: Scene, matter: Matter, step: Decided) -> None:
    """The decision: answered, prepared, signed or registered, and told to the person."""
    inquiry.answer(scene, matter, step.at)
    if inquiry.recommend(matter, step.outcome) is Recommendation.NO_SERVICE:
        inquiry.end_without_service(scene, matter, step)
        return
    prepare(scene, matter, step, step.at - minutes(matter.chance, 6, 11))
    _sign(scene, matter, step)
    assert matter.decision is not None
    supporting.offer(scene, matter, matter.decision, step.at, _worker(matter))
    scene.investigated.pop(matter.need.person.key, None)
    told_at = step.at + timedelta(days=matter.chance.choice((0, 0.1, 1, 2, 3)), minutes=20)
    if told_at < scene.until:
        how = matter.chance.choice((Told.LETTER, Told.DIGITAL, Told.HANDED, Told.READ_ALOUD))
        moment = told_at.replace(microsecond=0)
        parties.reached(scene, matter, how, by=_worker(matter), at=moment)
        if not step.appealed:
            _let_stand(scene, matter)


def lay_before(scene: Scene, matter: Matter) -> None:
    """A proposal some days old is answered, written as a draft, and waits for the one who may sign."""
    found, unit, proposal = matter.investigation, matter.unit, matter.proposal
    if found is None or unit is None or proposal is None or found.closed_at is not None:
        return
    step = matter.need.course.of(Proposed)[-1]
    if scene.until - proposal.at < timedelta(days=2):
        return
    inquiry.answer(scene, matter, scene.until - timedelta(hours=20))
    if inquiry.recommend(matter, step.outcome) is Recommendation.NO_SERVICE:
        return
    prepare(scene, matter, step, scene.until - timedelta(hours=16))
    decision = matter.decision
    assert decision is not None
    on, basis = day(scene.until), translate.basis(decision.service_code)
    if not Level.DELEGATE.reaches(floor_of(basis, on).level):
        return  # the committee has not met yet
    by = scene.staffing.manager(
        unit, on
    )  # in doubt one asks one's manager, also when one's delegation reaches
    if by != matter.caseworker and scene.staffing.may(by, DecisionKind(decision.kind), on, decision.amount):
        at = between(decision.prepared_at, decision.prepared_at + timedelta(hours=1), scene.until)
        scene.do(matter, decisions.hand_over, decision, by, by=_worker(matter), at=at)


def prepare(scene: Scene, matter: Matter, step: Decided | Proposed, at: datetime) -> None:
    """Writes the draft decision on the proposal."""
    found, need, chance = matter.investigation, matter.need, matter.chance
    assert found is not None and matter.proposal is not None
    code = inquiry.service_of(matter, step)
    outcome = OUTCOMES[step.outcome]
    kind, on = entry(code).kind, day(step.at)
    amount = _amount(matter, code) if outcome.grants and kind in COSTS else None
    started = [one for one in need.course.of(ServiceStarted) if one.service == code]
    months = FOLLOW_UP_MONTHS.get(need.kind, 6)
    goals = started[0].goals if started else tuple(chance.sample(GOALS[need.kind], k=1))
    hours = round(started[0].hours_per_month) if started else 0
    follow_up_on = max(add_months(on, months), started[0].follow_up_on if started else on)
    text = decisions.Text(
        kind=kind,
        outcome=outcome,
        content=texts.content(
            code, grants=outcome.grants, amount=amount if kind is DecisionKind.ASSISTANCE else None
        ),
        reasons=f"{step.text} {texts.ASSESSMENTS[outcome.grants]}",
        legal_basis=translate.basis(code),
        service_code=code,
        amount=amount,
        per=None if amount is None else Per.ONCE if code == "assistance_other" else Per.MONTH,
        extent=f"{hours} timmar i månaden" if hours and outcome.grants else "",
        valid_from=on if outcome.grants else None,
        goal=" ".join(goals) if outcome.grants else "",
        follow_up_on=follow_up_on if outcome.grants else None,
        consent=Consent.GUARDIANS if found.concerns_child else None,
    )
    asked = matter.proposal.answered_at or matter.proposal.at
    at = between(asked, at, step.at if isinstance(step, Decided) else scene.until)
    matter.decision = scene.do(matter, decisions.prepare, found, text, by=_worker(matter), at=at)
    supporting.weigh(scene, matter, matter.decision, at, _worker(matter))


def _sign(scene: Scene, matter: Matter, step: Decided) -> None:
    """Signed by whoever the delegation reaches; what only the committee may decide is registered."""
    decision, unit, on = matter.decision, matter.unit, day(step.at)
    assert decision is not None and unit is not None
    kind, basis = DecisionKind(decision.kind), translate.basis(decision.service_code)
    if not Level.DELEGATE.reaches(floor_of(basis, on).level):
        scene.do(
            matter,
            decisions.register,
            decision,
            level=Level.COMMITTEE,
            decided_on=on,
            minute=f"SN AU {on} § {matter.chance.randint(40, 320)}",
            by=scene.staffing.manager(unit, on),
            at=step.at,
        )
        return
    by = scene.staffing.signer(kind, decision.amount, unit, on, matter.chance, _worker(matter))
    parties.agreed(scene, matter, by=_worker(matter), at=between(decision.prepared_at, step.at, step.at))
    if by != matter.caseworker:
        at = between(decision.prepared_at, step.at - minutes(matter.chance, 2, 5), step.at)
        scene.do(matter, decisions.hand_over, decision, by, by=_worker(matter), at=at)
    scene.do(matter, decisions.sign, decision, by=by, at=step.at)


def _let_stand(scene: Scene, matter: Matter) -> None:
    """When the time to appeal is over and nobody did, the decision stands; a refused matter ends."""
    decision = matter.decision
    assert decision is not None
    clock = appeal_clock(_worker(matter), decision)
    if clock is None or clock.rolled_on >= day(scene.until) - timedelta(days=3):
        return
    at = between(clock.started_at, clock.started_at + timedelta(days=26, hours=2), scene.until)
    if day(at) <= clock.rolled_on:
        return
    scene.do(matter, decisions.note_final, decision, by=_worker(matter), at=at)
    if decision.outcome == DecisionOutcome.REFUSED:
        scene.do(matter, close_when_done, decision.case, "Avslaget står fast.", by=_worker(matter), at=at)


def start(scene: Scene, matter: Matter, step: ServiceStarted) -> None:
    """The service that was decided begins. A decision carries one service (see the report of the demo)."""
    decision, need, chance, on = matter.decision, matter.need, matter.chance, day(step.at)
    direct = matter.direct is not None and not entry(step.service).needs_test
    decided = decision is not None and decision.signed_at is not None
    if not direct and not (decided and decision.service_code == step.service):  # type: ignore[union-attr]
        return
    if not direct and decision.pk in scene.carried_out:  # type: ignore[union-attr]
        return
    unit = provider(scene, matter, step.service, step.at)
    goals = [
        GoalDetails(text, translate.GOAL_AREA[need.kind], chance.randint(1, 5), chance.randint(7, 9))
        for text in step.goals
    ]
    service = scene.do(
        matter,
        services.start_service,
        None if direct else decision,
        unit,
        step.service,
        goals,
        on,
        case=matter.direct,
        told_may_apply=direct,
        follow_up_on=max(step.follow_up_on, add_months(on, 1)) if direct else None,
        by=_worker(matter),
        at=step.at,
    )
    if not direct:
        scene.carried_out.add(decision.pk)  # type: ignore[union-attr]
    matter.services += 1
    care = placing.begin(scene, matter, step, _worker(matter))
    scene.running[(need.person.key, step.service)] = Running(service, matter, care)
    charging.charge(scene, matter, service, step.at, _worker(matter))
    ordering.order(scene, matter, service, step.at, _worker(matter))


def end(scene: Scene, matter: Matter, step: ServiceEnded) -> None:
    """The service ends, and with the last one the case."""
    running = scene.running.pop((matter.need.person.key, step.service), None)
    if running is None:
        return
    owner, reason, by = running.matter, translate.ENDED[step.reason], _worker(running.matter)
    if running.care is not None:
        placing.end(scene, owner, running.care, step.at, by)
    if not running.has_ended:  # the last follow-up may have ended it
        service = running.service
        scene.do(owner, services.end_service, service, reason, comment=step.reason, by=by, at=step.at)
    owner.services -= 1
    if owner.services == 0 and owner.decision is not None:
        supporting.end(scene, owner, owner.decision, step.at, by)
        scene.do(owner, close_when_done, owner.decision.case, step.reason, by=by, at=step.at)


def provider(scene: Scene, matter: Matter, code: str, at: datetime) -> Unit:
    """The unit that carries it out; at home the one whose area the person lives in."""
    found = scene.staffing.units_of(day(at), *entry(code).unit_kinds)
    place = matter.need.person.address.place
    near = [unit for unit in found if f" {place}" in unit.name]
    return (near or found)[matter.need.household.key % len(near or found)]


def _amount(matter: Matter, code: str) -> int:
    """What it costs, in kronor: money to the person, or what the municipality pays for care elsewhere."""
    if entry(code).kind is not DecisionKind.ASSISTANCE:
        return PLACEMENT
    if code == "assistance_other":
        return matter.chance.choice((850, 1_200, 1_900, 2_400, 3_600, 4_800))
    return 10 * matter.chance.randint(280, 1_450)


def _worker(matter: Matter) -> Staff:
    assert matter.caseworker is not None
    return matter.caseworker
