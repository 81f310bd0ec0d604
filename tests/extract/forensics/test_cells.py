from __future__ import annotations

from collections.abc import Callable, Sequence

import cv2
import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from extract.forensics.cells import Odd, deviations, looks_of
from extract.geometry import Box

from .papers import figure, form, sight_of
from .scans import SCALE, Pixels, clean, scanned, slices, stored

CHANGED = 13  # place of a figure in the list


def figures() -> list[Box]:
    words = sight_of(form()[0]).page.words
    known = {figure(row, column) for row in range(8) for column in range(3)}
    return [word.box for word in words if word.text in known]


def odd_ones(image: Pixels, boxes: Sequence[Box], others: Sequence[Box] = ()) -> list[Odd]:
    return looks_of(image, boxes, others).odd()


def strengths(image: Pixels) -> dict[int, float]:
    boxes = [Box(*(side * SCALE for side in box)) for box in figures()]
    return {odd.place: odd.strength for odd in odd_ones(image, boxes)}


def counted(image: Pixels) -> list[int]:
    return [place for place, strength in strengths(image).items() if strength >= 1]


def test_scan_as_it_came_is_silent() -> None:
    assert max(strengths(scanned()).values(), default=0.0) < 0.7


def test_clean_piece_in_a_scan_is_told() -> None:
    image, where = scanned(), slices(figures()[CHANGED])
    image[where] = clean()[where]
    assert counted(stored(image.astype(float))) == [CHANGED]


def test_print_on_paper_of_the_scan_s_own_colour_is_told() -> None:
    image, where = scanned(), slices(figures()[CHANGED])
    image[where] = np.minimum(clean()[where], 244)
    assert counted(stored(image.astype(float))) == [CHANGED]


def brightened(image: Pixels, place: int = CHANGED) -> None:
    rows, columns = slices(figures()[place], 1)
    image[rows, columns] = np.minimum(image[rows, columns].astype(int) + 9, 255)


def test_brighter_rectangle_around_a_figure_is_told() -> None:
    image = scanned()
    brightened(image)
    boxes = [Box(*(side * SCALE for side in box)) for box in figures()]
    odd = [one for one in odd_ones(stored(image.astype(float)), boxes) if one.strength >= 1]
    assert [(one.place, one.signs) for one in odd] == [(CHANGED, ("纸面底色", "四周边界"))]


def test_few_figures_are_compared_with_other_words_of_the_page() -> None:
    image = scanned()
    brightened(image, 0)
    boxes = [Box(*(side * SCALE for side in box)) for box in figures()]
    (odd,) = [one for one in odd_ones(image, boxes[:3], boxes[6:]) if one.strength >= 1]
    assert odd.place == 0


def test_row_treated_alike_is_silent() -> None:
    image = scanned()
    for place in (12, 13, 14):
        where = slices(figures()[place])
        image[where] = clean()[where]
    assert counted(stored(image.astype(float))) == []


def shaded(image: Pixels) -> None:
    rows, columns = slices(figures()[CHANGED], 8)
    image[rows, columns] = (image[rows, columns] * 0.88).astype(np.uint8)


def bold(image: Pixels) -> None:
    rows, columns = slices(figures()[CHANGED])
    image[rows, columns] = np.minimum(image[rows, columns], np.roll(image[rows, columns], 1, 1))


def shaded_and_bold(image: Pixels) -> None:
    bold(image)
    rows, columns = slices(figures()[CHANGED], 4)
    image[rows, columns] = (image[rows, columns] * 0.88).astype(np.uint8)


def faded(image: Pixels) -> None:
    rows, columns = slices(figures()[CHANGED])
    part = cv2.GaussianBlur(image[rows, columns].astype(np.float32), (0, 0), 0.8)
    image[rows, columns] = (244 - 0.6 * (244 - part)).astype(np.uint8)


def glowing(image: Pixels) -> None:
    rows, columns = slices(figures()[CHANGED])
    y, x = np.mgrid[: image.shape[0], : image.shape[1]]
    down = (y - (rows.start + rows.stop) / 2) / 40
    along = (x - (columns.start + columns.stop) / 2) / 110
    image[:] = np.clip(image + 11 * np.exp(-(down**2 + along**2)), 0, 255).astype(np.uint8)


def sealed(image: Pixels) -> None:
    rows, columns = slices(figures()[CHANGED])
    ring = np.zeros_like(image)
    cv2.circle(ring, (columns.start + 40, rows.start), 120, 1, 6, cv2.LINE_AA)
    image[ring > 0] = (image[ring > 0] * 0.65).astype(np.uint8)


def glaring(image: Pixels) -> None:
    rows, columns = slices(figures()[CHANGED])
    y, x = np.mgrid[: image.shape[0], : image.shape[1]]
    away = np.hypot(y - rows.start, x - columns.start) / 60
    image[:] = np.clip(image + 14 * np.exp(-(away**2)), 0, 255).astype(np.uint8)


def lit(image: Pixels) -> None:
    slope = (
        np.linspace(0.75, 1.0, image.shape[1])[None]
        * np.linspace(1.0, 0.85, image.shape[0])[:, None]
    )
    image[:] = (image * slope).astype(np.uint8)


@pytest.mark.parametrize(
    "harmless", [shaded, bold, shaded_and_bold, faded, glowing, sealed, glaring, lit]
)
def test_harmless_differences_are_silent(harmless: Callable[[Pixels], None]) -> None:
    image = scanned()
    harmless(image)
    assert counted(stored(image.astype(float))) == []


def test_too_few_figures_tell_nothing() -> None:
    boxes = [Box(*(side * SCALE for side in box)) for box in figures()[:6]]
    assert odd_ones(scanned(), boxes) == []


def test_empty_places_are_left_out() -> None:
    boxes = [Box(*(side * SCALE for side in box)) for box in figures()]
    empty = [Box(100 * n + 20, 40, 100 * n + 90, 75) for n in range(14)]
    assert {odd.place for odd in odd_ones(scanned(), [*boxes, *empty])} <= set(range(len(boxes)))


def test_places_off_the_page_are_left_out() -> None:
    boxes = [Box(-50, -50, -10, -20), *[Box(10 * n, 10, 10 * n + 5, 12) for n in range(12)]]
    assert odd_ones(scanned(), boxes) == []


@given(st.lists(st.floats(-100, 100), min_size=3, max_size=20), st.floats(-50, 50))
def test_deviations_do_not_depend_on_the_level(values: list[float], shift: float) -> None:
    looks = np.repeat(np.array(values)[:, None], 4, axis=1)
    assert np.allclose(deviations(looks), deviations(looks + shift), atol=1e-6)
