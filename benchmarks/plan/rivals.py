"""Samtid beside OR-Tools routing, PyVRP and Timefold: the same instances, equal search time, one thread each.

    python rivals.py --seconds 20 instances/mankowska instances/kummer/HHCRSP_300_60_45_1.6_C_C.json.xz

Runs in the virtual environment that ``run.sh`` makes. Every plan is timed anew (earliest schedule of its routes)
and priced by Samtid's plain arithmetic, so nobody is judged by their own model. Every rival that can take a first
plan gets the same one (``greedy``). What each cannot model is printed, and what was tried for each stands in its
own file: ``rivals_ortools.py``, ``rivals_pyvrp.py``, ``rivals_timefold.py``.
"""

from __future__ import annotations

import argparse
import csv
import importlib.metadata
import json
import math
import os
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

sys.path.insert(0, str(Path(__file__).resolve().parents[2]))

from benchmarks.plan import rivals_ortools, rivals_pyvrp, rivals_timefold
from benchmarks.plan.rivals_judge import Orders, judge
from samtid.doors.cli import Refused
from samtid.doors.cli.plan_formats import read_instance
from samtid.ground.kernel.plan import Problem, after_seconds, solve
from samtid.ground.kernel.plan.solve import compile_once

HERE = Path(__file__).resolve().parent
FOLDERS = [HERE / "instances" / name for name in ("mankowska", "kummer", "italian")]
LEAST = 50  # visits; a smaller instance in a folder is passed over, since everybody solves it
BUSY = 0.9  # a solver that got less than this much of a core is marked
RIVALS: dict[str, tuple[str, Callable[[Problem, float], Orders], str]] = {
    "OR-Tools": ("ortools", rivals_ortools.ortools, rivals_ortools.LIMITS),
    "PyVRP": ("pyvrp", rivals_pyvrp.pyvrp, rivals_pyvrp.LIMITS),
    "Timefold": ("timefold", rivals_timefold.timefold, rivals_timefold.LIMITS),
}


def versions() -> tuple[dict[str, str], list[str]]:
    """The version of each rival that can run here, and a Swedish line about each that cannot."""
    found, out = {}, []
    for name, (package, _, _) in RIVALS.items():
        why = rivals_timefold.missing() if name == "Timefold" else ""
        try:
            found[name] = importlib.metadata.version(package)
        except importlib.metadata.PackageNotFoundError:
            why = why or f"paketet {package} är inte installerat"
        if why:
            found.pop(name, None)
            out.append(f"{name} är inte med: {why}.")
    return found, out


def instances(given: list[Path], least: int) -> Iterator[tuple[Path, Problem]]:
    """The problems of files, and of the files in folders that are large enough, the smallest first."""
    files: dict[Path, bool] = {}
    for path in given:
        inside = (
            sorted(x for x in path.rglob("*") if x.name.endswith((".json", ".json.xz")))
            if path.is_dir()
            else []
        )
        files |= dict.fromkeys(inside, True) if path.is_dir() else {path: False}
    found = []
    for path, choose in files.items():
        try:
            p, form = read_instance(path)
        except Refused as error:
            print(f"{path.name} är inte med: {error}", file=sys.stderr)
            continue
        if form != "mankowska":
            print(
                f"{path.name} är inte med: rivalernas modeller saknar arbetspass och luncher.",
                file=sys.stderr,
            )
        elif not choose or p.n_visits >= least:
            found.append((path, p))
    yield from sorted(found, key=lambda each: (each[1].n_visits, each[0].name))


def samtid(p: Problem, seconds: float) -> float:
    """The kernel itself; its plan has already been priced by the same arithmetic."""
    return solve(p, after_seconds(seconds), 1).objective


def rival(name: str, p: Problem, seconds: float) -> float:
    """What a rival's plan costs; nan when it finds none that can be carried out, with the reason on stderr."""
    try:
        orders = RIVALS[name][1](p, seconds)
    except Exception as error:
        print(f"{name}: {type(error).__name__}: {error}", file=sys.stderr)
        return math.nan
    return judge(p, orders) if sum(map(len, orders.values())) == p.n_services else math.nan


def measure(name: str, p: Problem, seconds: float) -> dict[str, Any]:
    """The cost, and what share of a core the solver got while it worked."""
    before, began = sum(os.times()[:4]), time.perf_counter()
    cost = samtid(p, seconds) if name == "Samtid" else rival(name, p, seconds)
    wall = time.perf_counter() - began
    return {"solver": name, "cost": cost, "core": (sum(os.times()[:4]) - before) / wall, "wall": wall}


def cell(row: dict[str, Any]) -> str:
    """Twelve characters of the table."""
    if math.isnan(row["cost"]):
        return f"{'ingen plan':>12}"
    return f"{row['cost']:11.2f}" + ("*" if row["core"] < BUSY else " ")


def write(out: Path, head: dict[str, Any], rows: list[dict[str, Any]]) -> None:
    """Everything as JSON, or the rows alone as CSV, by the ending of the name. No plan is null, or empty."""
    clean = [{**row, "cost": None if math.isnan(row["cost"]) else row["cost"]} for row in rows]
    if out.suffix == ".csv":
        with out.open("w", newline="") as handle:
            writer = csv.DictWriter(handle, list(clean[0]))
            writer.writeheader()
            writer.writerows(clean)
    else:
        out.write_text(json.dumps({**head, "rows": clean}, ensure_ascii=False, indent=1) + "\n")


def main() -> None:
    """One line per instance, one column per solver."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("instances", type=Path, nargs="*", default=FOLDERS, help="filer eller mappar")
    parser.add_argument("--seconds", type=float, default=20.0, help="söktid för var och en (20)")
    parser.add_argument("--least", type=int, default=LEAST, help=f"minsta antal besök i en mapp ({LEAST})")
    parser.add_argument("--out", type=Path, help="skriv också hit: .json eller .csv")
    args = parser.parse_args()
    if args.out and args.out.suffix not in (".json", ".csv"):
        parser.error("--out ska sluta på .json eller .csv.")
    if not all(path.exists() for path in args.instances):
        parser.error("En av filerna eller mapparna finns inte.")
    found, out = versions()
    print("Samtid, " + "".join(f"{name} {version}, " for name, version in found.items())
          + f"Python {sys.version.split()[0]}; {args.seconds:g} s söktid var, en tråd, ett frö.")  # fmt: skip
    limits = {"Samtid": "inga begränsningar på dessa instanser"} | {name: RIVALS[name][2] for name in found}
    for name, limit in limits.items():
        print(f"  {name}: {limit}.")
    for line in out:
        print(f"  {line}")
    compile_once(print)
    solvers = ["Samtid", *found]
    print(f"{'instans':<52}{'besök':>6}" + "".join(f"{name:>11} " for name in solvers), flush=True)
    head = {"seconds": args.seconds, "python": sys.version.split()[0], "versions": found, "limits": limits,
            "left_out": out}  # fmt: skip
    rows: list[dict[str, Any]] = []
    for path, p in instances(args.instances, args.least):
        name = path.name.split(".json")[0]
        print(f"{name:<52}{p.n_visits:6}", end="", flush=True)
        for solver in solvers:
            row = {"instance": name, "visits": p.n_visits, "staff": p.n_staff} | measure(
                solver, p, args.seconds
            )
            print(cell(row), end="", flush=True)
            rows.append(row)
            if args.out:
                write(args.out, head, rows)
        print(flush=True)
    if any(row["core"] < BUSY for row in rows):
        print(
            f"* fick mindre än {BUSY:.0%} av en kärna: datorn hade annat att göra, och talet är inte rättvist."
        )


if __name__ == "__main__":
    main()
