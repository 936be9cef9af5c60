"""Frågorna som en tittare ser dem."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from django.db.models import Exists, F, OuterRef, Q, QuerySet

from samtid.base.access.viewing import seen_by
from samtid.base.organisation import roles
from samtid.base.organisation.models import Membership, Staff

from . import rules
from .models import Inquiry, Line
from .words import Kind

ANSWERED = Line.objects.filter(about=OuterRef("pk"), kind__in=[Kind.DONE, Kind.DROPPED])


def inquiries(viewer: Staff) -> QuerySet[Inquiry]:
    """Every question, those that are open first and of them the nearest day."""
    return (
        seen_by(viewer, Inquiry)
        .select_related("owner")
        .order_by(F("closed_at").desc(nulls_first=True), "look_again_on", "pk")
    )


def of_figure(viewer: Staff, source: str, key: str) -> QuerySet[Inquiry]:
    """What has been asked about one figure."""
    return inquiries(viewer).filter(source=source, key=key).order_by("-asked_at", "pk")


def lines(viewer: Staff, inquiry: Inquiry) -> list[Line]:
    """Everything that was written, in order."""
    return list(
        seen_by(viewer, Line).filter(inquiry=inquiry).select_related("by", "owner").order_by("at", "pk")
    )


@dataclass(frozen=True, slots=True)
class Row:
    """En orsak eller en åtgärd med det som blev av den."""

    line: Line
    answer: Line | None


@dataclass(frozen=True, slots=True)
class Whole:
    """En fråga från början till nu."""

    lines: list[Line]
    causes: list[Row]
    actions: list[Row]
    cuts: list[Line]
    findings: list[Line]

    @property
    def said(self) -> list[rules.Said]:
        return [line.said() for line in self.lines]


def whole(viewer: Staff, inquiry: Inquiry) -> Whole:
    """Everything of one question: one query."""
    every = lines(viewer, inquiry)
    answers = {line.about_id: line for line in every if line.about_id}  # type: ignore[attr-defined]

    def of(kind: Kind) -> list[Line]:
        return [line for line in every if line.kind == kind]

    return Whole(
        every,
        [Row(line, answers.get(line.pk)) for line in of(Kind.HYPOTHESIS)],
        [Row(line, answers.get(line.pk)) for line in of(Kind.ACTION)],
        of(Kind.CUT),
        of(Kind.FINDING),
    )


def may_own(on: date) -> QuerySet[Staff]:
    """Those who can have a question or an action in hand that day."""
    held = Membership.objects.on(on).filter(role__in=roles.INQUIRES)
    return Staff.objects.filter(pk__in=held.values("staff")).order_by("name", "pk")


def to_look_at(viewer: Staff, until: date, on: date, held: Iterable[str]) -> QuerySet[Inquiry]:
    """Questions whose day comes by ``until``: one's own, and for managers and quality developers also nobody's any more."""
    mine = Q(owner=viewer)
    if roles.READS_HARDSHIPS & set(held):
        mine |= ~Q(owner__in=may_own(on).order_by().values("pk"))
    return inquiries(viewer).filter(mine, closed_at=None, look_again_on__lte=until)


def to_do(viewer: Staff, until: date, on: date, held: Iterable[str]) -> QuerySet[Line]:
    """Actions that are neither done nor dropped, in the same way."""
    mine = Q(owner=viewer)
    if roles.READS_HARDSHIPS & set(held):
        mine |= ~Q(owner__in=may_own(on).order_by().values("pk"))
    return (
        seen_by(viewer, Line)
        .filter(mine, ~Exists(ANSWERED), kind=Kind.ACTION, due_on__lte=until, inquiry__closed_at=None)
        .select_related("inquiry")
        .order_by("due_on", "pk")
    )
