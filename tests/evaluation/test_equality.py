from __future__ import annotations

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from evaluation.equality import off_by_power_of_ten, plain, same
from extract.records import Row, Value

FIGURES = st.floats(min_value=0.01, max_value=1e12, allow_nan=False)
ROWS: list[Row] = [{"name": "甲", "nature": "国有", "ratio": 60}, {"name": "乙", "ratio": 40.0}]


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("上海（集团）", "上海(集团)"),
        ("质量奖；称号", "质量奖;称号"),
        ("“小巨人”", '"小巨人"'),
        ("GB/T 31597", "GB/T31597"),
        ("第一行\n第二行", "第一行第二行"),
        ("一　二", "一二"),
    ],
)
def test_width_of_punctuation_and_spaces_do_not_count(one: str, other: str) -> None:
    assert same(one, other)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("〔2023〕", "(2023)"),
        ("Ａ1", "A1"),
        ("甲、乙", "甲，乙"),
        ("日", "曰"),
        ("无", ""),
        ("12", 12),
    ],
)
def test_what_is_printed_otherwise_is_another_text(one: str, other: Value) -> None:
    assert not same(one, other)


@given(st.text())
def test_plain_is_idempotent(text: str) -> None:
    assert plain(plain(text)) == plain(text)


def test_numbers_are_equal_across_types_but_not_to_texts() -> None:
    assert same(500, 500.0)
    assert not same(500, "500")
    assert not same(500, None)
    assert not same(None, 0)
    assert same(None, None)


def test_tolerance_is_absolute() -> None:
    assert same(412345678.14, 412345678.144, tolerance=0.005)
    assert not same(412345678.14, 412345678.15, tolerance=0.005)
    assert not same(412345678.14, 412345678.15)
    assert same(0.1 + 0.2, 0.3)


def test_options_stand_in_any_order_but_each_once() -> None:
    assert same(["供应链管理", "其他"], ["其他", "供应链管理"])
    assert not same(["其他"], ["其他", "供应链管理"])
    assert not same(["其他"], "其他")


def test_rows_are_compared_cell_by_cell_and_in_order() -> None:
    read: list[Row] = [{"name": "甲", "nature": "国有", "ratio": 60.0}, {"name": "乙", "ratio": 40}]
    assert same(ROWS, read)
    assert not same(ROWS, read[::-1])
    other: list[Row] = [read[0], {"name": "乙", "nature": "民营", "ratio": 40}]
    assert not same(ROWS, other)


@given(FIGURES, st.sampled_from([10.0, 100.0, 0.1, 10000.0, 0.0001]))
def test_shifted_point_is_a_power_of_ten(figure: float, factor: float) -> None:
    assert off_by_power_of_ten(figure, figure * factor)
    assert off_by_power_of_ten(-figure, figure * factor)


@given(FIGURES, FIGURES)
def test_figures_of_one_magnitude_are_none(one: float, other: float) -> None:
    assume(0.2 < one / other < 5)
    assert not off_by_power_of_ten(one, other)


def test_lost_last_digit_is_a_power_of_ten() -> None:
    assert off_by_power_of_ten(123456, 12345)
    assert off_by_power_of_ten(1234.56, 12344.56)


@pytest.mark.parametrize("got", [None, "无", 0, 7])
def test_nothing_to_compare_is_no_power_of_ten(got: Value) -> None:
    assert not off_by_power_of_ten(7, got)
