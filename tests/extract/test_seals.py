from __future__ import annotations

import cv2
import numpy as np
import pytest

from extract.ocr import Image
from extract.raster import without_red
from extract.seals import find_seals

RED, BLACK, PAPER = (60, 60, 220), (20, 20, 20), (245, 245, 245)  # BGR
FAINT, GREY = (190, 190, 235), (120, 120, 120)


def paper() -> Image:
    return np.full((1100, 800, 3), PAPER, np.uint8)


def stamped(diameter: int = 320, color: tuple[int, int, int] = RED) -> Image:
    image = paper()
    cv2.circle(image, (400, 500), diameter // 2, color, 8)
    cv2.putText(image, "*", (370, 540), cv2.FONT_HERSHEY_SIMPLEX, 3, color, 12)
    return image


@pytest.mark.parametrize("color", [RED, FAINT])
@pytest.mark.parametrize("diameter", [140, 320, 440])
def test_a_red_ring_is_a_seal(diameter: int, color: tuple[int, int, int]) -> None:
    (seal,) = find_seals(stamped(diameter, color), 1.0)
    assert (seal.x, seal.y) == pytest.approx((400, 500), abs=8)
    assert 2 * seal.rx == pytest.approx(diameter, abs=14)
    assert (seal.shape, seal.red) == ("round", True)


@pytest.mark.parametrize("diameter", [140, 320, 440])
def test_a_grey_ring_is_one_too(diameter: int) -> None:
    (seal,) = find_seals(stamped(diameter, GREY), 1.0)
    assert (seal.x, seal.y) == pytest.approx((400, 500), abs=8)
    assert 2 * seal.rx == pytest.approx(diameter, abs=14)
    assert not seal.red


@pytest.mark.parametrize("diameter", [90, 540])
@pytest.mark.parametrize("color", [RED, GREY])
def test_a_ring_smaller_or_larger_than_any_seal_is_none(
    diameter: int, color: tuple[int, int, int]
) -> None:
    assert find_seals(stamped(diameter, color), 1.0) == []


@pytest.mark.parametrize("unit", [0.5, 1.5])
def test_sizes_are_measured_in_the_pages_own_pixels(unit: float) -> None:
    seal, dot = (
        np.asarray(cv2.resize(stamped(diameter), None, fx=unit, fy=unit), np.uint8)
        for diameter in (320, 90)
    )
    assert len(find_seals(seal, unit)) == 1
    assert find_seals(dot, unit) == []


@pytest.mark.parametrize(("height", "count"), [(210, 1), (150, 0)])
def test_an_oval_is_a_seal_unless_it_is_flat(height: int, count: int) -> None:
    for axes in ((160, height // 2), (height // 2, 160)):
        image = paper()
        cv2.ellipse(image, (400, 500), axes, 0, 0, 360, RED, 8)
        assert [seal.shape for seal in find_seals(image, 1.0)] == ["oval"] * count


def test_a_square_frame_with_letters_is_a_seal() -> None:
    image = paper()
    cv2.rectangle(image, (350, 450), (440, 540), RED, 6)
    cv2.putText(image, "A", (370, 525), cv2.FONT_HERSHEY_SIMPLEX, 2, RED, 6)
    (seal,) = find_seals(image, 1.0)
    assert seal.shape == "square"
    assert 2 * seal.rx == pytest.approx(90, abs=10)


def test_a_worn_ring_is_one_seal() -> None:
    image = stamped()
    for x in range(240, 560, 40):
        image[300:700, x : x + 5] = PAPER
    assert len(find_seals(image, 1.0)) == 1


def test_a_star_inside_is_no_seal_of_its_own() -> None:
    image = stamped(440)
    cv2.circle(image, (400, 500), 80, RED, 8)
    assert len(find_seals(image, 1.0)) == 1


def test_a_ring_over_print_is_found() -> None:
    image = stamped(320, GREY)
    for y in range(300, 700, 40):
        cv2.putText(image, "1,234,567.89 5,678", (150, y), cv2.FONT_HERSHEY_SIMPLEX, 1, BLACK, 2)
    (seal,) = find_seals(image, 1.0)
    assert seal.rx == pytest.approx(160, abs=8)


def test_red_print_and_bars_are_none() -> None:
    image = paper()
    image[100:110, 100:700] = RED  # a red line under a letter head
    image[300:320, 100:120] = RED
    image[600:800, 300:500] = RED  # a filled red square
    cv2.circle(image, (200, 900), 90, RED, -1)  # a filled disc
    assert find_seals(image, 1.0) == []


def test_bare_paper_has_none() -> None:
    assert find_seals(paper(), 1.0) == []


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
