from __future__ import annotations

import cv2
import numpy as np
import pytest
from numpy.typing import NDArray

from extract.ocr.detection import STRIDE, to_blob, to_quads


def empty() -> NDArray[np.float32]:
    return np.zeros((200, 300), np.float32)


def with_line(
    x: float, y: float, width: float, height: float, angle: float = 0.0, score: float = 0.9
) -> NDArray[np.float32]:
    probability = empty()
    corners = cv2.boxPoints(((x, y), (width, height), angle)).astype(np.int32)
    cv2.fillPoly(probability, [corners], (score,))
    return probability


def test_a_bare_map_has_no_lines() -> None:
    assert to_quads(empty(), 300, 200) == []


def test_a_line_is_found_around_its_kernel() -> None:
    (quad,) = to_quads(with_line(150, 100, 120, 10), 300, 200)
    (x0, y0), (x1, y1) = quad.min(axis=0), quad.max(axis=0)
    assert x0 < 90
    assert x1 > 210
    assert y0 < 95
    assert y1 > 105
    assert (x0 + x1) / 2 == pytest.approx(150, abs=1.5)
    assert (y0 + y1) / 2 == pytest.approx(100, abs=1.5)
    assert y1 - y0 < 40  # grown, but not into its neighbours


@pytest.mark.parametrize("angle", [-8, 0, 8])
def test_corners_go_clockwise_from_the_top_left(angle: float) -> None:
    (quad,) = to_quads(with_line(150, 100, 120, 10, angle), 300, 200)
    top_left, top_right, bottom_right, bottom_left = quad
    assert top_left[0] < top_right[0]
    assert bottom_left[0] < bottom_right[0]
    assert top_left[1] < bottom_left[1]
    assert top_right[1] < bottom_right[1]
    dx, dy = top_right - top_left
    assert float(np.degrees(np.arctan2(dy, dx))) == pytest.approx(angle, abs=1.5)


def test_quads_are_in_pixels_of_the_page() -> None:
    small = to_quads(with_line(150, 100, 120, 10), 300, 200)[0]
    large = to_quads(with_line(150, 100, 120, 10), 900, 400)[0]
    assert np.allclose(large, small * (3, 2))


def test_faint_and_tiny_spots_are_no_lines() -> None:
    assert to_quads(with_line(150, 100, 120, 10, score=0.2), 300, 200) == []
    assert to_quads(with_line(150, 100, 120, 10, score=0.4), 300, 200) == []
    assert to_quads(with_line(150, 100, 2, 1), 300, 200) == []


def test_lines_apart_are_told_apart() -> None:
    both = np.maximum(with_line(150, 60, 120, 10), with_line(150, 140, 120, 10))
    assert len(to_quads(both, 300, 200)) == 2


@pytest.mark.parametrize(("height", "width"), [(1000, 700), (700, 1000), (50, 4000), (4000, 50)])
def test_a_page_is_scaled_to_what_the_network_takes(height: int, width: int) -> None:
    blob = to_blob(np.full((height, width, 3), 255, np.uint8), 1056)
    _, channels, rows, columns = blob.shape
    assert channels == 3
    assert max(rows, columns) == 1056
    assert rows % STRIDE == columns % STRIDE == 0
    assert min(rows, columns) >= STRIDE
    assert blob.min() == blob.max() == 1


def test_a_line_is_grown_back_to_the_height_of_its_print() -> None:
    (quad,) = to_quads(with_line(150, 100, 120, 10), 300, 200)
    height = float(np.ptp(quad[:, 1]))
    assert 18 < height < 40
