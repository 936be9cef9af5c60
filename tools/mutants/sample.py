"""Urvalet: where faults are looked for, and which of them are tried."""

from __future__ import annotations

from hashlib import blake2b
from pathlib import Path

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
    """``count`` of them by lot. Each draws a lot of its own and the lowest are taken: what is written since takes the
    place of a few, and the others stay as they were.
    """
    return sorted(among, key=lambda mutant: blake2b(f"{seed}:{mutant.name}".encode()).digest())[:count]
