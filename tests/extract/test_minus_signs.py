from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest
from numpy.typing import NDArray

from extract.minus_signs import with_minus_signs
from extract.pages import Word

from .builders import word
from .ocr.traces import trace_of

SCALE = 4.0


def figure(text: str = "1,234.00") -> Word:
    return replace(word(text, 100, 100, origin="ocr"), traces=(trace_of(text),))


def ink(*strokes: tuple[int, int, int, int]) -> NDArray[np.uint8]:
    """Draw strokes (x0, y0, x1, y1), in pixels; the figure begins at (400, 400), 40 high."""
    found = np.zeros((800, 1000), np.uint8)
    found[402:438, 400:720:3] = 255
    for x0, y0, x1, y1 in strokes:
        found[y0:y1, x0:x1] = 255
    return found


SIGN = (380, 419, 394, 422)


def read(page: NDArray[np.uint8], *words: Word) -> list[str]:
    return [found.text for found in with_minus_signs(words, page, SCALE)]


def test_a_lost_sign_is_put_before_its_figure() -> None:
    (found,) = with_minus_signs([figure()], ink(SIGN), SCALE)
    assert found.text == "-1,234.00"
    assert len(found.edges) == len(found.text) + 1
    assert found.box.x0 < 100


@pytest.mark.parametrize(
    "stroke",
    [
        (380, 404, 394, 407),  # at the top
        (380, 434, 394, 437),  # an underline
        (386, 410, 390, 432),  # upright
        (300, 419, 314, 422),  # too far away
        (340, 419, 394, 422),  # a ruling that runs on
        (390, 419, 393, 422),  # a speck
    ],
)
def test_other_strokes_are_no_sign(stroke: tuple[int, int, int, int]) -> None:
    assert read(ink(stroke), figure()) == ["1,234.00"]


def test_a_sign_among_other_ink_is_not_believed() -> None:
    assert read(ink(SIGN, (370, 404, 378, 436)), figure()) == ["1,234.00"]


def test_a_figure_with_its_sign_keeps_one() -> None:
    assert read(ink(SIGN), figure("-1,234.00")) == ["-1,234.00"]


def test_a_dash_between_words_is_no_sign() -> None:
    before = word("一", 90, 100, origin="ocr")
    assert read(ink(SIGN), before, figure()) == ["一", "1,234.00"]


def test_words_without_a_trace_are_left_alone() -> None:
    plain = word("1,234.00", 100, 100, origin="ocr")
    assert read(ink(SIGN), plain) == ["1,234.00"]


def test_a_figure_at_the_edge_of_the_page_is_no_trouble() -> None:
    edge = replace(word("1.00", 0, 0, origin="ocr"), traces=(trace_of("1.00"),))
    assert read(ink(), edge) == ["1.00"]
