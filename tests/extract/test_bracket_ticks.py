from __future__ import annotations

import cv2
import numpy as np
import pytest

from extract.bracket_ticks import bracket_ticks
from extract.geometry import Box
from extract.pages import Word


def ticked(text: str, edges: tuple[float, ...], at: float | None) -> list[Box]:
    """Read one word of 10 points at 2 pixels a point, with a tick whose middle is at `at`."""
    ink = np.zeros((100, 400), np.uint8)
    if at is not None:
        x = round(2 * at)
        points = np.array([[x - 6, 48], [x - 2, 56], [x + 6, 42]])
        cv2.polylines(ink, [points], False, 255, 2)
    word = Word(text, Box(edges[0], 20, edges[-1], 30), edges, origin="ocr", size=10)
    return bracket_ticks(ink, [word], 2.0)


WIDE = (10.0, 27.5, 45.0, 55.0)  # brackets with their middles at 15 and 40, a character behind


@pytest.mark.parametrize("pair", ["（）", "()", "【】", "〔〕"])
def test_ink_between_brackets_is_a_tick(pair: str) -> None:
    assert ticked(pair + "是", WIDE, None) == []
    assert len(ticked(pair + "是", WIDE, 27)) == 1


def test_ink_elsewhere_is_none() -> None:
    assert ticked("（）是", WIDE, 70) == []


def test_brackets_that_touch_have_no_room() -> None:
    assert ticked("（）是", (10, 14, 18, 28), 14) == []
    assert ticked("（）是", (10, 16, 25, 35), 17) == []
