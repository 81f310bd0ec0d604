from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from checks.accounts import accounts
from checks.causes import Comparison, cause_of, slip
from checks.figures import figure

from .records import audit, reading, reference, statement

SOURCES = {source.field: source for source in reference().sources}


def comparison(field: str, value: float, text: str | None = None, **changes: object) -> Comparison:
    source = SOURCES[field]
    other = statement(
        "balance_sheet", {"资产总计": (155_000_000.0, 145_000_000.0)}, scope="consolidated"
    )
    own = statement(
        "income_statement",
        {
            "营业收入": (80_000_000.0, 75_000_000.0),
            "归属于母公司所有者的净利润": (6_500_000.0, None),
        },
    )
    found = accounts(audit(statements=(other, own)), reference().statements)
    claimed = figure(reading(value, text or f"{value:.2f}"), "万元")
    line = found[0].figure(source.statement, source.line, 0)
    assert claimed is not None
    assert line is not None
    case = Comparison(claimed, line, found[0], found, source, 2022, thousands=False)
    return replace(case, **changes)  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("field", "value", "kind", "word"),
    [
        ("net_profit", 700.0, "agreement", "四舍五入"),
        ("total_assets", 15500.0, "agreement", "合并报表"),
        ("net_profit", 650.0, "agreement", "归属于母公司"),
        ("total_assets", 100_000_000.0, "unit", "10,000"),
        ("total_assets", 1.0, "unit", "10,000"),
        ("total_assets", 100_010_000.0, "unit", "10,000"),
        ("net_profit", 600.0, "line", "2021年"),
        ("net_profit", 820.0, "line", "利润总额"),
        ("net_profit", -700.0, "sign", "正负号"),
        ("total_assets", 10300.0, "digit", "3与0"),
        ("operating_revenue", 8480.0, "tax", "106%"),
        ("net_profit", 912.0, "unknown", ""),
    ],
)
def test_causes_in_their_order(field: str, value: float, kind: str, word: str) -> None:
    found = cause_of(comparison(field, value))
    assert found.kind == kind
    assert word in found.text


def test_an_earlier_report_is_named_by_its_year() -> None:
    """Last year's own report has the figure as it was before restatement."""
    earlier = statement(
        "balance_sheet", {"资产总计": (91_000_000.0, None)}, scope="separate", year=2021
    )
    found = accounts(audit(statements=(earlier,)), reference().statements)
    case = comparison("total_assets", 9100.0)
    line = found[0].figure("balance_sheet", "total_assets", 1)
    assert line is not None
    case = replace(case, audited=line, account=found[0], accounts=found, year=2021)
    assert cause_of(case).text == "与2021年度审计报告母公司（单体）报表口径一致"


def test_a_power_of_ten_needs_a_unit_that_explains_it() -> None:
    assert cause_of(comparison("total_assets", 100_000.0)).kind != "unit"
    assert cause_of(comparison("total_assets", 100_000.0, thousands=True)).kind == "unit"


@given(st.integers(100_000, 999_999), st.integers(0, 5), st.integers(1, 9))
def test_one_other_digit_is_a_slip(number: int, place: int, step: int) -> None:
    text = str(number)
    digit = str((int(text[place]) + step) % 10)
    changed = text[:place] + digit + text[place + 1 :]
    assert "一位" in (slip(text, changed) or "")
    assert slip(text, text) is None


def test_swapped_and_lost_digits_are_slips() -> None:
    assert slip("1234.56", "1243.56") == "仅相邻两位数字颠倒"
    assert slip("1234.56", "134.56") == "仅多或少一位数字"
    assert slip("1234.56", "9834.56") is None
