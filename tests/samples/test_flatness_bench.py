from __future__ import annotations

import cv2
import numpy as np
import pytest
from numpy.typing import NDArray

from extract.flatten import Flat
from extract.ocr import Image
from samples.flatness_bench import outcome, spoiled

SIZE = (600, 800)  # px, width and height


def page() -> Image:
    image = np.full((SIZE[1], SIZE[0], 3), 255, np.uint8)
    image[100:110, 50:550] = 0
    return image


def flat_by(to_display: NDArray[np.float64]) -> Flat:
    return Flat(page(), (), to_display, 0, 0.0)


@pytest.mark.parametrize("seed", range(8))
def test_a_page_that_is_mapped_back_is_flat(seed: int) -> None:
    _, matrix, done = spoiled(page(), np.random.default_rng(seed))
    turned, row, column = outcome(flat_by(matrix), matrix, SIZE)
    assert turned
    assert (row, column) == pytest.approx((0, 0), abs=1e-6)
    assert done


@pytest.mark.parametrize("degrees", [-3.0, 2.0])
def test_what_is_left_of_the_skew_is_told(degrees: float) -> None:
    turn = cv2.getRotationMatrix2D((300, 400), degrees, 1.0)
    turned, row, column = outcome(flat_by(np.eye(3)), np.vstack([turn, [0, 0, 1]]), SIZE)
    assert turned
    assert (row, column) == pytest.approx((abs(degrees), abs(degrees)), abs=1e-3)


@pytest.mark.parametrize("quarters", [1, 2, 3])
def test_a_page_left_turned_is_the_wrong_way(quarters: int) -> None:
    turn = np.eye(3)
    for _ in range(quarters):
        turn = np.array([[0, -1, 900], [1, 0, 0], [0, 0, 1]], np.float64) @ turn
    assert not outcome(flat_by(np.eye(3)), turn, SIZE)[0]


def test_the_picture_goes_where_the_map_says() -> None:
    for seed in range(6):
        image, matrix, _ = spoiled(page(), np.random.default_rng(seed))
        ((x, y),) = cv2.perspectiveTransform(np.array([[[300.0, 105.0]]]), matrix)[0]
        near = image[round(y) - 3 : round(y) + 4, round(x) - 3 : round(x) + 4]
        assert int(near.min()) < 200
