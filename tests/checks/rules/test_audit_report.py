import pytest

from ..records import (
    AUDIT,
    BALANCE_SHEET,
    enterprise,
    findings,
    reading,
    statement,
    states,
    with_audit,
    with_line,
)


@pytest.mark.parametrize("opinion", ["qualified", "adverse", "disclaimer"])
def test_modified_opinions(opinion: str) -> None:
    record = with_audit(enterprise(), opinion=reading(opinion, file=AUDIT))
    assert list(findings(record, "audit-opinion-modified")) == [""]


def test_emphasis_counts_only_on_going_concern() -> None:
    emphasis = reading("unqualified_with_emphasis", file=AUDIT)
    assert findings(with_audit(enterprise(), opinion=emphasis), "audit-opinion-modified") == {}
    doubted = with_audit(enterprise(), opinion=emphasis, going_concern=True)
    assert list(findings(doubted, "audit-opinion-modified")) == [""]


def test_an_opinion_that_was_not_read_is_not_called_clean() -> None:
    record = with_audit(enterprise(), opinion=None)
    assert states(record, "audit-opinion-modified")[""] == "unchecked"


def test_a_year_that_was_not_read_is_left_open() -> None:
    record = with_audit(enterprise(), fiscal_year=None)
    assert states(record, "audit-year-mismatch") == {"": "unchecked"}


def test_one_of_two_reports_for_the_year_is_enough() -> None:
    later = statement("balance_sheet", {"资产总计": (1.0, 1.0)}, year=2022)
    record = with_audit(enterprise(), fiscal_year=reading(2021, file=AUDIT), statements=(later,))
    assert findings(record, "audit-year-mismatch") == {}


def test_the_prior_column_is_tested_too() -> None:
    record = with_line(
        enterprise(),
        "balance_sheet",
        "total_equity",
        BALANCE_SHEET["total_equity"][0],
        51_000_000.0,
    )
    (finding,) = findings(record, "audit-not-balanced").values()
    assert finding.key == "total_assets=total_liabilities+total_equity"
    assert "上期" in finding.message
    assert "1,000,000.00元" in finding.message


def test_what_follows_from_one_wrong_total_is_raised_by_published_formulas_only() -> None:
    record = with_line(enterprise(), "balance_sheet", "total_assets", 100_900_000.0, 90_000_000.0)
    assert set(findings(record, "audit-not-balanced")) == {
        "total_assets=total_current_assets+total_noncurrent_assets",
        "total_assets=total_liabilities+total_equity",
        "total_assets=total_liabilities_and_equity",
    }


def test_a_wrong_line_of_a_section_is_raised_by_its_own_formula() -> None:
    rows = {"货币资金": (20_000_000.0, 20_000_000.0), "存货": (39_000_000.0, 35_000_000.0),
            "流动资产合计": (60_000_000.0, 55_000_000.0)}  # fmt: skip
    record = with_audit(enterprise(), statements=(statement("balance_sheet", rows),))
    assert list(findings(record, "audit-not-balanced")) == ["total_current_assets=current_assets"]


def test_a_missing_operand_silences() -> None:
    record = with_line(enterprise(), "income_statement", "income_tax", None, None)
    found = states(record, "audit-not-balanced")
    assert found["net_profit=total_profit-income_tax"] == "unchecked"


def test_rounding_of_a_report_in_thousands_is_no_imbalance() -> None:
    def thousands(value: float) -> object:
        return reading(value * 1000, f"{value:,.0f}", file=AUDIT, unit="千元")

    lines = {
        "total_assets": (thousands(100), None),
        "total_current_assets": (thousands(60), None),
        "total_noncurrent_assets": (thousands(41), None),
    }
    record = with_audit(enterprise(), balance_sheet=lines)
    assert findings(record, "audit-not-balanced") == {}
