"""Vad som kan göras: föreslå en budget, och avgöra någon annans förslag. The row is the event line; decided it stands."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction

from samtid.base.organisation.doing import only
from samtid.base.organisation.models import Staff, Unit
from samtid.ground.reasons import Obstacle, refuse_if
from samtid.ground.sweden import swedish_day

from . import rules
from .models import Budget
from .rules import budget
from .words import Step


@transaction.atomic
@only(rules.MAY)
def propose_budget(
    unit: Unit, step: Step, year: int, kronor: int, reason: str, *, by: Staff, at: datetime
) -> Budget:
    """Proposes what a unit is to spend on a step in a year. Raises ``NotYet``."""
    refuse_if(budget.obstacles_to_proposing(year, kronor, reason, swedish_day(at)))
    twice = Budget.objects.filter(
        unit=unit, step=step, year=year, kronor=kronor, proposed_by=by, decided_at=None
    ).exists()
    refuse_if([Obstacle("Du har redan föreslagit just det, och det väntar på att avgöras.")] if twice else [])
    return Budget.objects.create(
        unit=unit, step=step, year=year, kronor=kronor, reason=reason, proposed_by=by, proposed_at=at
    )


@transaction.atomic
@only(rules.MAY)
def decide_budget(one: Budget, approved: bool, why_not: str, *, by: Staff, at: datetime) -> None:
    """Approves or refuses what somebody else has proposed, once. Raises ``NotYet``; of two at once the second is told."""
    is_own = one.proposed_by_id == by.pk  # type: ignore[attr-defined]
    said = {"is_own": is_own, "approved": approved, "why_not": why_not}
    refuse_if(budget.obstacles_to_deciding(is_decided=one.decided_at is not None, **said))  # type: ignore[arg-type]
    waiting = Budget.objects.filter(pk=one.pk, decided_at=None)
    done = waiting.update(
        decided_by=by, decided_at=at, approved=approved, why_not="" if approved else why_not.strip()
    )
    refuse_if(budget.obstacles_to_deciding(is_decided=not done, **said))  # type: ignore[arg-type]
