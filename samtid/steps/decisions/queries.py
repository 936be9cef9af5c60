"""Beslut, som tittaren får se dem. The wall in the database decides; these ask and order."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime

from django.db.models import Q, QuerySet

from samtid.base.access.queries import unit_of
from samtid.base.access.viewing import seen_by
from samtid.base.dossier import queries as dossier
from samtid.base.dossier.models import Case, Clock
from samtid.base.look.house import waits_for
from samtid.base.look.ordering import ByName
from samtid.base.organisation import roles
from samtid.base.organisation.models import Membership, Staff, Unit
from samtid.base.organisation.queries import delegations, obstacles_to_offering, posts
from samtid.base.organisation.queries import mandate as mandate_of
from samtid.base.organisation.rules import Mandate, may_decide
from samtid.base.organisation.words import DecisionKind, Role
from samtid.base.people.rules import age
from samtid.ground.law.appeals import APPEAL
from samtid.ground.law.delegation import Level
from samtid.ground.reasons import Obstacle
from samtid.steps.investigations.models import Investigation
from samtid.steps.investigations.queries import work
from samtid.steps.investigations.rules import obstacles_to_deciding
from samtid.steps.investigations.words import Basis, Outcome, ServiceCode

from . import rules, words
from .models import Appeal, Decision, DecisionLetter, Notification, NotificationCorrection


def decisions(viewer: Staff) -> QuerySet[Decision]:
    """Decisions made, and drafts that are the viewer's own, of the viewer's case or laid before the viewer; newest first."""
    draft = Q(prepared_by=viewer) | Q(handed_to=viewer) | Q(case__caseworker=viewer)
    return (
        seen_by(viewer, Decision)
        .filter(~Q(signed_at=None) | draft)
        .select_related(
            "case__dossier__person",
            "case__caseworker",
            "investigation__report",
            "proposal",
            "prepared_by",
            "handed_to",
            "sent_back_by",
            "signed_by",
        )
        .defer("letter__content")
        .order_by("-prepared_at", "-pk")
    )


def listed(viewer: Staff, *, drafts: bool, mine: bool) -> QuerySet[Decision]:
    """Those the viewer holds keys to, for a list to leaf through: the last made first, or the drafts by age."""
    found = decisions(viewer).filter(signed_at__isnull=drafts)
    if mine:
        found = found.filter(Q(signed_by=viewer) | Q(prepared_by=viewer) | Q(case__caseworker=viewer))
    brief = found.defer(None).select_related(None)
    order = ("prepared_at", "pk") if drafts else ("-decided_on", "-signed_at", "-pk")
    return (
        brief.select_related("case__dossier__person", "signed_by", "prepared_by", "handed_to")
        .defer("content", "reasons", "conditions", "goal", "dissent", "place_reason", "sent_back_why")
        .order_by(*order)
    )


def in_brief(found: QuerySet[Decision]) -> QuerySet[Decision]:
    """For a line in a list: whose case it is and by whom, not all that the decision stands on, which costs more than the list."""
    return found.select_related(None).select_related("case", "prepared_by", "sent_back_by")


def to_sign(viewer: Staff) -> QuerySet[Decision]:
    """Drafts that somebody has laid before the viewer, oldest first."""
    return decisions(viewer).filter(signed_at=None, handed_to=viewer).order_by("handed_at", "pk")


def decisions_of(viewer: Staff, case: Case) -> QuerySet[Decision]:
    """Decisions in one case."""
    return decisions(viewer).filter(case=case)


def draft_of(decision: Decision, on: date) -> rules.Draft:
    """The decision as values for the rules."""
    investigation = decision.investigation
    return rules.Draft(
        kind=DecisionKind(decision.kind),
        outcome=words.DecisionOutcome(decision.outcome),
        content=decision.content,
        reasons=decision.reasons,
        legal_basis=Basis(decision.legal_basis),
        service_code=decision.service_code,
        amount=decision.amount,
        per=words.Per(decision.per) if decision.per else None,
        valid_from=decision.valid_from,
        valid_to=decision.valid_to,
        goal=decision.goal,
        follow_up_on=decision.follow_up_on,
        consent=words.Consent(decision.consent) if decision.consent else None,
        concerns_child=investigation is not None and investigation.concerns_child,
        age=age(decision.case.dossier.person.born_on, on),
    )


def missing(viewer: Staff, investigation: Investigation | None, on: date) -> list[Obstacle]:
    """What the investigation still lacks, and what later rooms wait for: asked where a decision is made."""
    if investigation is None:
        return []
    waits = waits_for("decisions.decide", viewer, investigation, on)
    return lacking(viewer, investigation, on) + waits


def lacking(viewer: Staff, investigation: Investigation | None, on: date) -> list[Obstacle]:
    """What the investigation itself still lacks. One that a decision has closed may carry further decisions."""
    if investigation is None:
        return []
    standing = work(viewer, investigation)
    if investigation.outcome == Outcome.DECISION:
        standing = replace(standing, closed_at=None)
    return obstacles_to_deciding(standing, on)


def not_offered(decision: Decision, on: date) -> list[Obstacle]:
    """Why it cannot grant its service: the municipality's catalogue does not hold it on the day it is decided.

    What is refused may have left the catalogue, and be refused for that.
    """
    if not words.DecisionOutcome(decision.outcome).grants:
        return []
    return obstacles_to_offering(decision.service_code, on)


def tells_place(viewer: Staff, decision: Decision) -> bool:
    """Whether the decision's own words name where somebody protected is."""
    said = (
        decision.content,
        decision.reasons,
        decision.conditions,
        decision.goal,
        decision.extent,
        decision.dissent,
    )
    return dossier.tells_place(viewer, decision.case, "\n".join(said))


def mandate(viewer: Staff, decision: Decision, on: date) -> Mandate | Obstacle:
    """On which delegation the viewer may sign, or why not."""
    unstated = is_cost_unstated(decision)
    return mandate_of(viewer, DecisionKind(decision.kind), on, decision.amount, is_unstated=unstated)


def is_cost_unstated(decision: Decision) -> bool:
    """Whether it grants money without saying how much yet."""
    outcome = words.DecisionOutcome(decision.outcome)
    return rules.is_cost_unstated(DecisionKind(decision.kind), outcome, decision.amount)


def is_the_boards(decision: Decision, on: date) -> bool:
    """Whether no delegate may decide it: somebody who leads registers what the board has decided."""
    return not Level.DELEGATE.reaches(rules.floor_of(Basis(decision.legal_basis), on).level)


@dataclass(frozen=True, slots=True)
class Deciding:
    """Vem som får besluta: the viewer, others in the unit, and whether the viewer registers for the board."""

    mandate: Mandate | Obstacle
    signers: list[tuple[Staff, Mandate]]
    is_manager: bool
    unit: Unit | None  # the case's own


def deciding(
    viewer: Staff, decision: Decision, on: date, held: Sequence[Membership] | None = None
) -> Deciding:
    """Who may sign. ``signers`` are others in the case's unit who can open the case, by name; ``held`` the viewer's posts.

    What only the board decides is laid before those who register its decision.
    """
    what, boards = DecisionKind(decision.kind), is_the_boards(decision, on)
    rows = list(delegations(what, on))
    own = posts(viewer, on) if held is None else [(one.role, one.unit_id) for one in held]
    unstated = is_cost_unstated(decision)

    def may(held: list[tuple[str, int]]) -> Mandate | Obstacle:
        return may_decide(rows, posts=held, amount=decision.amount, what=what, is_unstated=unstated)

    found: dict[Staff, Mandate] = {}
    unit = unit_of(decision.case.compartment_id, on)
    if unit is not None:
        for member in _members(unit, on).exclude(staff=viewer):
            registers = Mandate(Role(member.role), "") if member.role in roles.LEADS else None
            chosen = registers if boards else may([(member.role, unit.pk)])
            if isinstance(chosen, Mandate) and _opens(member, unit):
                found[member.staff] = chosen
    return Deciding(may(own), list(found.items()), any(role in roles.LEADS for role, _ in own), unit)


def signers(viewer: Staff, decision: Decision, on: date) -> list[tuple[Staff, Mandate]]:
    """Others in the case's unit who may sign and can open the case, by name."""
    return deciding(viewer, decision, on).signers


def is_manager(viewer: Staff, on: date) -> bool:
    """Whether the viewer may register what the board or its committee has decided."""
    return any(role in roles.LEADS for role, _ in posts(viewer, on))


def _members(unit: Unit, on: date) -> QuerySet[Membership]:
    return (
        Membership.objects.on(on)
        .filter(unit=unit)
        .select_related("staff")
        .order_by(ByName("staff__name"), "pk")
    )


def _opens(member: Membership, unit: Unit) -> bool:
    """Whether a post in the case's unit opens the case, besides the caseworker's own."""
    return member.role in roles.OPENS_UNIT or (
        unit.is_shared_within and member.role in roles.OPENS_SHARED_UNIT
    )


def clocks(viewer: Staff, decision: Decision) -> list[Clock]:
    """The time limits of the decision, running or met, the nearest first."""
    return list(seen_by(viewer, Clock).filter(about=decision.pk).order_by("due_on", "started_at", "pk"))


def told_at(viewer: Staff, decision: Decision) -> datetime | None:
    """When the person got to know it, as last corrected; None when nobody has noted it."""
    newest = corrections(viewer, decision).first()
    found = newest or seen_by(viewer, Notification).filter(decision=decision).first()
    return found.at if found else None


def corrections(viewer: Staff, decision: Decision) -> QuerySet[NotificationCorrection]:
    """How the notice has been corrected, the newest first: that one counts."""
    found = seen_by(viewer, NotificationCorrection).filter(notification__decision=decision)
    return found.select_related("by").order_by("-noted_at", "-pk")


def appeals(viewer: Staff, decision: Decision) -> QuerySet[Appeal]:
    """Appeals against it, newest first."""
    found = seen_by(viewer, Appeal).filter(decision=decision)
    return found.select_related("noted_by", "settled_by", "appellant").order_by("-received_at", "-pk")


def came_in(viewer: Staff, decision: Decision) -> list[rules.Came]:
    """The appeals against it, as values for the rules."""
    rows = seen_by(viewer, Appeal).filter(decision=decision).values_list("in_time", "settled_how")
    return [rules.Came(in_time, words.AppealEnd(how) if how else None) for in_time, how in rows]


def appeal_clock(viewer: Staff, decision: Decision) -> Clock | None:
    """The three weeks (FL 44 §), running or over; None when the decision does not go against anybody."""
    return seen_by(viewer, Clock).filter(rule=APPEAL.id, about=decision.pk).first()


def subject_of(decision: Decision) -> str:
    """What the decision is about, in words: the service, or the kind of help where none is named."""
    return (
        ServiceCode.label_of(decision.service_code)
        if decision.service_code
        else DecisionKind.label_of(decision.kind)
    )


def letters(viewer: Staff, decision: Decision) -> QuerySet[DecisionLetter]:
    """The letters of a decision that is made, in the order they were written."""
    return seen_by(viewer, DecisionLetter).filter(decision=decision).order_by("number")
