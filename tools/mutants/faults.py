"""Felen: every small fault that can be put into a module, found in its syntax tree."""

from __future__ import annotations

import ast
import copy
import hashlib
from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import dataclass

COMPARED: dict[type[ast.cmpop], tuple[type[ast.cmpop], ...]] = {
    ast.Eq: (ast.NotEq,),
    ast.NotEq: (ast.Eq,),
    ast.Lt: (ast.LtE, ast.GtE),
    ast.LtE: (ast.Lt, ast.Gt),
    ast.Gt: (ast.GtE, ast.LtE),
    ast.GtE: (ast.Gt, ast.Lt),
    ast.Is: (ast.IsNot,),
    ast.IsNot: (ast.Is,),
    ast.In: (ast.NotIn,),
    ast.NotIn: (ast.In,),
}
ASKED = {"filter", "exclude", "get", "update", "on", "create"}  # a question loses one of its conditions
# Decorators that only say what a thing is: without them nothing runs, which proves nothing.
KEPT = {
    "dataclass",
    "property",
    "cached_property",
    "contextmanager",
    "staticmethod",
    "classmethod",
    "overload",
}


@dataclass(frozen=True, slots=True)
class Mutant:
    """Ett fel: where, what kind, and what became of what. ``name`` stays the same when lines move."""

    name: str
    path: str
    line: int
    kind: str
    before: str
    after: str
    number: int  # among the module's


Change = tuple[ast.AST, str, ast.AST | None]


def mutants_of(path: str, source: str) -> list[Mutant]:
    """Every mutant of a module, in the order of its text."""
    tree = ast.parse(source)
    found, seen = [], Counter[str]()
    for number, (where, node, kind, new) in enumerate(_changes(tree)):
        before, after = _short(node), _short(new) if new is not None else ""
        told = f"{path}|{where}|{kind}|{before}|{after}"
        seen[told] += 1
        name = hashlib.sha256(f"{told}|{seen[told]}".encode()).hexdigest()[:10]
        found.append(Mutant(name, path, getattr(node, "lineno", 0), kind, before, after, number))
    return found


def planted(source: str, number: int) -> ast.Module:
    """The module's tree with one fault in it."""
    tree = ast.parse(source)
    for found, (_, node, _, new) in enumerate(_changes(tree)):
        if found == number:
            _Put(node, new).visit(tree)
            return ast.fix_missing_locations(tree)
    raise LookupError(f"there is no mutant number {number}")


class _Put(ast.NodeTransformer):
    """Puts one node in another's place; nothing in the place of a statement is ``pass``."""

    def __init__(self, old: ast.AST, new: ast.AST | None) -> None:
        self.old, self.new = old, new

    def visit(self, node: ast.AST) -> ast.AST:
        if node is not self.old:
            return self.generic_visit(node)
        new = self.new if self.new is not None else ast.Pass()
        return ast.copy_location(new, node)


def _short(node: ast.AST) -> str:
    if isinstance(node, ast.FunctionDef):
        said = "".join(f"@{ast.unparse(one)} " for one in node.decorator_list) + f"def {node.name}"
    elif isinstance(node, ast.If):
        said = f"if {ast.unparse(node.test)}"
    else:
        said = ast.unparse(node)
    return " ".join(said.split())[:160]


def _changes(tree: ast.Module) -> Iterator[tuple[str, ast.AST, str, ast.AST | None]]:
    yield from _inside(tree, "")


def _inside(node: ast.AST, where: str) -> Iterator[tuple[str, ast.AST, str, ast.AST | None]]:
    for child in ast.iter_child_nodes(node):
        if isinstance(child, ast.arg | ast.alias | ast.Import | ast.ImportFrom | ast.AnnAssign) and not (
            isinstance(child, ast.AnnAssign) and child.value is not None
        ):
            continue
        inner = where
        if isinstance(child, ast.FunctionDef | ast.ClassDef):
            inner = f"{where}.{child.name}" if where else child.name
        if inner or isinstance(child, ast.Assign | ast.AnnAssign):
            for find in FINDERS:
                for old, kind, new in find(child):
                    yield inner, old, kind, new
        if isinstance(child, ast.AnnAssign):
            if child.value is not None:
                yield from _inside(ast.Expression(child.value), inner)
            continue
        if isinstance(child, ast.FunctionDef):
            # what the arguments and the answer are called is for readers
            for part in [*child.decorator_list, *child.args.defaults, *child.args.kw_defaults, *child.body]:
                if part is not None:
                    yield from _inside(ast.Module([part], []), inner)  # type: ignore[list-item]
            continue
        yield from _inside(child, inner)


def _comparisons(node: ast.AST) -> Iterator[Change]:
    if isinstance(node, ast.Compare):
        for place, operator in enumerate(node.ops):
            for other in COMPARED[type(operator)]:
                new = copy.deepcopy(node)
                new.ops[place] = other()
                yield node, "comparison", new


def _words(node: ast.AST) -> Iterator[Change]:
    if isinstance(node, ast.BoolOp):
        new = copy.deepcopy(node)
        new.op = ast.Or() if isinstance(node.op, ast.And) else ast.And()
        yield node, "and/or", new
        for place in range(len(node.values)):
            rest = [copy.deepcopy(one) for at, one in enumerate(node.values) if at != place]
            yield node, "part", rest[0] if len(rest) == 1 else ast.BoolOp(node.op, rest)
    if isinstance(node, ast.UnaryOp) and isinstance(node.op, ast.Not):
        yield node, "not", copy.deepcopy(node.operand)


def _turns(node: ast.AST) -> Iterator[Change]:
    if isinstance(node, ast.If):
        for kind, test in (("never", ast.Constant(False)), ("always", ast.Constant(True))):
            new = copy.copy(node)
            new.test = test
            yield node, kind, new
    if isinstance(node, ast.comprehension):
        for place in range(len(node.ifs)):
            new_for = copy.deepcopy(node)
            del new_for.ifs[place]
            yield node, "filter", new_for


def _answers(node: ast.AST) -> Iterator[Change]:
    if isinstance(node, ast.Return) and node.value is not None:
        told = node.value
        if isinstance(told, ast.Constant) and isinstance(told.value, bool):
            yield node, "answer", ast.Return(ast.Constant(not told.value))
        elif not (isinstance(told, ast.Constant) and told.value is None):
            yield node, "answer", ast.Return(ast.Constant(None))


def _numbers(node: ast.AST) -> Iterator[Change]:
    if isinstance(node, ast.Constant) and type(node.value) is int:
        yield node, "number", ast.Constant(node.value + 1)
    if isinstance(node, ast.BinOp) and isinstance(node.op, ast.Add | ast.Sub):
        if any(
            isinstance(side, ast.Constant) and isinstance(side.value, str) for side in (node.left, node.right)
        ):
            return
        new = copy.deepcopy(node)
        new.op = ast.Sub() if isinstance(node.op, ast.Add) else ast.Add()
        yield node, "arithmetic", new


def _removed(node: ast.AST) -> Iterator[Change]:
    if isinstance(node, ast.Expr) and isinstance(node.value, ast.Call | ast.Await | ast.YieldFrom):
        yield node, "removed", None
    if isinstance(node, ast.Raise | ast.AugAssign) or (
        isinstance(node, ast.Assign) and isinstance(node.targets[0], ast.Attribute | ast.Subscript)
    ):
        yield node, "removed", None


def _conditions(node: ast.AST) -> Iterator[Change]:
    if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute) and node.func.attr in ASKED:
        for place in range(len(node.keywords)):
            new = copy.deepcopy(node)
            del new.keywords[place]
            yield node, "condition", new


def _decorators(node: ast.AST) -> Iterator[Change]:
    if isinstance(node, ast.FunctionDef):
        for place, decorator in enumerate(node.decorator_list):
            if not any(word in KEPT for word in ast.unparse(decorator).replace("(", ".").split(".")):
                new = copy.copy(node)
                new.decorator_list = [one for at, one in enumerate(node.decorator_list) if at != place]
                yield node, "decorator", new


FINDERS: tuple[Callable[[ast.AST], Iterator[Change]], ...] = (
    _comparisons,
    _words,
    _turns,
    _answers,
    _numbers,
    _removed,
    _conditions,
    _decorators,
)
