from __future__ import annotations

import cv2
import numpy as np
import pytest

from extract.ocr import Image
from extract.raster import without_red
from extract.seals import find_seals

RED, BLACK, PAPER = (60, 60, 220), (20, 20, 20), (245, 245, 245)  # BGR
SCALE = 200 / 72


def paper() -> Image:
    return np.full((1100, 800, 3), PAPER, np.uint8)


def stamped(diameter: int = 320, color: tuple[int, int, int] = RED) -> Image:
    image = paper()
    cv2.circle(image, (400, 500), diameter // 2, color, 8)
    cv2.putText(image, "*", (370, 540), cv2.FONT_HERSHEY_SIMPLEX, 3, color, 12)
    return image


@pytest.mark.parametrize("diameter", [140, 320, 440])
def test_a_red_ring_is_a_seal(diameter: int) -> None:
    (seal,) = find_seals(stamped(diameter), 1.0, SCALE)
    assert seal.center == pytest.approx((400 / SCALE, 500 / SCALE), abs=4)
    assert seal.width == pytest.approx(diameter / SCALE, abs=6)


@pytest.mark.parametrize("diameter", [90, 520])
def test_a_ring_smaller_or_larger_than_any_seal_is_none(diameter: int) -> None:
    assert find_seals(stamped(diameter), 1.0, SCALE) == []


@pytest.mark.parametrize("unit", [0.5, 1.5])
def test_sizes_are_measured_in_the_pages_own_pixels(unit: float) -> None:
    seal, dot = (
        np.asarray(cv2.resize(stamped(diameter), None, fx=unit, fy=unit), np.uint8)
        for diameter in (320, 90)
    )
    assert len(find_seals(seal, unit, SCALE)) == 1
    assert find_seals(dot, unit, SCALE) == []


@pytest.mark.parametrize(("height", "count"), [(260, 1), (200, 0)])
def test_an_oval_may_be_a_little_flat(height: int, count: int) -> None:
    for axes in ((160, height // 2), (height // 2, 160)):
        image = paper()
        cv2.ellipse(image, (400, 500), axes, 0, 0, 360, RED, 8)
        assert len(find_seals(image, 1.0, SCALE)) == count


def test_a_worn_ring_is_one_seal() -> None:
    image = stamped()
    for x in range(240, 560, 40):
        image[300:700, x : x + 5] = PAPER
    assert len(find_seals(image, 1.0, SCALE)) == 1


def test_a_black_ring_is_none() -> None:
    assert find_seals(stamped(color=BLACK), 1.0, SCALE) == []


def test_red_print_and_bars_are_none() -> None:
    image = paper()
    image[100:110, 100:700] = RED  # a red line under a letter head
    image[300:320, 100:120] = RED
    image[600:800, 300:500] = RED  # a filled red square
    assert find_seals(image, 1.0, SCALE) == []


def test_bare_paper_has_none() -> None:
    assert find_seals(paper(), 1.0, SCALE) == []


def test_red_ink_turns_to_paper() -> None:
    clean = without_red(stamped())
    blue, green, red = (channel.astype(int) for channel in cv2.split(clean))
    assert (red - np.maximum(blue, green)).max() <= 45
    assert clean.min() > 200


def test_print_under_a_seal_stays() -> None:
    image = stamped()
    image[495:505, 200:600] = BLACK
    clean = without_red(image)
    assert (clean[497:503, 200:600] == BLACK).all()


def test_a_page_without_red_is_the_same() -> None:
    image = paper()
    image[495:505, 200:600] = BLACK
    assert without_red(image) is image


def test_the_given_page_is_not_changed() -> None:
    image = stamped()
    before = image.copy()
    without_red(image)
    assert np.array_equal(image, before)
