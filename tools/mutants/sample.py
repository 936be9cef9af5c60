"""Urvalet: where faults are looked for, and which of them are tried."""

from __future__ import annotations

from pathlib import Path
from random import Random

from tools.mutants.faults import Mutant, mutants_of

ROOT = Path(__file__).resolve().parents[2]
# What is decided, done, asked and let through. Pages, words and the demonstration have other tests than these.
PLACES = ("rules", "actions", "queries")
WHOLE = ("samtid/base/access",)


def files() -> list[Path]:
    """Rules, actions and queries of every room, and all that guards."""
    found = {path for place in PLACES for path in ROOT.glob(f"samtid/*/*/{place}.py")}
    found |= {path for place in PLACES for path in ROOT.glob(f"samtid/*/*/{place}/*.py")}
    found |= {path for whole in WHOLE for path in (ROOT / whole).glob("*.py")}
    return sorted(path for path in found if path.name != "walls.py" and "demo" not in path.parts)


def every() -> list[Mutant]:
    """Every mutant there is, by file and place."""
    return [
        mutant
        for path in files()
        for mutant in mutants_of(path.relative_to(ROOT).as_posix(), path.read_text("utf-8"))
    ]


def sample(among: list[Mutant], *, count: int, seed: int) -> list[Mutant]:
    """``count`` of them by lot; the same for the same seed and the same code."""
    ordered = sorted(among, key=lambda mutant: mutant.name)
    return Random(seed).sample(ordered, min(count, len(ordered)))
