"""Rader som de sparas: facts and lines as JSON, amounts in whole öre. Read back they are the same values."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from decimal import Decimal
from fractions import Fraction
from typing import Any

from samtid.base.look.swedish import kr as swedish_kr
from samtid.ground.dates import MONTHS

from .models import FeeBasis, FeeDecision
from .rules import Adjustment, Facts, IncomeFact, Line, Tariff
from .words import Household, Income, Part, Per, Source, Step, Turn, Whose


def ore(amount: Fraction) -> int:
    """Whole öre."""
    return int(amount * 100)


def kronor(amount: int) -> Fraction:
    """Kronor of whole öre."""
    return Fraction(amount, 100)


def rows_of(facts: Facts) -> dict[str, list[dict[str, Any]]]:
    """The lists of a basis, as its table keeps them."""
    return {
        "incomes": [
            {
                "whose": str(one.whose),
                "kind": str(one.kind),
                "ore": ore(one.amount),
                "per": str(one.per),
                "source": str(one.source),
                "known_on": one.known_on.isoformat(),
            }
            for one in facts.incomes
        ],
        "adjustments": [
            {"turn": str(one.turn), "ore": ore(one.amount), "reason": one.reason.strip()}
            for one in facts.adjustments
        ],
        "tariffs": [
            {"code": one.code, "what": one.what, "part": str(one.part), "ore": ore(one.amount)}
            for one in facts.tariffs
        ],
    }


def facts_of(basis: FeeBasis) -> Facts:
    """What a basis says, as values for the rules."""
    return Facts(
        household=Household(basis.household),
        incomes=tuple(
            IncomeFact(
                Whose(row["whose"]),
                Income(row["kind"]),
                kronor(row["ore"]),
                Per(row["per"]),
                Source(row["source"]),
                date.fromisoformat(row["known_on"]),
            )
            for row in basis.incomes
        ),
        housing=Fraction(basis.housing) if basis.housing is not None else None,
        adjustments=tuple(
            Adjustment(Turn(row["turn"]), kronor(row["ore"]), row["reason"]) for row in basis.adjustments
        ),
        tariffs=tuple(
            Tariff(row["what"], Part(row["part"]), kronor(row["ore"]), row["code"]) for row in basis.tariffs
        ),
        unstated=basis.unstated,
        partner_note=basis.partner_note,
    )


def rows_of_lines(lines: Iterable[Line]) -> list[dict[str, Any]]:
    """The lines of a count, as its table keeps them."""
    return [
        {
            "step": str(one.step),
            "text": one.text,
            "ore": ore(one.amount),
            "law": one.law,
            "is_sum": one.is_sum,
            "note": one.note,
        }
        for one in lines
    ]


def lines_of(fee: FeeDecision) -> tuple[Line, ...]:
    """How a fee was counted, line by line."""
    return tuple(
        Line(Step(row["step"]), row["text"], kronor(row["ore"]), row["law"], row["is_sum"], row["note"])
        for row in fee.lines
    )


def month(day: date) -> str:
    """``december 2026``."""
    return f"{MONTHS[day.month - 1]} {day.year}"


def kr(amount: Fraction) -> str:
    """``3 004 kr``, ``304,08 kr``: the öre only where there are any."""
    whole = ore(amount)
    return swedish_kr(Decimal(whole) / 100, 2 if whole % 100 else 0)
