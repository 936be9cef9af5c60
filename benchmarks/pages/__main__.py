"""Sidornas tider: ``python -m benchmarks pages [--full] [--sizes 1000,30000] [--core 0]``."""

from __future__ import annotations

import argparse
import json
import os
import subprocess
import sys
from pathlib import Path
from typing import Any

from . import database, report

SHORT, FULL = [1_000, 30_000], [1_000, 30_000, 1_000_000]
VISITS = 60


def main() -> int:
    """Measures every size in a process of its own and prints the table. The databases are gone afterwards."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks pages", description=__doc__)
    parser.add_argument("--full", action="store_true", help="även en miljon akter: 12 GB disk, en kvart")
    parser.add_argument("--sizes", default="", help="antal akter, med komma emellan")
    parser.add_argument("--visits", type=int, default=VISITS, help=f"besök per sida ({VISITS})")
    parser.add_argument("--only", default="", help="bara sidor med det i namnet")
    parser.add_argument("--core", type=int, default=None, help="processorkärna för både program och databas")
    parser.add_argument("--keep", action="store_true", help="behåll databaserna till nästa mätning")
    parser.add_argument(
        "--explain", action="store_true", help="visa planen för varje sidas långsammaste fråga"
    )
    parser.add_argument("--json", type=Path, default=None, help="skriv också allt som mättes till en fil")
    args = parser.parse_args()
    try:
        sizes = [int(size) for size in args.sizes.split(",") if size] or (FULL if args.full else SHORT)
    except ValueError:
        parser.error("--sizes ska vara heltal med komma emellan, till exempel 1000,30000.")
    if min(sizes) < 1000 or args.visits < 20:
        parser.error("Minst 1 000 akter och 20 besök; annars säger tiderna ingenting.")
    if args.core is not None and hasattr(os, "sched_setaffinity"):
        os.sched_setaffinity(0, {args.core})  # the server is started from here and stays there too
    cluster = database.server()
    found = []
    with cluster:
        for size in sizes:
            print(f"{size} akter", file=sys.stderr, flush=True)
            found.append(_one(size, args.visits, args.only, explained=args.explain))
            if not args.keep:
                database.drop(cluster.superuser_url, size)
    print(report.table(found))
    if args.explain:
        print(report.plans(found))
    if args.json:
        args.json.write_text(json.dumps(found, ensure_ascii=False, indent=1) + "\n")
    broken = report.broken(found)
    if broken:
        print("\nÖver gränsen:", *broken, sep="\n- ")
    return 1 if broken else 0


def _one(size: int, visits: int, only: str, *, explained: bool) -> dict[str, Any]:
    words = [sys.executable, "-m", "benchmarks.pages.one", str(size), "--visits", str(visits), "--only", only]
    done = subprocess.run(
        [*words, *(["--explain"] if explained else [])], stdout=subprocess.PIPE, text=True, check=True
    )
    return dict(json.loads(done.stdout))


if __name__ == "__main__":
    sys.exit(main())
