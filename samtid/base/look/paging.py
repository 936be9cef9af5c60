"""En lista i delar, som säger hur mycket som finns och hur man ser resten. A part is never shown as if it were all."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any

from django.core.paginator import Page, Paginator
from django.db.models import QuerySet

from samtid.ground.text import whole

PER_PAGE = 50


class Part(list[Any]):
    """Början av en lista, som vet hur mycket den utelämnar: ``rest`` (look/lists.html) says it and leads on."""

    def __init__(self, shown: Iterable[Any], left: int = 0) -> None:
        super().__init__(shown)
        self.left = left


def part_of(rows: QuerySet[Any] | Sequence[Any], most: int = PER_PAGE) -> Part:
    """The first ``most`` of ``rows``, and how many more there are: counted only where there are more."""
    found = list(rows[: most + 1])
    if len(found) <= most:
        return Part(found)
    count = rows.count() if isinstance(rows, QuerySet) else len(rows)
    return Part(found[:most], count - most)


def sheet_of(rows: Sequence[Any] | QuerySet[Any], wanted: str | None, per: int = PER_PAGE) -> Page[Any]:
    """The page ``wanted`` of ``rows``; the first when nothing, or nothing sensible, is asked for. ``pager`` draws it."""
    return Paginator(rows, per).get_page(whole(wanted or "") or 1)
