"""Builders for tests: what a fee is counted from, noted through its own door."""

from __future__ import annotations

from datetime import date, datetime
from fractions import Fraction
from typing import Any

from samtid.base.dossier.models import Case
from samtid.base.organisation.models import Staff
from samtid.steps.decisions.models import Decision
from samtid.steps.fees import actions
from samtid.steps.fees.models import FeeBasis
from samtid.steps.fees.rules import Facts, IncomeFact, Tariff
from samtid.steps.fees.words import Household, Income, Part, Per, Source, Whose

NAMES = {"home_care_service": "Hemtjänst, service", "home_care_personal": "Hemtjänst, personlig omvårdnad"}


def facts(amount: int = 16_400, housing: int = 6_100, tariff: int = 3_900, **said: Any) -> Facts:
    """Somebody who lives alone with a pension (FE-1 when nothing else is said)."""
    pension = IncomeFact(
        Whose.OWN, Income.PENSION, Fraction(amount), Per.MONTH, Source.PENSIONS_AGENCY, date(2026, 11, 1)
    )
    code = "home_care_service"
    return Facts(
        **{
            "household": Household.SINGLE,
            "incomes": (pension,),
            "housing": Fraction(housing),
            "tariffs": (Tariff(NAMES[code], Part.CARE, Fraction(tariff), code),),
        }
        | said
    )


def a_basis(case: Case, changed_on: date, *, by: Staff, at: datetime, **said: Any) -> FeeBasis:
    """A basis noted by ``by``."""
    why = said.pop("why", "")
    return actions.note_basis(case, facts(**said), changed_on, why=why, by=by, at=at)


def a_fee(case: Case, changed_on: date, *, by: Staff, at: datetime, **said: Any) -> Decision:
    """A draft of a fee decision."""
    a_basis(case, changed_on, by=by, at=at, **said)
    return actions.count(case, by=by, at=at)
