"""Avgifter, som tittaren får se dem. The wall in the database decides; these ask and order."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from django.db.models import Exists, F, OuterRef, Q, QuerySet, Subquery

from samtid.base.access.viewing import seen_by
from samtid.base.dossier import queries as dossier
from samtid.base.dossier.models import Case
from samtid.base.dossier.versions import Standing
from samtid.base.organisation import kept
from samtid.base.organisation.models import OwnNumber, Staff
from samtid.base.organisation.queries import offered_on
from samtid.base.organisation.words import DecisionKind, PricePer
from samtid.ground.law.fees import Rounding, price_base
from samtid.ground.law.own import Own
from samtid.steps.decisions.models import Decision
from samtid.steps.services.models import Service
from samtid.steps.services.queries import services

from . import rules
from .models import FeeBasis, FeeDecision
from .words import Supplement, Unstated

# What the municipality's number stands for (ground/law/municipal.py).
ROUNDINGS = {1: Rounding.STRICT, 2: Rounding.NEAREST}
SUPPLEMENTS = {1: Supplement.INCOME, 2: Supplement.HOUSING}
UNSTATED = {1: Unstated.FULL, 2: Unstated.NONE}
FEE = str(DecisionKind.FEE)


def bases(viewer: Staff, case: Case) -> QuerySet[FeeBasis]:
    """What has been noted of income and home in a case, the newest first: that one counts."""
    return seen_by(viewer, FeeBasis).filter(case=case).select_related("noted_by").order_by("-number")


def standing(viewer: Staff, case: Case) -> Standing:
    """Where the basis of a case stands: how many there are, and whose the latest is."""
    newest = bases(viewer, case).first()
    if newest is None:
        return Standing(0)
    return Standing(newest.number, newest.noted_at, newest.noted_by)


def decisions(viewer: Staff, case: Case) -> QuerySet[Decision]:
    """Fee decisions of a case and the draft there is, whoever wrote it; the newest month first."""
    found = seen_by(viewer, Decision).filter(case=case, kind=FEE)
    return found.select_related("case__dossier__person", "prepared_by", "signed_by").order_by(
        "-valid_from", F("signed_at").desc(nulls_first=True), "-pk"
    )


def draft(viewer: Staff, case: Case) -> Decision | None:
    """The draft of a fee that is not signed."""
    return decisions(viewer, case).filter(signed_at=None).first()


def in_force(viewer: Staff, case: Case, on: date) -> Decision | None:
    """The fee that is paid on a day: of the signed ones, the one signed last.

    One that corrects backwards takes over from its month, whatever was decided before it.
    """
    found = decisions(viewer, case).filter(signed_at__isnull=False, valid_from__lte=on)
    return found.order_by("-signed_at", "-pk").first()


def elsewhere(viewer: Staff, case: Case, on: date) -> Case | None:
    """Another case of the same person where a fee is paid or begun: what is highest is for all of it together (32:6–7)."""
    others = seen_by(viewer, Decision).filter(case__dossier=case.dossier_id, kind=FEE).exclude(case=case)
    for one in dict.fromkeys(row.case for row in others.select_related("case")):
        paid = in_force(viewer, one, on)
        if draft(viewer, one) is not None or (paid is not None and paid.amount):
            return one
    return None


def count_of(viewer: Staff, decision: Decision) -> FeeDecision | None:
    """How the fee of a decision was counted, as last counted."""
    found = seen_by(viewer, FeeDecision).filter(decision=decision)
    return found.select_related("basis", "counted_by").order_by("-number").first()


def is_decided(viewer: Staff, basis: FeeBasis) -> bool:
    """Whether a signed decision was counted from it."""
    found = seen_by(viewer, FeeDecision).filter(basis=basis, decision__signed_at__isnull=False)
    return found.exists()


def charged(viewer: Staff, case: Case) -> list[Service]:
    """Services of the case that a fee is taken for and that have not ended."""
    found = services(viewer).filter(case=case, code__in=list(rules.CHARGED), ended_at=None)
    return list(found.order_by("starts_on", "pk"))


def self_costs(codes: Collection[str], on: date) -> Mapping[str, int]:
    """What each service costs the municipality for a month, where the catalogue says so."""
    offered = offered_on(on)
    rows = ((code, offered.get(code)) for code in codes)
    return {
        code: row.price for code, row in rows if row and row.price is not None and row.per == PricePer.MONTH
    }


def terms(month: date) -> rules.Terms:
    """The price base of the month's year, and what the municipality has decided for that month. Raises ``NotYet``."""
    # a number of an earlier year goes on in the table, and says nothing of this one
    typed = OwnNumber.objects.filter(key=str(Own.PRICE_BASE), valid_from__year=month.year)
    hundreds = (
        typed.filter(valid_from__lte=month).order_by("-valid_from").values_list("number", flat=True).first()
    )
    return rules.Terms(
        base=price_base(month.year, None if hundreds is None else hundreds * 100),
        rounding=ROUNDINGS.get(kept.number_if_any(Own.FEE_ROUNDING, month) or 1, Rounding.STRICT),
        supplement=SUPPLEMENTS.get(kept.number_if_any(Own.FEE_SUPPLEMENT, month) or 0),
        unstated=UNSTATED.get(kept.number_if_any(Own.FEE_UNSTATED, month) or 0),
    )


def without_fee(viewer: Staff) -> QuerySet[Service]:
    """Services that a fee is taken for, in cases where nobody has begun to decide it; the oldest first."""
    decided = seen_by(viewer, Decision).filter(case=OuterRef("case"), kind=FEE)
    found = services(viewer).filter(code__in=list(rules.CHARGED), ended_at=None)
    return found.filter(~Exists(decided)).order_by("starts_on", "pk")


@dataclass(frozen=True, slots=True)
class Paying:
    """En avgift som betalas: the decision in force and its count."""

    decision: Decision
    count: FeeDecision
    goes_on: bool  # no service that it is for has ended

    @property
    def case_id(self) -> UUID:
        return self.decision.case_id


def paying(viewer: Staff, on: date) -> list[Paying]:
    """Each case's fee in force on ``on``, by the person's name. One that is zero is no longer paid."""
    # an earlier count of the same draft was never decided
    last = seen_by(viewer, FeeDecision).filter(decision=OuterRef("decision")).order_by("-number")
    rows = (
        seen_by(viewer, FeeDecision)
        .filter(decision__signed_at__isnull=False, decision__valid_from__lte=on, case__closed_at=None)
        .filter(number=Subquery(last.values("number")[:1]))
        .select_related("decision__case__dossier__person", "decision__case__caseworker", "basis")
        .order_by("case", "-decision__signed_at", "-decision")
        .distinct("case")
    )
    going = set(
        services(viewer)
        .filter(code__in=list(rules.CHARGED), ended_at=None)
        .order_by()
        .values_list("case_id", "code")
    )
    found = [
        Paying(
            row.decision,
            row,
            bool(row.basis.tariffs) and {(row.case_id, one["code"]) for one in row.basis.tariffs} <= going,
        )
        for row in rows
    ]
    return sorted(found, key=lambda one: (one.decision.case.dossier.person.name, str(one.case_id)))


def year_ahead(on: date) -> int:
    """The year whose price base is to be counted by: the next one from November, else this."""
    return on.year + 1 if on.month >= 11 else on.year


def to_recount(viewer: Staff, on: date) -> list[Paying]:
    """Fees counted by an earlier year's price base than the one that is to hold, and that nobody has begun to count."""
    year = year_ahead(on)
    first = date(year, 1, 1)
    # a draft, or a decision from a later month that one signed now would take the place of
    begun = Q(signed_at=None) | Q(valid_from__gt=max(on, first))
    left = set(seen_by(viewer, Decision).filter(begun, kind=FEE).values_list("case_id", flat=True))
    return [
        one
        for one in paying(viewer, max(on, first))
        if one.count.year < year
        and one.goes_on
        and one.case_id not in left
        and one.decision.case.dossier.person.died_on is None
    ]


def case(viewer: Staff, pk: UUID) -> QuerySet[Case]:
    """The case, if the viewer has a key to it."""
    return dossier.cases(viewer).filter(pk=pk)


def without_fee_in_cases(viewer: Staff) -> QuerySet[Service]:
    """The same in open cases that the viewer holds: the unit that carries a service out sees the service, not the fee."""
    held = dossier.cases(viewer).filter(closed_at=None).order_by().values("pk")
    return without_fee(viewer).filter(case__in=held)
