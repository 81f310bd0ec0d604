from __future__ import annotations

from collections.abc import Sequence

import cv2
import numpy as np
import pytest

from extract.checkboxes import drawn_marks, pixel_marks
from extract.drawings import Drawings
from extract.geometry import Box
from extract.pages import CheckMark

SCALE = 200 / 72
SQUARE = Box(100, 100, 110, 110)


def marks_of(squares: Sequence[Box], strokes: Sequence[Box]) -> list[CheckMark]:
    return drawn_marks(Drawings(squares=tuple(squares), strokes=tuple(strokes)), ())


@pytest.mark.parametrize(
    ("stroke", "ticked"),
    [
        (Box(102, 102, 108, 108), True),
        (Box(104, 97, 113, 108), True),  # a tick sticks out
        (Box(104, 104, 105, 105), False),  # a dot
        (Box(130, 100, 140, 110), False),
        (Box(100, 130, 110, 140), False),
    ],
)
def test_a_free_stroke_in_a_square_ticks_it(stroke: Box, ticked: bool) -> None:
    (mark,) = marks_of([SQUARE], [stroke])
    assert mark == CheckMark(SQUARE, ticked)


def test_each_square_has_its_own_tick() -> None:
    other = Box(200, 100, 210, 110)
    found = marks_of([SQUARE, other], [Box(202, 102, 208, 108)])
    assert [mark.ticked for mark in found] == [False, True]


def marks(
    *squares: tuple[int, int, int], tick: bool = False, fill: bool = False
) -> list[CheckMark]:
    ink = np.zeros((400, 600), np.uint8)
    for x, y, side in squares:
        cv2.rectangle(ink, (x, y), (x + side, y + side), 255, -1 if fill else 2)
        if tick:
            middle = (x + side // 2, y + side - 5)
            cv2.line(ink, (x + 4, y + side // 2), middle, 255, 3)
            cv2.line(ink, middle, (x + side + 3, y - 2), 255, 3)
    return pixel_marks(ink, 1.0, SCALE)


@pytest.mark.parametrize("side", [18, 24, 32, 44])
def test_an_outlined_square_is_an_empty_box(side: int) -> None:
    (mark,) = marks((100, 100, side))
    assert not mark.ticked
    expected = np.array([100, 100, 100 + side, 100 + side]) / SCALE
    assert np.abs(np.array(mark.box) - expected).max() < 1.5


@pytest.mark.parametrize("side", [22, 32, 44])
def test_a_crossed_square_is_a_ticked_box(side: int) -> None:
    found = marks((100, 100, side), tick=True)
    assert [mark.ticked for mark in found] == [True]


def test_a_solid_square_is_a_ticked_box() -> None:
    (mark,) = marks((100, 100, 24), fill=True)
    assert mark.ticked
    assert np.array(mark.box) * SCALE == pytest.approx([100, 100, 125, 125], abs=1)


def test_cells_and_specks_are_no_boxes() -> None:
    assert marks((100, 100, 80), (300, 100, 6)) == []


def test_two_parallel_lines_are_no_box() -> None:
    ink = np.zeros((400, 600), np.uint8)
    ink[100:102, 100:130] = 255
    ink[128:130, 100:130] = 255
    assert pixel_marks(ink, 1.0, SCALE) == []


def test_boxes_side_by_side_are_told_apart() -> None:
    assert len(marks((100, 100, 28), (160, 100, 28), (100, 200, 28))) == 3


def test_one_tick_among_other_strokes_is_enough() -> None:
    far, dot, tick = Box(300, 10, 310, 20), Box(104, 104, 105, 105), Box(102, 102, 108, 108)
    assert [m.ticked for m in marks_of([SQUARE], [far, tick, dot])] == [True]
    assert [m.ticked for m in marks_of([SQUARE], [far, dot])] == [False]


@pytest.mark.parametrize(
    ("stroke", "ticked"),
    [
        (Box(102, 105, 108, 105), True),  # level
        (Box(105, 102, 105, 108), True),  # upright
        (Box(102, 105, 104, 107), False),  # a fifth of the side
        (Box(112, 100, 114.5, 110), True),  # its middle just within reach
        (Box(113, 100, 116, 110), False),
    ],
)
def test_strokes_are_measured_by_their_square(stroke: Box, ticked: bool) -> None:
    twice = [Box(*(2 * side for side in box)) for box in (SQUARE, stroke)]
    for square, line in ([SQUARE, stroke], twice):
        assert [m.ticked for m in marks_of([square], [line])] == [ticked]


def ink_of(*sides: tuple[int, int, int, int]) -> np.ndarray:
    """Draw bars (x0, y0, x1, y1), ends not included."""
    ink = np.zeros((400, 600), np.uint8)
    for x0, y0, x1, y1 in sides:
        ink[y0:y1, x0:x1] = 255
    return ink


def frame(x: int, y: int, width: int, height: int) -> list[tuple[int, int, int, int]]:
    x1, y1 = x + width, y + height
    return [
        (x, y, x1, y + 2), (x, y1 - 2, x1, y1), (x, y, x + 2, y1), (x1 - 2, y, x1, y1),
    ]  # fmt: skip


def found_in(ink: np.ndarray, unit: float = 1.0) -> list[bool]:
    return [mark.ticked for mark in pixel_marks(ink, unit, SCALE)]


@pytest.mark.parametrize("unit", [0.6, 1.0, 1.7])
@pytest.mark.parametrize(("side", "count"), [(12, 0), (20, 1), (48, 1), (62, 0)])
def test_sides_are_measured_in_the_pages_own_pixels(unit: float, side: int, count: int) -> None:
    pixels = round(side * unit)
    assert len(found_in(ink_of(*frame(100, 100, pixels, pixels)), unit)) == count


@pytest.mark.parametrize(("width", "height", "count"), [(30, 26, 1), (26, 30, 1), (30, 20, 0)])
def test_a_box_is_about_a_square(width: int, height: int, count: int) -> None:
    assert len(found_in(ink_of(*frame(100, 100, width, height)))) == count
    assert len(found_in(ink_of((100, 100, 100 + width, 100 + height)))) == count


@pytest.mark.parametrize("missing", range(4))
def test_a_box_has_four_sides(missing: int) -> None:
    sides = frame(100, 100, 30, 30)
    assert found_in(ink_of(*sides)) == [False]
    assert found_in(ink_of(*sides[:missing], *sides[missing + 1 :])) == []


@pytest.mark.parametrize(("gap", "count"), [(4, 1), (10, 0)])
def test_an_upright_may_have_a_small_gap(gap: int, count: int) -> None:
    for x in (100, 128):
        ink = ink_of(*frame(100, 100, 30, 30))
        ink[110 : 110 + gap, x : x + 2] = 0
        assert len(found_in(ink)) == count


@pytest.mark.parametrize("place", [(0, 0), (0, 370), (570, 0), (570, 370)])
def test_a_box_may_stand_at_the_pages_edge(place: tuple[int, int]) -> None:
    (mark,) = pixel_marks(ink_of(*frame(*place, 30, 30)), 1.0, SCALE)
    assert np.array(mark.box) * SCALE == pytest.approx(
        [*place, place[0] + 30, place[1] + 30], abs=1
    )


@pytest.mark.parametrize(("size", "ticked"), [(3, False), (8, True)])
def test_a_speck_ticks_nothing(size: int, ticked: bool) -> None:
    dot = (112, 112, 112 + size, 112 + size)
    assert found_in(ink_of(*frame(100, 100, 30, 30), dot)) == [ticked]


def test_a_tick_over_a_corner_leaves_the_box_its_size() -> None:
    longer = (100, 100, 137, 102)  # a stroke goes on from the upper side
    slope = [(112 + i, 118 - i, 116 + i, 120 - i) for i in range(12)]
    (mark,) = pixel_marks(ink_of(*frame(100, 100, 30, 30), longer, *slope), 1.0, SCALE)
    assert np.array(mark.box) * SCALE == pytest.approx([100, 100, 130, 130], abs=1)
    assert mark.ticked


def test_sides_of_different_boxes_make_none() -> None:
    upper, lower = frame(100, 100, 30, 30)[0], frame(118, 100, 30, 30)[1]
    uprights = [(100, 100, 102, 130), (146, 100, 148, 130), (118, 100, 120, 130)]
    assert found_in(ink_of(upper, lower, *uprights)) == []


def test_a_ragged_blot_is_no_solid_square() -> None:
    ink = ink_of((100, 100, 116, 130), (100, 100, 130, 114))
    assert found_in(ink) == []
