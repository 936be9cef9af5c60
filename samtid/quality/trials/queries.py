"""Försöken som en tittare ser dem."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from hashlib import sha256

from django.db.models import Case, Count, Exists, F, Max, OuterRef, Q, QuerySet, Subquery, When
from django.db.models.functions import Coalesce

from samtid.base.access.viewing import seen_by
from samtid.base.organisation import queries as organisation
from samtid.base.organisation import roles
from samtid.base.organisation.models import Membership, Staff, Unit
from samtid.quality.indicators import queries as indicators
from samtid.quality.indicators.figures import all_indicators
from samtid.quality.indicators.rules import value_of
from samtid.quality.indicators.words import Kind as Counted
from samtid.quality.indicators.words import Level

from . import counting, rules
from .models import Breach, Guard, Line, Place, Trial
from .words import Kind, Side, State

PASSED = Coalesce(
    Subquery(
        Breach.objects.filter(trial=OuterRef("pk")).order_by().values("trial").annotate(many=Count("pk")).values("many")
    ),
    0,
)  # fmt: skip
ANSWERED = Coalesce(
    Subquery(
        Line.objects.filter(trial=OuterRef("pk")).order_by().values("trial").annotate(most=Max("answers")).values("most")
    ),
    0,
)  # fmt: skip
LAST_LOOK = Line.objects.filter(trial=OuterRef("pk"), is_final=True)


def trials(viewer: Staff) -> QuerySet[Trial]:
    """Every trial, those that go on first and of them the one that ends first."""
    return (
        seen_by(viewer, Trial)
        .select_related("owner")
        .annotate(passed=PASSED, answered=ANSWERED, is_counted=Exists(LAST_LOOK))
        .annotate(is_passed=Case(When(passed__gt=F("answered"), then=True), default=False))
        .order_by(F("closed_at").desc(nulls_first=True), "ends_on", "pk")
    )


PLANNED = ("name", "changed", "hypothesis", "indicator", "version", "way", "method", "looks", "months", "starts_on", "ends_on")  # fmt: skip


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
    def is_counted(self) -> bool:
        """Whether the last look is taken."""
        return any(line.is_final for line in self.lines)

    @property
    def unanswered(self) -> list[Breach]:
        """What nobody has answered for yet: those that were seen after the ones that the latest answer is for."""
        answered = max((line.answers or 0 for line in self.lines), default=0)
        return sorted(self.breaches, key=lambda one: (one.noticed_at, one.first_on, one.pk))[answered:]

    def print_of(self, trial: Trial) -> str:
        """What the plan is now, as one word: a form brings it back, so that nobody settles what she has not read."""
        said = [str(getattr(trial, name)) for name in PLANNED]
        said += sorted(f"{one.unit_id} {one.side}" for one in self.places)  # type: ignore[attr-defined]
        said += sorted(f"{one.indicator} {one.version} {one.worse} {one.limit}" for one in self.guards)
        return sha256("\n".join(said).encode()).hexdigest()[:16]


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


def values(viewer: Staff, trial: Trial, units: Iterable[int]) -> list[counting.Told]:
    """What the trial's figure was in each unit and period, as it was told; nothing of a definition that is another now."""
    one = all_indicators().get(trial.indicator)
    if one is None or one.version != trial.version:
        return []
    rows = indicators.readings(viewer).filter(
        indicator=one.key, version=one.version, level=Level.UNIT, unit__in=list(units)
    )
    found = []
    for row in rows.values("unit", "first_on", "last_on", *indicators.TOLD):
        value = value_of(one.kind, row["first_on"], row["last_on"], row)
        if value.value is None:
            continue
        weight = {Counted.SHARE: row["rows"], Counted.RATE: row["base"]}.get(one.kind) or 1
        found.append(
            counting.Told(
                row["unit"], value.first_on, value.last_on, value.value, float(weight), one.kind is Counted.COUNT
            )
        )  # fmt: skip
    return found


def unwatched(viewer: Staff, guards: Iterable[Guard], units: Mapping[int, str], trial: Trial) -> list[str]:
    """Limits that no value will be seen of: in which unit nothing has been told of for a year, or that no whole period lies in."""
    found, every = [], all_indicators()
    for guard in guards:
        one = every.get(guard.indicator)
        if one is None:
            continue
        if not rules.whole_periods(trial.starts_on, trial.ends_on, one.period.months):
            found.append(f"{one.name} räknas per kvartal, och inget helt kvartal ryms i försöket")
            continue
        told = (
            indicators.readings(viewer)
            .filter(indicator=one.key, version=one.version, level=Level.UNIT, unit__in=list(units), rows__isnull=False)
            .filter(last_on__gte=trial.starts_on - timedelta(days=366))
            .order_by().values_list("unit", flat=True).distinct()
        )  # fmt: skip
        missing = sorted(name for pk, name in units.items() if pk not in set(told))
        if missing:
            found.append(f"{one.name} har inte gått att visa på ett år för {', '.join(missing)}")
    return found


def is_counted(viewer: Staff, trial: Trial, today: date) -> bool:
    """Whether all there will be is there: counted so far, or so long ago that nothing more comes, or counted in another way now."""
    one = all_indicators().get(trial.indicator)
    if one is None or one.version != trial.version:
        return True
    last = rules.last_counted(trial.starts_on, trial.ended_on, one.period.months)
    rows = indicators.readings(viewer).filter(indicator=one.key, version=one.version)
    is_there: bool = rows.filter(last_on__gte=last).exists()
    return is_there or today >= rules.months_before(counted_from(trial), -rules.GRACE)


def going_on(viewer: Staff, since: date, until: date) -> QuerySet[Place]:
    """Where something is tried some day between two: settled, and not broken off before."""
    lasts = Q(trial__stopped_on=None) | Q(trial__stopped_on__gte=since)
    return seen_by(viewer, Place).filter(
        lasts, side=Side.TRIES, trial__begun_at__isnull=False, trial__starts_on__lte=until, trial__ends_on__gte=since
    ).exclude(trial__lines__kind=Kind.DROPPED)  # fmt: skip


def load(viewer: Staff, today: date) -> Mapping[Unit, int]:
    """How much is tried, or soon will be, in each unit, most first."""
    many = Counter(one.unit for one in going_on(viewer, today, date.max).select_related("unit"))
    return dict(sorted(many.items(), key=lambda pair: (-pair[1], pair[0].name)))


def crowded(viewer: Staff, trial: Trial, found: Whole) -> list[str]:
    """Units of the trial where too much else is tried during its days: two trials, or any at all where nothing was to be."""
    others = going_on(viewer, trial.starts_on, trial.ends_on).exclude(trial=trial)
    many = Counter(others.values_list("unit", flat=True))
    return [
        one.unit.name
        for one in found.places
        if many[one.unit_id] >= (rules.MOST_AT_ONCE if one.side == Side.TRIES else 1)  # type: ignore[attr-defined]
    ]


def may_own(on: date) -> QuerySet[Staff]:
    """Those who can have a trial in hand that day."""
    held = Membership.objects.on(on).filter(role__in=roles.INQUIRES)
    return Staff.objects.filter(pk__in=held.values("staff")).order_by("name", "pk")


def units_on(on: date) -> list[Unit]:
    """The units where something can be tried."""
    return list(organisation.units(on).order_by("name", "pk"))


def in_hand(viewer: Staff, soon: date, today: date, held: Iterable[str]) -> list[tuple[Trial, State, date]]:
    """What waits, with its day: a limit that is passed, a plan whose first day is near, one that can be counted, one to follow up.

    One's own, and for managers and quality developers also those of somebody who has left. Passed limits first, then the nearest.
    """
    mine = Q(owner=viewer)
    if roles.READS_HARDSHIPS & set(held):
        mine |= ~Q(owner__in=may_own(today).order_by().values("pk"))
    found = []
    for one in trials(viewer).filter(mine, closed_at=None):
        state = one.state(today)
        due = day_of(one, state)
        if one.is_passed or (due is not None and due <= soon):  # type: ignore[attr-defined]
            found.append((one, state, due or today))
    return sorted(found, key=lambda row: (not row[0].is_passed, row[2]))  # type: ignore[attr-defined]


def day_of(trial: Trial, state: State) -> date | None:
    """The day on which something is to be done; nothing while one only waits."""
    match state:
        case State.PLANNED:
            return trial.starts_on
        case State.DECIDED:
            return trial.follow_on
        case State.ENDED if trial.stopped_on is not None or trial.is_counted:  # type: ignore[attr-defined]
            return trial.stopped_on or trial.ends_on
        case State.ENDED:
            return counted_from(trial)
    return None


def counted_from(trial: Trial) -> date:
    """The first day when all of the trial's figure should be there."""
    one = all_indicators().get(trial.indicator)
    last = rules.last_counted(trial.starts_on, trial.ended_on, one.period.months if one else 1)
    return rules.months_before(last, -(1 + (one.lag if one else 0)))
