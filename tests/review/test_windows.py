"""Boxes in the pictures of parts of pages."""

from __future__ import annotations

import hypothesis.strategies as st
from hypothesis import given

from review.windows import ROTATIONS, Rotation, Window, close_up, strip

PAGE = (600.0, 800.0)


@st.composite
def boxes(draw: st.DrawFn) -> tuple[float, float, float, float]:
    x = sorted(draw(st.lists(st.integers(0, 600), min_size=2, max_size=2, unique=True)))
    y = sorted(draw(st.lists(st.integers(0, 800), min_size=2, max_size=2, unique=True)))
    return float(x[0]), float(y[0]), float(x[1]), float(y[1])


@given(boxes(), st.sampled_from(ROTATIONS))
def test_a_box_lies_within_the_picture_that_shows_it_alone(
    box: tuple[float, float, float, float], rotation: Rotation
) -> None:
    window = close_up(box, PAGE, rotation)
    x0, y0, x1, y1 = window.place(box)
    assert 0 <= x0 < x1 <= window.width
    assert 0 <= y0 < y1 <= window.height


def test_a_strip_is_as_wide_as_the_page_and_shows_what_stands_around() -> None:
    window = strip((100, 300, 200, 312), PAGE)
    assert window == Window((0, 260, 600, 352))
    assert window.place((100, 300, 200, 312)) == (100, 40, 200, 52)


def test_what_was_scanned_sideways_is_set_upright() -> None:
    window = Window((0, 0, *PAGE), 90)
    assert (window.width, window.height) == (800, 600)
    assert window.place((0, 0, 10, 20)) == (0, 590, 20, 600)
