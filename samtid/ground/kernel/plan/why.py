"""Varför: why a visit stands where it stands, or was left out, in plain Swedish.

The answer is reckoned, not remembered: what holds the start, who else may come, and what the nearest other way would
cost. The compiled code looks at every place there is; what is said is the difference between two whole plans, each
at its cheapest clock.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from . import schedule
from ._check import pair_fault
from .evaluate import MOMENT, Change, Move, board_of, coming_in, evaluate, rank, together
from .words import Reason

if TYPE_CHECKING:
    from .problem import Problem
    from .result import Plan

LOOKED_AT = 6  # of the cheapest places: the search's clock ranks them, the cheapest clock decides


def why(plan: Plan, visit: int) -> str:
    """One paragraph about a visit."""
    p = plan.problem
    name = p.visit_names[visit]
    if visit in plan.left_out:
        return _why_out(plan, visit)
    lines = [f"{name}:"]
    for i in p.services_of(visit):
        found = _where(plan, i)
        if found is None:
            lines.append(f"{p.service_label(i)} görs inte, så besöket får bara en del av sina insatser.")
            continue
        k, at = found
        stop = plan.routes[k][at]
        lines.append(f"{p.service_label(i)} görs av {p.staff_names[k]} kl. {_clock(stop.start)}.")
        lines += [reason.label for reason in reasons(plan, i)]
        late = schedule.lateness(p, i, stop.start)
        if late > MOMENT:
            lines.append(f"Det är {late:g} minuter efter fönstret.")
        lines.append(_nearest(plan, i, k))
    return " ".join(line for line in lines if line)


def reasons(plan: Plan, i: int) -> list[Reason]:
    """What holds the start of service ``i``, and what holds it to its person."""
    p = plan.problem
    place = _where(plan, i)
    if place is None:
        return []
    k, at = place
    stop = plan.routes[k][at]
    found: list[Reason] = []
    if any(abs(stop.start - opens) < MOMENT for opens, _ in p.windows[i]):
        found.append(Reason.WINDOW_OPENS)
    if at:
        before = plan.routes[k][at - 1]
        arrival = before.start + schedule.length(p, before) + schedule.hop(p, k, before.place, stop.place)
    else:
        begins = float(p.shift[k, 0])
        arrival = (0.0 if np.isnan(begins) else begins) + schedule.hop(
            p, k, int(p.start_place[k]), stop.place
        )
    if abs(stop.start - arrival) < MOMENT:
        found.append(Reason.ARRIVAL if at else Reason.SHIFT)
    for (a, b), (low, high) in zip(p.links, p.gaps, strict=True):
        if i in (a, b):
            one, two = _start(plan, int(a)), _start(plan, int(b))
            if one is not None and two is not None and abs(two - one - (low if i == b else high)) < MOMENT:
                found.append(Reason.PARTNER)
    if not found:
        found.append(Reason.LATER)
    if p.able[i].sum() == 1:
        found.append(Reason.ONLY_ONE)
    if p.valid_to is not None and (p.valid_to[i] < 1440).any():
        found.append(Reason.DELEGATION)
    return found


def nearest(plan: Plan, i: int) -> tuple[int, Change] | None:
    """Who else service ``i`` is cheapest with, and what changes then; None when nobody else may give it."""
    p, place = plan.problem, _where(plan, i)
    if place is None:
        return None
    found: tuple[int, Change] | None = None
    for _, k, at in [way for way in board_of(plan).places(i) if way[1] != place[0]][:LOOKED_AT]:
        change = evaluate(plan, Move(i, k, at))
        if change is not None and (found is None or rank(change) < rank(found[1])):
            found = k, change
    assert found is None or p.able[i, found[0]]
    return found


def _nearest(plan: Plan, i: int, k: int) -> str:
    """What it would cost that somebody else came."""
    p = plan.problem
    others = int(p.able[i].sum()) - int(p.able[i, k])
    if not others:
        return ""
    best = nearest(plan, i)
    if best is None:
        return f"Ingen av {others} andra behöriga kan ta besöket: paret kräver två personer, eller så väntar besöken på varandra."
    j, change = best
    if change.broken:
        return f"{p.staff_names[j]} kan inte ta besöket utan att något annat flyttas: {change.broken[0]}"
    if change.difference < -MOMENT:  # a local search is no proof
        return (
            f"{p.staff_names[j]} skulle ge {-change.difference:.1f} lägre kostnad; sökningen hann inte dit."
        )
    also = "en annan är behörig" if others == 1 else f"{others} andra är behöriga"
    return f"Näst bästa är {p.staff_names[j]}, som skulle kosta {change.difference:.1f} mer ({also})."


def _why_out(plan: Plan, visit: int) -> str:
    p = plan.problem
    name = p.visit_names[visit]
    price = float(p.drop[visit])
    barred = _barred(p, visit)
    if barred:
        return f"{name} ryms inte: {barred}"
    change = coming_in(plan, p.services_of(visit)[0])
    if change is None:
        return f"{name} ryms inte: de som är behöriga skulle behöva vänta på varandra."
    if change.broken:
        return f"{name} ryms inte utan att något annat flyttas: {change.broken[0]}"
    who = " och ".join(dict.fromkeys(
        p.staff_names[s.now[0]] for s in change.shifted if s.service in p.services_of(visit) and s.now is not None
    ))  # fmt: skip
    if change.difference < -MOMENT:
        return f"{name} skulle rymmas hos {who} och ge {-change.difference:.1f} lägre kostnad; sökningen hann inte dit."
    return (f"{name} ryms inte: hos {who}, där det kostar minst, skulle planen kosta {change.difference:.1f} mer än nu, "
            f"då de {price:g} som det kostar att utebli är borträknade.")  # fmt: skip


def _barred(p: Problem, visit: int) -> str:
    """What keeps a visit out whatever else is moved; empty when nothing does."""
    if p.n_staff == 0:
        return "ingen arbetar."
    able, group = p.able, together(p, p.services_of(visit)[0])
    for i in sorted(group):
        label = p.service_label(i)
        if not p.allowed[i].any():
            return f"ingen i planen är behörig för {label}."
        if not able[i].any():
            return f"önskemålen är krav, och ingen av de behöriga för {label} är önskad."
        dated = [_in_time(p, i, int(k)) for k in np.flatnonzero(able[i])]
        if all(end is not None for end in dated):
            last = max(end for end in dated if end is not None)
            return f"delegeringen för alla som är behöriga för {label} går ut innan det kan göras, senast {_clock(last)}."
    for link, (a, b) in enumerate(p.links):
        fault = pair_fault(p, able, link) if {int(a), int(b)} & group else ""
        if fault:
            return fault
    return ""


def _in_time(p: Problem, i: int, k: int) -> float | None:
    """When the delegation ends that keeps ``k`` from giving ``i`` even as the first of the day; None when none does."""
    if p.valid_to is None:
        return None
    begins = 0.0 if np.isnan(p.shift[k, 0]) else float(p.shift[k, 0])
    start = max(
        float(p.windows[i, 0, 0]), begins + schedule.hop(p, k, int(p.start_place[k]), int(p.place[i]))
    )
    if p.valid_from is not None:
        start = max(start, float(p.valid_from[i, k]))
    ends = float(p.valid_to[i, k])
    return ends if start + float(p.duration[i]) > ends + MOMENT else None


def _where(plan: Plan, i: int) -> tuple[int, int] | None:
    return next(
        ((k, c) for k, stops in plan.routes.items() for c, s in enumerate(stops) if s.service == i), None
    )


def _start(plan: Plan, i: int) -> float | None:
    found = _where(plan, i)
    return None if found is None else plan.routes[found[0]][found[1]].start


def _clock(minutes: float) -> str:
    from .result import clock

    return clock(minutes)
