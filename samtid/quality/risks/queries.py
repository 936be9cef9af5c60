"""Riskerna och årets kontroller som en tittare ser dem."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from django.db.models import F, OuterRef, Q, QuerySet, Subquery

from samtid.base.access.viewing import seen_by
from samtid.base.organisation import queries as organisation
from samtid.base.organisation import roles
from samtid.base.organisation.models import Membership, Staff
from samtid.ground.sweden import swedish_day

from . import rules
from .models import Conclusion, Control, Line, Occasion, Risk
from .words import Cell, How, Kind, Level, Outcome

LATEST = Line.objects.filter(risk=OuterRef("pk"), kind=Kind.ASSESSED).order_by("-number")


def risks(viewer: Staff) -> QuerySet[Risk]:
    """Every risk, the open ones first and of them the largest, each with its latest assessment."""
    return (
        seen_by(viewer, Risk)
        .select_related("owner", "covers", "doer")
        .annotate(
            likelihood=Subquery(LATEST.values("likelihood")[:1]),
            severity=Subquery(LATEST.values("severity")[:1]),
        )
        .order_by(F("closed_at").desc(nulls_first=True), -F("likelihood") * F("severity"), "next_on", "pk")
    )


def lines(viewer: Staff, about: Risk | Control) -> list[Line]:
    """What was said of one of them, the latest first."""
    which = {"risk": about} if isinstance(about, Risk) else {"control": about}
    return list(seen_by(viewer, Line).filter(**which).select_related("by", "doer").order_by("-number"))


def controls(viewer: Staff) -> QuerySet[Control]:
    """Every control, those that have ended last."""
    return (
        seen_by(viewer, Control)
        .select_related("owner", "covers")
        .order_by(F("ended_on").desc(nulls_first=True), "month", "name", "pk")
    )


@dataclass(frozen=True, slots=True)
class Held:
    """Ett tillfälle på en dag: the row if the night has opened it, and what was concluded, the latest first."""

    due_on: date
    cell: Cell
    row: Occasion | None
    conclusions: list[Conclusion]

    @property
    def outcome(self) -> str:
        """What it showed: what the figure said, else what the latest conclusion says."""
        if self.row is not None and self.row.outcome:
            return self.row.outcome
        return self.conclusions[0].outcome if self.conclusions else ""

    @property
    def last_on(self) -> date:
        """The last day that it is done in time."""
        return self.due_on + rules.IN_TIME


def held(viewer: Staff, some: Iterable[Control], years: Iterable[int], today: date) -> dict[UUID, list[Held]]:
    """The occasions of controls in some years, in order: two questions."""
    some, years = list(some), list(years)
    rows = seen_by(viewer, Occasion).filter(control__in=some, due_on__year__in=years)
    by_day = {(one.control_id, one.due_on): one for one in rows}  # type: ignore[attr-defined]
    said: dict[UUID, list[Conclusion]] = {}
    for one in (
        seen_by(viewer, Conclusion)
        .filter(occasion__in=[row.pk for row in by_day.values()])
        .select_related("by")
        .order_by("-number")
    ):
        said.setdefault(one.occasion_id, []).append(one)  # type: ignore[attr-defined]
    found: dict[UUID, list[Held]] = {}
    for control in some:
        found[control.pk] = each = []
        for year in years:
            for day in rules.occasions(
                year, month=control.month, every=control.every, begins_on=control.begins_on, ended_on=control.ended_on
            ):  # fmt: skip
                row = by_day.get((control.pk, day))
                about = said.get(row.pk, []) if row else []
                cell = rules.cell_of(day, today, is_there=row is not None, is_concluded=bool(about))
                each.append(Held(day, cell, row, about))
    return found


def risks_of_year(viewer: Staff, year: int) -> list[tuple[Risk, Line]]:
    """The risks that were open some day of the year, each with the latest assessment that was there at its end: the largest first."""
    latest: dict[UUID, Line] = {}
    rows = seen_by(viewer, Line).filter(kind=Kind.ASSESSED).order_by("number")
    for line in rows:
        if swedish_day(line.at).year <= year and line.risk_id is not None:  # type: ignore[attr-defined]
            latest[line.risk_id] = line  # type: ignore[attr-defined]
    found = [
        (risk, latest[risk.pk])
        for risk in seen_by(viewer, Risk).select_related("owner", "covers")
        if risk.pk in latest and (risk.closed_at is None or swedish_day(risk.closed_at).year >= year)
    ]
    return sorted(
        found,
        key=lambda pair: (-(pair[1].likelihood or 0) * (pair[1].severity or 0), pair[0].at, str(pair[0].pk)),
    )


@dataclass(frozen=True, slots=True)
class Year:
    """Ett år: the controls with their occasions, the risks as they were assessed, and how many came to what."""

    controls: list[tuple[Control, list[Held]]]
    risks: list[tuple[Risk, Line]]
    outcomes: Mapping[Outcome, int]
    late: int
    levels: Mapping[Level, int]


def year(viewer: Staff, of: int, today: date) -> Year:
    """Everything of a year: five questions."""
    every = list(controls(viewer))
    occasions = held(viewer, every, [of], today)
    shown = [(one, occasions[one.pk]) for one in every if occasions[one.pk]]
    assessed = risks_of_year(viewer, of)
    flat = [each for _, some in shown for each in some]
    return Year(
        shown,
        assessed,
        {word: sum(each.outcome == word for each in flat) for word in Outcome},
        sum(each.cell is Cell.LATE for each in flat),
        {level: sum(line.level is level for _, line in assessed) for level in Level},
    )


def may_own(on: date) -> QuerySet[Staff]:
    """Those who can answer for a risk or a control that day."""
    posts = Membership.objects.on(on).filter(role__in=roles.SETS_DIRECTION)
    return Staff.objects.filter(pk__in=posts.values("staff")).order_by("name", "pk")


def units_on(on: date) -> list[tuple[int, str]]:
    """The units that a risk or a control can be about."""
    return [(unit.pk, unit.name) for unit in organisation.units(on).order_by("name", "pk")]


@dataclass(frozen=True, slots=True)
class Due:
    """Något som väntar på någon: what is to be done, about which row, and by when (none: whoever answered has left)."""

    what: str
    page: str
    about: UUID
    name: str
    due_on: date | None


def due(viewer: Staff, held_roles: Iterable[str], today: date) -> list[Due]:
    """What waits for the viewer; what somebody who has left answered for waits for the quality developer. Three questions."""
    soon = today + rules.SOON
    left = ~Q(owner__in=may_own(today).order_by().values("pk"))
    gone = left | (Q(doer__isnull=False) & ~Q(doer__in=may_own(today).order_by().values("pk")))
    looks_after = bool(roles.LOOKS_AFTER_IDEAS & set(held_roles))
    mine = Q(owner=viewer, next_on__lte=soon) | Q(doer=viewer, measure_on__lte=soon)
    found = []
    for one in risks(viewer).filter(mine | gone if looks_after else mine, closed_at=None):
        if one.owner_id == viewer.pk and one.next_on <= soon:  # type: ignore[attr-defined]
            found.append(Due("Bedöm risken igen", "risks:risk", one.pk, one.name, one.next_on))
        elif one.doer_id == viewer.pk and one.measure_on is not None and one.measure_on <= soon:  # type: ignore[attr-defined]
            found.append(Due("Gör åtgärden", "risks:risk", one.pk, one.name, one.measure_on))
        else:
            found.append(
                Due(
                    "Någon behöver ta över: den som hade det har slutat", "risks:risk", one.pk, one.name, None
                )
            )
    waiting = (
        seen_by(viewer, Occasion)
        .filter(conclusions=None, control__owner=viewer)
        .select_related("control")
        .order_by("due_on", "pk")
    )
    for row in waiting:
        what = "Skriv vad siffran betyder" if row.control.how == How.FIGURE else "Gör granskningen"
        found.append(Due(what, "risks:control", row.control.pk, row.control.name, row.due_on + rules.IN_TIME))
    if looks_after:
        for control in controls(viewer).filter(left, ended_on=None):
            found.append(
                Due("Någon behöver ta över: den som hade det har slutat", "risks:control", control.pk, control.name, None)
            )  # fmt: skip
    return sorted(found, key=lambda one: (one.due_on or today, one.name))
