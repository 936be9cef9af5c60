"""The table of cases tells of tests that exist, and of every case."""

from __future__ import annotations

import ast
import re
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
TABLE = ROOT / "docs" / "reference" / "fall.md"
ROW = re.compile(r"^\| (BC-\d\d|W\d+) \|.*\| (rätt|delvis|inte byggt) \| `([^`:]+)::(\w+)` \|$", re.MULTILINE)
CASES = {f"BC-{number:02}" for number in (2, 3, 5, 8, 10, 12, 13, 15, 17, 18, 19, 21, *range(24, 38), 39, 40)}
CASES |= {f"BC-{number}" for number in (42, 45, 47, 48, 50, 51, 52)} | {
    f"W{number}" for number in range(1, 41)
}


def test_every_case_stands_once_with_a_test_that_exists():
    rows = ROW.findall(TABLE.read_text("utf-8"))
    assert sorted(case for case, *_ in rows) == sorted(CASES)
    for case, _, path, name in rows:
        tree = ast.parse((ROOT / path).read_text("utf-8"))
        names = {node.name for node in ast.walk(tree) if isinstance(node, ast.FunctionDef)}
        assert name in names, f"{case}: {path} has no {name}"


def test_what_is_not_right_says_why():
    said = TABLE.read_text("utf-8").partition("## Inte byggt, och varför")[2]
    for case, state, *_ in ROW.findall(TABLE.read_text("utf-8")):
        assert state == "rätt" or f"({case})" in said, case
