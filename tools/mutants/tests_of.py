"""Vilka prov: the smallest tests that ought to notice a fault in a module, and then those of whoever uses it."""

from __future__ import annotations

import ast
from functools import cache
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
# Nearly everything uses these rooms, so what uses them says nothing; the way through the program does.
COMMON = (
    "tests/walls/test_verbs.py",
    "tests/test_house.py",
    "tests/test_main_path.py",
    "tests/walk/test_tables.py",
    "tests/attacker",
)


def room_of(path: str) -> str:
    """``samtid/steps/intake/rules.py`` is of ``samtid/steps/intake``."""
    return "/".join(path.split("/")[:3])


def nearest(path: str) -> list[str]:
    """The room's own tests."""
    folder = ROOT / room_of(path) / "tests"
    return [folder.relative_to(ROOT).as_posix()] if folder.is_dir() else []


def users(path: str) -> list[str]:
    """The tests of rooms that import the module or call what its room offers, and the way through the program."""
    module = path.removesuffix(".py").replace("/", ".")
    room = room_of(path)
    found = {
        one.relative_to(ROOT).as_posix()
        for one in sorted((ROOT / "samtid").glob("*/*/tests"))
        if one.parent.relative_to(ROOT).as_posix() != room
        and _uses(one.parent, module, room.replace("/", "."))
    }
    return [*sorted(found - {"samtid/doors/demo/tests", "samtid/doors/cli/tests"}), *COMMON]


@cache
def _imports(room: Path) -> frozenset[str]:
    found: set[str] = set()
    for file in room.rglob("*.py"):
        if "migrations" in file.parts or "tests" in file.parts:
            continue
        for node in ast.walk(ast.parse(file.read_text("utf-8"))):
            if isinstance(node, ast.ImportFrom) and node.module and not node.level:
                found |= {node.module, *(f"{node.module}.{one.name}" for one in node.names)}
    return frozenset(found)


def _uses(room: Path, module: str, other: str) -> bool:
    return any(name == module or name.startswith(f"{module}.") for name in _imports(room)) and other != ""
