from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from extract.answers import Answer
from extract.evidence import of_answer, of_part, of_words, reading
from extract.geometry import Box, Frame
from extract.lines import lines_of

from .builders import HEIGHT, WIDTH, page, word

SIDES = st.floats(-200, 1200)


@given(SIDES, SIDES, SIDES, SIDES, st.floats(-1, 2))
def test_a_reading_lies_on_its_page(
    x0: float, y0: float, x1: float, y1: float, sure: float
) -> None:
    box = Box(min(x0, x1), min(y0, y1), max(x0, x1), max(y0, y1))
    found = reading("甲", "甲", page(number=3), box, sure, "text")
    left, top, right, bottom = found.bbox
    assert 0 <= left <= right <= WIDTH
    assert 0 <= top <= bottom <= HEIGHT
    assert 0 <= found.confidence <= 1
    assert (found.file, found.page) == ("申报书.pdf", 3)


def test_boxes_are_those_of_the_page_as_displayed() -> None:
    turned = replace(page(), frame=Frame(842, 595, (0, -1, 842, 1, 0, 0, 0, 0, 1)))
    found = reading("甲", "甲", turned, Box(100, 20, 200, 40), 1, "text")
    assert found.bbox == (802, 100, 822, 200)


def test_a_part_of_a_line_is_boxed_alone() -> None:
    (line,) = lines_of([word("日期：2022年", 50, 50)])
    found = of_part(page(), line, 3, 8)
    assert (found.value, found.text, found.bbox) == ("2022年", "2022年", (80, 50, 130, 60))
    assert of_part(page(), line, 3, 7, 2022).value == 2022


def test_recognised_parts_say_so_and_get_their_punctuation() -> None:
    (line,) = lines_of([word("甲,乙公司", 50, 50, origin="ocr", sure=0.8)])
    found = of_part(page(), line, 0, 3)
    assert (found.text, found.origin, found.confidence) == ("甲，乙", "ocr", 0.8)


def test_words_are_as_sure_as_their_least_sure_character() -> None:
    sure = replace(word("甲乙", 50, 50, origin="ocr"), confidences=(0.9, 0.3))
    found = of_words(page(), [sure, word("丙", 80, 50)], 5, "甲乙丙")
    assert (found.confidence, found.origin, found.bbox) == (0.3, "ocr", (50, 50, 90, 60))


@pytest.mark.parametrize(("origin", "expected"), [("ocr", "ocr"), ("text", "text")])
def test_an_answer_becomes_a_reading_with_all_it_knows(origin: str, expected: str) -> None:
    answer = Answer(3.5, "3.5", "万元", Box(1, 2, 3, 4), page(), 0.7, origin, "请看原件。")
    found = of_answer(answer)
    assert (found.value, found.text, found.unit, found.note) == (3.5, "3.5", "万元", "请看原件。")
    assert (found.origin, found.confidence, found.bbox) == (expected, 0.7, (1, 2, 3, 4))
