"""Bron till kärnan: the only place where rows become arrays and arrays rows. Only the worker goes over it.

What it takes for true is said on the page: everybody who works in the unit is there on every working day until their
last; the time that a limit takes is as in the unit's own history (the municipality's where that is short); what comes in
is as the last year.
"""

from __future__ import annotations

import json
from collections.abc import Collection, Mapping, Sequence
from dataclasses import replace
from datetime import date, timedelta
from typing import Any

import numpy as np

from samtid.base.access.through import door
from samtid.ground.kernel.flow import (
    FEWEST,
    Outcome,
    Past,
    Unit,
    merged,
    quantile_tables,
    rates_of,
    simulate,
    with_demand,
    with_hours,
    with_people,
)
from samtid.ground.kernel.flow.proof import (
    AHEAD,
    OPEN,
    Limits,
    Tuning,
    prove,
    share_by_days_left,
    share_by_kind,
)
from samtid.ground.law import children
from samtid.ground.law.days import add_months, is_free

from .telling import proof_of, rounded, together, told_of
from .words import Counter, World

DAYS = 182
RUNS, TABLES = 300, 10
SHORTEST = 3  # calendar days: what is to be done at once is not foretold
WORTH_ACTING = 0.2
ACT_WITHIN = 45  # days: what is due later has time
MOST_COUNTERS = 40  # limits of a unit whose counter-measure is played, the likeliest first
NEIGHBOURS = 3  # other units that a queue in common is tried with, the biggest of the same kind first
MONTHS = 12  # held out
WORKING_SHARE = 0.685  # of a year's days: 250 of 365 in Sweden, the three eves left out
HOURS, DEMAND = 0.75, 1.2
MAY_BE_EXTENDED = {children.INVESTIGATION.id}


def build(*, not_ours: Collection[str], seed: int) -> int:
    """Plays every unit forward and keeps what came of it; how many units there were."""
    facts = door("flow_facts")
    if isinstance(facts, str):
        facts = json.loads(facts)
    made = forecasts(facts, not_ours=not_ours, seed=seed)
    return sum(bool(door("keep_forecast", json.dumps(one))) for one in made)


class _Town:
    """Kommunen som siffror: the calendar, the limits and how good the forecast has been."""

    def __init__(self, facts: Mapping[str, Any], not_ours: Collection[str]) -> None:
        self.today = date.fromisoformat(facts["today"])
        rows = [row for row in facts["limits"] if row[1] not in not_ours]
        spans: dict[str, list[int]] = {}
        for row in rows:
            spans.setdefault(row[1], []).append((_day(row[4]) - _day(row[2])).days)
        self.usual = {rule: int(np.median(days)) for rule, days in spans.items()}
        self.rules = sorted(rule for rule, days in self.usual.items() if days >= SHORTEST)
        self.rows = [row for row in rows if row[1] in set(self.rules)]
        self.first = min([self.today, *(_day(row[2]) for row in self.rows)])
        ahead = max([DAYS + 7, *((_day(row[4]) - self.today).days for row in self.rows)]) + 2
        total = (self.today - self.first).days + min(ahead, 3 * 366)
        self.days = [self.first + timedelta(days=day) for day in range(total)]
        self.works = np.array([0.0 if is_free(day) else 1.0 for day in self.days])
        self.now = (self.today - self.first).days
        kind = {rule: place for place, rule in enumerate(self.rules)}
        self.limits = Limits(
            unit=_ints(row[0] for row in self.rows),
            kind=_ints(kind[row[1]] for row in self.rows),
            began=_ints(self.place(row[2]) for row in self.rows),
            stopped=_ints(self.place(row[3]) if row[3] else OPEN for row in self.rows),
            due=_ints(self.place(row[4]) for row in self.rows),
            works=self.works,
        )
        self.past = self.limits.past(self.now)
        self.whole = quantile_tables(self.past, len(self.rules), TABLES)
        self.enough = self.past.enough(len(self.rules)) if self.rows else np.zeros(len(self.rules), bool)
        self.moments = [
            place
            for back in range(MONTHS, 0, -1)
            for place in (self.place(add_months(self.today.replace(day=1), -back).isoformat()),)
            if 0 < place < self.now
        ]
        self.proof, self.tuning = prove(self.limits, self.moments, self.now)
        self.by_kind = share_by_kind(self.limits, self.now)
        self.by_days = share_by_days_left(self.limits, self.now, self.moments)
        # working days from when a usual one of the kind began to its last
        self.spans = np.array([max(self.usual[rule] * WORKING_SHARE, 0.5) for rule in self.rules])

    def place(self, said: str) -> int:
        return (_day(said) - self.first).days

    def unit(self, told: Mapping[str, Any]) -> tuple[Unit, np.ndarray]:
        """A unit's arrays, and which of the limits the open ones in it are."""
        limits, past = self.limits, self.past
        here = limits.unit == told["id"]
        ahead = self.days[self.now : self.now + DAYS]
        staff = told["staff"]
        capacity = np.array(
            [
                [
                    work * (since <= day.isoformat() and (until == "infinity" or day.isoformat() <= until))
                    for day, work in zip(ahead, self.works[self.now :], strict=False)
                ]
                for _, since, until in staff
            ]
        ).reshape(len(staff), DAYS)
        kinds = len(self.rules)
        work = np.empty((TABLES, kinds, 101))
        whole = self.whole
        for kind in range(kinds):
            own = here & (limits.kind == kind)
            mine = Past(past.kind[own] * 0, past.days[own], past.is_done[own])
            use = quantile_tables(mine, 1, TABLES)[:, 0] if mine.enough(1)[0] else whole[:, kind]
            work[:, kind] = use * self.spans[kind]
        asked = np.flatnonzero(here & (limits.stopped == OPEN))
        places = {row[0]: place for place, row in enumerate(staff)}
        holder = _ints(places.get(self.rows[one][6], -1) for one in asked)
        held = np.bincount(holder[holder >= 0], minlength=len(staff))
        many = self._most_at_once(here) / max(len(staff), 1)
        return Unit(
            capacity=capacity,
            slots=np.maximum(held, int(np.ceil(many))).astype(np.int64),
            rate=self._rates(here, ahead),
            work=work,
            limit=np.array([float(self.usual[rule]) for rule in self.rules]),
            kind=limits.kind[asked],
            age=(self.now - limits.began[asked]).astype(float),
            done=limits.work(limits.began, self.now)[asked],
            holder=holder,
            due=(limits.due[asked] - self.now + 1).astype(float),
            scale=limits.span[asked] / self.spans[limits.kind[asked]],
            name=asked,
            stream=1000 * int(told["id"]) + np.arange(kinds),
        ), asked

    def _most_at_once(self, here: np.ndarray) -> float:
        """The most that have run at once in the unit, at the months' turns of the last year."""
        return float(
            max(
                (
                    (here & (self.limits.began < day) & (self.limits.stopped >= day)).sum()
                    for day in self.moments
                ),
                default=1,
            )
        )

    def _rates(self, here: np.ndarray, ahead: Sequence[date]) -> np.ndarray:
        begins = max(self.now - 365, 0)
        since = self.days[begins : self.now]
        then = _weekday_and_month(since)
        return np.stack(
            [
                rates_of(
                    np.bincount(
                        self.limits.began[of & (self.limits.began >= begins) & (self.limits.began < self.now)]
                        - begins,
                        minlength=len(since),
                    ),
                    *then,
                    _weekday_and_month(ahead),
                )
                for of in (here & (self.limits.kind == kind) for kind in range(len(self.rules)))
            ]
        ).reshape(len(self.rules), DAYS)


def forecasts(
    facts: Mapping[str, Any], *, not_ours: Collection[str] = (), seed: int = 1
) -> list[dict[str, Any]]:
    """What is to be kept of each unit. The same facts and seed give the same answer."""
    town = _Town(facts, not_ours)
    proof = proof_of(town.proof)
    units = {told["id"]: told for told in facts["units"]}
    played: dict[int, tuple[Unit, np.ndarray, Outcome]] = {}
    why_not: dict[int, str] = {}
    for number, told in units.items():
        why_not[number] = _why_not(town, told)
        if town.rules and not why_not[number]:
            unit, asked = town.unit(told)
            played[number] = unit, asked, simulate(unit, RUNS, seed)
    made = []
    has_any = set(town.limits.unit.tolist())
    for number, told in units.items():
        if number not in has_any and not told["staff"]:
            continue  # nobody there holds cases
        one: dict[str, Any] = {
            "unit": number,
            "seed": seed,
            "runs": RUNS,
            "history_from": town.first.isoformat() if town.rows else None,
            "settled": int(((town.limits.unit == number) & (town.limits.stopped < OPEN)).sum()),
            "staff": len(told["staff"]),
            "why_not": why_not[number],
            "proof": proof,
            "worlds": [],
            "risks": [],
        }
        if number in played:
            unit, asked, outcome = played[number]
            one["risks"] = _risks(town, unit, asked, outcome, seed)
            one["worlds"] = _worlds(town, number, units, played, seed)
        made.append(one)
    return made


def _why_not(town: _Town, told: Mapping[str, Any]) -> str:
    settled = int(((town.limits.unit == told["id"]) & (town.limits.stopped < OPEN)).sum())
    if not town.enough.any():
        return f"Det behövs {FEWEST} avslutade frister av samma slag i kommunen. Det finns inte så många än."
    if settled < FEWEST:
        return f"Det behövs {FEWEST} avslutade frister i enheten. Det finns {settled}."
    if not told["staff"]:
        return "Ingen handläggare arbetar i enheten."
    return ""


def _risks(town: _Town, unit: Unit, asked: np.ndarray, outcome: Outcome, seed: int) -> list[dict[str, Any]]:
    """The chance of each limit that has not broken, and for the likeliest what can be done."""
    low, high = outcome.interval()
    flow = np.stack([outcome.chance, low, high])
    near = unit.due <= AHEAD
    tuned = np.stack([np.where(near, _tuned(town, asked, row), row) for row in flow])
    can = ~np.isnan(tuned[0]) & town.enough[unit.kind] & (unit.due > 0)
    made = []
    likeliest = set(np.argsort(np.where(can, -tuned[0], 1.0))[:MOST_COUNTERS].tolist())
    for m in np.flatnonzero(unit.due > 0).tolist():
        row: dict[str, Any] = {"clock": town.rows[asked[m]][5]}
        if can[m]:
            row |= dict(
                zip(("chance", "low", "high"), (rounded(value, 3) for value in tuned[:, m]), strict=True)
            )
            row["low"], row["high"] = min(row["low"], row["chance"]), max(row["high"], row["chance"])
            if m in likeliest and tuned[0, m] >= WORTH_ACTING and unit.due[m] <= ACT_WITHIN:
                row |= _counter(town, unit, asked, m, tuned[0, m], seed)
        made.append(row)
    return made


def _tuned(town: _Town, asked: np.ndarray, flow: np.ndarray) -> np.ndarray:
    tuning: Tuning = town.tuning
    return tuning.of(np.nan_to_num(flow), town.by_days[asked], town.by_kind[asked]) + 0 * flow


def _counter(town: _Town, unit: Unit, asked: np.ndarray, m: int, chance: float, seed: int) -> dict[str, Any]:
    """The cheapest thing to do, and the chance then where it can be played."""
    days = min(int(np.ceil(unit.due[m])), unit.days)
    held = np.bincount(unit.holder[unit.holder >= 0], minlength=len(unit.slots))
    there = unit.capacity[:, :days].sum(axis=1)
    holder = int(unit.holder[m])
    is_away = holder >= 0 and there[holder] < there.max()
    if holder < 0 or is_away:
        able = np.flatnonzero(there == there.max())
        to = int(able[np.argmin(held[able])])
        moved = unit.holder.copy()
        moved[m] = to
        played = simulate(
            replace(unit, holder=moved, rate=unit.rate * 0, slots=np.maximum(unit.slots, held + 1)),
            RUNS,
            seed,
        ).chance
        then = float(_tuned(town, asked, played)[m]) if unit.due[m] <= AHEAD else float(played[m])
        word = Counter.GIVE if holder < 0 else Counter.MOVE
        return {"counter": word.value, "then": rounded(min(then, chance), 3)}
    if town.rules[unit.kind[m]] in MAY_BE_EXTENDED:
        return {"counter": Counter.EXTEND.value}
    return {"counter": Counter.FIRST.value}


def _worlds(
    town: _Town,
    number: int,
    units: Mapping[int, Mapping[str, Any]],
    played: Mapping[int, tuple[Unit, np.ndarray, Outcome]],
    seed: int,
) -> list[dict[str, Any]]:
    """The unit as it is, and with something else about it, with the same random numbers."""
    unit, _, here = played[number]
    made: list[dict[str, Any]] = [
        {"world": World.NOW.value, "other": None, "told": told_of(town.today, here, here)}
    ]
    others = {
        World.HOURS: with_hours(unit, HOURS),
        World.MORE: with_people(unit, 1),
        World.DEMAND: with_demand(unit, DEMAND),
    }
    if len(unit.slots) > 1:
        others[World.FEWER] = with_people(unit, -1)
    for world, other in others.items():
        made.append(
            {
                "world": world.value,
                "other": None,
                "told": told_of(town.today, here, simulate(other, RUNS, seed)),
            }
        )
    kind = units[number]["kind"]
    near = sorted(
        (one for one in played if one != number),
        key=lambda one: (units[one]["kind"] != kind, -played[one][0].open, one),
    )[:NEIGHBOURS]
    for one in near:
        theirs, _, there = played[one]
        apart = together(here, there)
        both = simulate(merged(unit, theirs), RUNS, seed)
        made.append({"world": World.MERGED.value, "other": one, "told": told_of(town.today, apart, both)})
    return made


def _day(said: str) -> date:
    return date.fromisoformat(said)


def _ints(values: Any) -> np.ndarray:
    return np.array(list(values), np.int64)


def _weekday_and_month(days: Sequence[date]) -> tuple[np.ndarray, np.ndarray]:
    return _ints(day.weekday() for day in days), _ints(day.month for day in days)
