"""Vad som syns av belastning och prognoser. The walls say who may see what; nothing is filtered here for secrecy."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any
from uuid import UUID

from django.db.models import QuerySet

from samtid.base.access.models import Holding
from samtid.base.access.viewing import seen_by
from samtid.base.dossier import queries as dossier
from samtid.base.dossier.models import Case
from samtid.base.dossier.rules import words_of
from samtid.base.look import house
from samtid.base.organisation import kept
from samtid.base.organisation import queries as organisation
from samtid.base.organisation.models import Staff, Unit
from samtid.base.organisation.words import Role
from samtid.ground.law.own import Own
from samtid.ground.sweden import swedish_day

from . import rules, words
from .models import Forecast, Kept, Risk, Scenario
from .walls import HOLDS

SHOWN = 20  # of what is likeliest to break


def scale(on: date) -> rules.Scale:
    """The municipality's weights and ceiling on a day. What nobody has said is refused, not guessed."""
    return rules.Scale(
        {need: kept.number(own, on) for need, own in rules.WEIGHTS.items()},
        ceiling=kept.number(Own.LOAD_CEILING, on),
        new_months=kept.number(Own.LOAD_NEW_MONTHS, on),
        new_share=kept.number(Own.LOAD_NEW_SHARE, on),
    )


def led_units(viewer: Staff, on: date) -> list[Unit]:
    """The units that the viewer is manager of."""
    led = organisation.memberships(viewer, on).filter(role=Role.MANAGER).values("unit")
    return list(organisation.units(on).filter(pk__in=led))


@dataclass(frozen=True, slots=True)
class Line:
    """En frist och hur det väntas gå: ``chance`` is empty when nothing can be said."""

    what: str
    due_on: date
    number: str
    dossier: UUID
    caseworker: str
    staff: int | None
    chance: float | None
    low: float | None
    high: float | None
    counter: words.Counter
    then: float | None


def risks(viewer: Staff, cases: QuerySet[Case], today: date) -> list[Line]:
    """The limits that run in the cases and that something has been said of, the likeliest to break first: one question."""
    rows = (
        seen_by(viewer, Risk)
        .filter(case__in=cases.order_by().values("pk"), clock__stopped_at=None, clock__due_on__gte=today)
        .order_by("clock__due_on", "pk")
        .values_list(
            *("clock__rule", "clock__due_on", "case__number", "case__dossier", "case__caseworker__name"),
            *("case__caseworker", "chance", "low", "high", "counter", "then"),
        )
    )
    called = house.clocks()

    def name(rule: str) -> str:
        return (called[rule].called if rule in called else "") or words_of(rule).name

    made = [
        Line(
            name(rule),
            due_on,
            number,
            whole_file,
            who or "Ingen handläggare",
            staff,
            chance,
            low,
            high,
            words.Counter(counter),
            then,
        )
        for rule, due_on, number, whole_file, who, staff, chance, low, high, counter, then in rows
    ]
    return sorted(made, key=lambda line: (line.chance is None, -(line.chance or 0.0), line.due_on))


def of_unit(viewer: Staff, unit: Unit, today: date) -> QuerySet[Case]:
    """The open cases of a unit that the viewer sees."""
    return dossier.of_unit(viewer, unit, today).select_related(None)


def mine(viewer: Staff) -> QuerySet[Case]:
    """The viewer's own open cases."""
    return dossier.cases(viewer).filter(caseworker=viewer, closed_at=None).select_related(None)


def loads(
    viewer: Staff, cases: QuerySet[Case], colleagues: Collection[Staff], today: date, lines: Collection[Line]
) -> list[rules.Load]:
    """Who has how much: two questions, whatever there is. ``None`` is what nobody has."""
    by = scale(today)
    points: Counter[int | None] = Counter()
    count: Counter[int | None] = Counter()
    names: dict[int | None, str] = {}
    for staff, name, need in cases.order_by().values_list("caseworker", "caseworker__name", "need"):
        points[staff] += by.of(need)
        count[staff] += 1
        names[staff] = name or "Ingen handläggare"
    late: Counter[int | None] = Counter(
        dossier.running_clocks(viewer)
        .filter(case__in=cases.order_by().values("pk"), due_on__lt=today)
        .exclude(rule__in=house.not_ours())
        .order_by()
        .values_list("case__caseworker", flat=True)
    )
    likely: dict[int | None, float] = {}
    for line in lines:
        if line.chance is not None and line.due_on <= today + timedelta(days=rules.SOON):
            likely[line.staff] = likely.get(line.staff, 0.0) + line.chance
    known = {one.pk: one for one in colleagues}
    made = []
    every: list[int | None] = [*known, *(one for one in count if one not in known)]
    for pk in every:
        one = known.get(pk) if pk is not None else None
        ceiling = by.ceiling_of(one.valid_from, today) if one else by.ceiling if pk is not None else 0
        made.append(
            rules.Load(
                name=one.name if one else names[pk],
                staff=pk,
                points=points[pk],
                ceiling=ceiling,
                cases=count[pk],
                is_new=one is not None and ceiling < by.ceiling,
                late=late[pk],
                likely=likely.get(pk, 0.0),
            )
        )
    return sorted(made, key=lambda load: (load.staff is not None, -load.share, load.name))


def colleagues(unit: Unit, on: date) -> list[Staff]:
    """Those in the unit who hold cases."""
    return list(organisation.colleagues(unit, on, *HOLDS))


@dataclass(frozen=True, slots=True)
class Step:
    """Ett steg i flödet nu: how many limits run, how many nobody has, and how long the middle one has run."""

    name: str
    running: int
    unassigned: int
    days: int


def steps(viewer: Staff, cases: QuerySet[Case], today: date) -> list[Step]:
    """What waits in each step: one question."""
    rows = (
        dossier.running_clocks(viewer)
        .filter(case__in=cases.order_by().values("pk"))
        .exclude(rule__in=house.not_ours())
        .select_related(None)
        .order_by()
        .values_list("rule", "started_at", "case__caseworker")
    )
    found: dict[str, list[tuple[int, bool]]] = {}
    for rule, started_at, who in rows:
        found.setdefault(words_of(rule).name, []).append(
            ((today - swedish_day(started_at)).days, who is None)
        )
    return sorted(
        (
            Step(
                name,
                len(ages),
                sum(nobody for _, nobody in ages),
                sorted(days for days, _ in ages)[len(ages) // 2],
            )
            for name, ages in found.items()
        ),
        key=lambda step: (-step.running, step.name),
    )


def forecasts(viewer: Staff) -> QuerySet[Forecast]:
    """The forecasts that the viewer may read, the newest first."""
    return seen_by(viewer, Forecast).select_related("unit").order_by("-built_on", "unit")


def latest(viewer: Staff, unit: Unit) -> Forecast | None:
    """The unit's newest."""
    return forecasts(viewer).filter(unit=unit).first()


def scenarios(viewer: Staff, forecast: Forecast) -> list[Scenario]:
    """The worlds of a forecast, the one as it is first."""
    order = list(words.World)
    rows = seen_by(viewer, Scenario).filter(forecast=forecast).select_related("other").order_by("pk")
    return sorted(
        rows, key=lambda one: (order.index(words.World(one.world)), one.other.name if one.other else "")
    )


def now_world(viewer: Staff, forecast: Forecast) -> Mapping[str, Any] | None:
    """The figures of the unit as it is."""
    return (
        seen_by(viewer, Scenario)
        .filter(forecast=forecast, world=words.World.NOW)
        .values_list("told", flat=True)
        .first()
    )


def told_units(viewer: Staff, on: date) -> list[Unit]:
    """The units that the viewer may read a forecast of, one's own first."""
    known = {one.pk for one in led_units(viewer, on)}
    rows = organisation.units(on).filter(pk__in=seen_by(viewer, Forecast).values("unit"))
    return sorted(rows, key=lambda unit: unit.pk not in known)


def kept_thoughts(viewer: Staff) -> QuerySet[Kept]:
    """What has been thought and saved, the newest first."""
    return (
        seen_by(viewer, Kept)
        .select_related("scenario__forecast__unit", "scenario__other", "by")
        .order_by("-at", "pk")
    )


def breaks_soon(viewer: Staff, units: Mapping[int, Unit], today: date) -> dict[int, int]:
    """How many time limits are expected to break within a fortnight, by unit: one question."""
    held = Holding.objects.on(today).filter(unit__in=list(units))
    rows = (
        seen_by(viewer, Risk)
        .filter(
            compartment__in=held.values("compartment"),
            clock__stopped_at=None,
            clock__due_on__range=(today, today + timedelta(days=rules.SOON)),
            chance__isnull=False,
        )
        .values_list("forecast__unit", "chance")
    )
    sums: dict[int, list[float]] = {}
    for unit, chance in rows:
        sums.setdefault(unit, []).append(chance or 0.0)
    return {unit: rules.expected(chances) for unit, chances in sums.items() if unit in units}
