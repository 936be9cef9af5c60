"""Siffrorna som någon får se, and how the manager's own unit stands this minute."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any
from uuid import UUID

from django.db.models import QuerySet

from samtid.base.access.viewing import seen_by
from samtid.base.dossier import queries as dossier
from samtid.base.dossier.rules import words_of
from samtid.base.look import house
from samtid.base.organisation import queries as organisation
from samtid.base.organisation.models import Staff, Unit
from samtid.base.organisation.words import Role

from . import rules
from .figures import all_indicators
from .figures.shape import Indicator
from .models import Reading
from .rules import Course, Value
from .words import AgeGroup, Level

COLUMNS = ("indicator", "version", "level", "unit", "part", "first_on", "last_on")
TOLD = ("rows", "hits", "base", "median", "ninth")
SOONEST = 8  # lines of what breaks first


def readings(viewer: Staff) -> QuerySet[Reading]:
    """Every figure there is, of the definitions that hold now; the wall says who may read them."""
    return seen_by(viewer, Reading).order_by("first_on", "level", "unit", "part")


def _values(
    rows: QuerySet[Reading], indicators: Mapping[str, Indicator]
) -> dict[tuple[str, str, int | None, str], list[Value]]:
    """By indicator, level, unit and part: one question."""
    return by_place(rows.values_list(*COLUMNS, *TOLD), indicators)


def by_place(
    rows: Iterable[tuple[Any, ...]], indicators: Mapping[str, Indicator]
) -> dict[tuple[str, str, int | None, str], list[Value]]:
    """The values of rows of ``COLUMNS`` and ``TOLD``, by indicator, level, unit and part."""
    found: dict[tuple[str, str, int | None, str], list[Value]] = {}
    for key, version, level, unit, part, first_on, last_on, *told in rows:
        one = indicators.get(key)
        if one is not None and one.version == version:
            value = rules.value_of(one.kind, first_on, last_on, dict(zip(TOLD, told, strict=True)))
            found.setdefault((key, level, unit, part), []).append(value)
    return found


def courses(viewer: Staff, unit: Unit | None = None) -> dict[str, Course]:
    """Each indicator over time, for all or for a unit: one question."""
    every = all_indicators()
    rows = readings(viewer).filter(level=Level.ALL if unit is None else Level.UNIT, unit=unit)
    found = _values(rows, every)
    level = str(Level.ALL if unit is None else Level.UNIT)
    return {
        key: rules.course_of(found.get((key, level, unit.pk if unit else None, ""), []), one.most)
        for key, one in every.items()
    }


@dataclass(frozen=True, slots=True)
class Part:
    """En grupp av dem som räknats, i ett halvår."""

    name: str
    value: Value


@dataclass(frozen=True, slots=True)
class Whole:
    """Allt om en indikator: for all, by unit, and the last half year by sex and by age."""

    course: Course
    units: Mapping[int, Course]
    rest: Course
    parts: Mapping[Level, list[Part]]


def whole(viewer: Staff, one: Indicator) -> Whole:
    """One indicator from every side: one question."""
    found = _values(readings(viewer).filter(indicator=one.key), {one.key: one})

    def course(level: Level, unit: int | None = None) -> Course:
        return rules.course_of(found.get((one.key, str(level), unit, ""), []), one.most)

    units = {unit for _, level, unit, _ in found if level == Level.UNIT and unit is not None}
    return Whole(
        course(Level.ALL),
        {unit: course(Level.UNIT, unit) for unit in units},
        course(Level.REST),
        {level: _latest_parts(found, one.key, level) for level in (Level.SEX, Level.AGE)},
    )


def _latest_parts(
    found: Mapping[tuple[str, str, int | None, str], list[Value]], key: str, level: Level
) -> list[Part]:
    """The groups of the last half year that is told of by group."""
    told = [
        (part, value)
        for (_, at, _, part), values in found.items()
        if at == level
        for value in values
        if value.value is not None
    ]
    latest = max((value.first_on for _, value in told), default=None)
    last = [(part, value) for part, value in told if value.first_on == latest]
    if level is Level.SEX:
        names = {"woman": "Kvinnor", "man": "Män", "unknown": "Kön okänt"}
        return [
            Part(names.get(part, part), value)
            for part, value in sorted(last, key=lambda pair: list(names).index(pair[0]))
        ]
    starts = sorted((int(part), value) for part, value in last)
    return [
        Part(_ages(start, starts[place + 1][0] if place + 1 < len(starts) else None), value)
        for place, (start, value) in enumerate(starts)
    ]


def _ages(start: int, after: int | None) -> str:
    """``0–17 år`` of neighbouring age groups: from the one in place ``start`` to before ``after``."""
    groups = list(AgeGroup)
    first = groups[start].value
    if after is None:
        return f"{first} år och äldre" if start else "alla åldrar"
    return f"{first}–{int(groups[after].value) - 1} år"


def units_told(viewer: Staff) -> list[int]:
    """The units that any figure is told of."""
    told = readings(viewer).filter(level=Level.UNIT, rows__isnull=False).order_by()
    return list(told.values_list("unit", flat=True).distinct())


def units_of(keys: Iterable[int]) -> dict[int, Unit]:
    """Units by number, those that have ended as well."""
    return {unit.pk: unit for unit in Unit.objects.filter(pk__in=list(keys)).order_by("name", "pk")}


@dataclass(slots=True)
class Ahead:
    """En sorts frist: how many fall in each column of days."""

    name: str
    counts: list[int] = field(default_factory=lambda: [0] * len(rules.AHEAD))

    @property
    def total(self) -> int:
        return sum(self.counts)


@dataclass(frozen=True, slots=True)
class Line:
    """En frist som går ut: what, whose, when, and the dossier it lies in."""

    what: str
    due_on: date
    number: str
    dossier: UUID
    caseworker: str


@dataclass(slots=True)
class Load:
    """En handläggares last i enheten: numbers only."""

    name: str
    staff: int | None
    open: int = 0
    late: int = 0
    week: int = 0


@dataclass(frozen=True, slots=True)
class Standing:
    """Läget i en enhet nu."""

    open: int
    unassigned: int
    late: int
    today: int
    week: int
    ahead: list[Ahead]
    lines: list[Line]
    loads: list[Load]


def standing(viewer: Staff, unit: Unit, today: date) -> Standing:
    """What waits, what will break and who has how much: three questions, whatever the unit's size."""
    opened = list(
        dossier.of_unit(viewer, unit, today)
        .select_related(None)
        .order_by("opened_at")
        .values_list("pk", "caseworker", "caseworker__name")
    )
    colleagues = organisation.colleagues(unit, today, Role.CASEWORKER, Role.SENIOR)
    loads_by: dict[int | None, Load] = {one.pk: Load(one.name, one.pk) for one in colleagues}
    for _, pk, name in opened:
        loads_by.setdefault(pk, Load(name or "Ingen handläggare", pk)).open += 1
    whose = {case: pk for case, pk, _ in opened}
    clocks = list(
        dossier.running_clocks(viewer)
        .filter(case__in=dossier.of_unit(viewer, unit, today).order_by().values("pk"))
        .exclude(rule__in=house.not_ours())
        .select_related(None)
        .values_list("rule", "due_on", "case", "case__number", "case__dossier", "case__caseworker__name")
    )
    called = house.clocks()
    ahead: dict[str, Ahead] = {}
    lines: list[Line] = []
    due: Counter[int] = Counter()
    for rule, due_on, case, number, whole_file, name in clocks:
        column = rules.column_of(due_on, today)
        what = (called[rule].called if rule in called else "") or words_of(rule).name
        if column is None:
            continue
        due[column] += 1
        ahead.setdefault(what, Ahead(what)).counts[column] += 1
        if len(lines) < SOONEST:
            lines.append(Line(what, due_on, number, whole_file, name or "Ingen handläggare"))
        load = loads_by.get(whose.get(case))
        if load is not None:
            load.late += column == 0
            load.week += 1 <= column <= 3
    return Standing(
        open=len(opened),
        unassigned=sum(pk is None for _, pk, _ in opened),
        late=due[0],
        today=due[1],
        week=due[2] + due[3],
        ahead=sorted(ahead.values(), key=lambda one: (one.counts, one.name), reverse=True),
        lines=lines,
        loads=sorted(
            loads_by.values(), key=lambda load: (load.staff is not None, -load.late, -load.open, load.name)
        ),
    )


def led_units(viewer: Staff, on: date) -> list[Unit]:
    """The units that the viewer is manager of."""
    led = organisation.memberships(viewer, on).filter(role=Role.MANAGER).values("unit")
    return list(organisation.units(on).filter(pk__in=led))
