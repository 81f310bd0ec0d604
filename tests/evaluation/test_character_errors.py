from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from evaluation.character_errors import Accuracy, accuracy


@given(st.lists(st.text(alphabet="营业收入12340", min_size=1), min_size=1))
def test_order_and_layout_are_no_errors(words: list[str]) -> None:
    found = accuracy("\n".join(words), " ".join(reversed(words)))
    assert found.errors == 0
    assert found.characters == sum(map(len, words))


@pytest.mark.parametrize(
    ("read", "errors"),
    [("营业收人", 1), ("营业收", 1), ("营业收入入", 1), ("", 4), ("营业收入。", 0)],
)
def test_a_character_is_wrong_once(read: str, errors: int) -> None:
    assert accuracy("营业收入", read).errors == errors


def test_widths_of_characters_are_no_errors() -> None:
    assert accuracy("１２３Ａ（万元）", "123A(万元)").errors == 0


@pytest.mark.parametrize(
    ("read", "exact"),
    [("1,234,567.89", 1), ("1234567.89", 1), ("1,234,567.88", 0), ("1,234,567.8", 0), ("合计", 0)],
)
def test_a_figure_is_read_exactly_or_not(read: str, exact: int) -> None:
    found = accuracy("合计 1,234,567.89 第12页", read)
    assert (found.figures_read, found.figures) == (exact, 1)


def test_pages_add_up() -> None:
    total = accuracy("甲乙", "甲") + accuracy("2022 丙", "2022 丙")
    assert total == Accuracy(1, 7, 1, 1)
    assert total.character_error_rate == pytest.approx(1 / 7)
    assert Accuracy().character_error_rate == 0
    assert Accuracy().figure_match == 1
