"""LSS, som tittaren får se det. The wall decides; these ask and order."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from uuid import UUID

from django.db.models import Exists, OuterRef, QuerySet

from samtid.base.access.viewing import seen_by
from samtid.base.dossier import queries as dossier
from samtid.base.dossier.models import Case, Clock
from samtid.base.dossier.versions import Standing
from samtid.base.organisation.models import Staff
from samtid.base.people.rules import age, obstacles_to_telling
from samtid.ground.law.administration import DISABILITY_PLAN
from samtid.ground.reasons import Obstacle
from samtid.steps.decisions.models import Decision
from samtid.steps.decisions.rules import goes_against
from samtid.steps.decisions.words import DecisionOutcome
from samtid.steps.investigations.words import Basis

from . import rules
from .models import GroupAssessment, PlanStep, Weighing

LSS = str(Basis.LSS_9)
GRANTS = [str(one) for one in DecisionOutcome if one.grants]


def case(viewer: Staff, pk: UUID) -> QuerySet[Case]:
    """The case, if the viewer has a key to it."""
    return dossier.cases(viewer).filter(pk=pk)


def assessments(viewer: Staff, case: Case) -> QuerySet[GroupAssessment]:
    """What has been assessed in a case, the newest first: that one counts."""
    return seen_by(viewer, GroupAssessment).filter(case=case).select_related("by").order_by("-number")


def standing(viewer: Staff, case: Case) -> Standing:
    """Where the assessment stands: how many there are, and whose the latest is."""
    newest = assessments(viewer, case).first()
    return Standing(newest.number, newest.at, newest.by) if newest else Standing(0)


def decisions(viewer: Staff, case: Case) -> QuerySet[Decision]:
    """Drafts and decisions by LSS in a case, drafts first and then the newest."""
    found = seen_by(viewer, Decision).filter(case=case, legal_basis=LSS)
    return found.select_related("case__dossier__person", "investigation").order_by(
        "-decided_on", "-prepared_at"
    )


def draft(viewer: Staff, pk: UUID) -> QuerySet[Decision]:
    """A draft by LSS, if the viewer has a key to it."""
    found = seen_by(viewer, Decision).filter(pk=pk, legal_basis=LSS, signed_at=None)
    return found.select_related("case__dossier__person", "case__caseworker")


def resting(viewer: Staff, case: Case) -> QuerySet[Decision]:
    """Signed decisions that rest on an assessment of the case, the one that stands or an earlier."""
    weighed = seen_by(viewer, Weighing).filter(decision=OuterRef("pk"))
    return decisions(viewer, case).filter(Exists(weighed), signed_at__isnull=False)


def weighings(viewer: Staff, decision: Decision) -> QuerySet[Weighing]:
    """How a draft was weighed, the newest first."""
    found = seen_by(viewer, Weighing).filter(decision=decision)
    return found.select_related("assessment", "by").order_by("-number")


def weighed(viewer: Staff, decision: Decision, newest: GroupAssessment | None) -> Weighing | None:
    """The weighing that the draft rests on: of it as it is now, on the assessment that stands."""
    return resting_on(weighings(viewer, decision).first(), decision, newest)


def latest_weighings(viewer: Staff, case: Case) -> dict[UUID, Weighing]:
    """How each draft and decision of a case was weighed last, by its key: in one question for all of them."""
    found = seen_by(viewer, Weighing).filter(case=case).order_by("number")
    return {one.decision_id: one for one in found}


def resting_on(found: Weighing | None, decision: Decision, newest: GroupAssessment | None) -> Weighing | None:
    """The weighing, if it still is of the draft as it is and of the assessment that stands."""
    if found is None or newest is None or found.assessment_id != newest.pk:
        return None
    same = (found.code, found.outcome) == (decision.service_code, decision.outcome)
    return found if same else None


def drafted(decision: Decision, on: date) -> rules.Drafted:
    """The draft as values for the rules."""
    born_on, outcome = decision.case.dossier.person.born_on, DecisionOutcome(decision.outcome)
    return rules.Drafted(
        code=decision.service_code,
        basis=Basis(decision.legal_basis),
        grants=outcome.grants,
        age=age(born_on, on),
        against=goes_against(outcome),
        age_then=age(born_on, max(on, decision.valid_from or on)),
    )


def granted_on(viewer: Staff, case: Case) -> date | None:
    """The day of the first grant by LSS in a case."""
    found = decisions(viewer, case).filter(signed_at__isnull=False, outcome__in=GRANTS)
    return min((one.decided_on for one in found if one.decided_on), default=None)


def plan_steps(viewer: Staff, case: Case) -> list[PlanStep]:
    """Everything noted of the individual plan, as it was written."""
    found = seen_by(viewer, PlanStep).filter(case=case).select_related("by")
    return list(found.order_by("happened_on", "at", "pk"))


def standing_steps(steps: Iterable[PlanStep]) -> list[PlanStep]:
    """Those that count: neither what was wrong nor what says so."""
    rows = list(steps)
    over = {one.corrects_id for one in rows if one.corrects_id}
    return [one for one in rows if one.pk not in over and one.corrects_id is None]


def steps(viewer: Staff) -> QuerySet[PlanStep]:
    """Notes that the viewer has a key to."""
    return seen_by(viewer, PlanStep).select_related("case__dossier__person", "by")


def clock(viewer: Staff, case: Case) -> Clock | None:
    """The running time to the next review of the plan."""
    return dossier.running_clocks(viewer).filter(case=case, rule=DISABILITY_PLAN.id).first()


def without_plan(viewer: Staff) -> QuerySet[Decision]:
    """The first grant by LSS of each open case where nobody has noted that a plan was offered."""
    noted = seen_by(viewer, PlanStep).filter(case=OuterRef("case"), corrected=None, corrects=None)
    found = (
        seen_by(viewer, Decision)
        .filter(legal_basis=LSS, signed_at__isnull=False, outcome__in=GRANTS, case__closed_at=None)
        .filter(case__dossier__person__died_on=None)
    )
    # what was granted before this room has no weighing, and its plan is asked about where it was made
    found = found.filter(Exists(seen_by(viewer, Weighing).filter(decision=OuterRef("pk"))))
    earlier = found.filter(case=OuterRef("case"), pk__lt=OuterRef("pk"))
    return found.filter(~Exists(noted), ~Exists(earlier)).select_related("case").order_by("decided_on", "pk")


def of_place(viewer: Staff, case: Case, *texts: str) -> list[Obstacle]:
    """What is written here stands in the letter: nobody lets a place that is protected stand in it."""
    tells = dossier.tells_place(viewer, case, "\n".join(texts))
    return obstacles_to_telling(tells=tells, may_decide=False, reason="")
