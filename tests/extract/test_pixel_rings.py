from __future__ import annotations

import cv2
import numpy as np
import pytest

from extract.geometry import Box
from extract.pages import Ruling
from extract.pixel_rings import pixel_rings

SCALE = 200 / 72


def rings(*ellipses: tuple[int, int, int, int], rulings: tuple[Ruling, ...] = (), text: bool = True,
          gap: int = 0) -> list[Box]:  # fmt: skip
    """Read a page with ellipses (middle and half axes in pixels) around words."""
    ink = np.zeros((400, 800), np.uint8)
    for x, y, a, b in ellipses:
        cv2.ellipse(ink, (x, y), (a, b), 0, gap, 360, 255, 2)
        if text:
            cv2.putText(ink, "HB8", (x - 30, y + 12), cv2.FONT_HERSHEY_SIMPLEX, 1.0, 255, 2)
    for ruling in rulings:
        x0, y0, x1, y1 = (round(side * SCALE) for side in ruling.box)
        cv2.line(ink, (x0, y0), (x1, y1), 255, 2)
    return pixel_rings(ink, rulings, 1.0, SCALE)


@pytest.mark.parametrize("axes", [(45, 28), (80, 30), (150, 32)])
@pytest.mark.parametrize("gap", [0, 4])
def test_a_ring_around_words_is_found(axes: tuple[int, int], gap: int) -> None:
    found = rings((300, 200, *axes), gap=gap)
    assert found
    assert all(box.contains(300 / SCALE, 200 / SCALE) for box in found)


def test_a_ring_close_to_a_line_of_its_table_is_found() -> None:
    ruling = Ruling(Box(0, 238 / SCALE, 780 / SCALE, 239 / SCALE), True)
    assert rings((300, 200, 80, 30), rulings=(ruling,))


def test_words_and_frames_are_no_rings() -> None:
    ink = np.zeros((400, 800), np.uint8)
    cv2.putText(ink, "MWE08 OOQ", (50, 100), cv2.FONT_HERSHEY_SIMPLEX, 1.2, 255, 3)
    cv2.rectangle(ink, (50, 150), (250, 210), 255, 2)
    assert pixel_rings(ink, (), 1.0, SCALE) == []


def test_a_frame_that_leans_is_no_ring() -> None:
    ink = np.zeros((400, 800), np.uint8)
    corners = np.array([[200, 230], [220, 170], [400, 170], [380, 230]])
    cv2.polylines(ink, [corners], True, 255, 2)
    assert pixel_rings(ink, (), 1.0, SCALE) == []
