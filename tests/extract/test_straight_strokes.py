from __future__ import annotations

import cv2
import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from extract.straight_strokes import straight_strokes


def drawn(*strokes: tuple[int, int, int, int], thickness: int = 2) -> np.ndarray:
    ink = np.zeros((1000, 1400), np.uint8)
    for x0, y0, x1, y1 in strokes:
        cv2.line(ink, (x0, y0), (x1, y1), 255, thickness)
    return ink


@given(st.integers(-40, 40), st.integers(100, 900), st.integers(300, 1200))
def test_a_stroke_is_found_with_its_slope(drop: int, y: int, length: int) -> None:
    drop = round(drop * length / 1200)  # at most two degrees
    ((x0, y0, x1, y1),) = straight_strokes(drawn((100, y, 100 + length, y + drop)))
    assert (x0, x1) == pytest.approx((100, 100 + length), abs=60)  # ends at a step may be lost
    assert (y1 - y0) / (x1 - x0) == pytest.approx(drop / length, abs=0.002)


def test_print_short_strokes_and_bars_are_none() -> None:
    print_like = [(x, 200, x + 12, 200) for x in range(100, 1300, 16)]
    assert len(straight_strokes(drawn(*print_like))) == 0
    assert len(straight_strokes(drawn((100, 300, 220, 300)))) == 0
    assert len(straight_strokes(drawn((100, 300, 1200, 300), thickness=20))) == 0


def test_an_upright_stroke_is_not_level() -> None:
    assert straight_strokes(drawn((700, 100, 700, 900))).shape == (0, 4)


def test_a_bent_stroke_is_not_straight() -> None:
    ink = np.zeros((1000, 1400), np.uint8)
    across = np.arange(200, 1201)
    down = 300 + np.round(16 * ((across - 700) / 500) ** 2).astype(int)
    cv2.polylines(ink, [np.stack([across, down], axis=1)], False, 255, 3)
    assert len(straight_strokes(ink)) == 0
