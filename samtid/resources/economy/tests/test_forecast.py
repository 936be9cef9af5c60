"""Året sägs ur det som varit, med hur fel det brukar bli."""

from hypothesis import given
from hypothesis import strategies as st

from samtid.resources.economy.rules.forecast import forecast


def years(*rows):
    return {
        (year, place): value
        for year, values in rows
        for place, value in enumerate(values, start=1)
        if value is not None
    }


def test_the_rest_of_the_year_is_last_years_with_what_this_year_has_changed():
    found = forecast(years((2025, [100, 100, 80, 120]), (2026, [110, 110, None, None])), 2026)
    assert (found.told, found.quarters_told) == (220, 2)
    assert round(found.middle) == 220 + 88 + 132


def test_without_a_quarter_last_year_nothing_is_guessed():
    assert forecast(years((2025, [100, None, 80, 120]), (2026, [110])), 2026) is None
    assert forecast({}, 2026) is None


def test_with_too_little_behind_it_there_is_no_interval_but_its_miss_is_said():
    found = forecast(years((2025, [100, 100, 100, 100]), (2026, [120])), 2026)
    assert found.low is None and found.high is None
    assert found.tried == 1 and round(found.miss, 2) == 0.2


def test_a_year_that_is_whole_is_its_sum():
    found = forecast(years((2025, [1, 2, 3, 4]), (2026, [2, 3, 4, 5])), 2026)
    assert found.low == found.middle == found.high == 14


def test_back_tested_it_beats_last_year_alone_where_the_level_has_moved():
    found = forecast(
        years(
            (2023, [100, 110, 90, 100]), (2024, [120, 133, 107, 121]), (2025, [96, 104, 87, 97]), (2026, [97])
        ),
        2026,
    )
    assert found.miss < found.naive_miss
    assert found.low <= found.middle <= found.high


@given(st.lists(st.floats(0, 1e9), min_size=8, max_size=15))
def test_any_history_gives_a_year_in_its_interval_or_nothing_at_all(values):
    known = {(2023 + place // 4, place % 4 + 1): value for place, value in enumerate(values)}
    found = forecast(known, 2023 + len(values) // 4)
    if found is not None and found.low is not None:
        assert 0 <= found.low <= found.high
    assert found == forecast(known, 2023 + len(values) // 4)
