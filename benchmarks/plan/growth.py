"""Growth: time to within 1 % of the final value against the number of visits, on generated days.

    python growth.py [--seconds 30] [--clock cpu] [--sizes 25 50 100 200 400 800 1600 2000]

The days are made by chance from a seed in the proportions of Mankowska et al. (2014): three visits in ten with two
people, half of them at the same time; six kinds of help; windows of two hours over a day of ten; one member of
staff to seven visits.
"""

from __future__ import annotations

import argparse
import sys
import time
from pathlib import Path

import numpy as np

sys.path.insert(0, str(Path(__file__).resolve().parents[2]))

from samtid.ground.kernel.plan import Plan, Problem, Weights, after_seconds
from samtid.ground.kernel.plan.solve import Search, compile_once


def day(visits: int, seed: int) -> Problem:
    """A day of so many visits."""
    rng = np.random.default_rng([visits, seed])
    staff = max(5, visits // 7)
    double = rng.random(visits) < 0.3
    visit = np.repeat(np.arange(visits), 1 + double)
    n = len(visit)
    spots = rng.uniform(0, 100, (visits + 1, 2))
    gaps = spots[:, None, :] - spots[None, :, :]
    travel = np.rint(1000 * np.hypot(gaps[..., 0], gaps[..., 1])) / 1000
    help_kind = rng.integers(0, 3, n)
    second = np.flatnonzero(np.r_[False, visit[1:] == visit[:-1]])
    help_kind[second] = 3 + rng.integers(0, 3, len(second))
    able = rng.random((staff, 6)) < 1 / 3
    for kind in range(6):  # at least two of each, so that every visit can be made
        able[[kind % staff, (kind + 1) % staff], kind] = True
    able[np.arange(staff), np.arange(staff) % 6] = True
    opens = rng.integers(0, 480, visits)[visit].astype(float)
    apart = rng.integers(0, 2, len(second)) * rng.integers(10, 60, len(second))
    return Problem(
        visit=visit,
        place=visit + 1,
        duration=rng.integers(10, 25, n).astype(float),
        windows=np.stack([opens, opens + 120], axis=1)[:, None, :],
        allowed=able[:, help_kind].T,
        start_place=np.zeros(staff, int),
        end_place=np.zeros(staff, int),
        travel=travel[None],
        links=np.stack([second - 1, second], axis=1),
        gaps=np.stack([apart, 2 * apart], axis=1).astype(float),
        weights=Weights(1 / 3, 1 / 3, 1 / 3),
    )


def run(problem: Problem, seconds: float, cpu: bool) -> Plan:
    """One search of so many seconds, by the clock on the wall or by the processor's."""
    clock = time.process_time if cpu else time.perf_counter
    started = clock()
    search = Search(problem, 1)
    rule = after_seconds(seconds)
    while search.step(rule, clock() - started):
        pass
    return search.plan(clock() - started)


def main() -> None:
    """One line per size."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--seconds", type=float, default=30.0)
    parser.add_argument("--clock", choices=("wall", "cpu"), default="wall")
    parser.add_argument("--sizes", type=int, nargs="+", default=[25, 50, 100, 200, 400, 800, 1600, 2000])
    args = parser.parse_args()
    compile_once(print)
    print(
        f"{'besök':>6}{'insatser':>10}{'kostnad':>12}{'första':>12}{'inom 1 % efter s':>18}{'försök/s':>12}"
    )
    for size in args.sizes:
        plan = run(day(size, 1), args.seconds, args.clock == "cpu")
        near = next((at for at, cost in plan.trace if cost <= 1.01 * plan.objective), plan.seconds)
        rate = plan.iterations / plan.seconds
        n = plan.problem.n_services
        print(
            f"{size:>6}{n:>10}{plan.objective:>12.1f}{plan.trace[0][1]:>12.1f}{near:>18.1f}{rate:>12.0f}",
            flush=True,
        )


if __name__ == "__main__":
    main()
