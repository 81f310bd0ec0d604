from extract.records import Record

from .records import (
    audited,
    enterprise,
    findings,
    reading,
    statement,
    states,
    with_audit,
    with_field,
)

CONSOLIDATED = {
    "balance_sheet": {
        "total_assets": (audited(155_000_000.0), audited(145_000_000.0)),
        "total_equity": (audited(85_000_000.0), audited(80_000_000.0)),
    },
    "income_statement": {
        "operating_revenue": (audited(99_000_000.0), audited(91_000_000.0)),
        "net_profit": (audited(9_000_000.0), audited(8_000_000.0)),
        "rd_expenses": (audited(9_900_000.0), audited(9_100_000.0)),
    },
}
PARENT_BALANCE = {
    "资产总计": (100_000_000.0, 90_000_000.0),
    "所有者权益合计": (60_000_000.0, 50_000_000.0),
}
PARENT_INCOME = {
    "营业总收入": (80_000_000.0, 75_000_000.0),
    "研发费用": (5_000_000.0, 4_500_000.0),
    "净利润": (7_000_000.0, 6_000_000.0),
}


def group(**without: object) -> Record:
    """Return a group's report, whose form is filled in with the parent's figures."""
    income = {label: pair for label, pair in PARENT_INCOME.items() if label not in without}
    parent = (
        statement("balance_sheet", PARENT_BALANCE),
        statement("income_statement", income),
    )
    scope = reading("consolidated")
    return with_audit(enterprise(), scope=scope, statements=parent, cash_flow={}, **CONSOLIDATED)


def test_a_difference_is_told_from_the_statements_that_the_form_is_of() -> None:
    record = with_field(group(), "net_profit", 1234.0, "2022")
    message = findings(record, "audit-mismatch")["net_profit@2022"].message
    assert "母公司（单体）报表为700.00万元" in message


def test_other_statements_do_not_accuse_where_the_form_s_own_lack_the_figure() -> None:
    record = group(净利润=None)
    assert findings(record, "audit-mismatch") == {}
    found = states(with_field(record, "net_profit", 1234.0, "2022"), "audit-mismatch")
    assert found["net_profit@2022"] == "unchecked"


def test_total_revenue_stands_for_revenue_where_that_is_not_printed() -> None:
    record = group()
    assert set(states(record, "rd-intensity-inconsistent").values()) == {"agrees", "unchecked"}
    assert findings(record, "rd-intensity-inconsistent") == {}
    wrong = with_field(record, "rd_intensity", 1.11, "2022")
    assert "母公司" in findings(wrong, "rd-intensity-inconsistent")["2022"].message


def test_last_year_s_figures_that_were_restated_since_do_not_accuse() -> None:
    record = with_field(enterprise(), "net_profit", 555.0, "2021")
    assert "net_profit@2021" in findings(record, "audit-mismatch")
    pages = tuple(
        page.model_copy(update={"text": "上年金额（已重述）"})
        if page.type == "income_statement"
        else page
        for page in record.pages
    )
    restated = record.model_copy(update={"pages": pages})
    assert findings(restated, "audit-mismatch") == {}
    assert states(restated, "audit-mismatch")["net_profit@2021"] == "unchecked"
    own = with_field(restated, "net_profit", 555.0, "2022")
    assert list(findings(own, "audit-mismatch")) == ["net_profit@2022"]
