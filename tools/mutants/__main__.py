"""``python -m tools.mutants --seed 1 --count 200``: a sample of faults, and which of them the tests notice.

Exit code 0 when at least ``--least`` per cent are killed or explained and all were tried. A survivor is named; one that
changes nothing anybody could notice is explained in ``explained.toml``, by its name.
"""

from __future__ import annotations

import argparse
import sys
import tomllib
from collections import Counter
from collections.abc import Iterable, Sequence
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from queue import SimpleQueue

from tests.database import serving
from tools.mutants.faults import Mutant
from tools.mutants.sample import every, sample
from tools.mutants.trying import Fate, Sound, Tried, judge

EXPLAINED = Path(__file__).with_name("explained.toml")


def main(arguments: Sequence[str] | None = None) -> int:
    """The exit code."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--seed", type=int, default=1, help="vilket urval (1)")
    parser.add_argument("--count", type=int, default=200, help="hur många (200)")
    parser.add_argument("--workers", type=int, default=2, help="processer (2)")
    parser.add_argument(
        "--only", default="", help="bara moduler vars sökväg innehåller detta, eller ett visst namn"
    )
    parser.add_argument(
        "--least", type=float, default=95.0, help="procent som ska dödas eller förklaras (95)"
    )
    parser.add_argument("--near", action="store_true", help="bara rummets egna prov")
    args = parser.parse_args(arguments)
    among = [one for one in every() if args.only in one.path or args.only == one.name]
    chosen = sample(among, count=args.count, seed=args.seed)
    print(f"{len(chosen)} av {len(among)} mutanter, frö {args.seed}", flush=True)
    with serving():
        tried = list(_try_all(chosen, workers=args.workers, wide=not args.near))
    return _told(tried, args.least)


def explanations() -> dict[str, str]:
    """Why a mutant is no fault, by its name."""
    return dict(tomllib.loads(EXPLAINED.read_text("utf-8")).get("explained", {}))


def _try_all(chosen: list[Mutant], *, workers: int, wide: bool) -> Iterable[Tried]:
    known, names = explanations(), SimpleQueue[str]()
    for number in range(workers):
        names.put(f"mutant{number}")

    def with_a_name(work):  # type: ignore[no-untyped-def]
        name = names.get()
        try:
            return work(name)
        finally:
            names.put(name)

    sound = Sound()
    with ThreadPoolExecutor(workers) as pool:

        def one(mutant: Mutant) -> Tried:
            if mutant.name in known:
                return Tried(mutant, Fate.EXPLAINED, known[mutant.name])
            return with_a_name(lambda name: judge(mutant, worker=name, sound=sound, wide=wide))

        for tried in pool.map(one, chosen):
            print(_line(tried), flush=True)
            yield tried


def _line(tried: Tried) -> str:
    one = tried.mutant
    became = f"{one.before}  →  {one.after or '–'}"
    return f"  {tried.fate:<16} {one.name} {one.path}:{one.line} {one.kind}: {became}" + (
        f"  [{tried.by}]" if not tried.fate.is_dead and tried.by else ""
    )


def _told(tried: list[Tried], least: float) -> int:
    """The table by room; the exit code."""
    rooms: dict[str, Counter[Fate]] = {}
    for one in tried:
        rooms.setdefault("/".join(one.mutant.path.split("/")[1:3]), Counter())[one.fate] += 1
    print(f"\n  {'Rum':<26} {'Dödade':>7} {'Förklarade':>11} {'Överlevde':>10} {'Ej prövade':>11}")
    for room, fates in sorted(rooms.items()):
        dead = fates[Fate.KILLED] + fates[Fate.LOOPED]
        rest = (fates[Fate.EXPLAINED], fates[Fate.SURVIVED], fates[Fate.UNTRIED])
        print(f"  {room:<26} {dead:>7} {rest[0]:>11} {rest[1]:>10} {rest[2]:>11}")
    good = sum(one.fate.is_dead or one.fate is Fate.EXPLAINED for one in tried)
    share = 100 * good / len(tried) if tried else 0.0
    untried = sum(one.fate is Fate.UNTRIED for one in tried)
    print(
        f"\n{good} av {len(tried)} dödade eller förklarade: {share:.1f} procent (minst {least:g} ska vara det)."
    )
    return 0 if tried and share >= least and not untried else 1


if __name__ == "__main__":
    sys.exit(main())
