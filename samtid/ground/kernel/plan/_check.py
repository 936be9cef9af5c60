"""What a problem must satisfy before anybody tries to solve it. Every fault is one Swedish sentence."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from .problem import DEAREST_DROP, LONGEST, BadProblem

if TYPE_CHECKING:
    from .problem import Bools, Problem


def check(p: Problem) -> None:
    """Raise ``BadProblem`` at the first fault: shapes, numbers, ids, skills, links, in that order."""
    _shapes(p)
    _numbers(p)
    _ids(p)
    _windows(p)
    _links(p)
    _skills(p)


def _shapes(p: Problem) -> None:
    n, k, v = p.n_services, p.n_staff, p.n_visits
    if p.travel.ndim != 3 or p.travel.shape[1] != p.travel.shape[2]:
        raise BadProblem("Restiderna är ingen kvadratisk tabell per färdsätt.")
    wanted = {
        "place": (n,), "duration": (n,), "allowed": (n, k), "hard": (n,), "drop": (v,),
        "end_place": (k,), "mode": (k,), "shift": (k, 2), "lunch": (k,),
        "changeover": (p.travel.shape[1],), "unwanted": (n, k), "unfamiliar": (n, k),
    }  # fmt: skip
    for name, shape in wanted.items():
        found = getattr(p, name).shape
        if found != shape:
            raise BadProblem(f"Fältet {name} har formen {found} men ska ha {shape}.")
    if p.windows.ndim != 3 or p.windows.shape[0] != n or p.windows.shape[2] != 2 or p.windows.shape[1] < 1:
        raise BadProblem(f"Tidsfönstren har formen {p.windows.shape} men ska ha ({n}, antal, 2).")
    links = p.links.shape[0]
    if p.gaps.shape != (links, 2) or p.link_same_staff.shape != (links,):
        raise BadProblem("Antalet parade insatser och antalet mellanrum stämmer inte överens.")
    for name in ("valid_from", "valid_to"):
        value = getattr(p, name)
        if value is not None and value.shape != (n, k):
            raise BadProblem(f"Fältet {name} har formen {value.shape} men ska ha {(n, k)}.")
    if len(p.staff_names) != k or len(p.service_names) != n:
        raise BadProblem("Antalet namn stämmer inte med antalet insatser eller medarbetare.")
    if len(set(p.staff_names)) != k:
        raise BadProblem("Två medarbetare har samma namn.")


def _numbers(p: Problem) -> None:
    for i in range(p.n_services):
        if not 0 <= p.duration[i] <= LONGEST:
            raise BadProblem(f"Besöket {p.service_label(i)} har en ogiltig längd: {p.duration[i]:g} minuter.")
    if p.travel.size and not (
        np.isfinite(p.travel).all() and p.travel.min() >= 0 and p.travel.max() <= LONGEST
    ):
        raise BadProblem("Restiderna innehåller ett negativt eller orimligt tal.")
    if not (np.isfinite(p.changeover).all() and (p.changeover >= 0).all()):
        raise BadProblem("Ställtiderna innehåller ett negativt eller orimligt tal.")
    if np.isnan(p.drop).any() or (p.drop < 0).any():
        raise BadProblem("Kostnaden för att utebli från ett besök är negativ eller saknas.")
    if (p.drop[np.isfinite(p.drop)] > DEAREST_DROP).any():
        raise BadProblem(f"Kostnaden för att utebli från ett besök får vara högst {DEAREST_DROP:g}.")
    for name in ("unwanted", "unfamiliar"):
        value = getattr(p, name)
        if value.size and not (np.isfinite(value).all() and value.min() >= 0 and value.max() <= 1):
            raise BadProblem(f"Fältet {name} innehåller ett tal som inte ligger mellan 0 och 1.")
    if not 0 <= p.lunch_minutes <= LONGEST or not p.lunch_window[0] <= p.lunch_window[1]:
        raise BadProblem("Lunchens längd eller fönster är ogiltigt.")


def _ids(p: Problem) -> None:
    if p.n_services and (p.visit.min() < 0 or p.visit.max() >= p.n_visits):
        raise BadProblem("En insats hör till ett besök som inte finns.")
    places, modes = p.travel.shape[1], p.travel.shape[0]
    for name in ("place", "start_place", "end_place"):
        value = getattr(p, name)
        if value.size and (value.min() < 0 or value.max() >= places):
            raise BadProblem(f"Fältet {name} pekar på en plats som inte finns i restiderna.")
    if p.n_staff and (p.mode.min() < 0 or p.mode.max() >= modes):
        raise BadProblem("En medarbetare har ett färdsätt som saknar restider.")
    for visit in range(p.n_visits):
        if not 1 <= len(p.services_of(visit)) <= 2:
            raise BadProblem(
                f"Besöket {p.visit_names[visit]} ska ha en eller två insatser, men har {len(p.services_of(visit))}."
            )


def _windows(p: Problem) -> None:
    for i in range(p.n_services):
        before = -np.inf
        for w, (opens, closes) in enumerate(p.windows[i]):
            if w and np.isnan(opens) and np.isnan(closes):
                continue
            if not (0 <= opens <= closes <= LONGEST):
                raise BadProblem(
                    f"Besöket {p.service_label(i)} har ett ogiltigt tidsfönster: {opens:g} till {closes:g}."
                )
            if opens <= before:
                raise BadProblem(f"Tidsfönstren för besöket {p.service_label(i)} ligger inte i ordning.")
            before = opens
    for k in range(p.n_staff):
        a, b = p.shift[k]
        if np.isnan(a) != np.isnan(b) or a > b or a < 0 or b > LONGEST:
            raise BadProblem(f"Arbetspasset för {p.staff_names[k]} är ogiltigt: {a:g} till {b:g}.")


def _links(p: Problem) -> None:
    seen: set[int] = set()
    for (i, j), (low, high) in zip(p.links, p.gaps, strict=True):
        if not (0 <= i < p.n_services and 0 <= j < p.n_services) or i == j:
            raise BadProblem("Ett par pekar på en insats som inte finns.")
        if not (-LONGEST <= low <= high <= LONGEST):
            raise BadProblem(f"Mellanrummet för {p.service_label(i)} är ogiltigt: {low:g} till {high:g}.")
        for x in (int(i), int(j)):
            if x in seen:
                raise BadProblem(f"Insatsen {p.service_label(x)} ingår i mer än ett par; det stöds inte.")
            seen.add(x)


def _skills(p: Problem) -> None:
    able = p.able
    for i in range(p.n_services):
        if np.isinf(p.drop[p.visit[i]]) and not able[i].any():
            why = (
                "behörighet saknas" if not p.allowed[i].any() else "önskemålen är krav, och de utesluter alla"
            )
            raise BadProblem(f"Ingen medarbetare får utföra {p.service_label(i)}: {why}.")
    for link, (i, j) in enumerate(p.links):
        one, two = bool(np.isinf(p.drop[p.visit[i]])), bool(np.isinf(p.drop[p.visit[j]]))
        if one != two:
            must, may = (i, j) if one else (j, i)
            raise BadProblem(
                f"{p.service_label(may)} får utebli men hör i tid ihop med {p.service_label(must)}, som måste göras; "
                "de ska antingen båda få utebli eller båda måste göras."
            )
        fault = pair_fault(p, able, link) if one else ""
        if fault:
            raise BadProblem(fault)


def pair_fault(p: Problem, able: Bools, link: int) -> str:
    """Why nobody can give both halves of a pair, as a sentence; empty when somebody can."""
    i, j = (int(x) for x in p.links[link])
    labels = dict.fromkeys((p.service_label(i), p.service_label(j)))
    both = " och ".join(labels)
    if not p.link_same_staff[link]:
        return f"{both} kräver två personer, men bara en är behörig." if (able[i] | able[j]).sum() < 2 else ""
    low, high = p.gaps[link]
    if (able[i] | able[j]).sum() > 1 or high >= p.duration[i] or -low >= p.duration[j]:
        return ""
    return f"{both} ska göras av samma person, men ligger så tätt att ingen hinner båda."
