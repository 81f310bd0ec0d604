from fractions import Fraction

import pytest

from checks.figures import agree, figure

from .records import reading


@pytest.mark.parametrize(
    ("value", "text", "step"),
    [
        (1234.5, "1,234.50", "100"),  # two digits after the point, in 万元
        (30200.0, "3.02亿元", "1000000"),
        (1234.5, "1234.5", "1000"),
        (1234.5, "1284.5", "1000"),  # corrected after the text was read
    ],
)
def test_the_precision_is_that_of_the_print(value: float, text: str, step: str) -> None:
    found = figure(reading(value, text), "万元")
    assert found is not None
    assert found.number == Fraction(str(value)) * 10**4
    width = found.printed("round").high - found.printed("round").low
    assert width == Fraction(step)


@pytest.mark.parametrize("value", [None, "无", [], float("nan")])
def test_what_is_no_number_is_no_figure(value: object) -> None:
    assert figure(reading(value), "万元") is None


def test_a_dash_is_exactly_nothing() -> None:
    found = figure(reading(0, "-", unit="万元"), "元")
    assert found is not None
    assert found.interval.high < Fraction(1, 10)


@pytest.mark.parametrize(
    ("text", "mode"), [("4,587.33", "round"), ("4,587.32", "truncate"), ("4,587.34", None)]
)
def test_a_figure_is_another_one_printed_shorter(text: str, mode: str | None) -> None:
    claimed = figure(reading(float(text.replace(",", "")), text), "万元")
    audited = figure(reading(45873264.8, "45,873,264.80"), "元")
    assert claimed is not None
    assert audited is not None
    assert agree(claimed, audited) == mode


def test_a_message_shows_the_printed_digits() -> None:
    found = figure(reading(30200.0, "约3.02亿元"), "万元")
    assert found is not None
    assert found.text == "约3.02亿元"
