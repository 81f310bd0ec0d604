from __future__ import annotations

import cv2
import numpy as np
import pytest

from extract.checkboxes import drawn_marks, pixel_marks
from extract.geometry import Box
from extract.pages import CheckMark

SCALE = 200 / 72
SQUARE = Box(100, 100, 110, 110)


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
    (mark,) = drawn_marks([SQUARE], [stroke])
    assert mark == CheckMark(SQUARE, ticked)


def test_each_square_has_its_own_tick() -> None:
    other = Box(200, 100, 210, 110)
    found = list(drawn_marks([SQUARE, other], [Box(202, 102, 208, 108)]))
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
    assert [mark.ticked for mark in marks((100, 100, 24), fill=True)] == [True]


def test_cells_and_specks_are_no_boxes() -> None:
    assert marks((100, 100, 80), (300, 100, 6)) == []


def test_two_parallel_lines_are_no_box() -> None:
    ink = np.zeros((400, 600), np.uint8)
    ink[100:102, 100:130] = 255
    ink[128:130, 100:130] = 255
    assert pixel_marks(ink, 1.0, SCALE) == []


def test_boxes_side_by_side_are_told_apart() -> None:
    assert len(marks((100, 100, 28), (160, 100, 28), (100, 200, 28))) == 3
