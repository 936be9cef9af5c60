"""The front of the measurements: ``python -m benchmarks [pages|load|upgrade|workshop|plan|flow|all] [--full] [options of that part]``.

``pages`` times the pages (benchmarks/pages); ``load`` asks the whole server for many at once (benchmarks/load) and ``upgrade`` while the database is migrated; ``workshop`` lets
eighty phones write and vote at once (benchmarks/workshop); ``plan`` the planning kernel against the best values known, with
``--full`` also beside other solvers and as the day grows (benchmarks/plan). Without ``--full`` both keep to
what can be waited for: some minutes each.
"""

from __future__ import annotations

import argparse
import subprocess
import sys
from pathlib import Path

SAMTID = (
    "import sys; from samtid.doors.cli import main; sys.exit(main())"  # the command, wherever it is installed
)
PLAN = Path(__file__).parent / "plan"
SHORT, FULL = ["--seconds", "5", "--seeds", "1"], ["--seconds", "60", "--seeds", "3"]


def pages(full: bool, rest: list[str]) -> list[list[str]]:
    """The pages at 1 000 and 30 000 dossiers; with ``full`` at a million."""
    return [[sys.executable, "-m", "benchmarks.pages", *(["--full"] if full else []), *rest]]


def plan(full: bool, rest: list[str]) -> list[list[str]]:
    """The kernel on every instance kept here, and with ``full`` its rivals and its growth."""
    kernel = [sys.executable, "-c", SAMTID, "plan", "bench", str(PLAN / "instances")]
    commands = [[*kernel, *(rest or (FULL if full else SHORT))]]
    if full:
        commands += [[sys.executable, str(PLAN / "growth.py")], ["sh", str(PLAN / "run.sh"), "60"]]
    return commands


def load(full: bool, rest: list[str]) -> list[list[str]]:
    """The server under load; with ``full`` for two minutes a thing."""
    return [[sys.executable, "-m", "benchmarks.load", *(["--seconds", "120"] if full else []), *rest]]


def upgrade(full: bool, rest: list[str]) -> list[list[str]]:
    """From the last release to this one, while people read."""
    return [[sys.executable, "-m", "benchmarks.load.upgrade", *rest]]


def workshop(full: bool, rest: list[str]) -> list[list[str]]:
    """Eighty phones for a minute, and the web killed once; with ``full`` for ten."""
    return [[sys.executable, "-m", "benchmarks.workshop", *(["--minutes", "10"] if full else []), *rest]]


def flow(full: bool, rest: list[str]) -> list[list[str]]:
    """The flow kernel beside SimPy and Ciw, and its forecasts on the demonstration beside plain ways and lifelines."""
    return [[sys.executable, "-m", "benchmarks.flow", *(["--full"] if full else []), *rest]]


PARTS = {"pages": pages, "load": load, "upgrade": upgrade, "workshop": workshop, "plan": plan, "flow": flow}


def main() -> int:
    """Runs the parts one after the other, each in a process of its own. Answers 0 when all went well."""
    parser = argparse.ArgumentParser(
        prog="python -m benchmarks", description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("part", nargs="?", choices=[*PARTS, "all"], default="all", help="vad som mäts (all)")
    parser.add_argument("--full", action="store_true", help="hela mätningen: flera timmar")
    args, rest = parser.parse_known_args()
    if rest and args.part == "all":
        parser.error(
            "Välj en del, pages, load, upgrade, workshop, plan eller flow, för att ge den egna tillägg."
        )
    answers = [0]
    for name, part in PARTS.items():
        if args.part in (name, "all"):
            for command in part(args.full, rest):
                answers.append(subprocess.run(command).returncode)
    return max(answers)


if __name__ == "__main__":
    sys.exit(main())
