from .groups import PARENT_INCOME, group
from .records import enterprise, findings, states, with_field

INCOME = {
    "营业总收入" if label == "营业收入" else label: pair for label, pair in PARENT_INCOME.items()
}
WITHOUT_PROFIT = {label: pair for label, pair in INCOME.items() if label != "净利润"}


def test_a_difference_is_told_from_the_statements_that_the_form_is_of() -> None:
    record = with_field(group(INCOME), "net_profit", 1234.0, "2022")
    message = findings(record, "audit-mismatch")["net_profit@2022"].message
    assert "母公司（单体）报表为700.00万元" in message


def test_other_statements_do_not_accuse_where_the_form_s_own_lack_the_figure() -> None:
    record = group(WITHOUT_PROFIT)
    assert findings(record, "audit-mismatch") == {}
    found = states(with_field(record, "net_profit", 1234.0, "2022"), "audit-mismatch")
    assert found["net_profit@2022"] == "unchecked"


def test_total_revenue_stands_for_revenue_where_that_is_not_printed() -> None:
    record = group(INCOME)
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
