"""Det som alla får läsa: the municipality as a whole, of the indicators that are open, by a door that asks nobody who reads."""

from __future__ import annotations

from . import rules
from .figures import all_indicators
from .models import Reading
from .queries import TOLD, by_place
from .rules import Course
from .words import Level


def readings() -> list[Reading]:
    """Every open figure (``access.open_figures``)."""
    return list(Reading.objects.raw("select * from access.open_figures()"))


def courses() -> dict[str, Course]:
    """Each open indicator over time: one question."""
    every = {key: one for key, one in all_indicators().items() if one.is_open}
    rows = [
        (row.indicator, row.version, row.level, None, "", row.first_on, row.last_on, *(getattr(row, name) for name in TOLD))
        for row in readings()
    ]  # fmt: skip
    found = by_place(rows, every)
    return {
        key: rules.course_of(found.get((key, str(Level.ALL), None, ""), []), one.most)
        for key, one in every.items()
    }
