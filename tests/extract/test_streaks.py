from __future__ import annotations

import numpy as np
import pytest

from extract.ocr import Image
from extract.streaks import without_streaks

UNIT = 1.0
INK = 30


def page() -> Image:
    image = np.full((1200, 800, 3), 245, np.uint8)
    image[200:1000, 300:303] = INK  # an upright ruling
    image[200:203, 100:700] = INK
    image[400:420, 350:450] = INK  # print
    return image


def streaked(image: Image, x: int, depth: int, low: int = 0, high: int = 1200) -> Image:
    dirty = image.astype(np.int16)
    dirty[low:high, x : x + 2] -= depth
    return np.asarray(np.clip(dirty, 0, 255), np.uint8)


def test_a_page_without_streaks_is_left_alone() -> None:
    image = page()
    assert without_streaks(image, UNIT) is image


@pytest.mark.parametrize("x", [60, 400, 640])
@pytest.mark.parametrize("turned", [False, True])
def test_a_streak_goes_and_print_under_it_stays(x: int, turned: bool) -> None:
    clean, dirty = page(), streaked(page(), x, 40)
    if turned:
        clean, dirty = clean.transpose(1, 0, 2).copy(), dirty.transpose(1, 0, 2).copy()
    found = without_streaks(dirty, UNIT)
    assert int(np.abs(found.astype(int) - clean.astype(int)).max()) <= 45 - INK


@pytest.mark.parametrize(("low", "high"), [(60, 1200), (0, 1140), (200, 1000)])
def test_what_ends_inside_the_page_is_a_ruling(low: int, high: int) -> None:
    image = streaked(page(), 500, 200, low, high)
    assert without_streaks(image, UNIT) is image


def test_a_dark_border_is_no_streak() -> None:
    image = page()
    image[:, :20] = INK
    assert without_streaks(image, UNIT) is image
