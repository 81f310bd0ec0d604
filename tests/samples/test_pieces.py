from __future__ import annotations

import random

import cv2
import numpy as np
import pytest

from samples.generate import fonts, pieces

BOX = (386, 203, 535, 235)


def page() -> np.ndarray:
    pixels = np.full((400, 700), 240, np.uint8)
    for row in range(3):
        text = ("48213.05", "67180.92", "35594.71")[row]
        at = (390, 130 + 100 * row)
        cv2.putText(pixels, text, at, cv2.FONT_HERSHEY_COMPLEX, 1.0, 40, 2, cv2.LINE_AA)
    noise = np.random.default_rng(1).normal(0, 2, pixels.shape)
    soft = cv2.GaussianBlur(pixels, (0, 0), 0.6) + noise
    return np.asarray(np.clip(soft, 0, 255), np.uint8)


@pytest.mark.skipif(bool(fonts.missing()), reason="fonts of the generator are not installed")
@pytest.mark.parametrize("name", pieces.KINDS)
def test_only_the_piece_changes(name: str) -> None:
    whole = page()
    figure = pieces.figure_in(whole, BOX)
    other = pieces.figure_in(whole, (386, 103, 535, 135))
    assert figure is not None
    assert other is not None
    done, (x0, y0, x1, y1) = pieces.forge(
        whole, figure, pieces.KINDS[name], random.Random(3), (whole, other), (other,)
    )
    changed = done != whole
    assert changed[y0:y1, x0:x1].any()
    changed[y0:y1, x0:x1] = False
    assert not changed.any()


def test_place_without_print_has_no_figure() -> None:
    assert pieces.figure_in(page(), (10, 10, 100, 60)) is None
