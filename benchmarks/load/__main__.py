"""Belastningen: ``python -m benchmarks load [--clients 20] [--seconds 30] [--dossiers 6900]``."""

from __future__ import annotations

import argparse
import json
import multiprocessing
import os
import subprocess
import sys
from pathlib import Path
from statistics import median, quantiles
from typing import Any

from benchmarks.pages import database

from .clients import Asker, Told, ask
from .server import serving

CORES = 2
DEMO = 6_900  # dossiers: as many as the whole demonstration has
PER_SECOND, P95, SLOWER = 60.0, 0.400, 1.2  # the bars
DAY, OPEN = "/min-dag/", ("/", "/behov/1/", "/frister/", "/tillganglighet/", "/kvitto/")
GLANCE = 0.05  # seconds between one's own pages, where the open door's effect is measured
FILL = ("-m", "benchmarks.load.viewers")


def main() -> int:
    """Fills, serves, measures, prints; 1 when a bar is missed."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks load", description=__doc__)
    parser.add_argument("--clients", type=int, default=20, help="medarbetare som frågar samtidigt (20)")
    parser.add_argument("--readers", type=int, default=20, help="som läser den öppna ingången samtidigt (20)")
    parser.add_argument("--seconds", type=float, default=30, help="så länge mäts var sak (30)")
    parser.add_argument("--turns", type=int, default=3, help="växlingar mellan tomt och fullt utanför (3)")
    parser.add_argument("--dossiers", type=int, default=DEMO, help=f"akter i databasen ({DEMO})")
    parser.add_argument("--workers", type=int, default=2, help="webbens processer (2)")
    parser.add_argument("--port", type=int, default=8090, help="två portar från den här (8090)")
    parser.add_argument("--json", type=Path, default=None, help="skriv också det som mättes till en fil")
    args = parser.parse_args()
    if hasattr(os, "sched_setaffinity"):
        os.sched_setaffinity(
            0, set(sorted(os.sched_getaffinity(0))[:CORES])
        )  # and all that is started from here
    cluster = database.server()
    with cluster:
        database.enter(cluster.superuser_url, args.dossiers)
        cookies = _viewers(args.dossiers, args.clients)
        with serving(args.port, args.port + 1, args.workers):
            found = measured(args, cookies)
    _print(found, args)
    if args.json:
        args.json.write_text(json.dumps(found, ensure_ascii=False, indent=1) + "\n")
    broken = losses(found)
    if broken:
        print("\nÖver gränsen:", *broken, sep="\n- ")
    return 1 if broken else 0


def _viewers(dossiers: int, clients: int) -> list[str]:
    """The database is filled and people logged in by a process of its own: this one asks, and holds no program."""
    words = [sys.executable, *FILL, str(dossiers), str(clients)]
    done = subprocess.run(words, stdout=subprocess.PIPE, text=True, check=True)
    return [str(cookie) for cookie, *_ in json.loads(done.stdout)]


def measured(args: argparse.Namespace, cookies: list[str]) -> dict[str, Any]:
    """Twenty at once; then one at a time with nobody at the open door and with a crowd there, in turns."""
    day = [Asker(args.port, (DAY,), cookie, b"Min dag") for cookie in cookies]
    ask(day, 5)  # the first of everything does not count
    all_at_once = ask(day, args.seconds)
    quiet, crowded = Told(), Told()
    one = [Asker(args.port, (DAY,), cookies[0], b"Min dag", GLANCE)]
    readers = Told()
    for _ in range(args.turns):
        share = args.seconds / args.turns
        quiet.add(ask(one, share))
        with multiprocessing.Pool(1) as pool:
            crowd = pool.apply_async(ask, ([Asker(args.port + 1, OPEN)] * args.readers, share + 3))
            ask(one, 1.5)  # until the crowd is there
            crowded.add(ask(one, share))
            readers.add(crowd.get())
    return {
        "per_second": len(all_at_once.seconds) / args.seconds,
        "p50": median(all_at_once.seconds),
        "p95": quantiles(all_at_once.seconds, n=20)[-1],
        "pages": len(all_at_once.seconds),
        "errors": all_at_once.errors + quiet.errors + crowded.errors,
        "quiet": median(quiet.seconds),
        "crowded": median(crowded.seconds),
        "open_per_second": len(readers.seconds) / (args.turns * (args.seconds / args.turns + 3)),
        "open_errors": readers.errors,
    }


def losses(found: dict[str, Any]) -> list[str]:
    """Each bar that was missed."""
    said = []
    if found["per_second"] < PER_SECOND:
        said.append(f"{found['per_second']:.0f} sidor i sekunden, minst {PER_SECOND:.0f}")
    if found["p95"] > P95:
        said.append(f"95:e percentilen {_ms(found['p95'])} ms, högst {_ms(P95)}")
    if found["crowded"] > SLOWER * found["quiet"]:
        said.append(
            f"den öppna ingången gör Min dag {found['crowded'] / found['quiet']:.2f} gånger så lång, högst {SLOWER}"
        )
    for name, errors in (("Min dag", found["errors"]), ("den öppna ingången", found["open_errors"])):
        if errors:
            kinds = ", ".join(f"{errors.count(kind)} × {kind}" for kind in sorted(set(errors)))
            said.append(f"fel på {name}: {kinds}")
    return said


def _print(found: dict[str, Any], args: argparse.Namespace) -> None:
    print(f"Min dag, {args.clients} samtidigt på {CORES} kärnor, {args.dossiers} akter:")
    print(
        f"  {found['per_second']:.1f} sidor i sekunden, p50 {_ms(found['p50'])} ms, p95 {_ms(found['p95'])} ms, "
        f"{found['pages']} sidor, {len(found['errors'])} fel"
    )
    print(f"Min dag, en åt gången, medan {args.readers} läser den öppna ingången utan paus:")
    print(
        f"  p50 {_ms(found['quiet'])} ms när ingen läser, {_ms(found['crowded'])} ms när de läser: "
        f"{found['crowded'] / found['quiet']:.2f} gånger. De fick {found['open_per_second']:.0f} sidor i sekunden."
    )


def _ms(seconds: float) -> str:
    return f"{1000 * seconds:.0f}"


if __name__ == "__main__":
    sys.exit(main())
