"""Ordalydelsen: SQL that is put together once for each shape of question, and then only filled in.

Django puts every question together anew, column by column, and every page asks the same dozen: half of what a page
costs the program. This is Django's own place for another compiler (``ops.compiler_module``). What a question
reads, joins, sorts by and cuts is remembered by its shape; its condition is put together every time, by Django. What is
not plain goes to Django's own compiler, and so does each shape the first times, to see that the answer is the same.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django.core.exceptions import EmptyResultSet, FullResultSet
from django.db.backends.postgresql import compiler
from django.db.backends.postgresql.compiler import (  # noqa: F401 - Django looks them up here
    SQLAggregateCompiler,
    SQLDeleteCompiler,
    SQLInsertCompiler,
    SQLUpdateCompiler,
)
from django.db.models.expressions import Col
from django.db.models.sql import Query
from django.db.models.sql.datastructures import BaseTable, Join

SEEN_BEFORE_TRUSTED = 2
MOST = 5_000  # shapes; a program of this size has some hundreds, a page number in each is one more


class Unusual(Exception):
    """A question that is not remembered."""


@dataclass(slots=True)
class Wording:
    """En ordalydelse: what Django made of one shape, before and after its condition."""

    before: str
    after: str
    select: Any
    klass_info: Any
    col_count: int | None
    names: Any  # the place of each column that was asked for by name
    converters: dict[int, Any] | None = None
    seen: int = 0


# None is a shape that is never remembered: it has values outside its condition
WORDINGS: dict[tuple[object, ...], Wording | None] = {}


class SQLCompiler(compiler.SQLCompiler):
    """Remembers."""

    wording: Wording | None = None

    def as_sql(self, with_limits: bool = True, with_col_aliases: bool = False) -> Any:
        """The SQL and its values: the same as Django's."""
        if not with_limits or with_col_aliases:
            return super().as_sql(with_limits, with_col_aliases)
        try:
            shape = _shape(self.query)
            condition, values = self._condition()
        except (Unusual, EmptyResultSet):
            return super().as_sql(with_limits, with_col_aliases)
        shape = (*shape, not condition)
        known = WORDINGS.get(shape)
        if known is None:
            if shape in WORDINGS:
                return super().as_sql(with_limits, with_col_aliases)
        elif known.seen >= SEEN_BEFORE_TRUSTED:
            self.wording = known
            self.select, self.klass_info, self.col_count = known.select, known.klass_info, known.col_count
            self.annotation_col_map, self.has_extra_select = known.names, False
            return known.before + condition + known.after, values
        sql, params = super().as_sql(with_limits, with_col_aliases)
        self._remember(shape, condition, values, sql, params)
        return sql, params

    def _condition(self) -> tuple[str, tuple[Any, ...]]:
        """``WHERE …`` and its values, put together by Django; nothing when there is none."""
        try:
            sql, values = self.compile(self.query.where)  # type: ignore[arg-type]  # as Django's own does
        except FullResultSet:
            return "", ()
        return (f" WHERE {sql}", tuple(values)) if sql else ("", ())

    def _remember(
        self, shape: tuple[object, ...], condition: str, values: tuple[Any, ...], sql: str, params: Any
    ) -> None:
        """Keeps what Django made of a shape, or that it cannot be kept."""
        if len(WORDINGS) >= MOST:
            WORDINGS.clear()
        before, _, after = sql.partition(condition) if condition else (sql, "", "")
        if (
            before + condition + after != sql
            or (condition and condition in after)
            or values != tuple(params)
            or self.has_extra_select
        ):
            WORDINGS[shape] = None
            return
        known = WORDINGS.get(shape)
        if known is None or (known.before, known.after) != (before, after):
            known = WORDINGS[shape] = Wording(
                before, after, self.select, self.klass_info, self.col_count, self.annotation_col_map
            )
        known.seen += 1

    def get_converters(self, expressions: Any) -> Any:
        """How each column's value becomes Python's: the same for the same shape."""
        if self.wording is None:
            return super().get_converters(expressions)
        if self.wording.converters is None:
            self.wording.converters = super().get_converters(expressions)
        return self.wording.converters


def _shape(query: Query) -> tuple[object, ...]:
    """All that tells one wording from another, but its condition. Raises ``Unusual``."""
    if (
        type(query) is not Query
        or query.annotations
        or query.extra
        or query.combinator
        or query.group_by is not None
        or query.distinct_fields
        or query.extra_order_by
        or query.explain_info
        or query.select_for_update
        or query.where.contains_aggregate
        or query.where.contains_over_clause
    ):
        raise Unusual
    columns: list[object] = []
    for column in query.select:
        if type(column) is not Col:
            raise Unusual
        columns += (column.alias, column.target, column.output_field)
    tables: list[object] = []
    for alias, table in query.alias_map.items():
        if type(table) is BaseTable:
            tables += (alias, table.table_name, None)
        elif type(table) is Join and table.filtered_relation is None:
            tables += (alias, table.table_name, table.parent_alias, table.join_type, table.join_field)
        else:
            raise Unusual
    try:
        shape = (
            query.model,
            _frozen(query.select_related),
            query.order_by,
            query.default_ordering,
            query.standard_ordering,
            query.distinct,
            query.low_mark,
            query.high_mark,
            query.subquery,
            query.default_cols,
            (frozenset(query.deferred_loading[0]), query.deferred_loading[1]),
            tuple(columns),
            None if query.selected is None else tuple(query.selected.items()),
            tuple(tables),
            tuple(query.alias_refcount.items()),
            tuple(query.external_aliases.items()),
        )
        hash(shape)
    except TypeError:  # sorted by something that has no name
        raise Unusual from None
    return shape


def _frozen(related: Any) -> object:
    if isinstance(related, dict):
        return tuple((name, _frozen(inner)) for name, inner in related.items())
    return related
