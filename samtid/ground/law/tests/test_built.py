"""Every rule is started and stopped by the program, or says that it is not built: read from the source itself."""

from __future__ import annotations

import ast
from pathlib import Path

import pytest

from samtid.ground.law import catalogue
from samtid.ground.law.built import BUILT, Built, NotBuilt
from samtid.ground.law.rules import Rule

SAMTID = Path(__file__).resolve().parents[3]
ROOMS = (
    "base",
    "steps",
    "quality",
)  # the demo and the tests start clocks of their own, which counts for nothing
NAMES = {
    name: value.id
    for module in (Path(catalogue.__file__).parent).glob("*.py")
    for name, value in vars(__import__(f"samtid.ground.law.{module.stem}", fromlist=["_"])).items()
    if isinstance(value, Rule)
}


def calls(verb: str) -> set[str]:
    """The ids of the rules that some room gives to ``start_clock`` or ``stop_clock``."""
    found: set[str] = set()
    for room in ROOMS:
        for path in (SAMTID / room).rglob("*.py"):
            if "tests" in path.parts or path.match("base/dossier/*.py"):
                continue
            tree = ast.parse(path.read_text(encoding="utf-8"))
            beside = path.parent / "rules.py"  # where a room keeps its tables
            if beside.exists():
                tree.body += ast.parse(beside.read_text(encoding="utf-8")).body
            for function in (one for one in ast.walk(tree) if isinstance(one, ast.FunctionDef)):
                for node in ast.walk(function):
                    if (
                        isinstance(node, ast.Call)
                        and isinstance(node.func, ast.Name)
                        and node.func.id == verb
                    ):
                        found |= rules_in(node.args[1], function, tree)
    return found


HANDED_ON = "COUNTED"  # the table where a file that is given its rules as values says which they are


def rules_in(node: ast.expr, function: ast.FunctionDef, tree: ast.Module) -> set[str]:
    """The rules an argument can be: named outright, by a loop, by a table, or handed to the function as a value."""
    named = {one.attr for one in ast.walk(node) if isinstance(one, ast.Attribute)}
    named |= {one.id for one in ast.walk(node) if isinstance(one, ast.Name)}
    found = {NAMES[name] for name in named & NAMES.keys()}
    for loop in (one for one in ast.walk(function) if isinstance(one, ast.For)):
        if isinstance(loop.target, ast.Name) and loop.target.id in named:
            return found | rules_in(loop.iter, function, tree)
    given = {one.arg for one in (*function.args.args, *function.args.kwonlyargs)}
    if given & named:
        named.add(HANDED_ON)
    for other in tree.body:
        if isinstance(other, ast.Assign) and any(
            isinstance(target, ast.Name) and target.id in named for target in other.targets
        ):
            values = other.value.values if isinstance(other.value, ast.Dict) else [other.value]
            if isinstance(other.value, ast.Dict | ast.Tuple):
                found = found.union(*(rules_in(value, function, tree) for value in values))
    return found


CLOCKS = {state.clock or rule_id for rule_id, state in BUILT.items() if isinstance(state, Built)}


def test_every_rule_is_in_the_list_and_the_list_has_no_other() -> None:
    assert set(BUILT) == {rule.id for rule in catalogue.ALL}


def test_what_is_said_to_be_built_is_started_and_stopped_and_nothing_else_is() -> None:
    assert calls("start_clock") == CLOCKS
    assert calls("stop_clock") == CLOCKS


@pytest.mark.parametrize("rule_id", BUILT)
def test_the_list_speaks_swedish(rule_id: str) -> None:
    said = BUILT[rule_id].in_words()

    assert said[0].isupper() and said.endswith(".") and "  " not in said and ".." not in said
    assert isinstance(BUILT[rule_id], NotBuilt) == ("utanför Samtid" in said)
