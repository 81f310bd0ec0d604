from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from extract.geometry import Box
from extract.pages import CheckMark
from extract.stray_ink import stray_ink

from .builders import ruled, word

SCALE = UNIT = 2.0  # pixels a point, and pixels per 1/200 inch


def sheet(*boxes: Box) -> NDArray[np.uint8]:
    """Ink the boxes, in points, on an empty page."""
    ink = np.zeros((400, 800), np.uint8)
    for box in boxes:
        x0, y0, x1, y1 = (round(side * SCALE) for side in box)
        ink[y0:y1, x0:x1] = 255
    return ink


PRINT = Box(100, 50, 110, 60)


def test_print_without_a_word_is_stray() -> None:
    (found,) = stray_ink(sheet(PRINT), [], [], [], UNIT, SCALE)
    assert found.intersection(PRINT) > 0.9 * PRINT.area


def test_print_that_a_word_covers_is_not() -> None:
    assert stray_ink(sheet(PRINT), [word("字", 100, 50)], [], [], UNIT, SCALE) == []


def test_what_a_word_leaves_uncovered_beside_it_is() -> None:
    missed = Box(80, 50, 90, 60)
    (found,) = stray_ink(sheet(PRINT, missed), [word("字", 100, 50)], [], [], UNIT, SCALE)
    assert found.center[0] < 95


def test_rulings_and_boxes_to_tick_are_accounted_for() -> None:
    ruling, box = Box(20, 100, 220, 101), Box(300, 50, 310, 60)
    found = stray_ink(
        sheet(ruling, box), [], [ruled(20, 100, 220, 100)], [CheckMark(box, False)], UNIT, SCALE
    )
    assert found == []


def test_specks_pictures_and_rests_of_rulings_are_no_print() -> None:
    speck, picture, rest = Box(50, 20, 51, 21), Box(200, 20, 300, 120), Box(40, 100, 41, 150)
    assert stray_ink(sheet(speck, picture, rest), [], [], [], UNIT, SCALE) == []
