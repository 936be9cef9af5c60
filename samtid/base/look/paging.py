"""En lista i delar, som säger hur mycket som finns och hur man ser resten. A part is never shown as if it were all."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django.core.paginator import Page, Paginator
from django.db.models import QuerySet

from samtid.ground.text import whole

PER_PAGE = 50


def sheet_of(rows: Sequence[Any] | QuerySet[Any], wanted: str | None, per: int = PER_PAGE) -> Page[Any]:
    """The page ``wanted`` of ``rows``; the first when nothing, or nothing sensible, is asked for. ``pager`` draws it."""
    return Paginator(rows, per).get_page(whole(wanted or "") or 1)
