from __future__ import annotations

import cv2
import numpy as np
import pytest

from extract.ocr import Image
from extract.pages import Word
from extract.show_through import without_show_through

from .builders import word

PAPER = 240


def page(*depths: int, ground: int = PAPER) -> Image:
    """Draw one line of strokes a row, the last one on a ground of its own."""
    image = np.full((300, 400, 3), PAPER, np.uint8)
    last = 20 + 40 * (len(depths) - 1)
    image[last - 5 : last + 25] = ground
    for row, depth in enumerate(depths):
        for x in range(40, 140, 8):
            top = 20 + 40 * row
            level = (ground if row == len(depths) - 1 else PAPER) - depth
            cv2.rectangle(image, (x, top), (x + 1, top + 18), (level, level, level), -1)
    return image


def kept(image: Image, sure: float) -> int:
    words = [word("公司名称营", 20, 10 + 20 * row, origin="ocr") for row in range(4)]
    last = word("称名司公营", 20, 90, origin="ocr", sure=sure)
    found: list[Word] = without_show_through([*words, last], image, 2.0)
    return len(found)


@pytest.mark.parametrize(
    ("depth", "sure", "count"), [(20, 0.99, 4), (50, 0.7, 4), (50, 0.99, 5), (100, 0.7, 5)]
)
def test_pale_print_is_of_the_leafs_back(depth: int, sure: float, count: int) -> None:
    assert kept(page(150, 150, 150, 150, depth), sure) == count


def test_print_on_a_dark_ground_stays() -> None:
    assert kept(page(150, 150, 150, 150, 30, ground=100), 0.7) == 5


def test_a_page_of_pale_print_says_nothing_of_paler_print() -> None:
    assert kept(page(25, 25, 25, 25, 5), 0.7) == 5


def test_few_words_say_nothing_of_the_print() -> None:
    words = [word("公司", 20, 10), word("公司", 20, 30)]
    assert without_show_through(words, page(150, 20), 2.0) == words
