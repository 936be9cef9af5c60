"""Ordalydelsen: SQL that is put together once for each shape of question, and then only filled in.

While the municipality is made the same hundred questions are asked a million times, and Django puts each
together anew: a third of all work. This is Django's own place for another compiler (``ops.compiler_module``).
Only plain questions are remembered: columns compared with values. All else goes to Django's own compiler, and
so does each shape the first times, to see that the answer is the same.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any

from django.core.exceptions import EmptyResultSet, FullResultSet
from django.db.backends.base.base import BaseDatabaseWrapper
from django.db.backends.postgresql import compiler
from django.db.backends.postgresql.compiler import (  # noqa: F401 - Django looks them up here
    SQLAggregateCompiler,
    SQLDeleteCompiler,
    SQLInsertCompiler,
    SQLUpdateCompiler,
)
from django.db.models.expressions import Col
from django.db.models.lookups import Exact, In, IsNull, Lookup
from django.db.models.sql import Query
from django.db.models.sql.where import WhereNode

SEEN_BEFORE_TRUSTED = 2


class Unusual(Exception):
    """A question that is not remembered."""


@dataclass(slots=True)
class Wording:
    """En ordalydelse: what Django made of one shape, apart from the values."""

    sql: str
    select: Any
    klass_info: Any
    col_count: int | None
    converters: dict[int, Any] | None = None
    seen: int = 0


WORDINGS: dict[tuple[object, ...], Wording] = {}


def use(connection: BaseDatabaseWrapper, module: str = __name__) -> str:
    """Makes this the connection's compiler; tells which it had."""
    former = str(connection.ops.compiler_module)
    connection.ops.compiler_module = module
    connection.ops._cache = None  # type: ignore[attr-defined]  # Django keeps the module it found first
    return former


@contextmanager
def used(connection: BaseDatabaseWrapper) -> Iterator[None]:
    """The connection's compiler inside the block."""
    former = use(connection)
    try:
        yield
    finally:
        use(connection, former)


class SQLCompiler(compiler.SQLCompiler):
    """Remembers."""

    wording: Wording | None = None

    def as_sql(self, with_limits: bool = True, with_col_aliases: bool = False) -> Any:
        """The SQL and its values: the same as Django's."""
        if not with_limits or with_col_aliases:
            return super().as_sql(with_limits, with_col_aliases)
        values: list[Any] = []
        try:
            shape = _shape(self, values)
        except (Unusual, EmptyResultSet, FullResultSet):
            return super().as_sql(with_limits, with_col_aliases)
        known = WORDINGS.get(shape)
        if known is not None and known.seen >= SEEN_BEFORE_TRUSTED:
            self.wording = known
            self.select, self.klass_info, self.col_count = known.select, known.klass_info, known.col_count
            self.annotation_col_map, self.has_extra_select = {}, False
            return known.sql, tuple(values)
        sql, params = super().as_sql(with_limits, with_col_aliases)
        if tuple(values) == tuple(params) and not self.annotation_col_map and not self.has_extra_select:
            if known is None or known.sql != sql:
                known = WORDINGS[shape] = Wording(sql, self.select, self.klass_info, self.col_count)
            known.seen += 1
        return sql, params

    def get_converters(self, expressions: Any) -> Any:
        """How each column's value becomes Python's: the same for the same shape."""
        if self.wording is None:
            return super().get_converters(expressions)
        if self.wording.converters is None:
            self.wording.converters = super().get_converters(expressions)
        return self.wording.converters


def _shape(made: SQLCompiler, values: list[Any]) -> tuple[object, ...]:
    """What tells one wording from another; the values are gathered on the way. Raises ``Unusual``."""
    query: Query = made.query
    if (
        type(query) is not Query
        or query.annotations
        or query.extra
        or query.combinator
        or query.group_by is not None
        or query.distinct_fields
        or query.extra_order_by
        or query.explain_info
        or query.external_aliases
        or not all(isinstance(name, str) for name in query.order_by)
    ):
        raise Unusual
    columns: list[object] = []
    for column in query.select:
        if type(column) is not Col:
            raise Unusual
        columns += (column.alias, column.target)
    return (
        query.model,
        _frozen(query.select_related),
        query.order_by,
        query.default_ordering,
        query.standard_ordering,
        query.distinct,
        query.low_mark,
        query.high_mark,
        query.select_for_update,
        query.select_for_update_of,
        query.select_for_no_key_update,
        query.default_cols,
        (frozenset(query.deferred_loading[0]), query.deferred_loading[1]),
        tuple(columns),
        tuple(query.alias_map.values()),
        tuple(query.alias_refcount.items()),
        _where(made, query.where, values),
    )


def _frozen(related: Any) -> object:
    if isinstance(related, dict):
        return tuple((name, _frozen(inner)) for name, inner in related.items())
    return related


def _where(made: SQLCompiler, node: Any, values: list[Any]) -> tuple[object, ...]:
    found: list[object] = [node.connector, node.negated]
    for child in node.children:
        if type(child) is WhereNode:
            found.append(_where(made, child, values))
            continue
        if not isinstance(child, Lookup) or type(child.lhs) is not Col or hasattr(child.rhs, "as_sql"):
            raise Unusual
        found += (type(child), child.lhs.alias, child.lhs.target)
        if isinstance(child, IsNull) or (isinstance(child, Exact) and isinstance(child.rhs, bool)):
            found.append(child.rhs)
            continue
        if isinstance(child, In) and len(child.rhs) > 20:
            raise Unusual
        sql, params = child.process_rhs(made, made.connection)
        found.append(sql)
        values += params
    return tuple(found)
