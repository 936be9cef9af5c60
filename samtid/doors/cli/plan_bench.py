"""``samtid plan bench``: a folder of instances against the best values known, every plan judged anew."""

from __future__ import annotations

import argparse
import csv
import json
import sys
import time
from collections import defaultdict
from collections.abc import Iterator
from concurrent.futures import ProcessPoolExecutor
from pathlib import Path
from statistics import mean
from typing import NamedTuple

from samtid.doors.cli import Refused
from samtid.doors.cli import plan_formats as formats
from samtid.doors.cli import plan_solutions as solutions

MARKS = (1.0, 3.0, 10.0)  # seconds at which the way so far is noted
BEST = ("bks.csv", "bks_uhhc.csv")
ROUNDING = 0.001  # the literature prints three decimals


class Task(NamedTuple):
    """One run to make."""

    path: Path
    seconds: float
    seed: int
    clock: str
    target: float | None  # stop when this cost is reached
    plans: Path | None  # where the plan is written, so that others can judge it


class Row(NamedTuple):
    """One run made. ``marks``: the best cost after 1, 3 and 10 seconds; ``feasible`` by the plain arithmetic."""

    instance: str
    seed: int
    value: float
    feasible: bool
    iterations: int
    seconds: float
    marks: tuple[float, ...]
    best_at: float  # seconds until the last gain


def run(args: argparse.Namespace) -> int:
    """Run every instance with every seed and print the table, then a line per class."""
    if not args.folder.is_dir():
        raise Refused(f"mappen {args.folder} finns inte.")
    paths = [x for x in sorted(args.folder.rglob("*.json*")) if x.name.endswith((".json", ".json.xz"))]
    paths = [x for x in paths if x.parent.name != "examples" and args.only in name(x)]
    if not paths:
        raise Refused(f"inga instanser i {args.folder}.")
    known = best_known(args.folder)
    _warm_up()
    if args.plans:
        args.plans.mkdir(parents=True, exist_ok=True)
    tasks = [
        Task(
            x, args.seconds, seed, args.clock, known.get(name(x)) if args.stop_at_known else None, args.plans
        )
        for x in paths
        for seed in range(1, args.seeds + 1)
    ]
    rows: list[Row] = []
    out = args.out.open("w", encoding="utf-8", newline="") if args.out else None
    try:
        table = csv.writer(out) if out else None
        head = ["instance", "seed", "value", "best_known", "gap_percent", "feasible", "iterations", "seconds",
                "after_1s", "after_3s", "after_10s", "best_after_s"]  # fmt: skip
        if table:
            table.writerow(head)
        for row in _make(tasks, args.jobs):
            rows.append(row)
            line = _line(row, known.get(row.instance))
            print("  ".join(f"{x:>9}" if i else f"{x:<44.44}" for i, x in enumerate(line)), flush=True)
            if table and out:
                table.writerow(line)
                out.flush()
    finally:
        if out:
            out.close()
    summary(rows, known)
    return 0 if all(row.feasible for row in rows) else 1


def name(path: Path) -> str:
    """Folder and stem: the name the literature uses."""
    return f"{path.resolve().parent.name}/{path.name.removesuffix('.xz').removesuffix('.json')}"


def best_known(folder: Path) -> dict[str, float]:
    """The least value per instance in the tables beside the folder, above it, or in the project's own."""
    here = Path(__file__).resolve().parents[3] / "benchmarks" / "plan"
    found: dict[str, float] = {}
    for place in (folder, folder.parent, here):
        for table in BEST:
            if (place / table).is_file():
                with (place / table).open(encoding="utf-8", newline="") as handle:
                    for row in csv.DictReader(handle):
                        value = float(row["value"])
                        found[row["instance"]] = min(value, found.get(row["instance"], value))
    return found


def _make(tasks: list[Task], jobs: int) -> Iterator[Row]:
    if jobs == 1:
        yield from map(one, tasks)
        return
    with ProcessPoolExecutor(max_workers=jobs) as pool:
        yield from pool.map(one, tasks)


def one(task: Task) -> Row:
    """Solve once."""
    from samtid.ground.kernel.plan.solve import Search
    from samtid.ground.kernel.plan.stop import after_seconds, at_target, first_of

    clock = time.process_time if task.clock == "cpu" else time.perf_counter
    problem, _ = formats.read_instance(task.path)
    started = clock()
    search = Search(problem, task.seed)
    rule = after_seconds(task.seconds)
    if task.target is not None:
        rule = first_of(rule, at_target(task.target + ROUNDING))
    while search.step(rule, clock() - started):
        pass
    plan = search.plan(clock() - started)
    if task.plans:
        label = name(task.path)
        text = json.dumps(solutions.solution(plan, label.partition("/")[2]), ensure_ascii=False)
        (task.plans / f"{label.replace('/', '.')}.{task.seed}.json").write_text(text, encoding="utf-8")
    marks = tuple(round(plan.cost_at(m), 3) for m in MARKS)
    last_gain = plan.trace[-1][0] if plan.trace else 0.0
    return Row(
        name(task.path),
        task.seed,
        plan.objective,
        plan.feasible,
        plan.iterations,
        plan.seconds,
        marks,
        last_gain,
    )


def _warm_up() -> None:
    from samtid.ground.kernel.plan.solve import compile_once

    compile_once(lambda line: print(line, file=sys.stderr, flush=True))


def _line(row: Row, known: float | None) -> list[str]:
    gap = f"{100 * (row.value / known - 1):+.2f}" if known else ""
    return [row.instance, str(row.seed), f"{row.value:.3f}", f"{known:g}" if known else "", gap,
            "ja" if row.feasible else "nej", str(row.iterations), f"{row.seconds:.1f}",
            *(f"{x:.2f}" for x in row.marks), f"{row.best_at:.2f}"]  # fmt: skip


def summary(rows: list[Row], known: dict[str, float]) -> None:
    """Per class: mean and worst gap, the best seed, how far apart the seeds are, and the mean gap on the way."""
    classes: dict[str, dict[str, list[Row]]] = defaultdict(lambda: defaultdict(list))
    for row in rows:
        classes[class_of(row.instance)][row.instance].append(row)
    heads = ("medel %", "sämsta %", "bästa frö", "spridning", *(f"efter {m:g} s" for m in MARKS))
    print(f"\n{'klass':<16}{'antal':>6}" + "".join(f"{x:>12}" for x in heads))
    for label, instances in sorted(classes.items()):
        cells = [f"{x:+12.2f}" if x is not None else f"{'':>12}" for x in class_figures(instances, known)]
        print(f"{label:<16}{len(instances):>6}" + "".join(cells))


def class_figures(instances: dict[str, list[Row]], known: dict[str, float]) -> list[float | None]:
    """The figures of one class, in per cent; None where nothing is known to compare with."""

    def gap(value: float, instance: str) -> float:
        return 100 * (value / known[instance] - 1)

    spread = [100 * (max(r.value for r in runs) / min(r.value for r in runs) - 1) for runs in instances.values()
              if min(r.value for r in runs) > 0]  # fmt: skip
    judged = [(i, r) for i, runs in instances.items() if i in known for r in runs]
    if not judged:
        return [None, None, None, max(spread, default=0.0), *(None for _ in MARKS)]
    gaps = [gap(r.value, i) for i, r in judged]
    best = [gap(min(r.value for r in runs), i) for i, runs in instances.items() if i in known]
    way = [mean(gap(r.marks[c], i) for i, r in judged) for c in range(len(MARKS))]
    return [mean(gaps), max(gaps), mean(best), max(spread, default=0.0), *way]


def class_of(instance: str) -> str:
    """The set, and for the sets that come in sizes also the number of patients."""
    family, _, stem = instance.partition("/")
    if family == "mankowska":
        return f"{family} {stem[:3]}"
    if family == "kummer":
        return f"{family} {int(stem.split('_')[1]):03d}"
    return family
