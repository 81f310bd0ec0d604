from __future__ import annotations

import numpy as np
import pytest
from numpy.typing import NDArray

from extract.lone_dashes import with_lone_dashes
from extract.pages import Word

from .test_figure_cells import RIGHT, SCALE, STEP, TOP, column

ROW = 3
MIDDLE = TOP + STEP * ROW + 5
DASH = (RIGHT - 6, MIDDLE - 0.5, RIGHT - 2, MIDDLE + 0.5)


def dashes(*strokes: tuple[float, float, float, float]) -> list[Word]:
    """Return what is found in the one empty row of a column, with strokes, in points, in it."""
    ink: NDArray[np.uint8] = np.zeros((1684, 1190), np.uint8)
    for stroke in strokes:
        x0, y0, x1, y1 = (round(side * SCALE) for side in stroke)
        ink[y0:y1, x0:x1] = 255
    words = column(without=ROW)
    return with_lone_dashes(words, ink, SCALE)[len(words) :]


def test_a_level_stroke_alone_in_its_cell_is_a_dash() -> None:
    (found,) = dashes(DASH)
    assert found.text == "-"
    assert found.box.x0 == pytest.approx(RIGHT - 6, abs=1)
    assert found.box.y0 < MIDDLE < found.box.y1


@pytest.mark.parametrize(
    "strokes",
    [
        (),
        ((RIGHT - 6, MIDDLE - 4, RIGHT - 5, MIDDLE + 4),),  # upright
        ((RIGHT - 40, MIDDLE - 0.5, RIGHT - 2, MIDDLE + 0.5),),  # a ruling
        ((RIGHT - 6, MIDDLE + 3.5, RIGHT - 2, MIDDLE + 4.5),),  # an underline
        (DASH, (RIGHT - 20, MIDDLE - 4, RIGHT - 12, MIDDLE + 4)),  # other ink beside it
        (DASH, (RIGHT - 16, MIDDLE - 0.5, RIGHT - 12, MIDDLE + 0.5)),  # two of them
    ],
)
def test_other_ink_is_none(strokes: tuple[tuple[float, float, float, float], ...]) -> None:
    assert dashes(*strokes) == []


def test_a_cell_with_a_figure_gets_none() -> None:
    ink = np.full((1684, 1190), 0, np.uint8)
    assert with_lone_dashes(column(), ink, SCALE) == column()
