from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from extract.values import amount, units

numbers = st.decimals(-(10**12), 10**12, places=2, allow_nan=False, allow_infinity=False)


@given(st.text())
def test_any_string_gives_an_amount_or_none(text: str) -> None:
    for unit in (None, "万元", "%", "年", "人"):
        found = amount.parse(text, unit)
        assert found is None or found.value.is_finite()


@given(st.text(alphabet="0123456789,.-−（）()万亿千元%约余人项年月 　３零一二十"))
def test_any_figure_like_string_gives_an_amount_or_none(text: str) -> None:
    found = amount.parse(text, "万元")
    assert found is None or found.value.is_finite()


@given(numbers)
def test_plain_grouped_and_full_width_print_the_same(number: Decimal) -> None:
    wide = f"{number:,}".translate(str.maketrans("0123456789,.-", "０１２３４５６７８９，．－"))
    for text in (f"{number}", f"{number:,}", wide, f"{number:,} 万元"):
        found = amount.parse(text, "万元")
        assert found is not None
        assert (found.value, found.decimals, found.unit) == (number, 2, "万元")


@given(numbers.filter(lambda number: number > 0))
def test_all_styles_of_negatives(number: Decimal) -> None:
    for text in (
        f"-{number}",
        f"({number:,})",
        f"（{number}）",
        f"－{number}",
        f"−{number}",
        f"△{number}",
        f"▲{number}",
        f"﹣{number}",
        f"<{number:,}>",
        f"亏损{number}",
    ):
        found = amount.parse(text, "元")
        assert found is not None
        assert found.value == -number


@given(st.integers(0, 10**6), st.sampled_from(["元", "千元", "万元", "百万元", "亿元"]))
def test_units_only_move_the_point(number: int, unit: str) -> None:
    found = amount.parse(f"{number}{unit}", "万元")
    assert found is not None
    assert found.exactly_in("元") == number * units.MONEY[unit]
    assert found.step_in("元") == units.MONEY[unit]


@pytest.mark.parametrize(
    ("text", "unit", "value", "step"),
    [
        ("3.02亿元", "万元", 30200, "100"),
        ("3亿零200万元", "万元", 30200, "1"),
        ("共3项", "项", 3, "1"),
        ("合计：1,234.50万元", "万元", 1234.5, "0.01"),
        ("1,234.50*", "万元", 1234.5, "0.01"),
        ("半年", "年", 0.5, "0.1"),
        ("1,234.50", "万元", 1234.5, "0.01"),
        ("三千二百万元", "万元", 3200, "1"),
        ("人民币伍仟万元整", "万元", 5000, "1"),
        ("3亿2000万元", "万元", 32000, "1"),
        ("500（万元）", "万元", 500, "1"),
        ("32.1％", "%", 32.1, "0.1"),
        ("5‰", "%", 0.5, "0.1"),
        ("11（截至目前）", "年", 11, "1"),
        ("12年3个月", "年", 12.25, None),
        ("18个月", "年", 1.5, None),
        ("14天", "周", 2, None),
        ("240人", "人", 240, "1"),
        ("2万人", "人", 20000, "10000"),
        ("1,234,56", "元", 1234.56, "0.01"),
        ("3（其中发明2）", "项", 3, "1"),
        ("叁仟万元", "万元", 3000, "1"),
        ("三点五亿", "万元", 35000, "1000"),
        ("叁万贰仟元伍角整", "元", 32000.5, "0.1"),
        ("百分之十二点五", "%", 12.5, "0.1"),
        ("(12.5%)", "%", -12.5, "0.1"),
        ("3亿2千万元", "万元", 32000, "1"),
        ("两年半", "年", 2.5, "0.1"),
        ("1.5个百分点", "%", 1.5, "0.1"),
    ],
)
def test_printed_forms(text: str, unit: str, value: float, step: str | None) -> None:
    found = amount.parse(text, unit)
    assert found is not None
    assert found.in_unit(unit) == value
    assert step is None or found.step_in(unit) == Decimal(step)


@pytest.mark.parametrize(
    "text",
    [
        "约3.02亿元",
        "3亿多元",
        "30余万元",
        "近500万元",
        "200万元左右",
        "≥300",
        "＞3亿元",
        "大于300",
        "不足300万元",
    ],
)
def test_vague_figures_say_so(text: str) -> None:
    found = amount.parse(text, "万元")
    assert found is not None
    assert found.approximate


@pytest.mark.parametrize(
    ("text", "unit"),
    [
        ("", "万元"),
        ("-", "万元"),
        ("1-2", "年"),
        ("30至40", "人"),
        ("10%-20%", "%"),
        ("12,34", "元"),
        ("5000万美元", "万元"),
        ("32%", "万元"),
        ("240人", "万元"),
        ("5²", "项"),
        ("240①", "人"),
        ("(5", "元"),
        ("1,234-", "元"),
        ("-(5)", "元"),
        ("(240人)", "人"),
        ("1亿至2亿", "万元"),
        ("2021年100；2022年200", "万元"),
        ("无", "项"),
        ("1" * 40, "元"),
    ],
)
def test_what_is_no_single_number_is_none(text: str, unit: str) -> None:
    assert amount.parse(text, unit) is None


@pytest.mark.parametrize(
    ("text", "fault"),
    [
        ("100万元～200万元", "是一个区间"),
        ("1亿至2亿元", "是一个区间"),
        ("2021年100；2022年200", "不止一个数"),
        ("详见附件", "不是一个数"),
    ],
)
def test_why_a_text_is_no_number(text: str, fault: str) -> None:
    assert amount.parse(text, "万元") is None
    assert amount.fault(text) == fault


@given(st.text())
def test_any_text_has_a_fault_to_tell(text: str) -> None:
    assert amount.fault(text)
