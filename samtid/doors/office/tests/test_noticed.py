"""What a fault in the program once got past the other tests with (``make mutants``)."""

from __future__ import annotations

from datetime import date, timedelta

import pytest

from samtid.doors.office.rules import is_pending
from samtid.doors.office.words import Verb

TODAY = date(2026, 11, 30)


@pytest.mark.parametrize("verb", list(Verb))
@pytest.mark.parametrize("days", [-1, 0, 1])
def test_only_a_change_for_a_later_day_waits_for_it(verb, days):
    waits = verb is Verb.CHANGE and days > 0
    assert is_pending(verb, TODAY + timedelta(days=days), TODAY) == waits
