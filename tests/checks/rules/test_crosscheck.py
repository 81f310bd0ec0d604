from extract.records import Record

from ..groups import group
from ..records import (
    enterprise,
    findings,
    platform,
    reading,
    report,
    states,
    with_audit,
    with_field,
    with_line,
)


def test_the_parent_s_statements_explain_a_difference() -> None:
    record = group()
    for code in ("audit-mismatch", "unit-slip", "rd-intensity-inconsistent"):
        assert findings(record, code) == {}
    found = [o for o in report(record).outcomes if o.key == "total_assets@2022"]
    assert any("母公司" in o.message and o.state == "agrees" for o in found)


def test_a_group_whose_parent_s_statements_were_not_read_is_left_open() -> None:
    record = group(None)
    assert findings(record, "audit-mismatch") == {}
    assert states(record, "audit-mismatch")["net_profit@2022"] == "unchecked"
    assert states(record, "rd-intensity-inconsistent")["2022"] == "unchecked"


def test_one_figure_of_a_group_that_departs_from_all_scopes_is_raised() -> None:
    record = with_field(group(), "net_profit", 1234.0, "2022")
    assert list(findings(record, "audit-mismatch")) == ["net_profit@2022"]


def test_a_unit_slip_stands_instead_of_a_mismatch() -> None:
    record = with_field(enterprise(), "net_profit", 7_000_000.0, "2022", text="7,000,000.00")
    assert list(findings(record, "unit-slip")) == ["net_profit@2022"]
    assert findings(record, "audit-mismatch") == {}


def test_a_mismatch_shows_both_sides_and_names_the_cause() -> None:
    record = with_field(enterprise(), "net_profit", 820.0, "2022")
    finding = findings(record, "audit-mismatch")["net_profit@2022"]
    assert "820" in finding.message
    assert "700.00万元" in finding.message
    assert "利润总额" in finding.message
    assert len(finding.evidence) == 2


def test_a_digit_of_a_scan_is_said_to_be_perhaps_misread() -> None:
    misread = reading(708.0, origin="ocr", confidence=0.95)
    finding = findings(with_field(enterprise(), "net_profit", misread, "2022"), "audit-mismatch")
    message = finding["net_profit@2022"].message
    assert "表内勾稽相符" in message
    assert "识别有误" in message


def test_a_unit_spelt_out_in_the_cell_is_no_difference() -> None:
    record = with_field(enterprise(), "net_profit", 700.0, "2022", text="0.07亿元")
    assert findings(record, "audit-mismatch") == {}


def test_about_so_much_is_compared_by_nobody() -> None:
    record = with_field(enterprise(), "net_profit", 800.0, "2022", text="约800")
    assert states(record, "audit-mismatch")["net_profit@2022"] == "unchecked"


def test_a_wrong_debt_ratio_is_one_finding() -> None:
    record = with_field(enterprise(), "debt_ratio", 38.0, "2022")
    codes = [f.code for f in report(record).findings]
    assert codes == ["debt-ratio-inconsistent"]


def test_a_debt_ratio_without_its_parts_is_set_against_the_report() -> None:
    record = with_field(
        with_field(enterprise(), "net_assets", None, "2022"), "debt_ratio", 38.0, "2022"
    )
    assert list(findings(record, "audit-mismatch")) == ["debt_ratio@2022"]
    sound = with_field(enterprise(), "net_assets", None, "2022")
    assert states(sound, "audit-mismatch")["debt_ratio@2022"] == "agrees"


def test_no_research_line_leaves_the_share_open() -> None:
    record = with_line(enterprise(), "income_statement", "rd_expenses", None, None)
    assert set(states(record, "rd-intensity-inconsistent").values()) == {"unchecked"}


def test_a_platform_s_form_has_no_figures_to_compare() -> None:
    assert states(platform(), "audit-mismatch") == {}


def test_a_doubtful_figure_of_other_statements_that_may_be_meant_is_waited_for() -> None:
    record = group()
    assert record.audit is not None
    doubtful = {"value": 7_100_000.0, "text": "7,100,000.00", "origin": "ocr", "confidence": 0.6}

    def misread(sure: float) -> Record:
        changed = tuple(
            one.model_copy(
                update={
                    "rows": tuple(
                        row.model_copy(
                            update={
                                "current": row.current.model_copy(
                                    update={**doubtful, "confidence": sure}
                                )
                            }
                        )
                        if row.label == "净利润" and row.current is not None
                        else row
                        for row in one.rows
                    )
                }
            )
            for one in (record.audit.statements if record.audit is not None else ())
        )
        return with_audit(record, statements=changed)

    key = "net_profit@2022"
    assert states(misread(0.6), "audit-mismatch")[key] == "unchecked"
    assert states(misread(0.97), "audit-mismatch")[key] == "disagrees"
