"""``python -m tools.mutants.walls``: every stone of the walls taken out, one at a time, and who notices.

Exit code 0 when every one that was tried is noticed, or explained in ``explained.toml`` by its name. A stone that the
database itself will not do without (nothing else would stand) counts as noticed.
"""

from __future__ import annotations

import argparse
import os
import sys
import tempfile
import tomllib
from collections import Counter
from collections.abc import Iterable, Sequence
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from queue import SimpleQueue
from random import Random

import psycopg

from samtid.doors.cli import place
from tests.database import TEMPLATE, copy, serving
from tools.mutants.trying import BROKEN, FAILED, PASSED, Fate, run
from tools.mutants.walls.faults import Stone, stones, take_out
from tools.mutants.walls.tests_of import only, tests_of

EXPLAINED = Path(__file__).with_name("explained.toml")
Told = tuple[Stone, Fate, str]


def main(arguments: Sequence[str] | None = None) -> int:
    """The exit code."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--seed", type=int, default=1, help="vilket urval, när inte alla tas (1)")
    parser.add_argument("--count", type=int, default=0, help="hur många (alla)")
    parser.add_argument("--workers", type=int, default=2, help="processer (2)")
    parser.add_argument("--only", default="", help="bara de vars plats, slag eller namn innehåller detta")
    parser.add_argument("--list", action="store_true", help="räkna bara upp dem")
    parser.add_argument("--near", action="store_true", help="bara rummets egna prov")
    parser.add_argument("--report", default="", help="skriv siffrorna till en fil, för make prove-secrecy")
    args = parser.parse_args(arguments)
    with serving() as admin:
        with psycopg.connect(place.with_database(admin, TEMPLATE)) as connection:
            every = [one for one in stones(connection) if args.only in f"{one.place} {one.kind} {one.name}"]
        chosen = Random(args.seed).sample(every, min(args.count, len(every))) if args.count else every
        print(f"{len(chosen)} av {len(every)} stenar", flush=True)
        if args.list:
            for one in chosen:
                print(_line((one, Fate.UNTRIED, "")))
            return 0
        tried = list(_try_all(chosen, admin, workers=args.workers, wide=not args.near))
    if args.report:
        fates = Counter(fate for _, fate, _ in tried)
        Path(args.report).write_text(
            f"{fates[Fate.KILLED]} {fates[Fate.EXPLAINED]} {fates[Fate.SURVIVED]} {fates[Fate.UNTRIED]} {len(every)}"
        )
    return _told(tried)


def explanations() -> dict[str, str]:
    """Why nobody can notice, by the stone's name."""
    return dict(tomllib.loads(EXPLAINED.read_text("utf-8")).get("explained", {}))


def _try_all(chosen: list[Stone], admin: str, *, workers: int, wide: bool) -> Iterable[Told]:
    known, names = explanations(), SimpleQueue[str]()
    for number in range(workers):
        names.put(f"stone{number}")

    def one(stone: Stone) -> Told:
        if stone.name in known:
            return stone, Fate.EXPLAINED, known[stone.name]
        name = names.get()
        try:
            return _judge(stone, admin, name, wide)
        finally:
            names.put(name)

    with ThreadPoolExecutor(workers) as pool:
        for told in pool.map(one, chosen):
            print(_line(told), flush=True)
            yield told


def _judge(stone: Stone, admin: str, worker: str, wide: bool) -> Told:
    template = f"samtid_{worker}"
    copy(TEMPLATE, template)
    try:
        with psycopg.connect(place.with_database(admin, template)) as connection:
            take_out(connection, stone)
    except psycopg.Error as error:
        return stone, Fate.KILLED, f"databasen: {str(error).splitlines()[0]}"
    near, rest = tests_of(stone)
    with tempfile.TemporaryDirectory() as folder:
        more = {
            "SAMTID_TEST_TEMPLATE": template,
            "SAMTID_TEST_RUN": folder,
            "SAMTID_ATTEMPT_ONLY": only(stone),
        }
        for paths in (near, rest if wide else []):
            if not paths:
                continue
            code, by = run(paths, worker=worker, more=more)
            if code == FAILED or code in BROKEN or code < 0:
                return stone, Fate.KILLED, by
            if code != PASSED:
                return stone, Fate.UNTRIED, f"pytest slutade med {code}"
    return stone, Fate.SURVIVED, ""


def _line(told: Told) -> str:
    stone, fate, by = told
    return f"  {fate:<14} {stone.name} {stone.kind:<9} {stone.place}: {stone.what}" + (
        f"  [{by}]" if by else ""
    )


def _told(tried: list[Told]) -> int:
    """The table by kind; the exit code."""
    kinds: dict[str, Counter[Fate]] = {}
    for stone, fate, _ in tried:
        kinds.setdefault(stone.kind, Counter())[fate] += 1
    print(f"\n  {'Slag':<12} {'Märkta':>7} {'Förklarade':>11} {'Överlevde':>10} {'Ej prövade':>11}")
    for kind, fates in sorted(kinds.items()):
        rest = (fates[Fate.EXPLAINED], fates[Fate.SURVIVED], fates[Fate.UNTRIED])
        print(f"  {kind:<12} {fates[Fate.KILLED]:>7} {rest[0]:>11} {rest[1]:>10} {rest[2]:>11}")
    good = sum(fate in (Fate.KILLED, Fate.EXPLAINED) for _, fate, _ in tried)
    print(f"\n{good} av {len(tried)} märkta eller förklarade.")
    return 0 if tried and good == len(tried) else 1


if __name__ == "__main__":
    os.environ.pop("SAMTID_MUTANT", None)
    sys.exit(main())
