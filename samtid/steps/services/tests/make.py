"""Builders for tests: services started through their own doors."""

from __future__ import annotations

from datetime import datetime, timedelta

from samtid.base.dossier.models import Case
from samtid.base.dossier.tests.make import a_case
from samtid.base.organisation.models import Staff, Unit
from samtid.base.people.words import Protection
from samtid.ground.law.days import swedish_day
from samtid.steps.services import actions
from samtid.steps.services.models import Service
from samtid.steps.services.rules import GoalDetails
from samtid.steps.services.words import GoalArea

WALKS = GoalDetails("Komma ut på en promenad två gånger i veckan", GoalArea.HEALTH, 3, 8)


def an_open_service(
    *,
    by: Staff,
    at: datetime,
    code: str = "service_tasks",
    unit: str = "Hemtjänst",
    goals: tuple[GoalDetails, ...] = (WALKS,),
    case: Case | None = None,
    days_ahead: int = 90,
) -> Service:
    """A service without an individual needs test, in a new case of ``by``'s unit."""
    on = swedish_day(at)
    return actions.start_service(
        None,
        Unit.objects.get(name=unit),
        code,
        goals,
        on,
        case=case or a_case(by=by, at=at),
        told_may_apply=True,
        follow_up_on=on + timedelta(days=days_ahead),
        by=by,
        at=at,
    )


def a_protected_case(*, by: Staff, at: datetime) -> Case:
    """A case of somebody with protected identity, seen by ``by`` only."""
    from samtid.base.dossier.actions import set_protection

    case = a_case(by=by, at=at)
    set_protection(case, Protection.MARKED, by=by, at=at)
    return Case.objects.get(pk=case.pk)
