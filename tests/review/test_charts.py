"""Shapes of small charts: inside their picture, in the order of the figures."""

from __future__ import annotations

import math

import hypothesis.strategies as st
import pytest
from hypothesis import given

from review import charts

figures = st.floats(-1e12, 1e12, allow_nan=False)


@given(st.lists(st.tuples(figures, st.none() | figures), min_size=2, max_size=4))
def test_bars_and_marks_lie_in_the_picture(found: list[tuple[float, float | None]]) -> None:
    chart = charts.years([(str(n), *both) for n, both in enumerate(found)], "说明")
    assert chart is not None
    for bar in chart.bars:
        assert 0 <= bar.x <= charts.WIDTH - charts.BAR
        assert 0 <= bar.top <= bar.top + bar.height <= charts.HEIGHT - charts.FOOT
        assert bar.audited is None or 0 <= bar.audited <= charts.HEIGHT - charts.FOOT


def test_a_loss_hangs_below_the_line() -> None:
    chart = charts.years([("2021", 100.0, 50.0), ("2022", -100.0, None)], "说明")
    assert chart is not None
    gain, loss = chart.bars
    assert gain.top + gain.height == pytest.approx(chart.zero)
    assert loss.top == chart.zero
    assert gain.audited == pytest.approx((gain.top + chart.zero) / 2, abs=0.2)


def test_one_year_alone_is_no_chart() -> None:
    assert charts.years([("2021", None, 3.0), ("2022", 1.0, None)], "说明") is None


@given(figures, st.lists(figures, min_size=1, max_size=30))
def test_an_applicant_lies_among_the_others(own: float, others: list[float]) -> None:
    chart = charts.crowd(own, others)
    assert chart is not None
    assert 1 <= chart.place <= len(others) + 1
    assert chart.above == sum(one > own for one in others)
    xs = [chart.own, chart.middle, *(stroke.x for stroke in chart.strokes)]
    assert all(0 <= x <= charts.WIDE for x in xs)
    assert chart.lowest <= chart.median <= chart.highest


def test_those_with_more_lie_further_right() -> None:
    chart = charts.crowd(100.0, [10.0, 1000.0, -5.0])
    assert chart is not None
    lowest, low, high = (stroke.x for stroke in chart.strokes)
    assert lowest < low < chart.own < high


@pytest.mark.parametrize(("own", "others"), [(None, [1.0]), (1.0, []), (1.0, [math.inf])])
def test_nothing_to_see_is_no_chart(own: float | None, others: list[float]) -> None:
    assert charts.crowd(own, others) is None
