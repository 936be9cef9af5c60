"""Schema: who goes where in which order, and the plain, slow arithmetic on it.

Written straight from the definition, without a line of the fast code, so that it can judge it: the command's
``check`` uses it, every ``Plan`` lists its terms with it, and the tests hold the search against it.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np

from .problem import HARD, Problem
from .words import Term


@dataclass(frozen=True, slots=True)
class Stop:
    """Stopp på en rutt: a service with its start, or a lunch (``service`` is None) with where it is taken."""

    service: int | None
    start: float
    place: int
    lasts: float | None = None  # minutes of a lunch that is longer than it has to be


Routes = Mapping[int, tuple[Stop, ...]]  # staff -> stops in order; staff without stops may be left out


def length(p: Problem, stop: Stop) -> float:
    """Minutes a stop takes."""
    if stop.lasts is not None:
        return stop.lasts
    return p.lunch_minutes if stop.service is None else float(p.duration[stop.service])


def hop(p: Problem, k: int, a: int, b: int) -> float:
    """Minutes from place to place, change-over included."""
    return float(p.travel[p.mode[k], a, b] + (p.changeover[b] if a != b else 0.0))


def ride(p: Problem, k: int, a: int, b: int) -> float:
    """Minutes of travel alone."""
    return float(p.travel[p.mode[k], a, b])


def lateness(p: Problem, i: int, start: float) -> float:
    """Minutes after the close of the last window that has opened at ``start``."""
    moment = start + (p.duration[i] if p.late_at_end else 0.0)
    opened = [closes for opens, closes in p.windows[i] if not np.isnan(opens) and opens <= start + 1e-6]
    return float(max(0.0, moment - opened[-1])) if opened else 0.0


def faults(p: Problem, routes: Routes, tolerance: float = 2e-3) -> list[str]:
    """Everything that makes a plan impossible, as Swedish sentences; empty when it can be carried out."""
    found: list[str] = []
    given: dict[int, tuple[int, float]] = {}
    for k, stops in routes.items():
        who = p.staff_names[k]
        where, free = int(p.start_place[k]), 0.0
        if not np.isnan(p.shift[k, 0]):
            free = float(p.shift[k, 0])
        lunches = 0
        for stop in stops:
            arrival = free + hop(p, k, where, stop.place)
            if stop.start < arrival - tolerance:
                found.append(f"{who} kan inte börja {stop.start:g}: framme först {arrival:g}.")
            if stop.service is None:
                lunches += 1
                found += _lunch_faults(p, k, stop, tolerance)
            else:
                found += _service_faults(p, k, stop, tolerance)
                if stop.service in given:
                    found.append(f"{p.service_label(stop.service)} utförs två gånger.")
                given[stop.service] = (k, stop.start)
            free, where = stop.start + length(p, stop), stop.place
        if lunches > 1:
            found.append(f"{who} har mer än en lunch.")
        back = free + hop(p, k, where, int(p.end_place[k]))
        if stops and p.weights.overtime == HARD and back > p.shift[k, 1] + tolerance:
            found.append(f"{who} är tillbaka {back:g}, efter passets slut {p.shift[k, 1]:g}.")
    return found + _link_faults(p, given, tolerance) + _missing(p, given) + _hard_terms(p, routes, tolerance)


def _hard_terms(p: Problem, routes: Routes, tolerance: float) -> list[str]:
    """What has to be nothing but is not. (Lateness and overtime are told where they arise.)"""
    told = (Term.TARDINESS, Term.WORST, Term.OVERTIME)
    hard = [term for term in Term if weight_of(p, term) == HARD and term not in told]
    found = terms(p, routes) if hard else {}
    return [
        f"{term.label} får inte förekomma men är {found[term]:g}." for term in hard if found[term] > tolerance
    ]


def _service_faults(p: Problem, k: int, stop: Stop, tolerance: float) -> list[str]:
    i = stop.service
    assert i is not None
    found = []
    label, who = p.service_label(i), p.staff_names[k]
    if not p.allowed[i, k]:
        found.append(f"{who} får inte utföra {label}.")
    if stop.start < p.windows[i, 0, 0] - tolerance:
        found.append(f"{label} börjar {stop.start:g}, innan fönstret öppnar {p.windows[i, 0, 0]:g}.")
    if p.hard[i] and lateness(p, i, stop.start) > tolerance:
        found.append(f"{label} har en fast tid som inte hålls.")
    if p.valid_from is not None and stop.start < p.valid_from[i, k] - tolerance:
        found.append(f"{who} har ingen delegering för {label} förrän {p.valid_from[i, k]:g}.")
    if p.valid_to is not None and stop.start + p.duration[i] > p.valid_to[i, k] + tolerance:
        found.append(f"Delegeringen för {who} att utföra {label} går ut {p.valid_to[i, k]:g}.")
    return found


def _lunch_faults(p: Problem, k: int, stop: Stop, tolerance: float) -> list[str]:
    opens, closes = p.lunch_window
    last = closes - (length(p, stop) if p.late_at_end else 0.0)
    if not p.lunch[k]:
        return [f"{p.staff_names[k]} har ingen lunch att ta ut."]
    if length(p, stop) < p.lunch_minutes - tolerance:
        return [
            f"Lunchen för {p.staff_names[k]} är {length(p, stop):g} minuter; den ska vara {p.lunch_minutes:g}."
        ]
    if not opens - tolerance <= stop.start <= last + tolerance:
        return [f"Lunchen för {p.staff_names[k]} ligger utanför sitt fönster."]
    return []


def _link_faults(p: Problem, given: dict[int, tuple[int, float]], tolerance: float) -> list[str]:
    found = []
    for (i, j), (low, high), same in zip(p.links, p.gaps, p.link_same_staff, strict=True):
        if i not in given or j not in given:
            continue
        gap = given[j][1] - given[i][1]
        if not low - tolerance <= gap <= high + tolerance:
            found.append(f"{p.service_label(j)} börjar {gap:g} minuter efter {p.service_label(i)}; "
                         f"tillåtet är {low:g} till {high:g}.")  # fmt: skip
        if given[i][0] == given[j][0] and not same:
            found.append(f"{p.service_label(i)} och {p.service_label(j)} kräver två olika personer.")
    return found


def _missing(p: Problem, given: dict[int, tuple[int, float]]) -> list[str]:
    found = []
    for v in range(p.n_visits):
        services = p.services_of(v)
        done = [i for i in services if i in given]
        if done and len(done) < len(services):
            found.append(f"Besöket {p.visit_names[v]} får bara en del av sina insatser.")
        elif not done and np.isinf(p.drop[v]):
            found.append(f"Besöket {p.visit_names[v]} måste göras men saknas.")
    return found


def terms(p: Problem, routes: Routes) -> dict[Term, float]:
    """Every term of the objective, unweighted. A route is left as late as its first stop allows."""
    out = dict.fromkeys(Term, 0.0)
    late: list[float] = []
    given: set[int] = set()
    busy: list[float] = []
    for k in range(p.n_staff):
        stops = routes.get(k, ())
        begins, ends = (float(x) for x in p.shift[k])
        on = not np.isnan(begins)
        if p.lunch[k] and not any(s.service is None for s in stops):
            out[Term.MISSED_LUNCH] += 1
        if not stops:
            out[Term.IDLE] = max(out[Term.IDLE], ends - begins if on else 0.0)
            busy += [0.0] if on else []
            continue
        where = int(p.start_place[k])
        free = left = stops[0].start - hop(p, k, where, stops[0].place)
        travel = gaps = work = 0.0
        for c, stop in enumerate(stops):
            gap = stop.start - (free + hop(p, k, where, stop.place))
            gaps += gap
            if not (c == 1 and stops[0].service is None):
                out[Term.WAITING] += gap
            travel += ride(p, k, where, stop.place)
            work += length(p, stop)
            if stop.service is not None:
                given.add(stop.service)
                late.append(0.0 if p.hard[stop.service] else lateness(p, stop.service, stop.start))
                out[Term.PREFERENCE] += float(p.unwanted[stop.service, k])
                out[Term.CONTINUITY] += float(p.unfamiliar[stop.service, k])
            free, where = stop.start + length(p, stop), stop.place
        back = free + hop(p, k, where, int(p.end_place[k]))
        travel += ride(p, k, where, int(p.end_place[k]))
        out[Term.TRAVEL] += travel
        busy.append(travel + work)
        if on:
            out[Term.OVERTIME] += max(0.0, back - ends)
            out[Term.IDLE] = max(out[Term.IDLE], max(0.0, left - begins) + gaps + max(0.0, ends - back))
    out[Term.TARDINESS], out[Term.WORST] = sum(late), max(late, default=0.0)
    out[Term.FAIRNESS] = max(busy) - sum(busy) / len(busy) if busy else 0.0
    out[Term.LEFT_OUT] = float(sum(not given & set(p.services_of(v)) for v in range(p.n_visits)))
    return out


def objective(p: Problem, routes: Routes, known: Mapping[Term, float] | None = None) -> float:
    """The weighted sum of the terms; a visit left out costs its own price, and what is hard has none."""
    given = {s.service for stops in routes.values() for s in stops}
    priced = ((weight_of(p, term), minutes) for term, minutes in (known or terms(p, routes)).items())
    value = sum(weight * minutes for weight, minutes in priced if weight != HARD)
    for v in range(p.n_visits):
        if np.isfinite(p.drop[v]) and not any(i in given for i in p.services_of(v)):
            value += float(p.drop[v])
    return value


def weight_of(p: Problem, term: Term) -> float:
    """What one unit of a term costs; 0 for visits left out, which have a price each."""
    w = p.weights
    return {
        Term.TRAVEL: w.travel, Term.TARDINESS: w.tardiness, Term.WORST: w.worst_tardiness, Term.WAITING: w.waiting,
        Term.OVERTIME: w.overtime, Term.IDLE: w.idle, Term.FAIRNESS: w.fairness, Term.PREFERENCE: w.preference,
        Term.CONTINUITY: w.continuity, Term.MISSED_LUNCH: w.missed_lunch, Term.LEFT_OUT: 0.0,
    }[term]  # fmt: skip
