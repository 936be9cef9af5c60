"""Avgiften: counted when help at home begins, signed and told; now and then nobody has got to it yet."""

from __future__ import annotations

from datetime import datetime, timedelta
from fractions import Fraction
from random import Random

from samtid.base.organisation.models import Staff
from samtid.base.organisation.words import DecisionKind
from samtid.ground.law.fees import KNOWN, holds_from
from samtid.steps.decisions import actions as decisions
from samtid.steps.decisions.words import Told
from samtid.steps.fees import actions as fees
from samtid.steps.fees.rules import CHARGED, Facts, IncomeFact, Tariff
from samtid.steps.fees.words import Household, Income, Part, Per, Source, Whose
from samtid.steps.services.models import Service

from .scene import Matter, Scene, day

LATER = timedelta(minutes=50)  # after the service has begun
LEFT = 0.3  # of those that begin, whose fee nobody has counted yet


def charge(scene: Scene, matter: Matter, service: Service, at: datetime, by: Staff) -> None:
    """The fee of a service that has just begun. By a chance of its own: what else happens is not moved by it."""
    chance, on = Random(f"avgift {matter.need.person.key} {service.code}"), day(at)
    parts, month = CHARGED.get(service.code, ()), holds_from(day(at))
    then = at + LATER
    if parts != (Part.CARE,) or month.year not in KNOWN or chance.random() < LEFT:
        return
    if then + LATER >= scene.until or day(then + LATER) != on or service.person_id in scene.charged:
        return
    if matter.unit is None:
        return
    scene.charged.add(service.person_id)
    pension = IncomeFact(
        Whose.OWN,
        Income.PENSION,
        Fraction(chance.randrange(11_800, 21_000, 50)),
        Per.MONTH,
        Source.PENSIONS_AGENCY,
        on,
    )
    facts = Facts(
        household=Household.SINGLE,
        incomes=(pension,),
        housing=Fraction(chance.randrange(4_200, 8_600, 25)),
        tariffs=(Tariff(service.name, Part.CARE, Fraction(chance.randrange(200, 3_900, 50)), service.code),),
    )
    scene.do(matter, fees.note_basis, service.case, facts, on, by=by, at=then)
    decision = scene.do(matter, fees.count, service.case, by=by, at=then)
    signer = scene.staffing.signer(DecisionKind.FEE, decision.amount, matter.unit, on, chance, by)
    if signer != by:
        scene.do(matter, decisions.hand_over, decision, signer, by=by, at=then)
    scene.do(matter, decisions.sign, decision, by=signer, at=then + LATER / 2)
    scene.do(matter, decisions.notify, decision, then + LATER, Told.LETTER, by=by, at=then + LATER)
