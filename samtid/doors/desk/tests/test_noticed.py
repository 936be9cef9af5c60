"""What a fault in the program once got past the other tests with (``make mutants``)."""

from __future__ import annotations

from datetime import date

from samtid.doors.desk.rules import Group


class Line:
    """A line of the day, as far as its day goes."""

    def __init__(self, day: date | None) -> None:
        self.day = day


def test_the_nearest_day_of_a_group_is_its_first_lines():
    days = [date(2026, 11, 30), date(2026, 12, 2)]
    assert Group("Inom tre dagar", [Line(day) for day in days]).nearest == days[0]
    assert Group("Utan dag", [Line(None)]).nearest is None
