"""Vilka prov: those of the room that raised the wall, and then everybody who tries to get through."""

from __future__ import annotations

import re
from functools import cache
from pathlib import Path

from tests.attacker.generated import hints
from tools.mutants.walls.faults import Stone

ROOT = Path(__file__).resolve().parents[3]
EVERYWHERE = (
    "samtid/base/access/tests",
    "samtid/base/dossier/tests",
    "samtid/base/people/tests",
    "tests/walk/test_tables.py",
    "tests/attacker",
    "samtid/steps",
    "samtid/quality",
    "samtid/doors/desk/tests",
    "tests/test_outage.py",
)
# Compare what stands with the text: they notice every stone, and prove nothing of what it was for.
COMPARING = ("samtid/base/access/tests/test_walling.py", "samtid/doors/cli/tests/test_check.py")


@cache
def _written() -> dict[str, str]:
    """The text of each room's walls and migrations."""
    found: dict[str, str] = {}
    for folder in sorted(ROOT.glob("samtid/*/*")):
        files = [*folder.glob("walls.py"), *folder.glob("walls/*.py"), *folder.glob("migrations/*.py")]
        text = "\n".join(file.read_text("utf-8") for file in files)
        if text:
            found[folder.relative_to(ROOT).as_posix()] = text
    return found


def room_of(stone: Stone) -> str:
    """The room that raised it: whose table it is, or who defines the function."""
    if not stone.place.startswith("access."):
        name = stone.place.partition("_")[0]
        return next((room for room in _written() if room.endswith(f"/{name}")), "samtid/base/access")
    defined = re.compile(
        rf"(?:Function\(\s*f?\"|create (?:or replace )?function ){re.escape(stone.place)}\(", re.I
    )
    return next((room for room, text in _written().items() if defined.search(text)), "samtid/base/access")


def only(stone: Stone) -> str:
    """What the generated attempts need to try to notice a stone: its table, or its function where one may call it."""
    if not stone.place.startswith("access."):
        return stone.place
    table = re.sub(r"^access\.(\w+?)_(authored|stands|points)$", r"\1", stone.place)
    return table if table != stone.place else stone.place if stone.place in hints.HINTS else ""


def tests_of(stone: Stone) -> tuple[list[str], list[str]]:
    """The nearest, what asks for each stone first, and the rest."""
    folder = f"{room_of(stone)}/tests"
    near = ["tests/attacker/test_generated.py"] if only(stone) else []
    near += [path for path in ("tests/walls", folder) if (ROOT / path).is_dir()]
    near += [] if only(stone) else ["tests/attacker/test_generated.py"]
    rest = [path for path in EVERYWHERE if (ROOT / path).exists() and path not in near]
    left = [f"--ignore={path}" for path in COMPARING]
    return [*near, *left], [*rest, *left]
