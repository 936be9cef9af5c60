"""The instance files of the home-care literature. (Solutions: ``plan_solutions``.)

``mankowska``: Mankowska, Meisel and Bierwirth (2014), as repackaged by Ceschia et al. (2024); the Kummer and
Italian sets have the same form. ``uhhc``: Ceschia et al. (2026). Whatever is wrong with a file is refused with
one Swedish line; nothing is guessed.
"""

from __future__ import annotations

import json
import lzma
import math
from collections.abc import Callable
from pathlib import Path
from typing import Any

import numpy as np

from samtid.doors.cli import Refused
from samtid.ground.kernel.plan.problem import HARD, MUST, BadProblem, Problem, Weights

LARGEST = 200_000_000  # bytes; a file beyond this is no instance
HARD_PRICE = 200.0  # what a minute against a hard rule costs in the search to begin with


def read_json(path: Path) -> Any:
    """The content of a plain or ``.xz`` JSON file."""
    try:
        if path.suffix == ".xz":
            with lzma.open(path, "rb") as handle:
                raw = handle.read(LARGEST + 1)
        else:
            with path.open("rb") as handle:
                raw = handle.read(LARGEST + 1)
    except (OSError, lzma.LZMAError, EOFError) as error:
        raise Refused(f"kan inte läsa {path.name}: {getattr(error, 'strerror', None) or error}") from error
    if len(raw) > LARGEST:
        raise Refused(f"{path.name} är för stor för att vara en instans.")
    try:
        return json.loads(raw.decode("utf-8"))
    except (ValueError, RecursionError) as error:
        raise Refused(f"{path.name} är ingen giltig JSON-fil: {error}") from error


def read_instance(path: Path, form: str | None = None) -> tuple[Problem, str]:
    """The problem in a file, and which form it had (found by itself unless given)."""
    data = read_json(path)
    if not isinstance(data, dict):
        raise Refused(f"{path.name} innehåller ingen instans.")
    form = form or (
        "uhhc" if "terminal_points" in data else "mankowska" if "central_offices" in data else None
    )
    if form is None:
        raise Refused(f"{path.name} har varken «central_offices» (mankowska) eller «terminal_points» (uhhc).")
    try:
        return FORMS[form](data), form
    except BadProblem as fault:
        raise Refused(f"{path.name}: {fault}") from fault
    except KeyError as fault:
        raise Refused(f"{path.name}: uppgiften eller namnet {fault} saknas.") from fault
    except (TypeError, IndexError, AttributeError, ValueError, OverflowError) as fault:
        raise Refused(f"{path.name} har inte formen {form}: {fault}") from fault


def _unique(items: list[Any], what: str) -> None:
    names = [item["id"] for item in items]
    if not all(isinstance(name, str) for name in names):
        raise BadProblem(f"{what} ska ha namn som är text.")
    if len(set(names)) != len(names):
        raise BadProblem(f"Två {what} har samma namn.")


def minutes_of(value: Any, what: str) -> float:
    if isinstance(value, bool) or not isinstance(value, int | float) or not math.isfinite(value):
        raise BadProblem(f"{what} är inget tal.")
    return float(value)


def _table(rows: Any, what: str) -> np.ndarray:
    """Numbers, and not text that looks like numbers."""
    table = np.array(rows)  # text stays text
    if table.size and table.dtype.kind not in "iuf":
        raise BadProblem(f"{what} innehåller något som inte är ett tal.")
    return table.astype(np.float64)


def _services(data: dict[str, Any], field: str) -> tuple[list[int], list[str], list[float]]:
    """Per service: its visit, its kind, its length."""
    default = {s["id"]: s.get("default_duration") for s in data["services"]}
    visit, kind, length = [], [], []
    for v, patient in enumerate(data["patients"]):
        seen: set[str] = set()
        if not patient[field]:
            raise BadProblem(f"Besöket {patient['id']} har ingen insats.")
        for need in patient[field]:
            name = need["service"]
            if name not in default:
                raise BadProblem(f"Besöket {patient['id']} kräver den okända insatsen {name}.")
            if name in seen:
                raise BadProblem(f"Besöket {patient['id']} kräver insatsen {name} två gånger.")
            seen.add(name)
            lasts = need.get("duration")
            if field == "required_services" and lasts == 0:  # as the checker of that form reads it
                lasts = None
            visit.append(v)
            kind.append(name)
            length.append(
                minutes_of(default[name] if lasts is None else lasts, f"Längden för {patient['id']}/{name}")
            )
    return visit, kind, length


def _abilities(data: dict[str, Any], kind: list[str]) -> np.ndarray:
    known = {s["id"] for s in data["services"]}
    for c in data["caregivers"]:
        for ability in c["abilities"]:
            if ability not in known:
                raise BadProblem(f"{c['id']} har den okända behörigheten {ability}.")
    able = [[s in c["abilities"] for c in data["caregivers"]] for s in kind]
    return np.array(able, np.bool_).reshape(len(kind), len(data["caregivers"]))


def _gap(sync: dict[str, Any], who: str) -> tuple[float, float]:
    if sync["type"] == "simultaneous":
        return 0.0, 0.0
    if sync["type"] != "sequential":
        raise BadProblem(f"Besöket {who} har den okända samordningen {sync['type']!r}.")
    gap = sync["distance"]
    low, high = (gap["min"], gap["max"]) if isinstance(gap, dict) else gap
    return minutes_of(low, f"Mellanrummet för {who}"), minutes_of(high, f"Mellanrummet för {who}")


def _travel(data: dict[str, Any]) -> np.ndarray:
    rows = data["distances"]
    if any(len(row) != len(rows) for row in rows):
        raise BadProblem("Restiderna är ingen kvadratisk tabell.")
    return _table([rows], "Restiderna")


def mankowska(data: dict[str, Any]) -> Problem:
    """One office, soft windows, (travel + tardiness + greatest tardiness) / 3."""
    patients, staff = data["patients"], data["caregivers"]
    _unique(patients, "besök")
    _unique(staff, "medarbetare")
    if len(data["central_offices"]) != 1:
        raise BadProblem("Det ska finnas precis ett kontor.")
    visit, kind, length = _services(data, "required_caregivers")
    links, gaps = [], []
    for v, patient in enumerate(patients):
        mine = [i for i, x in enumerate(visit) if x == v]
        if len(mine) == 2:
            if not patient.get("synchronization"):
                raise BadProblem(f"Besöket {patient['id']} har två insatser men ingen samordning.")
            links.append(mine)
            gaps.append(_gap(patient["synchronization"], patient["id"]))
    windows = [[patients[v]["time_window"]] for v in visit]
    travel = _travel(data)
    if travel.shape[1] != len(patients) + 1:
        raise BadProblem(f"Restiderna gäller {travel.shape[1]} platser men ska gälla {len(patients) + 1}.")
    zeros = np.zeros(len(staff), np.int64)
    return Problem(
        visit=np.array(visit, np.int64), place=np.array([v + 1 for v in visit], np.int64),
        duration=np.array(length), windows=_table(windows, "Tidsfönstren").reshape(len(visit), 1, 2),
        allowed=_abilities(data, kind), start_place=zeros, end_place=zeros.copy(), travel=travel,
        links=np.array(links, np.int64).reshape(-1, 2), gaps=np.array(gaps, np.float64).reshape(-1, 2),
        weights=Weights(travel=1 / 3, tardiness=1 / 3, worst_tardiness=1 / 3),
        visit_names=tuple(x["id"] for x in patients), service_names=tuple(kind),
        staff_names=tuple(c["id"] for c in staff),
    )  # fmt: skip


def uhhc(data: dict[str, Any]) -> Problem:
    """Shifts, lunch, preferences, optional visits, nine weighted terms."""
    patients, staff = data["patients"], data["caregivers"]
    _unique(patients, "besök")
    _unique(staff, "medarbetare")
    point = {t["id"]: t["distance_matrix_index"] for t in data["terminal_points"]}
    visit, kind, length = _services(data, "required_services")
    names = {c["id"]: k for k, c in enumerate(staff)}
    allowed = _abilities(data, kind)
    unwanted = np.zeros(allowed.shape)
    links, gaps = [], []
    for v, patient in enumerate(patients):
        mine = [i for i, x in enumerate(visit) if x == v]
        for who in patient.get("incompatible_caregivers") or ():
            allowed[mine, names[who]] = False
        liked = patient.get("preferred_caregivers")
        if liked is not None:
            for who in liked:
                names[who]
            unwanted[mine] = [[float(c["id"] not in liked) for c in staff]]
        sync = patient.get("synchronization")
        if sync and sync["type"] != "independent" and len(mine) == 2:
            links.append(mine)
            gaps.append(_gap(sync, patient["id"]))
        if not patient["time_windows"]:
            raise BadProblem(f"Besöket {patient['id']} har inget tidsfönster.")
    widest = max((len(x["time_windows"]) for x in patients), default=1)
    windows = np.full((len(visit), widest, 2), np.nan)
    for i, v in enumerate(visit):
        for w, (opens, closes) in enumerate(
            sorted((w["start"], w["end"]) for w in patients[v]["time_windows"])
        ):
            windows[i, w] = (
                minutes_of(opens, f"Tidsfönstret för {patients[v]['id']}"),
                minutes_of(closes, f"Tidsfönstret för {patients[v]['id']}"),
            )
    weights, drop = _uhhc_weights(data)
    optional = np.array([bool(x.get("optional")) for x in patients], np.bool_)
    shift = [(c["working_shift"]["start"], c["working_shift"]["end"]) if c.get("working_shift") else (np.nan, np.nan)
             for c in staff]  # fmt: skip
    meal = data.get("lunch_breaks") or {}
    lunch = np.array([bool(c.get("lunch_break")) for c in staff], np.bool_)
    if lunch.any() and not meal:
        raise BadProblem("Medarbetare har rätt till lunch, men lunchens fönster saknas.")
    return Problem(
        visit=np.array(visit, np.int64),
        place=np.array([patients[v]["distance_matrix_index"] for v in visit], np.int64),
        duration=np.array(length), windows=windows, allowed=allowed,
        start_place=np.array([point[c["departing_point"]] for c in staff], np.int64),
        end_place=np.array([point[c.get("arrival_point") or c["departing_point"]] for c in staff], np.int64),
        travel=_travel(data), links=np.array(links, np.int64).reshape(-1, 2),
        gaps=np.array(gaps, np.float64).reshape(-1, 2), drop=np.where(optional, drop, MUST),
        shift=np.array(shift, np.float64).reshape(len(staff), 2), lunch=lunch,
        lunch_window=(float(meal.get("start", 0)), float(meal.get("end", 0))),
        lunch_minutes=float(meal.get("min_duration", 0)), unwanted=unwanted, weights=weights,
        late_at_end=data["metadata"].get("time_window_met") == "at_service_end",
        visit_names=tuple(x["id"] for x in patients), service_names=tuple(kind),
        staff_names=tuple(c["id"] for c in staff),
    )  # fmt: skip


TERMS = {
    "travel_time": "travel", "total_tardiness": "tardiness", "highest_tardiness": "worst_tardiness",
    "total_waiting_time": "waiting", "total_extra_time": "overtime", "max_idle_time": "idle",
    "caregiver_preferences": "preference", "missed_lunch_break": "missed_lunch",
}  # fmt: skip


def _uhhc_weights(data: dict[str, Any]) -> tuple[Weights, float]:
    """The weights, and the price of leaving an optional visit out."""
    given: dict[str, Any] = dict(data["metadata"]["cost_components"])
    drop = given.pop("optional_patients", 0) or 0
    values: dict[str, float] = {
        "forbidden": HARD_PRICE,
        "travel": 0.0,
        "tardiness": 0.0,
        "worst_tardiness": 0.0,
        "overtime": 0.0,
    }
    for name, value in given.items():
        if not value:
            continue
        if name not in TERMS:
            raise BadProblem(f"Kostnadsposten {name} stöds inte.")
        values[TERMS[name]] = HARD if value == "HARD" else minutes_of(value, f"Vikten {name}")
    return Weights(**values), MUST if drop == "HARD" else minutes_of(drop, "Vikten optional_patients")


FORMS: dict[str, Callable[[dict[str, Any]], Problem]] = {"mankowska": mankowska, "uhhc": uhhc}
