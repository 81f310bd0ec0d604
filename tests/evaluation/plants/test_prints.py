from __future__ import annotations

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from evaluation.plants.prints import print_of

from ...checks.records import reading


@pytest.mark.parametrize(
    ("text", "value", "unit", "number", "again"),
    [
        ("1,330.77万元", 1330.77, "万元", "2000", "2,000.00万元"),
        ("43.65%", 43.65, "%", "7", "7.00%"),
        ("(1,234.50)", -1234.5, "元", "-9876.5", "(9,876.50)"),
        ("(1,234.50)", -1234.5, "元", "9876.5", "9,876.50"),
        ("-12", -12, "人", "-7", "-7"),
    ],
)
def test_another_number_is_printed_the_same_way(
    text: str, value: float, unit: str, number: str, again: str
) -> None:
    printed = print_of(reading(value, text, unit=unit), unit)
    assert printed is not None
    assert printed.again(Decimal(number)).text == again
    assert printed.again(Decimal(number)).value == float(number)


@pytest.mark.parametrize(("value", "text"), [("无", "无"), (0, "-"), (3, "约三")])
def test_what_is_no_plain_number_is_none(value: object, text: str) -> None:
    assert print_of(reading(value, text), "万元") is None


def test_the_value_keeps_its_unit() -> None:
    printed = print_of(reading(30_000.0, "3.00亿元", unit="亿元"), "万元")
    assert printed is not None
    assert printed.again(Decimal("4.5")).value == 45_000


@given(st.decimals(-(10**9), 10**9, places=2))
def test_a_reprinted_figure_is_read_back(number: Decimal) -> None:
    printed = print_of(reading(1330.77, "1,330.77万元", unit="万元"), "万元")
    assert printed is not None
    back = print_of(printed.again(number), "万元")
    assert back is not None
    assert back.number == number


@given(st.decimals(-(10**6), 10**6, places=4), st.integers(0, 3))
def test_cutting_off_never_grows(number: Decimal, decimals: int) -> None:
    printed = print_of(reading(1.0, "1.0000", unit="万元"), "万元")
    assert printed is not None
    cut = printed.rounded(number, decimals, "truncate").value
    assert isinstance(cut, int | float)
    assert abs(cut) <= abs(float(number)) + 1e-9
