from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from extract.geometry import Box
from extract.lines import TextLine, lines_of, part_of, text_of

from .builders import word


def test_words_side_by_side_make_a_line_from_left_to_right() -> None:
    (line,) = lines_of([word("万元", 130, 51), word("收入", 50, 50), word("100", 90, 49)])
    assert line.text == "收入100万元"
    assert line.box == Box(50, 49, 150, 61)


def test_lines_come_from_top_to_bottom() -> None:
    found = lines_of([word("丙", 50, 80), word("甲", 300, 50), word("乙", 50, 65)])
    assert [line.text for line in found] == ["甲", "乙", "丙"]
    assert text_of([word("乙", 50, 65), word("甲", 50, 50)]) == "甲乙"


def test_words_over_each_other_are_no_line() -> None:
    found = lines_of([word("上海市浦东", 50, 50), word("新区", 50, 54)])
    assert [line.text for line in found] == ["上海市浦东", "新区"]


def test_small_print_beside_large_print_stays_on_its_line() -> None:
    (line,) = lines_of([word("大字", 50, 50, size=16), word("小", 90, 55, size=8)])
    assert line.text == "大字小"


@given(st.lists(st.tuples(st.integers(0, 5), st.integers(0, 3)), unique=True))
def test_print_in_rows_is_read_row_by_row(places: list[tuple[int, int]]) -> None:
    words = [word(f"{y}{x}", 50 + 60 * x, 50 + 14 * y) for y, x in places]
    expected = "".join(f"{y}{x}" for y, x in sorted(places))
    assert text_of(words) == expected
    assert sum(len(line.words) for line in lines_of(words)) == len(words)


def test_a_line_has_the_size_of_most_of_its_characters() -> None:
    (line,) = lines_of([word("正文五字多", 50, 50, size=12), word("注", 115, 52, size=8)])
    assert line.size == 12


def test_a_line_is_as_sure_as_its_least_sure_word() -> None:
    (line,) = lines_of([word("甲", 50, 50, sure=0.9), word("乙", 70, 50, sure=0.6)])
    assert line.confidence == 0.6


def test_nothing_has_no_lines() -> None:
    assert lines_of([]) == []
    assert text_of([]) == ""


def test_a_part_runs_over_words() -> None:
    sure = replace(word("甲乙", 50, 50, origin="ocr"), confidences=(0.9, 0.4))
    (line,) = lines_of([sure, word("丙丁", 80, 50, sure=0.7)])
    part = part_of(line, 1, 3)
    assert (part.text, part.box) == ("乙丙", Box(60, 50, 90, 60))
    assert (part.confidence, part.recognised) == (0.4, True)
    behind = part_of(line, 2, 4)
    assert (behind.text, behind.confidence, behind.recognised) == ("丙丁", 0.7, False)


def test_an_empty_part_is_a_mistake() -> None:
    (line,) = lines_of([word("甲乙", 50, 50)])
    with pytest.raises(ValueError, match="no boxes"):
        part_of(line, 1, 1)


def test_words_that_hardly_share_a_height_are_on_lines_of_their_own() -> None:
    found = lines_of([word("甲", 50, 50), word("乙", 100, 57)])
    assert [line.text for line in found] == ["甲", "乙"]


@pytest.mark.parametrize(("shift", "count"), [(4.9, 1), (5.1, 2)])
def test_words_of_a_line_share_half_of_the_lower_ones_height(shift: float, count: int) -> None:
    assert len(lines_of([word("甲", 50, 50), word("乙", 100, 50 + shift)])) == count


@pytest.mark.parametrize(("y", "count"), [(46.1, 1), (45.9, 2), (61.9, 1), (62.1, 2)])
def test_the_lower_word_may_be_much_lower(y: float, count: int) -> None:
    # 8 high, beside a word from 50 to 66: half of it is 4.
    words = [word("大", 50, 50, size=16), word("小", 100, y, size=8)]
    assert len(lines_of(words)) == len(lines_of(reversed(words))) == count


@pytest.mark.parametrize(("start", "count"), [(64.5, 1), (63.5, 2)])
def test_words_beside_each_other_may_overlap_a_little(start: float, count: int) -> None:
    # Half of its type size and a point: 6 of 10.
    assert len(lines_of([word("甲乙", 50, 50), word("丙丁", start, 50)])) == count


def test_a_word_must_stand_beside_all_others_of_its_line() -> None:
    found = lines_of([word("甲", 50, 50), word("乙", 150, 51), word("丙丁", 148, 54)])
    assert [line.text for line in found] == ["甲乙", "丙丁"]


def test_columns_with_lines_of_their_own_are_kept_apart() -> None:
    left = [word(text, 50, 50 + 6 * i) for i, text in enumerate("甲乙丙")]
    found = lines_of([*left, word("丁", 100, 50)])
    assert [line.text for line in found] == ["甲丁", "乙", "丙"]


def test_a_line_without_words_has_no_size() -> None:
    empty = TextLine((), Box(0, 0, 0, 0))
    assert (empty.size, empty.confidence, empty.text) == (0, 0, "")


def test_sizes_are_rounded_to_half_points() -> None:
    (line,) = lines_of([word("甲", 50, 50, size=10.2), word("乙", 80, 50, size=10.3)])
    assert line.size == 10
    (line,) = lines_of([word("甲", 50, 50, size=10.2), word("乙丙", 80, 50, size=10.3)])
    assert line.size == 10.5
