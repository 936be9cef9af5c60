"""The front of the measurements: ``python -m benchmarks [pages|plan|all] [--full] [options of that part]``.

Each part is a package here with a ``__main__`` of its own and runs in a process of its own. Without
``--full`` every part keeps to what can be waited for: some minutes.
"""

from __future__ import annotations

import argparse
import subprocess
import sys
from pathlib import Path

HERE = Path(__file__).parent
ORDER = ("pages", "plan")  # the quick part first; a part that is not here yet is left out


def main() -> int:
    """Runs the parts one after the other. Answers 0 when all have run."""
    built = [part for part in ORDER if (HERE / part / "__main__.py").exists()]
    parser = argparse.ArgumentParser(prog="python -m benchmarks", description=__doc__.splitlines()[0])
    parser.add_argument("part", nargs="?", choices=[*built, "all"], default="all", help="vad som mäts (all)")
    parser.add_argument("--full", action="store_true", help="hela mätningen, även den som tar timmar")
    args, rest = parser.parse_known_args()
    if rest and args.part == "all":
        parser.error(f"Välj en del för att ge den egna tillägg: {', '.join(built)}.")
    answers = []
    for part in built if args.part == "all" else [args.part]:
        words = [*(["--full"] if args.full else []), *rest]
        answers.append(subprocess.run([sys.executable, "-m", f"benchmarks.{part}", *words]).returncode)
    return max(answers)


if __name__ == "__main__":
    sys.exit(main())
