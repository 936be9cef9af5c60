"""Försöken som en tittare ser dem."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date

from django.db.models import Exists, F, OuterRef, Q, QuerySet

from samtid.base.access.viewing import seen_by
from samtid.base.organisation import queries as organisation
from samtid.base.organisation import roles
from samtid.base.organisation.models import Membership, Staff, Unit
from samtid.quality.indicators import queries as indicators
from samtid.quality.indicators.figures import all_indicators
from samtid.quality.indicators.words import Level

from . import rules
from .models import Breach, Guard, Line, Place, Trial
from .words import Kind, Side, State

ANSWERS = (Kind.GOES_ON, Kind.STOPPED)
ANSWERED = Line.objects.filter(trial=OuterRef("trial"), kind__in=ANSWERS, at__gte=OuterRef("noticed_at"))
UNANSWERED = Breach.objects.filter(~Exists(ANSWERED), trial=OuterRef("pk"))


def trials(viewer: Staff) -> QuerySet[Trial]:
    """Every trial, those that go on first and of them the one that ends first."""
    return (
        seen_by(viewer, Trial)
        .select_related("owner")
        .annotate(is_passed=Exists(UNANSWERED))
        .order_by(F("closed_at").desc(nulls_first=True), "ends_on", "pk")
    )


@dataclass(frozen=True, slots=True)
class Whole:
    """Ett försök med allt som hör till."""

    places: list[Place]
    guards: list[Guard]
    breaches: list[Breach]
    lines: list[Line]

    def units(self, side: Side) -> frozenset[int]:
        """The units of one side, by number."""
        return frozenset(one.unit_id for one in self.places if one.side == side)  # type: ignore[attr-defined]

    @property
    def looked(self) -> int:
        return sum(line.kind == Kind.LOOKED for line in self.lines)

    @property
    def unanswered(self) -> list[Breach]:
        """What nobody has answered for yet."""
        latest = max((line.at for line in self.lines if line.kind in ANSWERS), default=None)
        return [one for one in self.breaches if latest is None or one.noticed_at > latest]


def whole(viewer: Staff, trial: Trial) -> Whole:
    """Everything of one trial: four questions."""
    return Whole(
        list(seen_by(viewer, Place).filter(trial=trial).select_related("unit").order_by("-side", "unit__name", "pk")),
        list(seen_by(viewer, Guard).filter(trial=trial).order_by("indicator", "worse")),
        list(
            seen_by(viewer, Breach).filter(trial=trial).select_related("unit", "guard").order_by("first_on", "unit__name", "pk")
        ),
        list(seen_by(viewer, Line).filter(trial=trial).select_related("by").order_by("at", "pk")),
    )  # fmt: skip


def values(viewer: Staff, trial: Trial, units: Iterable[int]) -> list[rules.Told]:
    """What the trial's figure was in each unit and period, as it was told; nothing of a definition that is another now."""
    one = all_indicators().get(trial.indicator)
    if one is None or one.version != trial.version:
        return []
    rows = indicators.readings(viewer).filter(indicator=one.key, level=Level.UNIT, unit__in=list(units))
    found = indicators.by_place(rows.values_list(*indicators.COLUMNS, *indicators.TOLD), {one.key: one})
    return [
        rules.Told(unit, value.first_on, value.last_on, value.value, value.rows)
        for (_, _, unit, _), each in found.items()
        for value in each
        if unit is not None and value.value is not None and value.rows
    ]


def measured_to(viewer: Staff, trial: Trial) -> date | None:
    """The last day that the trial's figure has been counted for, in any unit, told of or not."""
    rows = indicators.readings(viewer).filter(indicator=trial.indicator, version=trial.version)
    return rows.order_by("-last_on").values_list("last_on", flat=True).first()


def going_on(viewer: Staff, today: date) -> QuerySet[Place]:
    """Where something is tried, or will be: settled and not over."""
    over = Q(trial__stopped_on=None, trial__ends_on__gte=today)
    return seen_by(viewer, Place).filter(
        over, side=Side.TRIES, trial__closed_at=None, trial__begun_at__isnull=False
    )


def load(viewer: Staff, today: date) -> Mapping[Unit, int]:
    """How much is tried in each unit, most first."""
    rows = going_on(viewer, today).select_related("unit")
    many = Counter(one.unit for one in rows)
    return dict(sorted(many.items(), key=lambda pair: (-pair[1], pair[0].name)))


def crowded(viewer: Staff, units: Iterable[int], today: date) -> list[str]:
    """Those of the units where enough is tried already."""
    chosen = set(units)
    return [
        unit.name
        for unit, many in load(viewer, today).items()
        if unit.pk in chosen and many >= rules.MOST_AT_ONCE
    ]


def may_own(on: date) -> QuerySet[Staff]:
    """Those who can have a trial in hand that day."""
    held = Membership.objects.on(on).filter(role__in=roles.INQUIRES)
    return Staff.objects.filter(pk__in=held.values("staff")).order_by("name", "pk")


def units_on(on: date) -> list[Unit]:
    """The units where something can be tried."""
    return list(organisation.units(on).order_by("name", "pk"))


def in_hand(viewer: Staff, soon: date, today: date, held: Iterable[str]) -> list[tuple[Trial, State]]:
    """What waits: a limit that is passed, a plan whose first day is near, one that is over, one to follow up. Nearest first.

    One's own, and for managers and quality developers also those of somebody who has left.
    """
    mine = Q(owner=viewer)
    if roles.READS_HARDSHIPS & set(held):
        mine |= ~Q(owner__in=may_own(today).order_by().values("pk"))
    rows = trials(viewer).filter(mine, closed_at=None)
    found = []
    for one in rows:
        state = one.state(today)
        assert isinstance(state, State)
        planned = state is State.PLANNED and one.starts_on <= soon
        follows = state is State.DECIDED and one.follow_on is not None and one.follow_on <= soon
        if one.is_passed or planned or follows or state is State.ENDED:  # type: ignore[attr-defined]
            found.append((one, state))
    return sorted(found, key=lambda pair: (not pair[0].is_passed, day_of(*pair)))  # type: ignore[attr-defined]


def day_of(trial: Trial, state: State) -> date:
    """The day that matters in a state."""
    if state is State.PLANNED:
        return trial.starts_on
    if state is State.DECIDED and trial.follow_on is not None:
        return trial.follow_on
    return trial.stopped_on or trial.ends_on
