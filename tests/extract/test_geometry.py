from __future__ import annotations

import math

import pytest
from hypothesis import given
from hypothesis import strategies as st

from extract.geometry import Box, Frame, Matrix, intersection_over_union, union

NUMBERS = st.integers(-4000, 4000).map(lambda quarters: quarters / 4)


@st.composite
def boxes(draw: st.DrawFn) -> Box:
    x0, x1 = sorted((draw(NUMBERS), draw(NUMBERS)))
    y0, y1 = sorted((draw(NUMBERS), draw(NUMBERS)))
    return Box(x0, y0, x1, y1)


@given(st.lists(boxes(), min_size=1))
def test_a_union_contains_every_corner(parts: list[Box]) -> None:
    whole = union(parts)
    assert all(whole.contains(b.x0, b.y0) and whole.contains(b.x1, b.y1) for b in parts)
    assert union([whole, *parts]) == whole


def test_no_boxes_have_no_union() -> None:
    with pytest.raises(ValueError, match="no boxes"):
        union([])


@given(boxes(), boxes())
def test_intersections_are_symmetric_and_no_larger(one: Box, other: Box) -> None:
    common = one.intersection(other)
    assert common == other.intersection(one)
    assert 0 <= common <= min(one.area, other.area)
    assert common == one.overlap_x(other) * one.overlap_y(other)
    assert 0 <= intersection_over_union(one, other) <= 1


def test_boxes_that_only_touch_have_nothing_in_common() -> None:
    assert Box(0, 0, 10, 10).intersection(Box(10, 0, 20, 10)) == 0


def test_a_box_and_its_half() -> None:
    box, half = Box(0, 0, 10, 10), Box(0, 0, 5, 10)
    assert intersection_over_union(box, half) == 0.5
    assert intersection_over_union(box, box) == 1
    assert intersection_over_union(Box(1, 1, 1, 1), Box(1, 1, 1, 1)) == 0


def test_small_boxes_are_measured_exactly() -> None:
    box = Box(0, 0, 0.5, 0.5)
    assert box.area == 0.25
    assert box.intersection(Box(0.25, 0, 1, 1)) == 0.125
    assert box.overlap_x(Box(2, 0, 3, 1)) == box.overlap_y(Box(0, 2, 1, 3)) == 0
    assert intersection_over_union(box, box) == 1


def test_a_box_that_is_inside_out_has_no_area() -> None:
    assert Box(10, 10, 5, 20).area == Box(10, 10, 20, 5).area == Box(10, 10, 5, 5).area == 0


@pytest.mark.parametrize(
    ("x", "y", "inside"),
    [(5, 5, True), (0, 10, True), (5, 11, False), (11, 5, False), (-1, 5, False), (5, -1, False)],
)
def test_a_box_contains_what_lies_within_both_its_ranges(x: float, y: float, inside: bool) -> None:
    assert Box(0, 0, 10, 10).contains(x, y) is inside


def test_a_grown_box_grows_on_every_side() -> None:
    assert Box(10, 10, 20, 20).grown(2) == Box(8, 8, 22, 22)
    assert Box(10, 10, 20, 20).center == (15, 15)


@given(boxes())
def test_a_plain_frame_only_cuts_to_the_page(box: Box) -> None:
    placed = Frame(595, 842).locate(box)
    assert placed == Box(
        *(min(max(x, 0), limit) for x, limit in zip(box, (595, 842, 595, 842), strict=True))
    )


def test_a_quarter_turn_is_undone() -> None:
    # An upright 842 x 595 page displayed lying on its side, turned clockwise.
    turned: Matrix = (0, -1, 595, 1, 0, 0, 0, 0, 1)
    assert Frame(595, 842, turned).locate(Box(100, 20, 200, 40)) == Box(555, 100, 575, 200)


def test_a_skewed_box_is_circumscribed() -> None:
    c, s = math.cos(math.radians(5)), math.sin(math.radians(5))
    frame = Frame(595, 842, (c, -s, 100, s, c, 100, 0, 0, 1))
    box = frame.locate(Box(0, 0, 100, 10))
    assert box.width == pytest.approx(100 * c + 10 * s)
    assert box.height == pytest.approx(100 * s + 10 * c)


def test_perspective_is_divided_out() -> None:
    frame = Frame(595, 842, (2, 0, 0, 0, 2, 0, 0, 0.01, 1))
    assert frame.point(50, 100) == (50, 100)


@given(boxes().filter(lambda box: box.width > 1 and box.height > 1))
def test_a_displayed_box_leads_back_to_the_upright_page(box: Box) -> None:
    turned = Frame(9000.0, 9000.0, (0.0, -1.0, 4500.0, 1.0, 0.0, 4500.0, 0.0, 0.0, 1.0))
    back = turned.upright(turned.locate(box))
    assert back == pytest.approx(box, abs=1e-6)


def test_a_photographed_point_leads_back() -> None:
    frame = Frame(600.0, 800.0, (1.1, 0.05, 3.0, -0.04, 0.9, 8.0, 1e-4, -2e-4, 1.0))
    box = Box(100.0, 200.0, 160.0, 212.0)
    back = frame.upright(frame.locate(box))
    assert back.center == pytest.approx(box.center, abs=2.0)
