"""Styrdiagram och gnistor: where things stand."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from samtid.base.look.run_charts import SPARK_HEIGHT, SPARK_WIDTH, Level, control, spark

VALUES = st.lists(st.one_of(st.none(), st.floats(-1e5, 1e5)), min_size=1, max_size=40)


@given(VALUES)
def test_every_value_is_a_point_inside_the_drawing(values):
    chart = control([str(place) for place in range(len(values))], values)

    assert len(chart.points) == sum(value is not None for value in values)
    assert all(0 <= point.x <= 100 and 0 <= point.y <= chart.bottom for point in chart.points)


def test_the_band_lies_around_its_values_and_the_mean_inside_it():
    chart = control(
        list("abcdef"), [10, 12, 11, 30, 32, 31], [Level(0, 2, 11, 8, 14), Level(3, 5, 31, 27, 35)]
    )

    first, second = chart.bands
    assert first.x + first.width == pytest.approx(second.x, abs=0.05)
    assert second.x + second.width <= 100
    for band in chart.bands:
        assert band.top < band.mean < band.top + band.height
    assert second.top < first.top  # higher values stand higher


def test_a_signal_is_marked_and_says_why():
    chart = control(list("ab"), [1, 9], signals={1: "Utanför"}, unit="dagar")

    assert [point.is_signal for point in chart.points] == [False, True]
    assert chart.points[1].text.endswith("dagar. Utanför")


def test_labels_and_values_are_as_many():
    with pytest.raises(ValueError, match="label"):
        control(["a"], [1, 2])


@given(VALUES)
def test_a_spark_keeps_inside_its_cell(values):
    drawn = spark(values, Level(0, len(values) - 1, 0, -10, 10), [0])

    if drawn.last is not None:
        assert 0 <= drawn.last[0] <= SPARK_WIDTH
        assert 0 <= drawn.last[1] <= SPARK_HEIGHT


def test_a_value_between_two_gaps_is_a_dot():
    lonely, pair = spark([None, 5.0, None]), spark([1.0, 2.0, None])
    assert lonely.alone.endswith("h0") and lonely.path == ""
    assert pair.alone == "" and pair.path.startswith("M") and "L" in pair.path
    both = spark([1.0, 2.0, None, 3.0])
    assert both.alone.count("M") == 1 and both.path.count("M") == 1


def test_nothing_to_draw_is_nothing():
    assert spark([None, None]).path == ""
