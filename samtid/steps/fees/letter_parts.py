"""Avgiftens del av beslutsbrevet: the calculation, line by line, as the page shows it."""

from __future__ import annotations

from collections.abc import Iterable

from samtid.base.organisation.words import DecisionKind
from samtid.steps.decisions.letter import Part, Place, Point, Section
from samtid.steps.decisions.models import Decision
from samtid.steps.decisions.readers import Reader

from . import rules, told
from .models import FeeDecision


def parts(decision: Decision, reader: Reader) -> Iterable[Part]:
    """A section for each step of the calculation, after the reasons."""
    if decision.kind != DecisionKind.FEE:
        return
    # by the draft's or the decision's own rows, which whoever reads the letter's case may see
    counted = FeeDecision.objects.filter(decision=decision).order_by("-number").first()
    if counted is None:
        return
    lines_told = told.lines_of(counted)
    if decision.is_sealed or decision.case.dossier.person.hides_place:
        lines_told = rules.without_partner(lines_told)
    for step, lines in rules.sections(lines_told):
        points = tuple(Point(told.kr(one.amount), _said(one)) for one in lines)
        yield Part(Place.REASONS, Section(f"Så har vi räknat: {step.label.lower()}", points=points))


def _said(line: rules.Line) -> str:
    beside = ", ".join(part for part in (line.law, line.note) if part)
    return f"{line.text} ({beside})" if beside else line.text
