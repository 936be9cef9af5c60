"""``samtid plan check`` and the literature's own checkers, which share no line with it, say the same of any plan."""

from __future__ import annotations

import importlib.util
import json
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from samtid.doors.cli import Refused
from samtid.doors.cli.plan_formats import read_instance
from samtid.doors.cli.plan_solutions import read_solution

BENCH = Path(__file__).resolve().parents[4] / "benchmarks" / "plan"


def judge(name: str) -> Any:
    """An independent checker as a module."""
    spec = importlib.util.spec_from_file_location(name, BENCH / f"{name}.py")
    assert spec is not None and spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


MANKOWSKA, UHHC = judge("check"), judge("check_uhhc")


def a_day(rng: np.random.Generator, rich: bool) -> dict[str, Any]:
    """A small instance; ``rich`` in the form of UHHC."""

    def windows(count: int) -> list[tuple[int, int]]:
        opens = int(rng.integers(0, 120))
        found = [(opens, opens + int(rng.integers(0, 120)))]
        return [*found, *((found[0][1] + 30, found[0][1] + 90) for _ in range(count - 1))]

    kinds = ["s1", "s2"]
    patients = []
    for i in range(int(rng.integers(1, 5))):
        two = rng.random() < 0.4
        patient: dict[str, Any] = {"id": f"p{i + 1}"}
        needs = [
            {"service": kind, "duration": int(rng.integers(1, 40))} for kind in (kinds if two else kinds[:1])
        ]
        if two:
            low = int(rng.integers(0, 20))
            patient["synchronization"] = ({"type": "simultaneous"} if rng.random() < 0.5 else
                                          {"type": "sequential", "distance": [low, low + int(rng.integers(0, 20))]})  # fmt: skip
        opens = windows(2 if rich and rng.random() < 0.4 else 1)
        if rich:
            patient |= {"required_services": needs, "optional": bool(rng.random() < 0.4), "distance_matrix_index": i + 1,
                        "time_windows": [{"start": a, "end": b} for a, b in opens]}  # fmt: skip
            if rng.random() < 0.3:
                patient["preferred_caregivers"] = ["c1"]
        else:
            patient |= {"required_caregivers": needs, "time_window": list(opens[0])}
        patients.append(patient)
    staff = [{"id": f"c{k + 1}", "abilities": kinds if rng.random() < 0.8 else kinds[:1]} for k in range(3)]
    staff[0]["abilities"] = staff[1]["abilities"] = kinds
    far = rng.integers(0, 25, (len(patients) + 1,) * 2)
    np.fill_diagonal(far, 0)
    day: dict[str, Any] = {"patients": patients, "caregivers": staff, "distances": far.tolist(),
                           "services": [{"id": s, "default_duration": 10} for s in kinds]}  # fmt: skip
    if not rich:
        return day | {"central_offices": [{"id": "d"}]}
    for member in staff:
        begins = int(rng.integers(0, 30))
        member |= {"working_shift": {"start": begins, "end": begins + int(rng.integers(60, 400))},
                   "departing_point": "t0", "lunch_break": bool(rng.random() < 0.5)}  # fmt: skip
    weights: dict[str, Any] = {
        name: int(rng.integers(0, 9)) for name in
        ("travel_time", "total_tardiness", "highest_tardiness", "total_waiting_time", "total_extra_time", "max_idle_time",
         "caregiver_preferences", "optional_patients", "missed_lunch_break")
    }  # fmt: skip
    for name in weights:
        if name != "travel_time" and rng.random() < 0.1:
            weights[name] = "HARD"
    if weights["caregiver_preferences"] == "HARD":
        weights["caregiver_preferences"] = (
            3  # an instance where wishes bar everybody is refused when it is read
        )
    return day | {
        "terminal_points": [{"id": "t0", "distance_matrix_index": 0}],
        "lunch_breaks": {"start": 60, "end": 150, "min_duration": 20},
        "metadata": {"cost_components": weights, "time_window_met": str(rng.choice(["at_service_start", "at_service_end"]))},
    }  # fmt: skip


def a_plan(rng: np.random.Generator, day: dict[str, Any], rich: bool, faulty: float) -> dict[str, Any]:
    """Visits dealt out and timed along each route, with a fault here and there."""
    far, where = day["distances"], {p["id"]: i + 1 for i, p in enumerate(day["patients"])}
    start: dict[tuple[str, str], float] = {}
    routes = []
    dealt: dict[int, list[tuple[str, str, int, int, int]]] = {0: [], 1: [], 2: []}
    for p in day["patients"]:
        if rich and p["optional"] and rng.random() < 0.3:
            continue
        needs = p["required_services" if rich else "required_caregivers"]
        for need, k in zip(needs, rng.permutation(2)[: len(needs)].tolist(), strict=True):
            opens = p["time_windows"][0]["start"] if rich else p["time_window"][0]
            low = p["synchronization"].get("distance", [0])[0] if len(needs) == 2 and need is needs[1] else 0
            dealt[k].append((p["id"], need["service"], need["duration"], opens + low, where[p["id"]]))
    for k, visits in dealt.items():
        member = day["caregivers"][k]
        at, free, line = 0, (member["working_shift"]["start"] if rich else 0), []
        for patient, service, minutes, opens, place in sorted(visits, key=lambda v: v[3]):
            begins = max(opens, free + far[at][place])
            others = [t for (p, _), t in start.items() if p == patient]
            begins = max([begins, *others])
            if rng.random() < faulty:
                begins = max(0, begins + int(rng.integers(-15, 16)) / 4)
            start[patient, service] = begins
            line.append({"patient": patient, "service": service, "start": begins})
            at, free = place, begins + minutes
            if (
                rich
                and member["lunch_break"]
                and free >= 55
                and not any(v["service"] == "lunch_break" for v in line)
            ):
                eats = max(60, free)
                line.append(
                    {
                        "patient": patient,
                        "service": "lunch_break",
                        "start": eats,
                        "end": eats + int(rng.integers(19, 25)),
                    }
                )
                free = line[-1]["end"]
        if line or rng.random() < 0.2:
            routes.append({"caregiver": member["id"], "visits": line})
    if rng.random() < faulty and routes and routes[0]["visits"]:
        lost = routes[0]["visits"].pop()
        if rng.random() < 0.5 and len(routes) > 1:
            routes[-1]["visits"].append(lost)
    if not rich and rng.random() < 0.2:
        for route in routes:
            for visit in route["visits"]:
                del visit["start"]
    return {"routes": routes}


@settings(max_examples=300, deadline=None)
@given(seed=st.integers(0, 2**32 - 1), rich=st.booleans(), faulty=st.sampled_from((0.0, 0.05, 0.3)))
def test_both_judges_say_the_same(
    seed: int, rich: bool, faulty: float, tmp_path_factory: pytest.TempPathFactory
) -> None:
    rng = np.random.default_rng(seed)
    day = a_day(rng, rich)
    plan = a_plan(rng, day, rich, faulty)
    folder = tmp_path_factory.getbasetemp()
    instance, solution = folder / "day.json", folder / "plan.json"
    instance.write_text(json.dumps(day))
    solution.write_text(json.dumps(plan))
    theirs: Any = UHHC if rich else MANKOWSKA
    try:
        verdict = theirs.check(day, plan)
    except theirs.Malformed:
        verdict = {"feasible": False}
    problem, form = read_instance(instance)
    try:
        mine = read_solution(solution, problem, form)
    except Refused:
        assert not verdict["feasible"]
        return
    assert mine.feasible == verdict["feasible"], (mine.faults, verdict)
    if mine.feasible:
        assert mine.objective == pytest.approx(verdict["objective"], abs=1e-6)
