from __future__ import annotations

import unicodedata
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from extract.punctuation import chinese_punctuation, is_chinese, with_dashes

from .builders import word

PRINT = st.text("公司收入,;:?!，；()（）《》“”。 A1.-")


@pytest.mark.parametrize(
    ("read", "printed"),
    [
        ("公司,是", "公司，是"),
        ("收入:100", "收入：100"),
        ("1,234,567.00", "1,234,567.00"),
        ("http://a.cn", "http://a.cn"),
        ("《规范》,A", "《规范》，A"),
        ("(一)概况", "（一）概况"),
        ("上海(集团）公司", "上海（集团）公司"),
        ("ISO(9001)", "ISO(9001)"),
        ("(1,234.00)", "(1,234.00)"),
        ("（abc）", "(abc)"),
        ("公司（A(B)）", "公司（A(B)）"),
        ("单位)", "单位）"),
        ("(单位", "（单位"),
        ("单(a)", "单（a）"),
        ("(a)位", "（a）位"),
        ("(a)bc单位", "(a)bc单位"),
        ("单位bc(a)", "单位bc(a)"),
        ("A,公", "A，公"),
        ("A,B公", "A,B公"),
        (",A公", ",A公"),
        ("", ""),
        (",", ","),
    ],
)
def test_marks_take_the_width_of_what_stands_beside_them(read: str, printed: str) -> None:
    assert chinese_punctuation(read) == printed


@given(PRINT)
def test_only_widths_change(text: str) -> None:
    found = chinese_punctuation(text)
    assert unicodedata.normalize("NFKC", found) == unicodedata.normalize("NFKC", text)


@given(PRINT)
def test_what_was_mended_stays(text: str) -> None:
    once = chinese_punctuation(text)
    assert chinese_punctuation(once) == once


@given(st.text("0123456789,.-( ABCabc:;"))
def test_text_without_chinese_stays(text: str) -> None:
    assert chinese_punctuation(text) == text


@pytest.mark.parametrize(
    ("character", "expected"),
    [("企", True), ("《", True), ("A", False), ("，", False), ("", False)],
)
def test_chinese_characters_are_known(character: str, expected: bool) -> None:
    assert is_chinese(character) is expected


def test_a_hyphen_as_wide_as_a_character_is_a_dash() -> None:
    assert with_dashes(word("一-二", 50, 50)) == "一—二"


def test_a_narrow_hyphen_stays() -> None:
    narrow = replace(word("A-1", 50, 50), edges=(50, 60, 64, 70))
    assert with_dashes(narrow) == "A-1"
